-- One printed amount is one line: a cell feeds as many lines as it carries amounts, no more.
-- A sentence is narrative and may stand for tables besides: lines of one mention, each of a kind of
-- its own (基本支出 is a part of all expenditure and the total of its own costs).
with

amounts_carried as (
    select
        cell_id,
        count(*) as amounts_found
    from {{ ref('int_form_amounts') }}
    group by cell_id
),

lines_fed as (
    select
        cell_id,
        case when table_no is null then col_no end as mention_no,
        case when table_no is null then line_kind end as kind_stated,
        count(*) as lines_found
    from {{ ref('int_budget_lines') }}
    group by cell_id, mention_no, kind_stated
)

select
    lines_fed.cell_id,
    lines_fed.mention_no,
    lines_fed.lines_found,
    amounts_carried.amounts_found
from lines_fed
left join amounts_carried
    on lines_fed.cell_id = amounts_carried.cell_id
where lines_fed.lines_found > coalesce(amounts_carried.amounts_found, 1)
