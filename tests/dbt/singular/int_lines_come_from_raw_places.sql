-- Every budget line and every indicator names a cell or a line of text that exists in raw and holds
-- what it says.
with

places as (
    select
        {{ cell_id(
            'printed.document_id', 'printed.table_no', 'printed.row_no', 'unnested.col_no'
        ) }} as cell_id,
        unnested.cell_text as place_text
    from {{ source('raw', 'rows') }} as printed
    cross join unnest(printed.cells) with ordinality as unnested (cell_text, col_no)
    where unnested.cell_text <> ''
    union all
    select
        {{ line_id('document_id', 'line_no') }} as cell_id,
        line_text as place_text
    from {{ source('raw', 'lines') }}
    where table_no is null
),

facts as (
    select
        cell_id,
        amount_printed as printed
    from {{ ref('int_budget_lines') }}
    union all
    select
        cell_id,
        coalesce(value_printed, indicator_name) as printed
    from {{ ref('int_indicators') }}
)

select
    facts.cell_id,
    facts.printed,
    'a fact that its place does not hold' as failure
from facts
left join places
    on facts.cell_id = places.cell_id
where
    places.cell_id is null
    or not contains({{ bare('places.place_text') }}, {{ bare('facts.printed') }})
