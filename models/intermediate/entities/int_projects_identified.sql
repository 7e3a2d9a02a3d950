{#
    Which project a mention means: its code, its name, or the other name of it that a list or a form of
    the same unit and year prints with the same amount.
#}
select
    meant.mention_key,
    meant.document_id,
    meant.project_code,
    meant.project_name,
    meant.project_unit_key,
    coalesce(meant.identified_project_code, met.met_code) as identified_project_code,
    {{ project_key(
        'meant.jurisdiction_code', 'meant.project_unit_key', 'meant.fiscal_year',
        'met.met_ref', 'meant.project_ref'
    ) }} as project_key
from {{ ref('int_projects_meant') }} as meant
left join {{ ref('int_projects_met') }} as met
    on
        meant.jurisdiction_code = met.jurisdiction_code
        and meant.fiscal_year = met.fiscal_year
        and meant.project_unit_key = met.project_unit_key
        and meant.project_ref = met.project_ref
