{#
    In a project form the total of the funding is the sum of its sources; sources that repeat a
    part of others and what earlier years provided add nothing to it. One row a figure of an
    identity.
#}
with

form_amounts as (
    select
        amounts.document_id,
        amounts.statement_code,
        amounts.cell_id,
        amounts.amount_cny,
        amounts.rounding_step_cny,
        amounts.funding_source_code,
        sources.adds_to_total,
        concat(
            't', amounts.table_no, ' ', coalesce(amounts.project_code, ''), ' ',
            coalesce(amounts.project_name, ''), ' ', amounts.horizon
        ) as scope
    from {{ ref('int_lines_to_reconcile') }} as amounts
    left join {{ ref('stg_code__funding_sources') }} as sources
        on amounts.funding_source_code = sources.funding_source_code
    where amounts.line_kind = 'funding'
),

{# Of a total that is printed twice the larger one counts. #}
amounts_ranked as (
    select
        document_id,
        statement_code,
        cell_id,
        amount_cny,
        rounding_step_cny,
        funding_source_code,
        adds_to_total,
        scope,
        count(case when funding_source_code = 'total' then 1 end) over (
            partition by document_id, statement_code, scope
        ) as total_count,
        row_number() over (
            partition by document_id, statement_code, scope, funding_source_code
            order by amount_cny desc, cell_id asc
        ) as amount_rank
    from form_amounts
)

select
    document_id,
    statement_code,
    'funding_parts_equal_total' as check_code,
    scope,
    '' as told_apart_by,
    cell_id,
    amount_cny,
    rounding_step_cny,
    false as is_open,
    case when funding_source_code = 'total' then 'expected' else 'found' end as side
from amounts_ranked
where
    total_count > 0
    and (
        (funding_source_code = 'total' and amount_rank = 1)
        or (funding_source_code <> 'total' and adds_to_total)
    )
