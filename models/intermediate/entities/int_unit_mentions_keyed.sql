{#
    The bridge from what a document prints of a unit and of the project beside it to the keys of the
    unit and the project that are meant. The marts join it by `mention_key`; one row is one mention.
#}
select
    units.mention_key,
    units.document_id,
    units.unit_code,
    units.unit_name,
    units.project_code,
    units.project_name,
    units.is_publisher,
    units.identified_unit_code,
    units.identified_unit_name,
    units.budget_unit_key,
    projects.identified_project_code,
    projects.project_unit_key,
    projects.project_key
from {{ ref('int_units_identified') }} as units
left join {{ ref('int_projects_identified') }} as projects
    on units.mention_key = projects.mention_key
