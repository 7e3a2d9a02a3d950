-- 印出的科目和资金来源各以何种方式匹配，各占多少？
-- How were the printed codes and names of functions, economic items and funding sources found?
select
    found.code_kind,
    found.mapping_method,
    count(*) as amount_count,
    round(100.0 * count(*) / sum(count(*)) over (partition by found.code_kind), 1) as share_percent
from mart.rpt_budget_lines as printed,
    lateral (
        values
        ('function_code', printed.function_mapping_method),
        ('revenue_code', printed.revenue_mapping_method),
        ('economic_code', printed.economic_mapping_method),
        ('funding_source_code', printed.funding_source_mapping_method)
    ) as found (code_kind, mapping_method)
where found.mapping_method is not null
group by found.code_kind, found.mapping_method
order by found.code_kind asc, amount_count desc
