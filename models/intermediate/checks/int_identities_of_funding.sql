{#
    In a project form the total of the funding is the sum of its sources; what earlier years
    provided stands beside them.
#}
select
    document_id,
    statement_code,
    'funding_parts_equal_total' as check_code,
    concat(
        't', table_no, ' ',
        coalesce(project_code, ''), ' ', coalesce(project_name, ''), ' ', horizon
    ) as scope,
    max(case when funding_source_code = 'total' then amount_cny end) as expected_cny,
    sum(
        case
            when funding_source_code in (
                'fiscal', 'special_account', 'unit_funds', 'social_investment', 'bank_loan',
                'superior_funds', 'own_level_funds', 'other_funds'
            ) then amount_cny
        end
    ) as found_cny,
    count(case when funding_source_code not in ('total', 'prior_year_budget') then 1 end)
        as part_count,
    max(rounding_step_cny) as rounding_step_cny,
    string_agg(cell_id, ',' order by cell_id) as cell_ids
from {{ ref('int_lines_to_reconcile') }}
where line_kind = 'funding'
group by document_id, statement_code, table_no, project_code, project_name, horizon
having count(case when funding_source_code = 'total' then 1 end) > 0
