-- A project that only a list, an amount or an indicator names is one too, so that no fact's project
-- is missing. Its attributes come from one printed description, the fullest and newest, never from
-- two mixed.
with printed_projects as (

    select
        document_id,
        project_code,
        project_name,
        unit_code,
        unit_name,
        1 as source_rank
    from {{ ref('int_projects') }}
    where
        (project_code is not null or project_name is not null)
    union all
    select
        document_id,
        project_code,
        project_name,
        unit_code,
        unit_name,
        2 as source_rank
    from {{ ref('int_budget_lines_accepted') }}
    where
        not is_total
        and (project_code is not null or project_name is not null)
    union all
    select
        document_id,
        project_code,
        project_name,
        unit_code,
        unit_name,
        3 as source_rank
    from {{ ref('int_indicators') }}
    where
        (project_code is not null or project_name is not null)

),

keyed_projects as (

    select
        printed.document_id,
        printed.project_code,
        printed.project_name,
        printed.source_rank,
        documents.fiscal_year,
        documents.ingested_at,
        {{ project_key('documents', 'printed', 'projects_meant') }} as project_key,
        {{ project_unit_key('documents', 'projects_meant') }} as budget_unit_key
    from printed_projects as printed
    inner join {{ ref('dim_document') }} as documents
        on
            printed.document_id = documents.document_id
            and documents.is_current
    left join {{ ref('int_projects_identified') }} as projects_meant
        on {{ unit_mention_key('printed') }} = {{ unit_mention_key('projects_meant') }}

),

ranked_names as (

    select
        project_key,
        project_code,
        project_name,
        budget_unit_key,
        fiscal_year,
        row_number() over (
            partition by project_key
            order by
                case when project_name is null then 1 else 0 end asc,
                case when project_code is null then 1 else 0 end asc,
                source_rank asc,
                ingested_at desc,
                document_id asc,
                project_name asc
        ) as name_rank
    from keyed_projects

),

keyed_descriptions as (

    select
        described.document_id,
        described.project_type,
        described.activity,
        described.attribute,
        described.term,
        described.execution_weight,
        described.goal_text,
        documents.ingested_at,
        {{ project_key('documents', 'described', 'projects_meant') }} as project_key,
        case when described.project_type is null then 0 else 1 end
        + case when described.activity is null then 0 else 1 end
        + case when described.attribute is null then 0 else 1 end
        + case when described.term is null then 0 else 1 end
        + case when described.execution_weight is null then 0 else 1 end
        + case when described.goal_text is null then 0 else 1 end as attributes_printed
    from {{ ref('int_projects') }} as described
    inner join {{ ref('dim_document') }} as documents
        on
            described.document_id = documents.document_id
            and documents.is_current
    left join {{ ref('int_projects_identified') }} as projects_meant
        on {{ unit_mention_key('described') }} = {{ unit_mention_key('projects_meant') }}

),

ranked_descriptions as (

    select
        project_key,
        project_type,
        activity,
        attribute,
        term,
        execution_weight,
        goal_text,
        row_number() over (
            partition by project_key
            order by
                attributes_printed desc,
                ingested_at desc,
                document_id asc,
                goal_text asc
        ) as description_rank
    from keyed_descriptions

)

select
    named.project_key,
    named.project_code,
    named.project_name,
    named.budget_unit_key,
    named.fiscal_year,
    descriptions.project_type,
    descriptions.activity,
    descriptions.attribute,
    descriptions.term,
    descriptions.execution_weight,
    descriptions.goal_text,
    descriptions.project_key is not null as is_described
from ranked_names as named
left join ranked_descriptions as descriptions
    on
        named.project_key = descriptions.project_key
        and descriptions.description_rank = 1
where named.name_rank = 1
