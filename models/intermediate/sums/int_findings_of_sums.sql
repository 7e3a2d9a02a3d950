{#
    Where the money that a report takes from a document is not what the document prints, and tables
    of the same statement that are not counted.
#}
with

sums_not_as_printed as (
    select
        chosen.document_id,
        'sum_not_as_printed' as finding_code,
        concat(
            chosen.report_code, ' ', chosen.statement_code, ': ',
            min(candidates.sum_cny), ' / ', chosen.total_cny
        ) as evidence
    from {{ ref('int_sums_chosen') }} as chosen
    inner join {{ ref('int_sum_candidates') }} as candidates
        on
            chosen.document_id = candidates.document_id
            and chosen.report_code = candidates.report_code
            and chosen.statement_code = candidates.statement_code
    where
        chosen.basis in ('own_total', 'total_only')
        and not candidates.is_total_itself
        and candidates.sum_cny <> chosen.total_cny
    group by
        chosen.document_id, chosen.report_code, chosen.statement_code, chosen.total_cny
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
    inner join {{ ref('int_sum_candidates') }} as beside
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

forms_again as (
    select distinct
        document_id,
        table_no,
        concat(first_table_no, ' = ', table_no) as evidence,
        case when is_alike then 'statement_repeated' else 'table_not_counted' end as finding_code
    from {{ ref('int_forms_repeated') }}
)

{{ findings_united({
    'sums_not_as_printed': [],
    'tables_beside': ['table_no'],
    'forms_again': ['table_no'],
}) }}
