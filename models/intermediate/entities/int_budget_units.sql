{# Every unit that a document, a line or an indicator means, with its department and division. #}
with

units as (
    select distinct
        document_id,
        jurisdiction_code,
        identified_unit_code,
        identified_unit_name
    from {{ ref('int_units_identified') }}
    where identified_unit_code is not null or identified_unit_name is not null
),

publishers as (
    select
        documents.document_id,
        documents.department_name,
        coalesce(
            documents.department_code,
            substr(units.identified_unit_code, 1, {{ var('department_code_length') }})
        ) as department_code
    from {{ ref('int_documents_described') }} as documents
    left join {{ ref('int_units_identified') }} as units
        on {{ unit_mention_key('documents', of_project=false) }} = {{ unit_mention_key('units') }}
)

select distinct
    units.identified_unit_code as unit_code,
    units.identified_unit_name as unit_name,
    coalesce(
        substr(units.identified_unit_code, 1, {{ var('department_code_length') }}),
        publishers.department_code
    ) as department_code,
    publishers.department_name,
    units.jurisdiction_code,
    case
        when length(units.identified_unit_code) > {{ var('department_code_length') }} then 'unit'
        when
            length(units.identified_unit_code) = {{ var('department_code_length') }}
            or units.identified_unit_name = publishers.department_name
            then 'department'
        else 'unit'
    end as unit_role
from units
inner join publishers
    on units.document_id = publishers.document_id
