{# The weights of the indicators of a form, with that of its execution rate, add up to 100. #}
select
    indicators.document_id,
    case
        when indicators.scope = 'unit' then 'unit_performance_target' else
            'project_performance_target'
    end as statement_code,
    'indicator_weights' as check_code,
    concat('t', indicators.table_no, ' ', coalesce(indicators.project_name, '')) as scope,
    100 as expected_cny,
    sum(indicators.weight) + coalesce(max(forms.execution_weight), 0) as found_cny,
    count(indicators.weight) as part_count,
    {# Weights are not rounded: they add up exactly or not at all. #}
    cast(0 as decimal(18, 6)) as rounding_step_cny,
    string_agg(indicators.cell_id, ',' order by indicators.cell_id) as cell_ids
from {{ ref('int_indicators') }} as indicators
left join {{ ref('int_project_forms') }} as forms
    on
        indicators.document_id = forms.document_id
        and indicators.table_no = forms.table_no
group by indicators.document_id, indicators.scope, indicators.table_no, indicators.project_name
having count(indicators.weight) > 0
