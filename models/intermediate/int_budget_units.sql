{# Every unit that a document, a line or an indicator names, with its department and division. #}
with

mentions as (
    select
        document_id,
        unit_code,
        unit_name
    from {{ ref('int_documents_described') }}
    union distinct
    select
        document_id,
        unit_code,
        unit_name
    from {{ ref('int_budget_lines') }}
    union distinct
    select
        document_id,
        unit_code,
        unit_name
    from {{ ref('int_indicators') }}
),

placed as (
    select distinct
        mentions.unit_code,
        mentions.unit_name,
        documents.department_name,
        documents.jurisdiction_code,
        coalesce(
            case
                when length(mentions.unit_code) > {{ var('department_code_length') }}
                    then substr(mentions.unit_code, 1, {{ var('department_code_length') }})
            end,
            documents.department_code, mentions.unit_code
        ) as department_code,
        case
            when
                length(mentions.unit_code) = {{ var('department_code_length') }}
                or mentions.unit_name = documents.department_name
                then 'department'
            else 'unit'
        end as unit_role
    from mentions
    inner join {{ ref('int_documents_described') }} as documents
        on mentions.document_id = documents.document_id
    where mentions.unit_name is not null or mentions.unit_code is not null
)

select
    unit_code,
    unit_name,
    department_code,
    department_name,
    jurisdiction_code,
    unit_role
from placed
