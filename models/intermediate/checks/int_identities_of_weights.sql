{#
    The weights of the indicators of a form, with that of its execution rate, add up to 100. One
    row a figure of an identity; the hundred is printed nowhere and has no cell.
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

forms_weighted as (
    select
        document_id,
        table_no,
        indicator_scope,
        scope
    from weights
    group by document_id, table_no, indicator_scope, scope
    having count(weight) > 0
),

figures as (
    select
        document_id,
        indicator_scope,
        scope,
        'expected' as side,
        cast(null as {{ dbt.type_string() }}) as cell_id,
        100 as amount_cny
    from forms_weighted
    union all
    select
        weights.document_id,
        weights.indicator_scope,
        weights.scope,
        case when weights.weight is null then 'beside' else 'found' end as side,
        weights.cell_id,
        weights.weight as amount_cny
    from weights
    inner join forms_weighted
        on
            {{ same_table('weights', 'forms_weighted') }}
            and weights.indicator_scope = forms_weighted.indicator_scope
            and weights.scope = forms_weighted.scope
    union all
    select
        forms_weighted.document_id,
        forms_weighted.indicator_scope,
        forms_weighted.scope,
        'found' as side,
        cast(null as {{ dbt.type_string() }}) as cell_id,
        forms.execution_weight as amount_cny
    from forms_weighted
    inner join {{ ref('int_project_forms') }} as forms
        on
            {{ same_table('forms_weighted', 'forms') }}
            and forms_weighted.scope
            = concat('t', forms.table_no, ' ', coalesce(forms.project_name, ''))
    where forms.execution_weight is not null
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
