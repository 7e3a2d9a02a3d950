{#
    Rows before which one number is left out (三、 behind 一、, or 9 behind 7 in a column of 行次), in tables
    whose other rows are numbered without a gap: the row between may be lost. Either side of a summary is
    numbered for itself. One row a table.
#}
with

names_printed as (
    select
        cells.document_id,
        cells.table_no,
        cells.statement_code,
        cells.label_group_no,
        cells.row_no,
        cells.cell_id,
        {{ regex_replace(
            'cells.bare_text', '^其中[:：]?', ''
        ) }} as name_printed
    from {{ ref('int_cells_described') }} as cells
    where
        cells.role = 'name'
        and cells.row_role = 'body'
        and not cells.is_in_form
        and cells.statement_code is not null
),

{# Numbers in a column that holds neither money nor names nor codes. #}
line_numbers as (
    select
        cells.document_id,
        cells.table_no,
        cells.statement_code,
        cells.row_no,
        cells.col_no,
        cells.cell_id,
        cells.bare_text as line_number
    from {{ ref('int_cells_described') }} as cells
    where
        cells.role = 'text'
        and cells.row_role = 'body'
        and not cells.is_in_form
        and cells.statement_code is not null
        and {{ regex_found('cells.bare_text', '^[0-9]{1,3}$') }}
),

numbered as (
    select
        document_id,
        table_no,
        statement_code,
        label_group_no,
        row_no,
        cell_id,
        name_printed,
        {{ numbering_level('name_printed') }} as numbering_level,
        {{ numbering_value('name_printed') }} as numbering_value
    from names_printed
),

{# Numbers begin again below each row of a higher level. #}
in_runs as (
    select
        document_id,
        table_no,
        statement_code,
        label_group_no,
        row_no,
        cell_id,
        name_printed,
        numbering_level,
        numbering_value,
        case numbering_level
            {% for level in [2, 3, 4] -%}
                when {{ level }} then sum(case when numbering_level < {{ level }} then 1 else 0 end)
                    over table_order
            {% endfor -%}
            else 0
        end as run_no
    from numbered
    where
        numbering_level is not null
        and numbering_value is not null
    window table_order as (
        partition by document_id, table_no, label_group_no
        order by row_no rows between unbounded preceding and current row
    )
),

steps as (
    select
        document_id,
        table_no,
        statement_code,
        concat('side ', label_group_no) as series,
        row_no,
        cell_id,
        name_printed,
        numbering_value,
        numbering_value - coalesce(lag(numbering_value) over (
            partition by document_id, table_no, label_group_no, numbering_level, run_no
            order by row_no
        ), 0) as step
    from in_runs
    union all
    select
        document_id,
        table_no,
        statement_code,
        concat('column ', col_no) as series,
        row_no,
        cell_id,
        line_number as name_printed,
        cast(line_number as integer) as numbering_value,
        cast(line_number as integer) - lag(cast(line_number as integer)) over (
            partition by document_id, table_no, col_no
            order by row_no
        ) as step
    from line_numbers
),

gaps as (
    select
        document_id,
        table_no,
        statement_code,
        row_no,
        cell_id,
        name_printed,
        step,
        count(*) over (partition by document_id, table_no, series) as gap_count
    from steps
    where
        numbering_value > 1
        and step not in (0, 1)
)

select
    document_id,
    table_no,
    min(statement_code) as statement_code,
    min(row_no) as row_no,
    min_by(cell_id, row_no) as cell_id,
    min_by(name_printed, row_no) as name_printed
from gaps
where
    gap_count = 1
    and step = 2
group by document_id, table_no
