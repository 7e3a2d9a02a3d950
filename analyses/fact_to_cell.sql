-- 金额最大的十个项目印在哪一格，那一格的列位如何得知，有几条等式印证？
-- Where are the ten largest project amounts printed, how is the column of each number known, and
-- how many identities hold that use it?
select
    printed.document_file,
    printed.page_no,
    printed.project_name,
    printed.amount_printed,
    printed.unit_printed,
    printed.amount_cny,
    printed.placement,
    printed.cell_id,
    count(checks.reconciliation_key) as holding_count
from mart.rpt_budget_lines as printed
left join mart.bridge_reconciliation_cell as cells on printed.cell_id = cells.cell_id
left join mart.qc_reconciliation as checks
    on cells.reconciliation_key = checks.reconciliation_key and checks.verdict <> 'fails'
where printed.counted_in = 'rpt_project_expenditure'
group by
    printed.document_file, printed.page_no, printed.project_name, printed.amount_printed,
    printed.unit_printed, printed.amount_cny, printed.placement, printed.cell_id
order by printed.amount_cny desc, printed.cell_id asc
limit 10
