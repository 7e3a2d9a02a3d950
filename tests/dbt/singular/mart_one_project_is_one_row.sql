-- At one unit in one year a project stands once: two rows of one name have a code each.
with projects as (

    select
        coalesce(units.jurisdiction_code, '') as jurisdiction_code,
        coalesce(units.unit_code, units.unit_name) as unit_printed,
        projects.fiscal_year,
        {{ bare('projects.project_name') }} as name_printed,
        count(*) as row_count,
        count(distinct projects.project_code) as code_count
    from {{ ref('dim_project') }} as projects
    inner join {{ ref('dim_budget_unit') }} as units
        on projects.budget_unit_key = units.budget_unit_key
    where projects.project_name is not null
    group by
        coalesce(units.jurisdiction_code, ''),
        coalesce(units.unit_code, units.unit_name),
        projects.fiscal_year,
        {{ bare('projects.project_name') }}

)

select
    jurisdiction_code,
    unit_printed,
    fiscal_year,
    name_printed,
    row_count,
    code_count
from projects
where
    -- A name beside several codes says of a row without a code not which of them it is.
    row_count > code_count + case when code_count = 1 then 0 else 1 end
