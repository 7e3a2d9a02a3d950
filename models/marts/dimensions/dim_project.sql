-- A project that only a list, an amount or an indicator names is one too, so that no fact's project
-- is missing. Its attributes come from one printed description, the fullest and newest, never from
-- two mixed.
with printed_projects as (

    select
        document_id,
        mention_key,
        project_code,
        project_name,
        1 as source_rank
    from {{ ref('int_projects') }}
    union all
    select
        document_id,
        mention_key,
        project_code,
        project_name,
        2 as source_rank
    from {{ ref('int_budget_lines_accepted') }}
    where not is_total
    union all
    select
        document_id,
        mention_key,
        project_code,
        project_name,
        3 as source_rank
    from {{ ref('int_indicators') }}

),

projects_meant as (

    select
        mention_key,
        project_key,
        project_unit_key
    from {{ ref('int_unit_mentions_keyed') }}
    where project_key is not null

),

current_documents as (

    select
        document_id,
        fiscal_year,
        ingested_at
    from {{ ref('dim_document') }}
    where is_current

),

keyed_projects as (

    select
        printed.document_id,
        printed.project_code,
        printed.project_name,
        printed.source_rank,
        documents.fiscal_year,
        documents.ingested_at,
        projects_meant.project_key,
        projects_meant.project_unit_key as budget_unit_key
    from printed_projects as printed
    inner join current_documents as documents
        on printed.document_id = documents.document_id
    inner join projects_meant
        on printed.mention_key = projects_meant.mention_key

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
        projects_meant.project_key,
        case when described.project_type is null then 0 else 1 end
        + case when described.activity is null then 0 else 1 end
        + case when described.attribute is null then 0 else 1 end
        + case when described.term is null then 0 else 1 end
        + case when described.execution_weight is null then 0 else 1 end
        + case when described.goal_text is null then 0 else 1 end as attributes_printed
    from {{ ref('int_projects') }} as described
    inner join current_documents as documents
        on described.document_id = documents.document_id
    inner join projects_meant
        on described.mention_key = projects_meant.mention_key

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

),

descriptions as (

    select
        project_key,
        project_type,
        activity,
        attribute,
        term,
        execution_weight,
        goal_text
    from ranked_descriptions
    where description_rank = 1

),

named_projects as (

    select
        named.project_key,
        named.project_code,
        named.project_name,
        named.fiscal_year,
        descriptions.project_type,
        descriptions.activity,
        descriptions.attribute,
        descriptions.term,
        descriptions.execution_weight,
        descriptions.goal_text,
        descriptions.project_key is not null as is_described,
        {{ key_or_unknown('named.budget_unit_key') }} as budget_unit_key
    from ranked_names as named
    left join descriptions
        on named.project_key = descriptions.project_key
    where named.name_rank = 1

)

{{ with_unknown_members(
    'named_projects',
    [
        'project_key', 'project_code', 'project_name', 'budget_unit_key', 'fiscal_year',
        'project_type', 'activity', 'attribute', 'term', 'execution_weight', 'goal_text',
        'is_described',
    ],
    {
        'project_key': code_key('code'),
        'project_name': 'name_zh',
        'budget_unit_key': code_key('code'),
        'is_described': 'false',
    },
) }}
