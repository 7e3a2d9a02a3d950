{#
    Whose tables a document holds, a department's or a whole government's, and whether it is a budget
    or a final account: told by the titles that only one of them has, else by its own first lines.
    Only these decide what a title means that both have. Where tables of both stand side by side the
    lines above the first one tell, unless nearly all titles are against them.
#}
{%- set patterns = wording_patterns([
    'title_of_government', 'title_of_final_account', 'title_of_budget', 'title_budget_name',
    'title_of_execution', 'title_of_adjustment'
]) %}
with

titles as (
    select
        titles.document_id,
        titles.wording,
        bool_or(titles.is_of_place) as is_of_place
    from {{ ref('int_table_titles') }} as titles
    where titles.wording is not null
    group by titles.document_id, titles.wording
),

counted as (
    select
        titles.document_id,
        count(case when meanings.scope = 'department' then 1 end) as department_titles,
        count(case when meanings.scope = 'government' then 1 end) as government_titles,
        count(case when titles.is_of_place then 1 end) as titles_of_places,
        count(case when meanings.document_kind = 'budget' then 1 end) as budget_titles,
        count(case when meanings.document_kind = 'final_account' then 1 end) as final_titles,
        count(
            case
                when meanings.is_paired and coalesce(meanings.document_kind, '') <> 'final_account'
                    then 1
            end
        ) as titles_not_final,
        count(
            case
                when meanings.is_paired and coalesce(meanings.document_kind, '') <> 'budget'
                    then 1
            end
        ) as titles_not_budget
    from titles
    inner join {{ ref('int_title_meanings') }} as meanings
        on titles.wording = meanings.wording
    group by titles.document_id
),

first_lines as (
    select
        text_rows.document_id,
        text_rows.line_no,
        {{ wording_found(bare('text_rows.line_text'), patterns.title_of_government) }}
            as is_of_government,
        case
            when {{ wording_found(bare('text_rows.line_text'), patterns.title_of_final_account) }}
                then 'final_account'
            else 'budget'
        end as document_kind
    from {{ ref('stg_raw__lines') }} as text_rows
    where
        text_rows.line_no <= 10
        and length({{ bare('text_rows.line_text') }}) <= 60
        and text_rows.line_text not like '%。%'
        and (
            {{ wording_found(bare('text_rows.line_text'), patterns.title_of_final_account) }}
            or {{ wording_found(bare('text_rows.line_text'), patterns.title_of_budget) }}
        )
),

covers as (
    select
        document_id,
        min_by(document_kind, line_no) as document_kind,
        min_by(is_of_government, line_no) as is_of_government
    from first_lines
    group by document_id
),

{# Lines above the first title that all say one kind. #}
first_titles as (
    select
        document_id,
        min(title_line_no) as title_line_no
    from {{ ref('int_table_titles') }}
    where wording is not null
    group by document_id
),

lines_on_top as (
    select
        text_rows.document_id,
        {{ stage_of_words(bare('text_rows.line_text'), patterns) }} as stage
    from {{ ref('stg_raw__lines') }} as text_rows
    inner join first_titles
        on
            text_rows.document_id = first_titles.document_id
            and text_rows.line_no < first_titles.title_line_no
    where
        text_rows.line_no <= 10
        and length({{ bare('text_rows.line_text') }}) <= 60
        and text_rows.line_text not like '%。%'
),

tops as (
    select
        document_id,
        case when min(stage) = 'final_account' then 'final_account' else 'budget' end
            as document_kind
    from lines_on_top
    where stage in ('budget', 'adjusted_budget', 'final_account')
    group by document_id
    having count(distinct case when stage = 'final_account' then 2 else 1 end) = 1
)

select
    documents.document_id,
    coalesce(counted.department_titles, 0) as department_titles,
    coalesce(counted.government_titles, 0) as government_titles,
    {# A department may print one or two tables by titles that only governments should have. #}
    coalesce(
        counted.government_titles >= 3
        or (
            counted.government_titles >= counted.department_titles
            and (covers.is_of_government or counted.titles_of_places > 0)
        ), false
    ) as is_of_government,
    case
        when least(counted.department_titles, counted.government_titles) >= 3 then 'mixed'
        when counted.government_titles > counted.department_titles then 'government'
        when counted.department_titles > 0 then 'department'
        when covers.is_of_government or counted.titles_of_places > 0 then 'government'
        else 'department'
    end as scope,
    case
        when
            (
                tops.document_kind = 'budget'
                and counted.final_titles > 0
                and counted.titles_not_final * 3 >= counted.final_titles
            )
            or (
                tops.document_kind = 'final_account'
                and counted.budget_titles > 0
                and counted.titles_not_budget * 3 >= counted.budget_titles
            )
            then tops.document_kind
        when counted.final_titles > counted.budget_titles then 'final_account'
        when counted.final_titles < counted.budget_titles then 'budget'
        else coalesce(covers.document_kind, 'budget')
    end as document_kind
from {{ ref('int_documents_current') }} as documents
left join counted
    on documents.document_id = counted.document_id
left join covers
    on documents.document_id = covers.document_id
left join tops
    on documents.document_id = tops.document_id
