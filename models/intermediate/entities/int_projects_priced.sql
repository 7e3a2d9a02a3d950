{#
    The amount of every project that a list or a form prints for the year: the largest beside it, which
    is its total where sources stand beside each other. One row is one mention in one statement.
#}
select
    meant.mention_key,
    meant.document_id,
    meant.jurisdiction_code,
    meant.fiscal_year,
    meant.project_unit_key,
    meant.project_unit_name,
    meant.project_name,
    meant.wording,
    meant.identified_project_code,
    meant.project_ref,
    meant.core_wording,
    accepted.statement_code,
    accepted.line_kind = 'project' as is_listed,
    max(accepted.amount_cny) as amount_cny
from {{ ref('int_projects_meant') }} as meant
inner join {{ ref('int_budget_lines_accepted') }} as accepted
    on meant.mention_key = accepted.mention_key
where
    accepted.line_kind in ('project', 'funding')
    and not accepted.is_of_another_year
    and coalesce(accepted.horizon, 'annual') = 'annual'
    and accepted.amount_cny <> 0
    and meant.wording is not null
    and meant.fiscal_year is not null
group by
    meant.mention_key, meant.document_id, meant.jurisdiction_code, meant.fiscal_year,
    meant.project_unit_key, meant.project_unit_name, meant.project_name, meant.wording,
    meant.identified_project_code, meant.project_ref, meant.core_wording,
    accepted.statement_code, accepted.line_kind
