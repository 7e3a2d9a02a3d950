{#
    Rows that say something and of which nothing is loaded: indicators of a block that an unknown header
    keeps out or of a form that is not read, and counts without an amount beside them.
#}
with

rows_of_indicators as (
    select
        blocks.document_id,
        printed.table_no,
        printed.row_no,
        min(printed.page_no) as page_no,
        case when blocks.is_read then 'indicators' else 'form_not_read' end as reason
    from {{ ref('int_indicator_blocks') }} as blocks
    inner join {{ ref('int_cells_described') }} as printed
        on {{ same_block('blocks', 'printed') }}
    where
        printed.row_role = 'body'
        and printed.statement_code is not null
        {# Scores beside the money of a self-evaluation list no indicators. #}
        and (blocks.is_read or blocks.name_col_no is not null or blocks.level1_col_no is not null)
        and (blocks.unknown_columns > 0 or not blocks.is_read)
        {# The levels and weights of an empty form say nothing. #}
        and coalesce(printed.role, '') not in ('level1', 'level2', 'section', 'weight', '')
    group by
        blocks.document_id, printed.table_no, printed.row_no, blocks.is_read
),

level_words as (
    select distinct {{ bare('wording') }} as wording
    from {{ ref('stg_map__levels') }}
),

{# Indicators in a layout of which no header is known: below the first name of a level. #}
tables_unread as (
    select
        cells.document_id,
        cells.table_no,
        min(cells.row_no) as first_row_no
    from {{ ref('int_cells_described') }} as cells
    inner join {{ ref('stg_code__statements') }} as statements
        on cells.statement_code = statements.statement_code
    inner join level_words
        on cells.bare_text = level_words.wording
    left join {{ ref('int_indicator_blocks') }} as blocks
        on {{ same_table('cells', 'blocks') }}
    left join {{ ref('int_indicators') }} as loaded
        on {{ same_table('cells', 'loaded') }}
    where
        {{ is_kind_of_forms('statements.document_kind') }}
        and statements.line_kind is not null
        and blocks.table_no is null
        and loaded.table_no is null
    group by cells.document_id, cells.table_no
),

rows_unread as (
    select
        cells.document_id,
        cells.table_no,
        cells.row_no,
        'indicators' as reason,
        min(cells.page_no) as page_no
    from {{ ref('int_cells_described') }} as cells
    inner join tables_unread
        on
            {{ same_table('cells', 'tables_unread') }}
            and cells.row_no >= tables_unread.first_row_no
    left join level_words
        on cells.bare_text = level_words.wording
    left join {{ ref('int_form_fields') }} as labels
        on cells.cell_id = labels.label_cell_id
    where
        level_words.wording is null
        and labels.label_cell_id is null
    group by cells.document_id, cells.table_no, cells.row_no
),

rows_of_counts as (
    select
        cells.document_id,
        cells.table_no,
        cells.row_no,
        'counts' as reason,
        min(cells.page_no) as page_no
    from {{ ref('int_cells_described') }} as cells
    left join {{ ref('int_amounts_covered') }} as amounts
        on {{ same_row('cells', 'amounts') }}
    where
        cells.row_role = 'body'
        and cells.role = 'quantity'
        and cells.is_number
        and cells.statement_code is not null
    group by cells.document_id, cells.table_no, cells.row_no
    having count(amounts.cell_id) = 0
),

rows_found as (
    select
        document_id,
        table_no,
        row_no,
        page_no,
        reason
    from rows_of_indicators
    union all
    select
        document_id,
        table_no,
        row_no,
        page_no,
        reason
    from rows_unread
    union all
    select
        document_id,
        table_no,
        row_no,
        page_no,
        reason
    from rows_of_counts
)

select
    rows_found.document_id,
    rows_found.table_no,
    rows_found.row_no,
    rows_found.page_no,
    rows_found.reason,
    string_agg(cells.cell_text, ' | ' order by cells.col_no) as row_text
from rows_found
inner join {{ ref('int_cells_described') }} as cells
    on {{ same_row('rows_found', 'cells') }}
group by
    rows_found.document_id, rows_found.table_no, rows_found.row_no, rows_found.page_no,
    rows_found.reason
