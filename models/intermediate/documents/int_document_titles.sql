{# The title of a document: its first line of text that names a year or a statement. #}
with

patterns as (
    {{ wording_patterns([
        'title_word', 'title_of_final_account', 'title_of_performance_target', 'title_of_budget'
    ]) }}
),

first_lines as (
    select
        document_id,
        line_no,
        line_text,
        {{ bare('line_text') }} as bare_text
    from {{ ref('stg_raw__lines') }}
    where line_no <= 60
),

candidates as (
    select
        first_lines.document_id,
        first_lines.line_no,
        {{ regex_replace('first_lines.line_text', '^[#\\s]+', '') }} as title
    from first_lines
    cross join patterns
    where
        length(first_lines.bare_text) between 4 and 80
        and first_lines.bare_text not like '%。%'
        and {{ wording_found('first_lines.bare_text', 'patterns.title_word') }}
),

first_candidates as (
    select
        document_id,
        title,
        row_number() over (
            partition by document_id
            order by line_no
        ) as title_rank
    from candidates
),

statements as (
    select
        recognised.document_id,
        count(case when statements.document_kind = 'budget' then 1 end) as budget_tables,
        count(case when statements.document_kind = 'final_account' then 1 end) as final_tables,
        count(case when statements.document_kind = 'performance_target' then 1 end) as target_tables
    from {{ ref('int_tables_recognised') }} as recognised
    inner join {{ ref('stg_code__statements') }} as statements
        on recognised.statement_code = statements.statement_code
    group by recognised.document_id
)

select
    documents.document_id,
    first_candidates.title,
    case
        when statements.final_tables > 0 then 'final_account'
        when statements.budget_tables > 0 then 'budget'
        when statements.target_tables > 0 then 'performance_target'
        when {{ wording_found('first_candidates.title', 'patterns.title_of_final_account') }}
            then 'final_account'
        when {{ wording_found('first_candidates.title', 'patterns.title_of_performance_target') }}
            then 'performance_target'
        when {{ wording_found('first_candidates.title', 'patterns.title_of_budget') }}
            then 'budget'
        else 'unknown'
    end as document_kind,
    case
        when
            statements.final_tables > 0
            or {{ wording_found('first_candidates.title', 'patterns.title_of_final_account') }}
            then 'final_account'
        else 'budget'
    end as stage
from {{ ref('stg_raw__documents') }} as documents
cross join patterns
left join first_candidates
    on
        documents.document_id = first_candidates.document_id
        and first_candidates.title_rank = 1
left join statements
    on documents.document_id = statements.document_id
