{#
    Whose tables a document holds, a department's or a whole government's, and whether it is a budget
    or a final account: told by the titles that only one of them has, else by its own first lines.
    Only these decide what a title means that both have.
#}
with

patterns as (
    {{ wording_patterns([
        'title_of_government', 'title_of_final_account', 'title_of_budget'
    ]) }}
),

titles as (
    select
        titles.document_id,
        titles.wording,
        bool_or(titles.is_of_place) as is_of_place
    from {{ ref('int_table_titles') }} as titles
    where titles.wording is not null
    group by titles.document_id, titles.wording
),

{# A wording of one scope or kind only. #}
meanings as (
    select
        wording,
        case
            when count(*) = count(scope) and count(distinct scope) = 1 then min(scope)
        end as scope,
        case
            when count(*) = count(document_kind) and count(distinct document_kind) = 1
                then min(document_kind)
        end as document_kind
    from {{ ref('int_titles_known') }}
    group by wording
),

counted as (
    select
        titles.document_id,
        count(case when meanings.scope = 'department' then 1 end) as department_titles,
        count(case when meanings.scope = 'government' then 1 end) as government_titles,
        count(case when titles.is_of_place then 1 end) as titles_of_places,
        count(case when meanings.document_kind = 'budget' then 1 end) as budget_titles,
        count(case when meanings.document_kind = 'final_account' then 1 end) as final_titles
    from titles
    inner join meanings
        on titles.wording = meanings.wording
    group by titles.document_id
),

{# A line with two years compares them. #}
years_on_covers as (
    select
        text_rows.document_id,
        min_by(
            cast({{ regex_group(bare('text_rows.line_text'), '(20[0-9]{2})年') }} as integer),
            text_rows.line_no
        ) as title_year
    from {{ ref('stg_raw__lines') }} as text_rows
    cross join patterns
    where
        text_rows.line_no <= 10
        and length({{ bare('text_rows.line_text') }}) <= 60
        and {{ regex_found(bare('text_rows.line_text'), '20[0-9]{2}年') }}
        and not {{ regex_found(
            bare('text_rows.line_text'), '20[0-9]{2}.*20[0-9]{2}|年[0-9]{1,2}月'
        ) }}
        and (
            {{ wording_found(bare('text_rows.line_text'), 'patterns.title_of_final_account') }}
            or {{ wording_found(bare('text_rows.line_text'), 'patterns.title_of_budget') }}
        )
    group by text_rows.document_id
),

years_counted as (
    select
        titles.document_id,
        titles.title_year,
        row_number() over (
            partition by titles.document_id
            order by
                count(*) desc,
                titles.title_year = years_on_covers.title_year desc nulls last,
                titles.title_year desc
        ) as year_rank
    from {{ ref('int_table_titles') }} as titles
    left join years_on_covers
        on titles.document_id = years_on_covers.document_id
    where
        titles.wording is not null
        and titles.title_year is not null
    group by titles.document_id, titles.title_year, years_on_covers.title_year
    having
        count(*) >= 2
        or years_on_covers.title_year is null
        or years_on_covers.title_year = titles.title_year
),

first_lines as (
    select
        text_rows.document_id,
        text_rows.line_no,
        {{ wording_found(bare('text_rows.line_text'), 'patterns.title_of_government') }}
            as is_of_government,
        case
            when {{ wording_found(bare('text_rows.line_text'), 'patterns.title_of_final_account') }}
                then 'final_account'
            else 'budget'
        end as document_kind
    from {{ ref('stg_raw__lines') }} as text_rows
    cross join patterns
    where
        text_rows.line_no <= 10
        and length({{ bare('text_rows.line_text') }}) <= 60
        and text_rows.line_text not like '%。%'
        and (
            {{ wording_found(bare('text_rows.line_text'), 'patterns.title_of_final_account') }}
            or {{ wording_found(bare('text_rows.line_text'), 'patterns.title_of_budget') }}
        )
),

covers as (
    select
        document_id,
        min_by(document_kind, line_no) as document_kind,
        min_by(is_of_government, line_no) as is_of_government
    from first_lines
    group by document_id
)

select
    documents.document_id,
    coalesce(counted.department_titles, 0) as department_titles,
    coalesce(counted.government_titles, 0) as government_titles,
    case
        when least(counted.department_titles, counted.government_titles) >= 3 then 'mixed'
        when counted.government_titles > counted.department_titles then 'government'
        when counted.department_titles > 0 then 'department'
        when covers.is_of_government or counted.titles_of_places > 0 then 'government'
        else 'department'
    end as scope,
    case
        when counted.final_titles > counted.budget_titles then 'final_account'
        when counted.final_titles < counted.budget_titles then 'budget'
        else coalesce(covers.document_kind, 'budget')
    end as document_kind,
    coalesce(years_counted.title_year, years_on_covers.title_year) as title_year
from {{ ref('int_documents_current') }} as documents
left join years_on_covers
    on documents.document_id = years_on_covers.document_id
left join years_counted
    on
        documents.document_id = years_counted.document_id
        and years_counted.year_rank = 1
left join counted
    on documents.document_id = counted.document_id
left join covers
    on documents.document_id = covers.document_id
