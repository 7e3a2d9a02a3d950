{#
    Which project a mention means: its code, or, where none is printed, the code that alone stands
    beside the name at the same unit in the same year. Beside no unit it is one of the publisher's.
#}
with

mentions as (
    select
        units.document_id,
        units.jurisdiction_code,
        documents.fiscal_year,
        units.unit_code,
        units.unit_name,
        units.project_code,
        units.project_name,
        units.identified_unit_code,
        units.identified_unit_name,
        {{ bare('units.project_name') }} as wording,
        coalesce(
            {{ budget_unit_key(
                'units.jurisdiction_code', 'units.identified_unit_code', 'units.identified_unit_name'
            ) }},
            {{ budget_unit_key(
                'publishers.jurisdiction_code',
                'publishers.identified_unit_code',
                'publishers.identified_unit_name',
            ) }}
        ) as project_unit_key
    from {{ ref('int_units_identified') }} as units
    inner join {{ ref('int_documents_described') }} as documents
        on units.document_id = documents.document_id
    left join {{ ref('int_units_identified') }} as publishers
        on
            {{ unit_mention_key('documents', of_project=false) }}
            = {{ unit_mention_key('publishers') }}
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
)

select
    mentions.document_id,
    mentions.unit_code,
    mentions.unit_name,
    mentions.project_code,
    mentions.project_name,
    mentions.identified_unit_code,
    mentions.identified_unit_name,
    coalesce(mentions.project_code, codes_named.project_code) as identified_project_code
from mentions
left join codes_named
    on
        mentions.jurisdiction_code = codes_named.jurisdiction_code
        and mentions.fiscal_year = codes_named.fiscal_year
        and mentions.project_unit_key = codes_named.project_unit_key
        and mentions.wording = codes_named.wording
