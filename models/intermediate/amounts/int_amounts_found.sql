{#
    Every amount of money that a table shows, wherever it stands, in a column, in a field of a form
    or loose. `place_reason` says what its place leaves open.
#}
with

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
        0 as label_group_no,
        'amount' as role,
        amounts.funding_source_printed as header_path,
        amounts.amount_printed,
        amounts.unit_printed as unit_beside,
        amounts.placement,
        'field' as amount_place,
        case
            when not amounts.is_amount then 'not_a_number'
            {# A form that is recognised and not read: what a self-evaluation says was paid. #}
            when statements.line_kind is null then 'unknown_table'
        end as place_reason
    from {{ ref('int_form_amounts') }} as amounts
    inner join {{ ref('int_tables_recognised') }} as recognised
        on {{ same_table('amounts', 'recognised') }}
    left join {{ ref('stg_code__statements') }} as statements
        on recognised.statement_code = statements.statement_code
),

{# The label of an amount and its figure, run into the text beside them by a text layer. #}
glued as (
    select distinct cells.cell_id
    from {{ ref('int_cells_described') }} as cells
    inner join {{ ref('stg_map__labels') }} as labels
        on
            labels.value_type = 'amount'
            and length(labels.wording) >= 3
            and cells.bare_text like concat('%', labels.wording, '%')
    where
        cells.is_in_form
        and cells.row_role <> 'header'
        and {{ regex_found('cells.bare_text', '[一-鿿):：][0-9][0-9,]*[.][0-9]{2}$') }}
),

{# Words and indicators of forms may hold money, but are no amounts. #}
text_values as (
    select distinct form_fields.value_cell_id as cell_id
    from {{ ref('int_form_fields') }} as form_fields
    left join glued
        on form_fields.value_cell_id = glued.cell_id
    where
        form_fields.value_type not in ('amount', 'inline')
        and form_fields.value_cell_id is not null
        and glued.cell_id is null
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
    from {{ ref('int_amounts_in_columns') }}
    union distinct
    select cell_id
    from in_fields
    union distinct
    select cell_id
    from text_values
),

{#
    Money in a form that no known field holds: short cells that end with a unit, or print two
    decimals as amounts do, or hold money by the label or the header that no seed knows.
#}
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
        cells.label_group_no,
        'unknown' as role,
        cells.cell_text as amount_printed,
        cast(null as varchar) as unit_beside,
        cells.placement,
        'loose' as amount_place,
        'unknown_header' as place_reason,
        coalesce(labels.cell_text, cells.cell_text) as header_path
    from {{ ref('int_cells_described') }} as cells
    left join known_cells
        on cells.cell_id = known_cells.cell_id
    left join indicator_rows
        on {{ same_row('cells', 'indicator_rows') }}
    left join glued
        on cells.cell_id = glued.cell_id
    left join {{ ref('int_form_figures') }} as figures
        on cells.cell_id = figures.cell_id
    left join {{ ref('int_cells_described') }} as labels
        on
            {{ same_row('cells', 'labels') }}
            and figures.label_col_no = labels.col_no
    where
        cells.is_in_form
        and cells.row_role <> 'header'
        and known_cells.cell_id is null
        and indicator_rows.row_no is null
        and (length(cells.bare_text) <= 30 or glued.cell_id is not null)
        and (
            coalesce(figures.is_money, false)
            or {{ regex_found('cells.bare_text', '[0-9](' ~ money_units() ~ '|万)\\)?$') }}
            or (
                not coalesce(figures.is_count, false)
                and {{ regex_found(
                    'cells.bare_text', '(?:^|[^0-9.])[0-9][0-9,]*[.][0-9]{2}$'
                ) }}
            )
        )
)

{% for amounts in [ref('int_amounts_in_columns'), 'in_fields', 'loose'] -%}
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
        label_group_no,
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
