{#
    Which tables of a statement add up to one total: a total above its lines opens a section that
    later tables without a total continue, one below its lines closes it. A statement that is
    printed twice, or once for every unit, has several.
#}
with

tables_summed as (
    select
        amounts.document_id,
        amounts.statement_code,
        amounts.table_no,
        min(case when keyed.is_total_wording and not keyed.is_numbered then amounts.row_no end)
            as total_row_no,
        min(case when not keyed.is_total_wording then amounts.row_no end) as line_row_no
    from {{ ref('int_budget_lines') }} as amounts
    inner join {{ ref('int_line_names_keyed') }} as keyed
        on amounts.cell_id = keyed.cell_id
    left join {{ ref('int_total_wordings') }} as totals
        on keyed.total_wording = totals.wording
    where not coalesce(totals.is_subtotal, false)
    group by amounts.document_id, amounts.statement_code, amounts.table_no
),

tables_judged as (
    select
        document_id,
        statement_code,
        table_no,
        coalesce(total_row_no < coalesce(line_row_no, total_row_no + 1), false) as opens,
        coalesce(total_row_no > line_row_no, false) as closes
    from tables_summed
),

numbered as (
    select
        document_id,
        statement_code,
        table_no,
        sum(case when opens then 1 else 0 end) over up_to_here as opened_count,
        coalesce(sum(case when closes then 1 else 0 end) over before_here, 0) as closed_count
    from tables_judged
    window
        up_to_here as (partition by document_id, statement_code order by table_no),
        before_here as (
            partition by document_id, statement_code
            order by table_no
            rows between unbounded preceding and 1 preceding
        )
),

ranked as (
    select
        document_id,
        statement_code,
        table_no,
        dense_rank() over (
            partition by document_id, statement_code
            order by opened_count + closed_count
        ) as section_no
    from numbered
)

select
    document_id,
    statement_code,
    table_no,
    section_no,
    max(section_no) over (partition by document_id, statement_code) as section_count
from ranked
