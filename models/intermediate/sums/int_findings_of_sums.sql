{#
    Where the money that a report takes from a document is not what the document prints, and tables
    that say the same again and are not counted again.
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

statements_repeated as (
    select
        chosen.document_id,
        'statement_repeated' as finding_code,
        repeats.scope_no as table_no,
        concat(
            chosen.statement_code, ' ', chosen.scope_no, ' = ', repeats.scope_no, ': ',
            chosen.sum_cny
        ) as evidence
    from {{ ref('int_sums_chosen') }} as chosen
    inner join {{ ref('int_sum_candidates') }} as repeats
        on
            chosen.document_id = repeats.document_id
            and chosen.report_code = repeats.report_code
            and chosen.statement_code = repeats.statement_code
            and chosen.line_kind = repeats.line_kind
            and chosen.reading_order = repeats.reading_order
            and chosen.with_balances = repeats.with_balances
            and chosen.sum_cny = repeats.sum_cny
    where
        chosen.scope_no > 0
        and repeats.scope_no > 0
        and repeats.scope_no <> chosen.scope_no
)

{{ findings_united({
    'sums_not_as_printed': [],
    'statements_repeated': ['table_no'],
}) }}
