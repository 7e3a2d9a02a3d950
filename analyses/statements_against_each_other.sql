-- 同一文件的各张表对支出总额的说法一致吗（万元）？
-- Do the statements of one document agree on its expenditure (in 10,000 yuan)?
-- The largest total of each nature that a statement prints.
select
    fiscal_year,
    stage,
    document_file,
    statement_name_zh,
    cast(max(case expenditure_nature when 'basic' then amount_cny end) * 0.0001 as decimal(18, 2))
        as basic_wan,
    cast(max(case expenditure_nature when 'project' then amount_cny end) * 0.0001 as decimal(18, 2))
        as project_wan,
    cast(max(case expenditure_nature when 'total' then amount_cny end) * 0.0001 as decimal(18, 2))
        as total_wan
from mart.rpt_budget_lines
where side = 'expenditure' and is_total and line_kind in ('function', 'summary', 'economic')
group by document_key, fiscal_year, stage, document_file, statement_name_zh
order by document_file asc, document_key asc, stage asc, statement_name_zh asc
