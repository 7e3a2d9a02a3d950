{#
    Texts that may say in which unit of money a table is printed, with the place where they stand and
    how near it is: of one place only the nearest count.
#}
{%- set patterns = wording_patterns(['unit_of_all_tables', 'unit_name']) %}
with

{# What stands below a table may stand above the next one: it ends where that has its title. #}
tables_placed as (
    select
        document_id,
        table_no,
        first_line_no,
        last_line_no,
        title_line_no,
        least(last_line_no + 4, coalesce(lead(coalesce(
            least(title_line_no, first_line_no), first_line_no
        )) over (
            partition by document_id
            order by table_no
        ), last_line_no + 4)) as end_line_no
    from {{ ref('int_tables_recognised') }}
),

rows_with_figures as (
    select
        document_id,
        table_no,
        min(row_no) as first_row_no
    from {{ ref('int_cells_unnested') }}
    where is_number
    group by document_id, table_no
),

{# A label and its unit may stand in two cells side by side. #}
cells_joined as (
    select
        cells.document_id,
        cells.table_no,
        cells.row_no,
        cells.line_no,
        case
            when {{ regex_found('cells.bare_text', '[:∶]$') }}
                then concat(cells.cell_text, coalesce(lead(cells.cell_text) over (
                    partition by cells.document_id, cells.table_no, cells.row_no
                    order by cells.col_no
                ), ''))
            else cells.cell_text
        end as cell_text
    from {{ ref('int_cells_unnested') }} as cells
),

{# The same text stands in many cells and lines: it is read once. #}
texts_of_cells as (
    select
        cell_text,
        {{ bare('cell_text') }} as bare_text
    from cells_joined
    group by cell_text
),

labels as (
    select
        texts.cell_text,
        texts.bare_text
    from texts_of_cells as texts
    where {{ wording_found('texts.bare_text', patterns.unit_name, '^[(【]?') }}
),

texts_of_lines as (
    select
        line_text,
        {{ bare('line_text') }} as bare_text
    from {{ ref('stg_raw__lines') }}
    where table_no is null
    group by line_text
),

texts_of_all_tables as (
    select
        texts.line_text,
        texts.bare_text
    from texts_of_lines as texts
    where {{ wording_found('texts.bare_text', patterns.unit_of_all_tables) }}
)

{# Between its title and itself all texts are about the table; else the nearest above it is. #}
select
    captions.document_id,
    captions.table_no,
    'caption' as unit_place,
    case
        when captions.line_no >= tables_placed.title_line_no then 1000000000
        else captions.line_no
    end as nearness,
    captions.caption_text as unit_text,
    captions.bare_text
from {{ ref('int_table_captions') }} as captions
inner join tables_placed
    on {{ same_table('captions', 'tables_placed') }}
union all
select
    cells.document_id,
    cells.table_no,
    'first_rows' as unit_place,
    cells.line_no as nearness,
    cells.cell_text as unit_text,
    {{ bare('cells.cell_text') }} as bare_text
from cells_joined as cells
left join rows_with_figures
    on {{ same_table('cells', 'rows_with_figures') }}
where
    cells.row_no <= 3
    or cells.row_no < rows_with_figures.first_row_no
union all
select
    cells.document_id,
    cells.table_no,
    'label' as unit_place,
    0 as nearness,
    cells.cell_text as unit_text,
    labels.bare_text
from cells_joined as cells
inner join labels
    on cells.cell_text = labels.cell_text
union all
select
    placed.document_id,
    placed.table_no,
    'below' as unit_place,
    -text_rows.line_no as nearness,
    text_rows.line_text as unit_text,
    {{ bare('text_rows.line_text') }} as bare_text
from tables_placed as placed
inner join {{ ref('stg_raw__lines') }} as text_rows
    on
        placed.document_id = text_rows.document_id
        and placed.last_line_no < text_rows.line_no
        and placed.end_line_no > text_rows.line_no
where text_rows.table_no is null
union all
select
    placed.document_id,
    placed.table_no,
    'all_tables' as unit_place,
    text_rows.line_no as nearness,
    text_rows.line_text as unit_text,
    texts.bare_text
from tables_placed as placed
inner join {{ ref('stg_raw__lines') }} as text_rows
    on
        placed.document_id = text_rows.document_id
        and placed.first_line_no > text_rows.line_no
inner join texts_of_all_tables as texts
    on text_rows.line_text = texts.line_text
where text_rows.table_no is null
