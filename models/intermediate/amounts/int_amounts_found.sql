{#
    Every amount of money that a table shows, wherever it stands, in a column, in a field of a form
    or loose. `place_reason` says what its place leaves open.
#}
with

column_cells as (
    select
        cells.document_id,
        cells.table_no,
        cells.row_no,
        cells.col_no,
        cells.cell_id,
        1 as part_no,
        cells.page_no,
        cells.line_no,
        cells.statement_code,
        cells.block_no,
        cells.role,
        cells.side,
        cells.header_path,
        cells.cell_text as amount_printed,
        cells.unit_in_header as unit_beside,
        cells.placement,
        cells.row_span,
        cells.is_number or cells.is_number_with_unit as is_amount,
        coalesce(meanings.is_slipped, false) as is_slipped,
        withheld.reason as column_reason,
        statements.line_kind
    from {{ ref('int_cells_described') }} as cells
    left join {{ ref('int_row_meanings') }} as meanings
        on {{ same_row('cells', 'meanings') }}
    left join {{ ref('int_columns_withheld') }} as withheld
        on {{ same_column('cells', 'withheld') }}
    left join {{ ref('stg_code__statements') }} as statements
        on cells.statement_code = statements.statement_code
    left join {{ ref('int_form_amounts') }} as form_amounts
        on cells.cell_id = form_amounts.cell_id
    where
        cells.row_role = 'body'
        and form_amounts.cell_id is null
        {# What counts people or shares, and a column of another year, are no amounts of this one. #}
        and coalesce(meanings.is_money, true)
        and coalesce(withheld.reason, '') <> 'other_year'
        and (
            (cells.is_number and cells.role = 'unknown')
            or (cells.is_number_with_unit and cells.role = 'unknown')
            {# A figure in a column of amounts that cannot be read is found all the same. #}
            or (
                cells.role = 'amount'
                and {{ regex_found('cells.bare_text', '[0-9]') }}
                and (cells.is_number or cells.is_number_with_unit or not cells.is_in_form)
            )
            {# Below no header only two decimals tell an amount from a count. #}
            or (
                cells.role is null
                and cells.is_number
                and {{ regex_found('cells.bare_text', '[.][0-9]{2}(?:[^0-9]|$)') }}
            )
        )
),

in_columns as (
    select
        document_id,
        table_no,
        row_no,
        col_no,
        cell_id,
        part_no,
        page_no,
        line_no,
        statement_code,
        block_no,
        role,
        header_path,
        amount_printed,
        unit_beside,
        placement,
        'column' as amount_place,
        case
            when placement = 'unplaced' then 'unplaced'
            when not is_amount then 'not_a_number'
            when role <> 'amount' or role is null then 'unknown_header'
            when row_span > 1 then 'spans_rows'
            when is_slipped then 'row_slipped'
            when column_reason is not null then column_reason
            when line_kind is null then 'unknown_table'
            when line_kind = 'summary' and side is null then 'unknown_side'
        end as place_reason
    from column_cells
),

in_fields as (
    select
        amounts.document_id,
        amounts.table_no,
        amounts.row_no,
        amounts.col_no,
        amounts.cell_id,
        amounts.part_no,
        amounts.page_no,
        cast(null as integer) as line_no,
        recognised.statement_code,
        cast(null as integer) as block_no,
        'amount' as role,
        amounts.funding_source_printed as header_path,
        amounts.amount_printed,
        amounts.unit_printed as unit_beside,
        amounts.placement,
        'field' as amount_place,
        case when not amounts.is_amount then 'not_a_number' end as place_reason
    from {{ ref('int_form_amounts') }} as amounts
    inner join {{ ref('int_tables_recognised') }} as recognised
        on {{ same_table('amounts', 'recognised') }}
),

{# Words and indicators of forms may hold money, but are no amounts. #}
text_values as (
    select distinct value_cell_id as cell_id
    from {{ ref('int_form_fields') }}
    where
        value_type not in ('amount', 'inline')
        and value_cell_id is not null
),

indicator_rows as (
    select distinct
        document_id,
        table_no,
        row_no
    from {{ ref('int_indicator_tokens') }}
    union distinct
    select
        printed.document_id,
        printed.table_no,
        printed.row_no
    from {{ ref('int_rows_classified') }} as printed
    inner join {{ ref('int_indicator_blocks') }} as blocks
        on {{ same_block('printed', 'blocks') }}
),

known_cells as (
    select cell_id
    from in_columns
    union distinct
    select cell_id
    from in_fields
    union distinct
    select cell_id
    from text_values
),

{# Money in a form that no known field holds: short cells that end with a unit. #}
loose as (
    select
        cells.document_id,
        cells.table_no,
        cells.row_no,
        cells.col_no,
        cells.cell_id,
        1 as part_no,
        cells.page_no,
        cells.line_no,
        cells.statement_code,
        cells.block_no,
        'unknown' as role,
        cells.cell_text as header_path,
        cells.cell_text as amount_printed,
        cast(null as varchar) as unit_beside,
        cells.placement,
        'loose' as amount_place,
        'unknown_header' as place_reason
    from {{ ref('int_cells_described') }} as cells
    left join known_cells
        on cells.cell_id = known_cells.cell_id
    left join indicator_rows
        on {{ same_row('cells', 'indicator_rows') }}
    where
        cells.is_in_form
        and cells.row_role <> 'header'
        and known_cells.cell_id is null
        and indicator_rows.row_no is null
        and length(cells.bare_text) <= 30
        and {{ regex_found('cells.bare_text', '[0-9](' ~ money_units() ~ '|万)\\)?$') }}
)

{% for amounts in ['in_columns', 'in_fields', 'loose'] -%}
    select
        document_id,
        table_no,
        row_no,
        col_no,
        cell_id,
        part_no,
        page_no,
        line_no,
        statement_code,
        block_no,
        role,
        header_path,
        amount_printed,
        unit_beside,
        placement,
        amount_place,
        place_reason
    from {{ amounts }}
    {% if not loop.last -%} union all {% endif -%}
{% endfor %}
