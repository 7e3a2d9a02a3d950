{#
    Sentences that stand for a statement which the document has no table of: current-year levels
    only.
#}
with

patterns as (
    {{ wording_patterns(['subject_rest']) }}
),

levels as (
    select
        amounts.document_id,
        amounts.line_no,
        amounts.page_no,
        amounts.mention_no,
        amounts.cell_id,
        amounts.subject,
        {{ wording_removed('amounts.subject', 'patterns.subject_rest', behind='$') }}
            as subject_short,
        amounts.amount_printed,
        amounts.unit_printed,
        amounts.amount_cny
    from {{ ref('int_narrative_amounts') }} as amounts
    cross join patterns
    left join {{ ref('int_document_years') }} as years
        on amounts.document_id = years.document_id
    where
        not amounts.is_comparison
        and amounts.amount_cny is not null
        and amounts.subject is not null
        {# What follows the name of another year is the level of that one. #}
        and (amounts.year_before is null or amounts.year_before = years.fiscal_year)
),

matched as (
    select
        levels.document_id,
        levels.line_no,
        levels.mention_no,
        subjects.wording,
        subjects.line_kind,
        subjects.side,
        subjects.funding_source_code,
        subjects.expenditure_nature,
        subjects.item_name,
        subjects.is_total,
        row_number() over (
            partition by levels.document_id, levels.line_no, levels.mention_no
            order by subjects.match_order asc, length(subjects.wording) desc, subjects.wording asc
        ) as match_rank
    from levels
    inner join {{ ref('stg_map__subjects') }} as subjects
        on
            levels.subject like '%' || subjects.wording
            or levels.subject_short like '%' || subjects.wording
),

{# What a table of the document states is not taken from the text again. #}
tables_present as (
    select distinct
        amounts.document_id,
        case
            when
                statements.line_kind in ('function', 'summary')
                then coalesce(amounts.side, 'expenditure')
            when amounts.three_public_category = 'agency_operating_expense'
                then amounts.three_public_category
            else statements.line_kind
        end as covered
    from {{ ref('int_table_amounts') }} as amounts
    inner join {{ ref('stg_code__statements') }} as statements
        on amounts.statement_code = statements.statement_code
),

first_mentions as (
    select
        levels.document_id,
        levels.line_no,
        levels.page_no,
        levels.mention_no,
        levels.cell_id,
        levels.subject,
        levels.amount_printed,
        levels.unit_printed,
        levels.amount_cny,
        matched.line_kind,
        matched.side,
        matched.funding_source_code,
        matched.expenditure_nature,
        matched.item_name,
        matched.is_total,
        row_number() over (
            partition by levels.document_id, matched.line_kind, matched.wording
            order by levels.line_no, levels.mention_no
        ) as mention_rank
    from levels
    inner join matched
        on
            levels.document_id = matched.document_id
            and levels.line_no = matched.line_no
            and levels.mention_no = matched.mention_no
            and matched.match_rank = 1
    left join tables_present
        on
            levels.document_id = tables_present.document_id
            and tables_present.covered = case
                when matched.item_name = 'agency_operating_expense' then matched.item_name
                when matched.line_kind = 'three_public' then 'three_public'
                else matched.side
            end
    where tables_present.document_id is null
)

select
    document_id,
    line_no,
    page_no,
    mention_no,
    cell_id,
    subject,
    amount_printed,
    unit_printed,
    amount_cny,
    line_kind,
    side,
    funding_source_code,
    expenditure_nature,
    item_name,
    is_total
from first_mentions
where mention_rank = 1
