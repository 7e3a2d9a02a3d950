{{ config(schema='intermediate', contract={'enforced': false}) }}

-- Every unit that a document names, with its resolved name and its place, those of the document
-- where the unit has none: reports join it by both keys. It is not published.
with units_of_documents as (

    select
        document_id,
        {{ key_or_unknown('budget_unit_key') }} as budget_unit_key
    from {{ ref('int_unit_mentions_keyed') }}
    union distinct
    select
        document_id,
        budget_unit_key
    from {{ ref('dim_document') }}
    union distinct
    select
        document_id,
        {{ unknown_member_key('not_printed') }} as budget_unit_key
    from {{ ref('dim_document') }}

)

select
    documents.document_key,
    units_of_documents.budget_unit_key,
    places.prefecture_name,
    places.province_name,
    coalesce(units.unit_name, documents.unit_name) as unit_name_resolved,
    coalesce(units.department_name, documents.department_name) as department_name,
    coalesce(places.jurisdiction_code, documents.jurisdiction_code) as jurisdiction_code,
    coalesce(places.jurisdiction_name, documents.jurisdiction_name) as jurisdiction_name
from units_of_documents
inner join {{ ref('dim_document') }} as documents
    on units_of_documents.document_id = documents.document_id
left join {{ ref('dim_budget_unit') }} as units
    on {{ known_key('units_of_documents.budget_unit_key') }} = units.budget_unit_key
left join {{ ref('dim_jurisdiction') }} as places
    on
        coalesce(
            {{ known_key('units.jurisdiction_key') }},
            {{ known_key('documents.jurisdiction_key') }}
        ) = places.jurisdiction_key
