{#
    Which project a mention means: its code, or, where none is printed, the code that alone stands
    beside the name at the same unit in the same year. Beside no unit it is one of the publisher's.
#}
with

publishers as (
    select
        document_id,
        budget_unit_key
    from {{ ref('int_units_identified') }}
    where is_publisher
),

mentions as (
    select
        units.mention_key,
        units.document_id,
        units.jurisdiction_code,
        units.fiscal_year,
        units.project_code,
        units.project_name,
        {{ bare('units.project_name') }} as wording,
        coalesce(units.budget_unit_key, publishers.budget_unit_key) as project_unit_key
    from {{ ref('int_units_identified') }} as units
    left join publishers
        on units.document_id = publishers.document_id
    where units.project_code is not null or units.project_name is not null
),

codes_named as (
    select
        jurisdiction_code,
        fiscal_year,
        project_unit_key,
        wording,
        min(project_code) as project_code
    from mentions
    where project_code is not null
    group by
        jurisdiction_code,
        fiscal_year,
        project_unit_key,
        wording
    having count(distinct project_code) = 1
),

identified as (
    select
        mentions.mention_key,
        mentions.document_id,
        mentions.jurisdiction_code,
        mentions.fiscal_year,
        mentions.project_code,
        mentions.project_name,
        mentions.wording,
        mentions.project_unit_key,
        coalesce(mentions.project_code, codes_named.project_code) as identified_project_code
    from mentions
    left join codes_named
        on
            mentions.jurisdiction_code = codes_named.jurisdiction_code
            and mentions.fiscal_year = codes_named.fiscal_year
            and mentions.project_unit_key = codes_named.project_unit_key
            and mentions.wording = codes_named.wording
)

select
    mention_key,
    document_id,
    project_code,
    project_name,
    project_unit_key,
    identified_project_code,
    {{ project_key(
        'jurisdiction_code', 'project_unit_key', 'fiscal_year', 'identified_project_code', 'wording'
    ) }} as project_key
from identified
