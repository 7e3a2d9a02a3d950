{#
    Where the money that a report takes from a document is not what the document prints, or nothing
    proves it, or nothing is taken; tables of the same statement that are not counted.
#}
with

candidates as (
    select
        document_id,
        report_code,
        set_order,
        statement_code,
        line_kind,
        reading_order,
        scope_no,
        with_balances,
        sum_cny,
        is_total_itself
    from {{ ref('int_sum_candidates') }}
    where period_ref = '{{ own_period() }}'
),

{# What is wrong with an identity of the document is wrong with its sum, where that is one cell. #}
causes_alone as (
    select
        document_id,
        min(cell_id) as cell_id
    from {{ ref('int_sum_causes') }}
    group by document_id
    having count(distinct cell_id) = 1
),

{# A total that counts alone is told wherever the document prints lines of the report. #}
sums_not_as_printed as (
    select
        chosen.document_id,
        'sum_not_as_printed' as finding_code,
        concat(
            chosen.report_code, ' ', min_by(candidates.statement_code, candidates.set_order), ': ',
            min_by(candidates.sum_cny, candidates.set_order), ' / ', chosen.total_cny
        ) as evidence,
        coalesce(min(causes.cell_id), min(texts.cell_id), min(causes_alone.cell_id)) as cell_id
    from {{ ref('int_sums_chosen') }} as chosen
    inner join candidates
        on
            chosen.document_id = candidates.document_id
            and chosen.report_code = candidates.report_code
            and case
                when chosen.basis = 'total_only' then candidates.statement_code
                else chosen.statement_code
            end = candidates.statement_code
    left join {{ ref('int_sum_causes') }} as causes
        on
            candidates.document_id = causes.document_id
            and candidates.statement_code = causes.statement_code
    left join {{ ref('int_sums_of_text') }} as texts
        on
            candidates.document_id = texts.document_id
            and candidates.report_code = texts.report_code
            and candidates.statement_code = texts.statement_code
    left join causes_alone
        on
            case when texts.document_id is null then chosen.document_id end
            = causes_alone.document_id
    where
        chosen.basis in ('own_total', 'total_only')
        and not candidates.is_total_itself
        and candidates.sum_cny <> chosen.total_cny
    group by chosen.document_id, chosen.report_code, chosen.total_cny
),

sums_without_total as (
    select
        document_id,
        'sum_without_total' as finding_code,
        concat(report_code, ' ', statement_code, ': ', sum_cny) as evidence
    from {{ ref('int_sums_chosen') }}
    where basis = 'no_total'
),

{# The column of all counts because its parts, which are printed too, are not all. #}
parts_not_counted as (
    select
        chosen.document_id,
        'parts_not_counted' as finding_code,
        concat(
            chosen.report_code, ' ', chosen.statement_code, ': ',
            min_by(candidates.sum_cny, candidates.reading_order), ' / ', chosen.sum_cny
        ) as evidence,
        coalesce(min(causes.cell_id), min(causes_alone.cell_id)) as cell_id
    from {{ ref('int_sums_chosen') }} as chosen
    inner join {{ ref('stg_code__counted_readings') }} as readings
        on
            chosen.report_code = readings.report_code
            and chosen.reading_order = readings.reading_order
            and readings.is_whole
    inner join candidates
        on
            chosen.document_id = candidates.document_id
            and chosen.report_code = candidates.report_code
            and chosen.statement_code = candidates.statement_code
            and chosen.line_kind = candidates.line_kind
            and chosen.scope_no = candidates.scope_no
            and chosen.with_balances = candidates.with_balances
    left join {{ ref('int_sum_causes') }} as causes
        on
            chosen.document_id = causes.document_id
            and chosen.statement_code = causes.statement_code
    left join causes_alone
        on chosen.document_id = causes_alone.document_id
    where candidates.sum_cny <> chosen.sum_cny
    group by chosen.document_id, chosen.report_code, chosen.statement_code, chosen.sum_cny
),

reports_empty as (
    select
        document_id,
        'report_left_empty' as finding_code,
        case when statements_beside is null then 'nothing_printed' end as reason,
        case
            when statements_beside is null then report_code
            else concat(report_code, ': ', statements_beside)
        end as evidence
    from {{ ref('int_reports_empty') }}
),

{# Other tables of the statement that was chosen: one that says the same is a second print. #}
tables_beside as (
    select
        chosen.document_id,
        beside.scope_no as table_no,
        concat(
            chosen.statement_code, ' ', chosen.scope_no, ': ', chosen.sum_cny, '; ',
            beside.scope_no, ': ', beside.sum_cny
        ) as evidence,
        case
            when beside.sum_cny = chosen.sum_cny then 'statement_repeated'
            else 'table_not_counted'
        end as finding_code
    from {{ ref('int_sums_chosen') }} as chosen
    inner join candidates as beside
        on
            chosen.document_id = beside.document_id
            and chosen.report_code = beside.report_code
            and chosen.statement_code = beside.statement_code
            and chosen.line_kind = beside.line_kind
            and chosen.reading_order = beside.reading_order
    where
        chosen.scope_no > 0
        and beside.scope_no > 0
        and beside.scope_no <> chosen.scope_no
        and not beside.with_balances
        and beside.sum_cny <> 0
),

tables_unsaid as (
    select
        document_id,
        'table_not_counted' as finding_code,
        table_no,
        concat(
            statement_code, ' ', cast(saying_table_no as varchar), '; ',
            cast(table_no as varchar), ': stage ?'
        ) as evidence
    from {{ ref('int_tables_unsaid') }}
)

{{ findings_united({
    'sums_not_as_printed': ['cell_id'],
    'sums_without_total': [], 'parts_not_counted': ['cell_id'],
    'reports_empty': ['reason'],
    'tables_beside': ['table_no'], 'tables_unsaid': ['table_no'],
}) }}
{% for raised in ['among_forms', 'among_lines'] -%}
    union all
    select
        document_id,
        finding_code,
        reason,
        page_no,
        table_no,
        row_no,
        col_no,
        cell_id,
        evidence,
        reader_words
    from {{ ref('int_findings_' ~ raised) }}
{% endfor %}
