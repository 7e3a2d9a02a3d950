{# Every unit that a document, a line or an indicator means, with its department and division. #}
with

units as (
    select distinct
        document_id,
        jurisdiction_code,
        identified_unit_code,
        identified_unit_name,
        budget_unit_key
    from {{ ref('int_units_identified') }}
    where identified_unit_code is not null or identified_unit_name is not null
),

publishers_meant as (
    select
        document_id,
        identified_unit_code
    from {{ ref('int_units_identified') }}
    where is_publisher
),

publishers as (
    select
        documents.document_id,
        documents.department_name,
        disclosures.disclosure_scope,
        coalesce(
            documents.department_code, {{ department_of('publishers_meant.identified_unit_code') }}
        ) as department_code
    from {{ ref('int_documents_described') }} as documents
    inner join {{ ref('int_document_disclosures') }} as disclosures
        on documents.document_id = disclosures.document_id
    left join publishers_meant
        on documents.document_id = publishers_meant.document_id
)

select distinct
    units.budget_unit_key,
    units.identified_unit_code as unit_code,
    units.identified_unit_name as unit_name,
    coalesce(
        {{ department_of('units.identified_unit_code') }}, publishers.department_code
    ) as department_code,
    publishers.department_name,
    units.jurisdiction_code,
    case
        when length(units.identified_unit_code) > {{ var('department_code_length') }} then 'unit'
        when length(units.identified_unit_code) = {{ var('department_code_length') }}
            then 'department'
        {# Who publishes the budget of one unit is that unit, although it names no department. #}
        when
            units.identified_unit_name = publishers.department_name
            and publishers.disclosure_scope <> 'unit'
            then 'department'
        else 'unit'
    end as unit_role
from units
inner join publishers
    on units.document_id = publishers.document_id
