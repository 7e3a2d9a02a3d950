{#
    Each way to add up a report from one document, without balances and with them, compared with the
    total that the document prints and with that of the statement itself.
#}
{%- set candidate = [
    'document_id', 'report_code', 'period_ref', 'set_order', 'statement_code', 'line_kind',
    'reading_order', 'scope_no',
] %}
with

sums as (
    select
        {{ candidate | join(', ') }},
        false as with_balances,
        sum(amount_cny) as sum_cny,
        0 as balance_cny,
        sum(rounding_step_cny) as rounding_step_cny,
        count(*) as line_count,
        bool_and(states_total) as is_total_itself
    from {{ ref('int_sum_lines') }}
    where not is_balance
    group by {{ candidate | join(', ') }}
    union all
    select
        {{ candidate | join(', ') }},
        true as with_balances,
        sum(amount_cny) as sum_cny,
        sum(case when is_balance then amount_cny else 0 end) as balance_cny,
        sum(rounding_step_cny) as rounding_step_cny,
        count(*) as line_count,
        bool_and(states_total) as is_total_itself
    from {{ ref('int_sum_lines') }}
    group by {{ candidate | join(', ') }}
    having bool_or(is_balance)
),

totals_printed as (
    select
        document_id,
        report_code,
        period_ref,
        sum(amount_cny) as total_cny,
        bool_and(is_of_year) as is_of_year,
        sum(rounding_step_cny) as rounding_step_cny
    from {{ ref('int_sums_printed') }}
    group by document_id, report_code, period_ref
),

{# Forms print a total each: their sum is that of them all. #}
own_totals as (
    select
        document_id,
        report_code,
        period_ref,
        statement_code,
        line_kind,
        table_no as scope_no,
        max(amount_cny) as total_cny
    from {{ ref('int_lines_to_sum') }}
    where
        states_total
        and not is_total_per_table
    group by document_id, report_code, period_ref, statement_code, line_kind, table_no
    union all
    select
        document_id,
        report_code,
        period_ref,
        statement_code,
        line_kind,
        0 as scope_no,
        sum(sum_cny) as total_cny
    from {{ ref('int_forms_summed') }}
    group by document_id, report_code, period_ref, statement_code, line_kind
    having bool_and(has_total)
)

select
    {% for column in candidate -%}
        sums.{{ column }},
    {% endfor -%}
    sums.with_balances,
    sums.sum_cny,
    sums.line_count,
    sums.is_total_itself,
    coalesce(printed.is_of_year, false)
    and not counted_sets.is_total_of_year as lacks_balances,
    case
        when counted_sets.is_total_per_table and printed.total_cny is null
            then own_totals.total_cny
        {# The total of the year alone: what was carried over stands beside it. #}
        when
            printed.is_of_year
            and not counted_sets.is_total_of_year
            and sums.sum_cny <> printed.total_cny
            then printed.total_cny + sums.balance_cny
        else printed.total_cny
    end as total_cny,
    {# What forms add up to is not what a list of all projects does. #}
    case when not counted_sets.is_total_per_table then own_totals.total_cny end as own_total_cny,
    counted_sets.is_total_per_table and printed.total_cny is null as is_of_forms_alone,
    (sums.rounding_step_cny + coalesce(printed.rounding_step_cny, 0)) * 0.5 as tolerance_cny
from sums
inner join {{ ref('stg_code__counted_sets') }} as counted_sets
    on
        sums.report_code = counted_sets.report_code
        and sums.statement_code = counted_sets.statement_code
        and sums.line_kind = counted_sets.line_kind
left join totals_printed as printed
    on
        sums.document_id = printed.document_id
        and sums.report_code = printed.report_code
        and sums.period_ref = printed.period_ref
left join own_totals
    on
        sums.document_id = own_totals.document_id
        and sums.report_code = own_totals.report_code
        and sums.period_ref = own_totals.period_ref
        and sums.statement_code = own_totals.statement_code
        and sums.line_kind = own_totals.line_kind
        and sums.scope_no = own_totals.scope_no
