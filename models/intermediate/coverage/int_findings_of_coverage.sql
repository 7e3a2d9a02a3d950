{#
    What was found and not loaded: tables without a known title or of a kind that is not read yet,
    amounts left out and why, text in columns of amounts; and tables that are said to be empty and
    are not.
#}
{% set place = ['page_no', 'table_no', 'row_no', 'col_no', 'cell_id'] -%}
with

tables_unknown as (
    select
        recognised.document_id,
        'table_not_recognised' as finding_code,
        recognised.table_no,
        case
            when recognised.statement_code is not null then 'not_read_yet'
            when count(found.cell_id) = 0 then 'without_amounts'
            when recognised.title_scope = 'department' then 'not_read_yet'
            when recognised.title_scope = 'government' then 'of_government'
        end as reason,
        max(recognised.page_no) as page_no,
        concat(
            count(found.cell_id),
            ' amounts; lines ',
            max(recognised.first_line_no),
            '-',
            max(recognised.last_line_no),
            case when max(recognised.statement_title_printed) is not null then '; ' else '' end,
            coalesce(max(recognised.statement_title_printed), '')
        ) as evidence
    from {{ ref('int_tables_recognised') }} as recognised
    left join {{ ref('int_amounts_covered') }} as found
        on {{ same_table('recognised', 'found') }}
    left join {{ ref('stg_code__statements') }} as statements
        on recognised.statement_code = statements.statement_code
    where statements.line_kind is null
    group by
        recognised.document_id, recognised.table_no, recognised.title_scope,
        recognised.statement_code
),

amounts_left_out as (
    select
        covered.document_id,
        covered.page_no,
        covered.table_no,
        covered.row_no,
        covered.col_no,
        covered.cell_id,
        case
            when covered.withheld_reason = 'unplaced' then 'amount_unplaced'
            when covered.withheld_reason = 'not_a_number' then 'amount_not_a_number'
            when covered.withheld_reason in ('spans_rows', 'spans_columns')
                then 'amount_over_cells'
            when covered.withheld_reason = 'repeated_column' then 'amount_in_repeated_column'
            when covered.withheld_reason = 'row_slipped' then 'amount_in_slipped_row'
            when covered.withheld_reason = 'unit_contradicted' then 'amount_in_another_unit'
            when covered.withheld_reason in ('unknown_table', 'beside_field')
                then 'amount_not_loaded'
            when covered.role = 'unknown' then 'amount_under_unknown_header'
            when covered.statement_code is not null then 'amount_beside_unknown_header'
            else 'amount_not_loaded'
        end as finding_code,
        case
            when covered.withheld_reason = 'unknown_side' and covered.role <> 'unknown' then 'side'
            when
                covered.withheld_reason is null
                and covered.role = 'amount'
                and statements.line_kind = 'debt'
                then 'debt'
        end as reason,
        concat(coalesce(covered.header_path, ''), ': ', covered.cell_text) as evidence
    from {{ ref('int_amounts_covered') }} as covered
    left join {{ ref('stg_code__statements') }} as statements
        on covered.statement_code = statements.statement_code
    where
        not covered.is_line
        {# What holds of a whole table is told once: int_findings_of_amounts. #}
        and coalesce(covered.withheld_reason, '')
        not in ('unit_unknown', 'unit_implausible', 'period_open')
),

texts_in_amount_columns as (
    select
        cells.document_id,
        'amount_not_a_number' as finding_code,
        cells.page_no,
        cells.table_no,
        cells.row_no,
        cells.col_no,
        cells.cell_id,
        concat(cells.header_path, ': ', substr(cells.cell_text, 1, 60)) as evidence
    from {{ ref('int_cells_described') }} as cells
    inner join {{ ref('stg_code__statements') }} as statements
        on cells.statement_code = statements.statement_code
    left join {{ ref('int_amounts_covered') }} as found
        on cells.cell_id = found.cell_id
    where
        cells.row_role = 'body'
        and cells.role = 'amount'
        and found.cell_id is null
        and not cells.is_number
        and not cells.is_number_with_unit
        and not {{ regex_found('cells.bare_text', '^[-—–*/]+$') }}
        and not {{ is_kind_of_forms('statements.document_kind') }}
),

rows_left_out as (
    select
        document_id,
        page_no,
        table_no,
        row_no,
        row_text as evidence,
        case
            when reason = 'counts' then 'count_not_loaded'
            else 'indicator_row_not_loaded'
        end as finding_code
    from {{ ref('int_rows_not_loaded') }}
),

headers_alone as (
    select
        document_id,
        'rows_missing' as finding_code,
        'header_alone' as reason,
        page_no,
        table_no,
        concat(statement_code, ' t', table_no) as evidence
    from {{ ref('int_tables_rowless') }}
),

declared_empty_but_filled as (
    select
        document_id,
        'declared_empty_but_filled' as finding_code,
        page_no,
        table_no,
        declaration_printed as evidence
    from {{ ref('int_table_outcomes') }}
    where
        amounts_found > 0
        and declaration_printed is not null
)

{{ findings_united({
    'tables_unknown': ['reason', 'page_no', 'table_no'],
    'amounts_left_out': ['reason'] + place,
    'texts_in_amount_columns': place,
    'headers_alone': ['reason', 'page_no', 'table_no'],
    'rows_left_out': ['page_no', 'table_no', 'row_no'],
    'declared_empty_but_filled': ['page_no', 'table_no'],
}) }}
