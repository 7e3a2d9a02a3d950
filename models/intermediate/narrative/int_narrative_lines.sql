{#
    Sentences that stand for a statement which the document has no table of: levels of the document's
    own year and stage, whose whole subject is that of a line. What a whole government's text states is
    no department's.
#}
{%- set patterns = wording_patterns(['subject_rest', 'subject_rest_of_item', 'subject_whole']) %}
with

levels as (
    select
        amounts.document_id,
        amounts.line_no,
        amounts.page_no,
        amounts.mention_no,
        amounts.cell_id,
        amounts.subject,
        amounts.subject_above,
        amounts.is_restricted,
        amounts.fiscal_year,
        amounts.stage,
        amounts.amount_printed,
        amounts.unit_printed,
        amounts.amount_cny
    from {{ ref('int_narrative_amounts') }} as amounts
    left join {{ ref('int_document_scopes') }} as scopes
        on amounts.document_id = scopes.document_id
    where
        amounts.is_level_of_document
        and amounts.amount_cny is not null
        and coalesce(scopes.scope, '') <> 'government'
),

subjects_matched as (
    {{ subjects_matched('levels', patterns) }}
),

{# Of procurement the report tells which tables state it. #}
reports_of_text as (
    select
        line_kind,
        report_code
    from {{ ref('stg_code__counted_sets') }}
    where
        statement_code = 'narrative_statement'
        and line_kind = 'procurement'
),

{# 其中 names parts of what stands above: only parts of the unit's whole are the unit's. #}
stated as (
    select
        levels.document_id,
        levels.line_no,
        levels.page_no,
        levels.mention_no,
        levels.cell_id,
        levels.subject,
        levels.fiscal_year,
        levels.stage,
        levels.amount_printed,
        levels.unit_printed,
        levels.amount_cny,
        subject_lines.line_kind,
        subject_lines.side,
        subject_lines.funding_source_code,
        subject_lines.expenditure_nature,
        subject_lines.cost_category,
        subject_lines.item_name,
        subject_lines.is_total,
        {# Where it is told as a part, it is known of what. #}
        subject_lines.line_kind = 'economic' and levels.subject_above is null as stands_alone
    from levels
    inner join subjects_matched as subject_lines
        on
            levels.subject = subject_lines.subject
            and subject_lines.match_rank = 1
    left join subjects_matched as wholes
        on
            levels.subject_above = wholes.subject
            and case subject_lines.line_kind
                when 'economic' then 'function'
                else subject_lines.line_kind
            end = wholes.line_kind
            and subject_lines.side = wholes.side
            and wholes.match_rank = 1
    where
        (
            levels.subject_above is null
            or {{ wording_found('levels.subject_above', patterns.subject_whole, '^', '$') }}
            or (
                wholes.subject is not null
                and (
                    wholes.line_kind <> 'function'
                    or wholes.expenditure_nature = 'total'
                    or (
                        subject_lines.line_kind = 'economic'
                        and wholes.expenditure_nature = 'basic'
                    )
                )
            )
        )
        {# Goods, works and services are told of everything. #}
        and (
            subject_lines.line_kind <> 'procurement'
            or subject_lines.is_total
            or wholes.line_kind = 'procurement'
        )
        {# A cost is told of basic expenditure, of the total that it is a part of, or of nothing. #}
        and (
            subject_lines.line_kind <> 'economic'
            or levels.subject_above is null
            or wholes.line_kind = 'function'
        )
        and (
            not levels.is_restricted
            or not coalesce(
                subject_lines.expenditure_nature is not null
                or subject_lines.funding_source_code = 'total',
                false
            )
        )
),

first_mentions as (
    select
        stated.document_id,
        stated.line_no,
        stated.page_no,
        stated.mention_no,
        stated.cell_id,
        stated.subject,
        stated.fiscal_year,
        stated.stage,
        stated.amount_printed,
        stated.unit_printed,
        stated.amount_cny,
        stated.line_kind,
        stated.side,
        stated.funding_source_code,
        stated.expenditure_nature,
        stated.cost_category,
        stated.item_name,
        stated.is_total,
        row_number() over (
            partition by
                stated.document_id, stated.line_kind, stated.side, stated.funding_source_code,
                stated.expenditure_nature, stated.cost_category, stated.item_name
            order by stated.stands_alone, stated.line_no, stated.mention_no
        ) as mention_rank
    from stated
    left join reports_of_text
        on stated.line_kind = reports_of_text.line_kind
    left join {{ ref('int_tables_told') }} as tables_told
        on
            stated.document_id = tables_told.document_id
            and tables_told.covered = case
                when stated.item_name = 'agency_operating_expense' then stated.item_name
                when stated.line_kind in ('three_public', 'economic') then stated.line_kind
                when stated.line_kind = 'procurement' then reports_of_text.report_code
                else stated.side
            end
    where tables_told.document_id is null
),

{# Costs (人员经费, 公用经费) are those of basic expenditure where they add up to it. #}
lines_first as (
    select
        *,
        sum(case when line_kind = 'economic' then amount_cny end)
            over (partition by document_id) as costs_cny,
        max(case when line_kind = 'function' and expenditure_nature = 'basic' then amount_cny end)
            over (partition by document_id) as basic_cny
    from first_mentions
    where mention_rank = 1
)

select
    document_id,
    line_no,
    page_no,
    mention_no,
    cell_id,
    subject,
    fiscal_year,
    stage,
    amount_printed,
    unit_printed,
    amount_cny,
    line_kind,
    side,
    funding_source_code,
    expenditure_nature,
    cost_category,
    item_name,
    is_total
from lines_first
where line_kind <> 'economic' or costs_cny = basic_cny
