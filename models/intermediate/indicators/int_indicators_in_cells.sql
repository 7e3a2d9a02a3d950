{# Indicators listed within one cell: 一、 first level, (一) second level, 1. the indicator itself. #}
with

list_cells as (
    select
        cells.document_id,
        cells.table_no,
        cells.row_no,
        cells.col_no,
        cells.cell_id,
        cells.page_no,
        {# Every numbered item on a line of its own, also where the paragraphs were lost. #}
        {{ regex_replace(
            regex_replace(
                'cells.cell_text',
                '(^|\\s)([一二三四五六七八九十]+、|\\([一二三四五六七八九十]+\\))\\s*', '\n\\2'
            ),
            '(^|\\s)(\\d{1,2}[.、])\\s*([^0-9\\s])', '\n\\2\\3'
        ) }} as list_text
    from {{ ref('int_cells_unnested') }} as cells
    inner join {{ ref('int_rows_classified') }} as printed
        on
            {{ same_row('cells', 'printed') }}
            and printed.row_role = 'body'
    inner join {{ ref('int_columns_resolved') }} as columns_resolved
        on
            {{ same_block('printed', 'columns_resolved') }}
            and cells.col_no = columns_resolved.col_no
            and columns_resolved.role = 'indicator_list'
    inner join {{ ref('int_indicator_blocks') }} as blocks
        on
            {{ same_block('printed', 'blocks') }}
            and blocks.unknown_columns = 0
),

items as (
    select
        list_cells.document_id,
        list_cells.table_no,
        list_cells.row_no,
        list_cells.col_no,
        list_cells.cell_id,
        list_cells.page_no,
        cast(listed.item_no as integer) as item_no,
        trim(listed.item_text) as item_text
    from list_cells
    cross join
        unnest(string_split(list_cells.list_text, chr(10)))
        with ordinality as listed (item_text, item_no)
),

classified as (
    select
        document_id,
        table_no,
        row_no,
        col_no,
        cell_id,
        page_no,
        item_no,
        {{ regex_group('item_text', '^[一二三四五六七八九十]+、\\s*([^:：]+)') }} as level1_text,
        {{ regex_group('item_text', '^\\([一二三四五六七八九十]+\\)\\s*([^:：]+)') }} as level2_text,
        {{ regex_group('item_text', '^\\d{1,2}[.、]\\s*(.+)$') }} as indicator_text
    from items
    where item_text <> ''
),

sections as (
    select
        document_id,
        table_no,
        row_no,
        col_no,
        cell_id,
        page_no,
        item_no,
        level1_text,
        level2_text,
        indicator_text,
        sum(case when level1_text is not null then 1 else 0 end) over item_order as level1_no,
        sum(
            case when level1_text is not null or level2_text is not null then 1 else 0 end
        ) over item_order as level2_no
    from classified
    window item_order as (partition by cell_id order by item_no)
),

filled as (
    select
        document_id,
        table_no,
        row_no,
        col_no,
        cell_id,
        page_no,
        item_no,
        indicator_text,
        {{ bare('max(level1_text) over (partition by cell_id, level1_no)') }} as level1_printed,
        {{ bare('max(level2_text) over (partition by cell_id, level2_no)') }} as level2_printed
    from sections
)

select
    document_id,
    table_no,
    row_no,
    page_no,
    col_no,
    item_no,
    'annual' as horizon,
    level1_printed,
    level2_printed,
    {#
        The value starts at its sign (one in brackets belongs to the name); without a sign it is
        the last word.
    #}
    coalesce(
        {{ regex_group('indicator_text', '^(.*?)\\s*[≥≤=≧≦><][^)]') }},
        {{ regex_group('indicator_text', '^(.*)\\s+[^\\s]+$') }},
        indicator_text
    ) as indicator_name,
    coalesce(
        {{ regex_group('indicator_text', '([≥≤=≧≦><][^)].*)$') }},
        {{ regex_group('indicator_text', '\\s([^\\s]+)$') }}
    ) as value_printed,
    cell_id
from filled
where indicator_text is not null
