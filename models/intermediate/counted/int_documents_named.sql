{#
    The documents that count, with the name of their unit as it is said within its place: a department
    names its units, and a unit its department, without the place that the name begins with.
#}
with

fronts_held as (
    select
        described.document_id,
        max(length(fronts.front_text)) as front_length
    from {{ ref('int_documents_described') }} as described
    inner join {{ ref('int_jurisdiction_fronts') }} as fronts
        on described.jurisdiction_code = fronts.jurisdiction_code
    where starts_with({{ bare('described.unit_name') }}, fronts.front_text)
    group by described.document_id
),

{# A code beside the unit's name in a table of its own document. #}
codes_of_units as (
    select
        document_id,
        budget_unit_key,
        min(unit_code) as unit_code
    from {{ ref('int_unit_mentions_keyed') }}
    where unit_code is not null
    group by document_id, budget_unit_key
)

select
    ranked.document_id,
    ranked.fiscal_year,
    ranked.stage,
    ranked.budget_unit_key,
    ranked.disclosure_scope,
    described.jurisdiction_code,
    described.file_name,
    coalesce(described.unit_code, codes_of_units.unit_code, coded.unit_code) as unit_code,
    {{ bare('described.unit_name') }} as unit_name_whole,
    substr(
        {{ bare('described.unit_name') }}, coalesce(fronts_held.front_length, 0) + 1
    ) as unit_name_bare
from {{ ref('int_documents_ranked') }} as ranked
inner join {{ ref('int_documents_described') }} as described
    on ranked.document_id = described.document_id
inner join {{ ref('int_documents_preferred') }} as preferred
    on ranked.document_id = preferred.document_id
left join codes_of_units
    on
        ranked.document_id = codes_of_units.document_id
        and ranked.budget_unit_key = codes_of_units.budget_unit_key
left join {{ ref('int_documents_coded') }} as coded
    on ranked.document_id = coded.document_id
left join fronts_held
    on ranked.document_id = fronts_held.document_id
