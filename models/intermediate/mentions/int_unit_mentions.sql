{#
    Every mention of a unit, as printed: one row per document, unit and the project beside which it
    is named. Of the publisher of a document, and of a unit beside no project, the project is empty;
    of a project beside no unit, the unit.
#}
with

printed as (
    select
        document_id,
        unit_code,
        unit_name,
        cast(null as varchar) as project_code,
        cast(null as varchar) as project_name,
        0 as is_on_form
    from {{ ref('int_documents_described') }}
    union all
    select
        document_id,
        unit_code,
        unit_name,
        project_code,
        project_name,
        0 as is_on_form
    from {{ ref('int_budget_lines') }}
    union all
    select
        document_id,
        unit_code,
        unit_name,
        project_code,
        project_name,
        0 as is_on_form
    from {{ ref('int_indicators') }}
    union all
    select
        document_id,
        unit_code,
        unit_name,
        project_code,
        project_name,
        1 as is_on_form
    from {{ ref('int_project_forms') }}
),

mentions as (
    select
        document_id,
        unit_code,
        unit_name,
        project_code,
        project_name,
        count(*) as times_printed,
        max(is_on_form) = 1 as is_on_form
    from printed
    where coalesce(unit_code, unit_name, project_code, project_name) is not null
    group by
        document_id,
        unit_code,
        unit_name,
        project_code,
        project_name
)

select
    mentions.document_id,
    documents.jurisdiction_code,
    documents.fiscal_year,
    documents.unit_code as publisher_code,
    documents.unit_name as publisher_name,
    documents.department_code,
    documents.department_name,
    mentions.unit_code,
    mentions.unit_name,
    mentions.project_code,
    mentions.project_name,
    mentions.times_printed,
    mentions.is_on_form,
    coalesce({{ bare('mentions.unit_name') }} = {{ bare('documents.unit_name') }}, false)
        as is_name_of_publisher,
    coalesce(mentions.project_code, mentions.project_name) is null
    and coalesce(mentions.unit_code, '') = coalesce(documents.unit_code, '')
    and coalesce(mentions.unit_name, '') = coalesce(documents.unit_name, '') as is_publisher,
    {{ unit_mention_key('mentions') }} as mention_key
from mentions
inner join {{ ref('int_documents_described') }} as documents
    on mentions.document_id = documents.document_id
