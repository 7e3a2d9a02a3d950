{#
    The weights of the indicators of a form, with that of its execution rate, add up to 100; where
    that rate has its weight by rule and is not printed, to what the other forms of the document add
    up to. One row a figure of an identity; what it should be is printed nowhere and has no cell.
#}
with

weights as (
    select
        document_id,
        table_no,
        cell_id,
        weight,
        scope as indicator_scope,
        concat('t', table_no, ' ', coalesce(project_name, '')) as scope
    from {{ ref('int_indicators') }}
),

execution_weights as (
    select
        document_id,
        table_no,
        concat('t', table_no, ' ', coalesce(project_name, '')) as scope,
        sum(execution_weight) as execution_weight
    from {{ ref('int_project_forms') }}
    where execution_weight is not null
    group by document_id, table_no, project_name
),

forms_weighted as (
    select
        weights.document_id,
        weights.table_no,
        weights.indicator_scope,
        weights.scope,
        max(executions.execution_weight) as execution_weight,
        sum(weights.weight) + coalesce(max(executions.execution_weight), 0) as weight_sum
    from weights
    left join execution_weights as executions
        on
            {{ same_table('weights', 'executions') }}
            and weights.scope = executions.scope
    group by weights.document_id, weights.table_no, weights.indicator_scope, weights.scope
    having count(weights.weight) > 0
),

sums_counted as (
    select
        document_id,
        indicator_scope,
        weight_sum,
        count(*) as form_count
    from forms_weighted
    where weight_sum <= 100
    group by document_id, indicator_scope, weight_sum
),

{# What most forms add up to; one alone says nothing, unless it is the hundred. #}
sums_usual as (
    select
        document_id,
        indicator_scope,
        max_by(weight_sum, form_count * 1000 + weight_sum) as weight_sum
    from sums_counted
    where
        form_count > 1
        or weight_sum = 100
    group by document_id, indicator_scope
),

forms_expected as (
    select
        forms.document_id,
        forms.table_no,
        forms.indicator_scope,
        forms.scope,
        forms.execution_weight,
        case
            when forms.weight_sum >= 100 or forms.execution_weight is not null then 100
            else usual.weight_sum
        end as weight_expected
    from forms_weighted as forms
    left join sums_usual as usual
        on
            forms.document_id = usual.document_id
            and forms.indicator_scope = usual.indicator_scope
),

figures as (
    select
        document_id,
        indicator_scope,
        scope,
        'expected' as side,
        cast(null as {{ dbt.type_string() }}) as cell_id,
        weight_expected as amount_cny
    from forms_expected
    where weight_expected is not null
    union all
    select
        weights.document_id,
        weights.indicator_scope,
        weights.scope,
        'found' as side,
        weights.cell_id,
        weights.weight as amount_cny
    from weights
    inner join forms_expected as forms
        on
            {{ same_table('weights', 'forms') }}
            and weights.indicator_scope = forms.indicator_scope
            and weights.scope = forms.scope
    where weights.weight is not null
    union all
    select
        document_id,
        indicator_scope,
        scope,
        'found' as side,
        cast(null as {{ dbt.type_string() }}) as cell_id,
        execution_weight as amount_cny
    from forms_expected
    where execution_weight is not null
)

select
    document_id,
    case
        when indicator_scope = 'unit' then 'unit_performance_target' else
            'project_performance_target'
    end as statement_code,
    'indicator_weights' as check_code,
    scope,
    '' as told_apart_by,
    side,
    cell_id,
    amount_cny,
    {# Weights are not rounded: they add up exactly or not at all. #}
    cast(0 as decimal(18, 6)) as rounding_step_cny,
    false as is_open
from figures
