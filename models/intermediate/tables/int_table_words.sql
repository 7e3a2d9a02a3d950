{#
    What tables say by themselves: the headers above their first figure, the names
    of their rows, and the kinds of codes they print, with how many there are.
#}
with

cells as (
    select
        unnested.document_id,
        unnested.table_no,
        unnested.row_no,
        unnested.header_key,
        unnested.line_key,
        unnested.is_number,
        case
            when {{ regex_found('unnested.bare_text', '^2[0-9]{2}(?:[0-9]{2}){0,2}$') }}
                then 'function'
            when {{ regex_found('unnested.bare_text', '^3[0-9]{2}(?:[0-9]{2})?$') }}
                then 'economic'
        end as code_kind
    from {{ ref('int_cells_unnested') }} as unnested
),

first_figures as (
    select
        document_id,
        table_no,
        min(row_no) as row_no
    from cells
    where is_number
    group by document_id, table_no
)

select
    cells.document_id,
    cells.table_no,
    'header' as found_in,
    cells.header_key as wording,
    count(*) as times
from cells
inner join first_figures
    on {{ same_table('cells', 'first_figures') }}
where
    cells.row_no < first_figures.row_no
    and cells.header_key is not null
group by cells.document_id, cells.table_no, cells.header_key
union all
select
    document_id,
    table_no,
    'row' as found_in,
    line_key as wording,
    count(*) as times
from cells
where line_key is not null
group by document_id, table_no, line_key
union all
select
    document_id,
    table_no,
    'code' as found_in,
    code_kind as wording,
    count(*) as times
from cells
where code_kind is not null
group by document_id, table_no, code_kind
