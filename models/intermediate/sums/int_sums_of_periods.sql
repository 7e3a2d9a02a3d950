{#
    The one way in which a report takes the money of a period from a document, and why: lines that add up to the
    printed total, of the most detailed statement of which they do; else lines that add up to the total
    of their own statement; else the printed total alone; and where none is printed, the lines.
#}
with

{# What the column of all says where no total is printed. #}
wholes as (
    select
        candidates.document_id,
        candidates.report_code,
        candidates.period_ref,
        candidates.statement_code,
        candidates.line_kind,
        candidates.scope_no,
        max(candidates.sum_cny) as whole_cny
    from {{ ref('int_sum_candidates') }} as candidates
    inner join {{ ref('stg_code__counted_readings') }} as readings
        on
            candidates.report_code = readings.report_code
            and candidates.reading_order = readings.reading_order
    where
        readings.is_whole
        and not candidates.with_balances
    group by
        candidates.document_id,
        candidates.report_code,
        candidates.period_ref,
        candidates.statement_code,
        candidates.line_kind,
        candidates.scope_no
),

candidates as (
    select
        candidates.document_id,
        candidates.report_code,
        candidates.period_ref,
        candidates.set_order,
        candidates.statement_code,
        candidates.line_kind,
        candidates.reading_order,
        candidates.scope_no,
        candidates.with_balances,
        candidates.lacks_balances,
        candidates.is_of_forms_alone,
        candidates.sum_cny,
        candidates.total_cny,
        candidates.sum_cny <> wholes.whole_cny as differs_from_whole,
        case
            {# A total does not prove itself. #}
            when candidates.is_total_itself and candidates.sum_cny = candidates.total_cny
                then 'total_only'
            when candidates.sum_cny = candidates.total_cny then 'adds_up'
            when abs(candidates.sum_cny - candidates.total_cny) <= candidates.tolerance_cny
                then 'rounding'
            when candidates.sum_cny = candidates.own_total_cny then 'own_total'
            {# A statement that is not of all money is not taken for it unproved. #}
            {# Running text names some lines and not all. #}
            when
                candidates.total_cny is null
                and counted_sets.total_order is not null
                and (candidates.scope_no > 0 or counted_sets.is_total_per_table)
                then 'no_total'
        end as basis
    from {{ ref('int_sum_candidates') }} as candidates
    inner join {{ ref('stg_code__counted_sets') }} as counted_sets
        on
            candidates.report_code = counted_sets.report_code
            and candidates.statement_code = counted_sets.statement_code
            and candidates.line_kind = counted_sets.line_kind
    left join wholes
        on
            candidates.document_id = wholes.document_id
            and candidates.report_code = wholes.report_code
            and candidates.period_ref = wholes.period_ref
            and candidates.statement_code = wholes.statement_code
            and candidates.line_kind = wholes.line_kind
            and candidates.scope_no = wholes.scope_no
    union all
    select
        document_id,
        report_code,
        period_ref,
        cast(null as integer) as set_order,
        min(statement_code) as statement_code,
        cast(null as varchar) as line_kind,
        cast(null as integer) as reading_order,
        cast(null as integer) as scope_no,
        cast(null as boolean) as with_balances,
        false as lacks_balances,
        false as is_of_forms_alone,
        sum(amount_cny) as sum_cny,
        sum(amount_cny) as total_cny,
        cast(null as boolean) as differs_from_whole,
        'total_only' as basis
    from {{ ref('int_sums_printed') }}
    group by document_id, report_code, period_ref
),

ranked as (
    select
        candidates.document_id,
        candidates.report_code,
        candidates.period_ref,
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
            partition by
                candidates.document_id, candidates.report_code, candidates.period_ref
            order by
                {# Forms are no list of all projects. #}
                candidates.is_of_forms_alone asc,
                case when candidates.basis = 'rounding' then 1 else bases.display_order end asc,
                {# Where a total counts alone it is that of the statement that says it best. #}
                case
                    when candidates.basis = 'total_only' and candidates.line_kind is not null then 1
                    else 0
                end asc,
                candidates.set_order asc,
                bases.display_order asc,
                case
                    when candidates.basis = 'no_total'
                        then coalesce(candidates.differs_from_whole, false)
                    else false
                end asc,
                candidates.reading_order asc,
                {# Beside a total of the year alone what was carried over counts as well. #}
                candidates.with_balances <> candidates.lacks_balances asc,
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
    period_ref,
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
