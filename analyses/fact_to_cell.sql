-- 金额最大的十个项目印在哪一格，那一格的列位如何得知，有几条等式印证？
-- Where are the ten largest project amounts printed, how is the column of each number known, and
-- how many identities hold that use it?
with

-- Lines of project lists, and the annual total of a project's own form. The same amount of one
-- project, printed again in the list or the form, is told once.
facts as (
    select
        document_key,
        document_file,
        table_no,
        row_no,
        col_no,
        cell_id,
        project_name,
        amount_cny,
        amount_printed,
        unit_printed,
        placement,
        row_number() over (
            partition by
                fiscal_year,
                coalesce(unit_name, department_name, document_file),
                coalesce(project_name, cell_id),
                amount_cny
            order by line_kind desc, cell_id asc
        ) as print_rank
    from mart.rpt_budget_lines
    where
        (line_kind = 'project' and not is_total)
        or (line_kind = 'funding' and funding_source_code = 'total' and horizon = 'annual')
),

ranked as (
    select
        document_key,
        document_file,
        table_no,
        row_no,
        col_no,
        cell_id,
        project_name,
        amount_cny,
        amount_printed,
        unit_printed,
        placement,
        row_number() over (
            order by amount_cny desc, cell_id asc
        ) as amount_rank
    from facts
    where print_rank = 1
),

proofs as (
    select
        ranked.cell_id,
        count(distinct checks.reconciliation_key) as holding_count
    from ranked
    inner join mart.bridge_reconciliation_cell as bridge
        on
            ranked.document_key = bridge.document_key
            and ranked.cell_id = bridge.cell_id
    inner join mart.qc_reconciliation as checks
        on bridge.reconciliation_key = checks.reconciliation_key
    where
        ranked.amount_rank <= 10
        and checks.verdict in ('holds', 'rounding')
    group by ranked.cell_id
)

select
    ranked.document_file,
    ranked.table_no,
    ranked.row_no,
    ranked.col_no,
    ranked.project_name,
    ranked.amount_printed,
    ranked.unit_printed,
    ranked.amount_cny,
    ranked.placement,
    ranked.cell_id,
    coalesce(proofs.holding_count, 0) as holding_count
from ranked
left join proofs
    on ranked.cell_id = proofs.cell_id
where ranked.amount_rank <= 10
order by ranked.amount_rank asc
