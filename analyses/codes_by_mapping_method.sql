-- 印出的科目和资金来源各以何种方式匹配，各占多少？
-- How were the printed codes and names of functions, economic items and funding sources found?
with

lines_printed as (
    select
        'function' as code_kind,
        function_mapping_method as mapping_method
    from mart.rpt_budget_lines
    where function_mapping_method is not null
    union all
    select
        'economic' as code_kind,
        economic_mapping_method as mapping_method
    from mart.rpt_budget_lines
    where economic_mapping_method is not null
    union all
    select
        'funding_source' as code_kind,
        funding_source_mapping_method as mapping_method
    from mart.rpt_budget_lines
    where funding_source_mapping_method is not null
),

methods as (
    select
        code_kind,
        mapping_method,
        count(*) as amount_count
    from lines_printed
    group by code_kind, mapping_method
)

select
    code_kind,
    mapping_method,
    amount_count,
    round(
        100.0 * amount_count / sum(amount_count) over (partition by code_kind), 1
    ) as share_percent
from methods
order by code_kind asc, amount_count desc
