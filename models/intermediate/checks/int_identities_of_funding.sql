{#
    In a project form the total of the funding is the sum of its sources; sources that repeat a
    part of others and what earlier years provided add nothing to it. A row that states a total and
    its budgets (合计 | 一般公共预算拨款 | … | 其他收入) is a sum by itself, with what it goes on to below,
    and its total that of the form. One row a figure of an identity.
#}
with

form_amounts as (
    select
        amounts.document_id,
        amounts.statement_code,
        amounts.table_no,
        amounts.row_no,
        amounts.cell_id,
        amounts.amount_cny,
        amounts.rounding_step_cny,
        coalesce(sources.adds_to_total, false) as adds_to_total,
        coalesce(sources.is_memo, false) as is_memo,
        coalesce(amounts.funding_source_code = 'total', false) as is_whole,
        coalesce(sources.adds_to_total and sources.parent_code is not null, false)
            as is_budget_whole,
        coalesce(wholes.adds_to_total, false) as is_budget,
        coalesce(wholes.parent_code is not null and not wholes.adds_to_total, false) as is_within,
        concat(
            't', amounts.table_no, ' ', coalesce(amounts.project_code, ''), ' ',
            coalesce(amounts.project_name, ''), ' ', amounts.horizon
        ) as scope
    from {{ ref('int_lines_to_reconcile') }} as amounts
    left join {{ ref('stg_code__funding_sources') }} as sources
        on amounts.funding_source_code = sources.funding_source_code
    left join {{ ref('stg_code__funding_sources') }} as wholes
        on sources.parent_code = wholes.funding_source_code
    where amounts.line_kind = 'funding'
),

rows_by_source as (
    select
        document_id,
        statement_code,
        scope,
        row_no
    from form_amounts
    group by document_id, statement_code, scope, row_no
    having
        count(case when is_whole then 1 end) = 1
        and bool_or(is_budget)
        and not bool_or(is_budget_whole)
),

rows_alone as (
    select
        document_id,
        statement_code,
        scope,
        min(row_no) as row_no
    from rows_by_source
    group by document_id, statement_code, scope
    having count(*) = 1
),

{# Beside 财政拨款 and no other total the budgets of the row are but parts of it. #}
forms_by_source as (
    select
        alone.document_id,
        alone.statement_code,
        alone.scope,
        alone.row_no,
        bool_or(amounts.is_whole and amounts.row_no <> alone.row_no) as has_other_total,
        bool_or(amounts.adds_to_total and amounts.row_no <> alone.row_no) as has_other_sources
    from rows_alone as alone
    inner join form_amounts as amounts
        on
            alone.document_id = amounts.document_id
            and alone.statement_code = amounts.statement_code
            and alone.scope = amounts.scope
    group by alone.document_id, alone.statement_code, alone.scope, alone.row_no
    having
        bool_or(amounts.is_whole and amounts.row_no <> alone.row_no)
        or not bool_or(amounts.is_budget_whole)
),

{# Of an amount that is not loaded nobody knows whether it belongs to the row. #}
tables_short as (
    select distinct
        document_id,
        table_no
    from {{ ref('int_amounts_missing') }}
),

amounts_placed as (
    select
        amounts.document_id,
        amounts.statement_code,
        amounts.cell_id,
        amounts.amount_cny,
        amounts.rounding_step_cny,
        amounts.scope,
        amounts.is_whole,
        amounts.adds_to_total,
        short.table_no is not null as is_short,
        coalesce(by_source.has_other_total and by_source.has_other_sources, false)
            as is_told_twice,
        coalesce(amounts.row_no = by_source.row_no, false) as is_in_row,
        by_source.row_no is not null
        and not amounts.is_whole
        and not amounts.is_memo
        and not amounts.is_within
        and (
            amounts.row_no = by_source.row_no
            or (amounts.row_no > by_source.row_no and not amounts.adds_to_total)
            or (amounts.adds_to_total and not by_source.has_other_total)
        ) as is_by_source
    from form_amounts as amounts
    left join forms_by_source as by_source
        on
            amounts.document_id = by_source.document_id
            and amounts.statement_code = by_source.statement_code
            and amounts.scope = by_source.scope
    left join tables_short as short
        on
            amounts.document_id = short.document_id
            and amounts.table_no = short.table_no
),

{# Of a total that is printed twice the larger one counts. #}
totals_ranked as (
    select
        document_id,
        statement_code,
        cell_id,
        is_in_row,
        row_number() over (
            partition by document_id, statement_code, scope, is_in_row
            order by amount_cny desc, cell_id asc
        ) as total_rank
    from amounts_placed
    where is_whole
),

amounts_ranked as (
    select
        placed.document_id,
        placed.statement_code,
        placed.cell_id,
        placed.amount_cny,
        placed.rounding_step_cny,
        placed.scope,
        placed.is_in_row,
        placed.is_by_source,
        placed.is_told_twice,
        placed.is_short,
        placed.adds_to_total,
        placed.is_whole,
        bool_or(placed.is_whole and not placed.is_in_row) over (
            partition by placed.document_id, placed.statement_code, placed.scope
        ) as has_total
    from amounts_placed as placed
    left join totals_ranked
        on
            placed.document_id = totals_ranked.document_id
            and placed.statement_code = totals_ranked.statement_code
            and placed.cell_id = totals_ranked.cell_id
    where
        not placed.is_whole
        or totals_ranked.total_rank = 1
)

{% for part, side_expected, side_found, is_open in [
    ('', 'is_whole and not is_in_row', 'adds_to_total and not is_by_source and has_total', 'false'),
    (' by source', 'is_whole and is_in_row', 'is_by_source', 'is_short'),
    (
        ' total', 'is_whole and not is_in_row and is_told_twice',
        'is_whole and is_in_row and is_told_twice', 'false'
    ),
] -%}
    select
        document_id,
        statement_code,
        'funding_parts_equal_total' as check_code,
        concat(scope, '{{ part }}') as scope,
        '' as told_apart_by,
        cell_id,
        amount_cny,
        rounding_step_cny,
        {{ is_open }} as is_open,
        case when {{ side_expected }} then 'expected' else 'found' end as side
    from amounts_ranked
    where
        ({{ side_expected }})
        or ({{ side_found }})
    {% if not loop.last %}union all
    {% endif %}
{%- endfor %}
