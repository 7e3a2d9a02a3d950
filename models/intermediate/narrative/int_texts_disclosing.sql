{#
    Whether a document discloses a budget or final account, so that its running text states facts: it has
    a table of a statement, its sender says what it is, or its title does. News, rules, tenders and
    reports on work name amounts that are nobody's budget. The name of a unit (培训中心, 新闻中心) stands
    before the words of a disclosure and says nothing.
#}
{%- set patterns = wording_patterns(['title_of_disclosure', 'title_of_other_text']) %}
{%- set title_of_another = "concat('(?:', " ~ patterns.title_of_disclosure ~ ", ').*(?:', "
    ~ patterns.title_of_other_text ~ ", ')')" %}
with

with_statements as (
    select distinct recognised.document_id
    from {{ ref('int_tables_recognised') }} as recognised
    inner join {{ ref('stg_code__statements') }} as statements
        on recognised.statement_code = statements.statement_code
),

with_amounts as (
    select distinct document_id
    from {{ ref('int_narrative_figures') }}
)

select
    titles.document_id,
    titles.title,
    with_amounts.document_id is not null as has_amounts,
    with_statements.document_id is not null
    or coalesce(titles.document_kind_origin = 'manifest', false)
    or (
        titles.document_kind <> 'unknown'
        and coalesce(
            {{ wording_found(bare('titles.title'), patterns.title_of_disclosure) }}, false
        )
        and not {{ wording_found(bare('titles.title'), title_of_another) }}
    ) as is_disclosure
from {{ ref('int_document_titles') }} as titles
left join with_statements
    on titles.document_id = with_statements.document_id
left join with_amounts
    on titles.document_id = with_amounts.document_id
