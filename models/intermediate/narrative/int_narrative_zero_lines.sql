{#
    The total of nothing that running text states plainly (无“三公”经费支出): of a kind of which neither a
    table of the document nor a figure of its text says anything; the first clause of each kind. Where
    some figure names it all the same (面向中小企业预留政府采购项目) the clause is not plain.
#}
{%- set patterns = wording_patterns(['zero_of_three_public', 'zero_of_procurement']) %}
with

kinds_named as (
    {% for kind in ['three_public', 'procurement'] -%}
        select distinct
            amounts.document_id,
            '{{ kind }}' as line_kind
        from {{ ref('int_narrative_amounts') }} as amounts
        where
            amounts.is_level_of_document
            and amounts.amount_cny <> 0
            and {{ wording_found(
                regex_replace('amounts.subject', '[“”"‘’]', ''), patterns['zero_of_' ~ kind]
            ) }}
        {% if not loop.last -%} union all {% endif -%}
    {% endfor %}
),

wholes as (
    select
        subjects.line_kind,
        subjects.side,
        subjects.item_name,
        min(coalesce(reports.report_code, subjects.line_kind)) as covered
    from {{ ref('stg_map__subjects') }} as subjects
    left join {{ ref('stg_code__counted_sets') }} as reports
        on
            subjects.line_kind = reports.line_kind
            and reports.statement_code = 'narrative_statement'
            and reports.line_kind = 'procurement'
    where
        subjects.is_total
        or subjects.item_name = 'total'
    group by subjects.line_kind, subjects.side, subjects.item_name
),

kinds_stated as (
    select distinct
        document_id,
        line_kind
    from {{ ref('int_narrative_lines') }}
    where coalesce(item_name, '') <> 'agency_operating_expense'
),

zeros_ranked as (
    select
        zeros.document_id,
        zeros.line_no,
        zeros.page_no,
        zeros.mention_no,
        zeros.cell_id,
        zeros.clause,
        zeros.subject,
        zeros.amount_printed,
        wholes.line_kind,
        wholes.side,
        wholes.item_name,
        zeros.is_plain and kinds_named.document_id is null as is_plain,
        row_number() over (
            partition by zeros.document_id, wholes.line_kind
            order by
                case when zeros.is_plain then 0 else 1 end asc,
                zeros.line_no asc,
                zeros.mention_no asc
        ) as zero_rank
    from {{ ref('int_narrative_zeros') }} as zeros
    inner join wholes
        on zeros.line_kind = wholes.line_kind
    left join {{ ref('int_tables_told') }} as tables_told
        on
            zeros.document_id = tables_told.document_id
            and wholes.covered = tables_told.covered
    left join kinds_stated
        on
            zeros.document_id = kinds_stated.document_id
            and zeros.line_kind = kinds_stated.line_kind
    left join kinds_named
        on
            zeros.document_id = kinds_named.document_id
            and zeros.line_kind = kinds_named.line_kind
    where
        tables_told.document_id is null
        and kinds_stated.document_id is null
)

select
    document_id,
    line_no,
    page_no,
    mention_no,
    cell_id,
    clause,
    subject,
    amount_printed,
    line_kind,
    side,
    item_name,
    is_plain
from zeros_ranked
where zero_rank = 1
