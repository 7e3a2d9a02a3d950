-- 印出的科目和资金来源各以何种方式匹配，各占多少？
-- How were the printed codes and names of functions, economic items and funding sources found?
select
    code_kind,
    found_by as mapping_method,
    count(*) as amount_count,
    round(100.0 * count(*) / sum(count(*)) over (partition by code_kind), 1) as share_percent
from mart.rpt_budget_lines
unpivot (
    found_by for code_kind in (
        function_mapping_method as function_code, revenue_mapping_method as revenue_code,
        economic_mapping_method as economic_code,
        funding_source_mapping_method as funding_source_code
    )
)
group by code_kind, found_by
order by code_kind asc, amount_count desc
