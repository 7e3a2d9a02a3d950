{#
    Two names of one project: of one unit and year, with the same amount, alike but for a general
    ending (稳岗就业, 稳岗就业经费), one in a list and the other in a form. What one statement of a
    document prints beside each other is two, and so are two codes.
#}
with

near_projects as (
    select
        jurisdiction_code,
        fiscal_year,
        project_unit_key,
        core_wording,
        amount_cny,
        min(identified_project_code) as project_code,
        min_by(project_ref, concat(case when is_listed then '0' else '1' end, project_ref))
            as met_ref
    from {{ ref('int_projects_priced') }}
    group by jurisdiction_code, fiscal_year, project_unit_key, core_wording, amount_cny
    having
        count(distinct project_ref) = 2
        and count(distinct identified_project_code) <= 1
        and bool_or(is_listed)
        and bool_or(not is_listed)
),

statements_of_both as (
    select
        jurisdiction_code,
        fiscal_year,
        project_unit_key,
        core_wording,
        amount_cny
    from {{ ref('int_projects_priced') }}
    group by
        jurisdiction_code, fiscal_year, project_unit_key, core_wording, amount_cny, document_id,
        statement_code
    having count(distinct project_ref) > 1
),

printed_together as (
    select distinct
        jurisdiction_code,
        fiscal_year,
        project_unit_key,
        core_wording,
        amount_cny
    from statements_of_both
)

select
    priced.jurisdiction_code,
    priced.fiscal_year,
    priced.project_unit_key,
    priced.project_ref,
    min(near_projects.project_code) as met_code,
    min(coalesce(near_projects.project_code, near_projects.met_ref)) as met_ref
from {{ ref('int_projects_priced') }} as priced
inner join near_projects
    on
        priced.jurisdiction_code = near_projects.jurisdiction_code
        and priced.fiscal_year = near_projects.fiscal_year
        and priced.project_unit_key = near_projects.project_unit_key
        and priced.core_wording = near_projects.core_wording
        and priced.amount_cny = near_projects.amount_cny
left join printed_together
    on
        priced.jurisdiction_code = printed_together.jurisdiction_code
        and priced.fiscal_year = printed_together.fiscal_year
        and priced.project_unit_key = printed_together.project_unit_key
        and priced.core_wording = printed_together.core_wording
        and priced.amount_cny = printed_together.amount_cny
where printed_together.core_wording is null
group by
    priced.jurisdiction_code, priced.fiscal_year, priced.project_unit_key, priced.project_ref
