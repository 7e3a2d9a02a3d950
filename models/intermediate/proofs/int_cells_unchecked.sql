{#
    Places on pages that hold an amount which arithmetic does not reach, and the cells that stand
    beside it in its row and its column of the page: these tell whether another reader has it in the
    same row and column. What was recognised in a picture has nothing to be read again.
#}
with

unchecked as (
    select distinct
        accepted.document_id,
        accepted.cell_id,
        accepted.table_no,
        accepted.row_no,
        accepted.col_no
    from {{ ref('int_lines_proved') }} as proved
    inner join {{ ref('int_budget_lines_accepted') }} as accepted
        on proved.budget_line_key = accepted.budget_line_key
    where
        proved.proof = 'unchecked'
        and accepted.text_origin = 'text'
),

in_tables as (
    select
        unchecked.document_id,
        unchecked.cell_id,
        unchecked.table_no,
        unchecked.row_no,
        unchecked.col_no,
        printed.page_no,
        printed.cells,
        printed.boxes
    from unchecked
    inner join {{ ref('stg_raw__rows') }} as printed
        on {{ same_row('unchecked', 'printed') }}
),

of_rows as (
    select
        in_tables.document_id,
        in_tables.cell_id,
        in_tables.table_no,
        in_tables.row_no,
        in_tables.page_no,
        unnested.printed_text,
        cast(unnested.col_no as integer) as col_no,
        in_tables.boxes[unnested.col_no] as cell_box,
        case when unnested.col_no = in_tables.col_no then 'self' else 'row' end as stands
    from in_tables
    cross join unnest(in_tables.cells) with ordinality as unnested (printed_text, col_no)
),

of_columns as (
    select
        in_tables.document_id,
        in_tables.cell_id,
        in_tables.table_no,
        neighbours.row_no,
        in_tables.page_no,
        in_tables.col_no,
        'column' as stands,
        neighbours.cells[in_tables.col_no] as printed_text,
        neighbours.boxes[in_tables.col_no] as cell_box
    from in_tables
    inner join {{ ref('stg_raw__rows') }} as neighbours
        on
            {{ same_table('in_tables', 'neighbours') }}
            and in_tables.page_no = neighbours.page_no
    where in_tables.row_no <> neighbours.row_no
),

{# An amount of running text stands in a line, and its line is all that is beside it. #}
of_text as (
    select distinct
        unchecked.document_id,
        unchecked.cell_id,
        cast(null as integer) as table_no,
        unchecked.row_no,
        printed.page_no,
        printed.line_text as printed_text,
        printed.box as cell_box,
        cast(null as integer) as col_no,
        'self' as stands
    from unchecked
    inner join {{ ref('stg_raw__lines') }} as printed
        on
            unchecked.document_id = printed.document_id
            and unchecked.row_no = printed.line_no
    where
        unchecked.table_no is null
        and not printed.is_from_picture
),

placed as (
    {% for part in ['of_rows', 'of_columns', 'of_text'] -%}
        select
            document_id,
            cell_id,
            table_no,
            row_no,
            col_no,
            page_no,
            printed_text,
            cell_box,
            stands
        from {{ part }}
        {% if not loop.last %}union all
        {% endif %}
    {%- endfor %}
)

select
    document_id,
    cell_id,
    stands,
    table_no,
    row_no,
    col_no,
    page_no,
    printed_text,
    cell_box[1] as x_left,
    cell_box[2] as y_top,
    cell_box[3] as x_right,
    cell_box[4] as y_bottom
from placed
where
    cell_box is not null
    and page_no is not null
    and {{ bare('printed_text') }} <> ''
