{#
    The title of a document: the first of its first lines that names publisher and year, else a year
    and a statement, else a statement. Its kind and stage: from its tables (of both kinds: from what
    int_document_scopes says), else from its title, else from its sender.
#}
{%- set patterns = wording_patterns([
    'title_word', 'title_of_final_account', 'title_of_performance_target', 'title_of_budget',
    'title_of_execution', 'title_of_draft', 'title_budget_name', 'title_of_adjustment',
    'title_of_self_evaluation'
]) %}
with

first_lines as (
    select
        document_id,
        line_rank,
        is_aside,
        is_numbered,
        cover_text,
        {{ regex_replace('line_text', '^[#\\s]+', '') }} as title
    from {{ ref('int_cover_lines') }}
    where
        line_no <= 60
        and length(cover_text) >= 4
),

candidates as (
    select
        document_id,
        1 as priority,
        line_rank,
        {{ regex_replace('title_text', '^[#\\s]+', '') }} as title
    from {{ ref('int_publisher_names') }}
    where name_kind = 'title'
    union all
    select
        first_lines.document_id,
        case
            when first_lines.is_aside then 4
            when
                {{ regex_found('first_lines.cover_text', '20[0-9]{2}') }}
                and not {{ regex_found('first_lines.cover_text', '[:：]') }}
                and not first_lines.is_numbered
                then 2
            else 3
        end as priority,
        first_lines.line_rank,
        first_lines.title
    from first_lines
    where {{ wording_found(bare('first_lines.title'), patterns.title_word) }}
),

first_candidates as (
    select
        document_id,
        title,
        {{ with_arabic_year(bare('title')) }} as bare_title,
        row_number() over (
            partition by document_id
            order by priority asc, line_rank asc, length(title) desc
        ) as title_rank
    from candidates
),

tables_of_kinds as (
    select
        recognised.document_id,
        count(case when statements.document_kind = 'budget' then 1 end) as budget_tables,
        count(case when statements.document_kind = 'final_account' then 1 end) as final_tables,
        count(case when statements.document_kind = 'performance_target' then 1 end)
            as target_tables,
        count(case when statements.document_kind = 'self_evaluation' then 1 end)
            as evaluation_tables
    from {{ ref('int_tables_recognised') }} as recognised
    inner join {{ ref('stg_code__statements') }} as statements
        on recognised.statement_code = statements.statement_code
    group by recognised.document_id
),

statements as (
    select
        tables_of_kinds.document_id,
        tables_of_kinds.budget_tables,
        tables_of_kinds.target_tables,
        tables_of_kinds.evaluation_tables,
        (tables_of_kinds.final_tables > 0) <> (tables_of_kinds.budget_tables > 0)
            as is_kind_of_tables,
        case
            when tables_of_kinds.budget_tables = 0 or scopes.document_kind = 'final_account'
                then tables_of_kinds.final_tables
            else 0
        end as final_tables
    from tables_of_kinds
    inner join {{ ref('int_document_scopes') }} as scopes
        on tables_of_kinds.document_id = scopes.document_id
),

described as (
    select
        documents.document_id,
        first_candidates.title,
        manifest.document_kind as kind_told,
        coalesce(statements.final_tables, 0) as final_tables,
        coalesce(statements.budget_tables, 0) as budget_tables,
        coalesce(statements.is_kind_of_tables, false) as is_kind_of_tables,
        case
            when
                coalesce(statements.final_tables, 0) = 0
                and {{ wording_found(
                    'first_candidates.bare_title', patterns.title_of_execution
                ) }}
                and not {{ wording_found(
                    'first_candidates.bare_title', patterns.title_of_draft
                ) }}
                and not {{ wording_found(
                    'first_candidates.bare_title', patterns.title_of_final_account
                ) }}
                then 'budget_execution'
            when statements.final_tables > 0 then 'final_account'
            when statements.budget_tables > 0 then 'budget'
            when statements.target_tables > 0 then 'performance_target'
            when
                {{ wording_found(
                    'first_candidates.bare_title', patterns.title_of_self_evaluation
                ) }}
                then 'self_evaluation'
            when
                {{ wording_found(
                    'first_candidates.bare_title', patterns.title_of_final_account
                ) }}
                then 'final_account'
            when statements.evaluation_tables > 0 then 'self_evaluation'
            when
                {{ wording_found(
                    'first_candidates.bare_title', patterns.title_of_performance_target
                ) }}
                then 'performance_target'
            when {{ wording_found('first_candidates.bare_title', patterns.title_of_budget) }}
                then 'budget'
        end as kind_printed,
        coalesce(
            {{ wording_found('first_candidates.bare_title', patterns.title_of_final_account) }},
            false
        ) as is_titled_final,
        {{ stage_of_words('first_candidates.bare_title', patterns) }} as title_stage
    from {{ ref('stg_raw__documents') }} as documents
    left join first_candidates
        on
            documents.document_id = first_candidates.document_id
            and first_candidates.title_rank = 1
    left join statements
        on documents.document_id = statements.document_id
    left join {{ ref('stg_raw__manifest') }} as manifest
        on documents.document_id = manifest.document_id
)

select
    document_id,
    title,
    title_stage,
    is_kind_of_tables,
    coalesce(kind_printed, kind_told, 'unknown') as document_kind,
    case
        when kind_printed is not null then 'printed'
        when kind_told is not null then 'manifest'
    end as document_kind_origin,
    case
        when kind_printed = 'budget_execution' then 'execution'
        when final_tables > 0 or is_titled_final or kind_printed = 'self_evaluation'
            then 'final_account'
        when kind_printed is null and kind_told = 'budget_execution' then 'execution'
        when kind_printed is null and kind_told in ('final_account', 'self_evaluation')
            then 'final_account'
        when title_stage = 'adjusted_budget' then 'adjusted_budget'
        else 'budget'
    end as stage
from described
