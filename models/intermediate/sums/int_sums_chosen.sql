{#
    The one way in which a report takes its money from a document, and why: lines that add up to the
    printed total, of the most detailed statement of which they do; else lines that add up to the total
    of their own statement; else the printed total alone; and where none is printed, the lines.
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
        total_cny,
        case
            when sum_cny = total_cny then 'adds_up'
            when abs(sum_cny - total_cny) <= tolerance_cny then 'rounding'
            when sum_cny = own_total_cny then 'own_total'
            when total_cny is null then 'no_total'
        end as basis
    from {{ ref('int_sum_candidates') }}
    union all
    select
        document_id,
        report_code,
        cast(null as integer) as set_order,
        min(statement_code) as statement_code,
        cast(null as varchar) as line_kind,
        cast(null as integer) as reading_order,
        cast(null as integer) as scope_no,
        cast(null as boolean) as with_balances,
        sum(amount_cny) as sum_cny,
        sum(amount_cny) as total_cny,
        'total_only' as basis
    from {{ ref('int_sums_printed') }}
    group by document_id, report_code
),

ranked as (
    select
        candidates.document_id,
        candidates.report_code,
        candidates.set_order,
        candidates.statement_code,
        candidates.line_kind,
        candidates.reading_order,
        candidates.scope_no,
        candidates.with_balances,
        candidates.sum_cny,
        candidates.total_cny,
        candidates.basis,
        row_number() over (
            partition by candidates.document_id, candidates.report_code
            order by
                case when candidates.basis = 'rounding' then 1 else bases.display_order end asc,
                candidates.set_order asc,
                bases.display_order asc,
                candidates.reading_order asc,
                candidates.with_balances asc,
                case when candidates.scope_no = 0 then 1 else 0 end asc,
                candidates.scope_no asc,
                candidates.statement_code asc,
                candidates.line_kind asc
        ) as choice_rank
    from candidates
    inner join {{ ref('int_vocabulary') }} as bases
        on candidates.basis = bases.code
    where bases.vocabulary = 'sum_basis'
)

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
    total_cny,
    basis
from ranked
where choice_rank = 1
