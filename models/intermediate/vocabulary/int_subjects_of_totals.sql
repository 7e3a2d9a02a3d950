{#
    Subjects of running text that are a total of a statement: the money that it is of, what of it,
    and an ending (一般公共预算拨款 + 支出 + 预算), or a wording of its own; with side, nature, category
    of cost and source of the total, and whether it is one that holds balances. Without money the
    source is not named.
#}
with

parts as (
    select
        wording,
        part,
        side,
        expenditure_nature,
        cost_category,
        funding_source_code,
        has_balances
    from {{ ref('stg_map__subjects_of_totals') }}
),

moneys as (
    select
        wording,
        funding_source_code
    from parts
    where part = 'money'
    union all
    select
        '' as wording,
        cast(null as {{ dbt.type_string() }}) as funding_source_code
),

endings as (
    select
        wording,
        has_balances
    from parts
    where part = 'ending'
    union all
    select
        '' as wording,
        false as has_balances
),

subjects_known as (
    select
        1 as known_order,
        wording,
        side,
        expenditure_nature,
        cost_category,
        funding_source_code,
        has_balances
    from parts
    where part = 'whole'
    union all
    select
        2 as known_order,
        concat(moneys.wording, parts.wording, endings.wording) as wording,
        parts.side,
        parts.expenditure_nature,
        parts.cost_category,
        moneys.funding_source_code,
        parts.has_balances or endings.has_balances as has_balances
    from parts
    cross join moneys
    cross join endings
    where parts.part = 'sum'
    union all
    select
        3 as known_order,
        wording,
        side,
        coalesce(expenditure_nature, 'total') as expenditure_nature,
        coalesce(cost_category, 'total') as cost_category,
        funding_source_code,
        false as has_balances
    from {{ ref('stg_map__subjects') }}
    where item_name is null
),

ranked as (
    select
        wording,
        side,
        expenditure_nature,
        cost_category,
        funding_source_code,
        has_balances,
        row_number() over (
            partition by wording
            order by known_order asc, funding_source_code asc nulls last
        ) as wording_rank
    from subjects_known
)

select
    wording,
    side,
    expenditure_nature,
    cost_category,
    funding_source_code,
    has_balances
from ranked
where wording_rank = 1
