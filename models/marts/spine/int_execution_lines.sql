{{ config(schema='intermediate', contract={'enforced': false}) }}

-- Lines for rpt_budget_execution that are taken as the additive reports take them: what counts,
-- and, of classifications that are not read by rows of tables, what a document that speaks for its
-- unit states for another year or stage.
with classifications as (

    select
        classification,
        bool_or(source_code = 'fund_table') as is_read_by_rows
    from {{ ref('stg_code__execution_sources') }}
    group by classification

),

lines_placed as (

    select
        lines_described.document_key,
        lines_described.budget_unit_key,
        lines_described.fiscal_year,
        lines_described.stage,
        lines_described.amount_cny,
        lines_described.cell_id,
        lines_described.statement_code,
        lines_described.proof_order,
        lines_described.function_code,
        lines_described.function_name,
        lines_described.economic_code,
        lines_described.economic_name,
        lines_described.category_code,
        lines_described.category_name_zh,
        documents.is_preferred,
        lines_described.counted_in is not null as is_counted,
        coalesce(lines_described.counted_in, lines_described.compared_in) as report_code,
        coalesce(statements.funding_source_code, 'total') as fund_scope,
        case
            when lines_described.counted_in is not null then 'counted'
            when lines_described.fiscal_year <> documents.fiscal_year then 'other_year'
            when documents.stage = 'final_account' then 'beside'
        end as source_code
    from {{ ref('int_counted_lines_described') }} as lines_described
    inner join {{ ref('stg_code__statements') }} as statements
        on lines_described.statement_code = statements.statement_code
    inner join {{ ref('dim_document') }} as documents
        on lines_described.document_key = documents.document_key
    where lines_described.fiscal_year is not null

)

select
    sources.classification,
    sources.slot,
    sources.source_code,
    sources.source_order,
    sources.stage,
    lines_placed.document_key,
    lines_placed.budget_unit_key,
    lines_placed.fiscal_year,
    lines_placed.amount_cny,
    lines_placed.cell_id,
    lines_placed.statement_code,
    lines_placed.proof_order,
    lines_placed.fund_scope,
    0 as set_order,
    cast(null as decimal(18, 2)) as paired_final_cny,
    cast(null as decimal(18, 2)) as pair_step_cny,
    case sources.classification
        when 'economic' then lines_placed.economic_code
        when 'three_public' then lines_placed.category_code
        else lines_placed.function_code
    end as code,
    case sources.classification
        when 'economic' then lines_placed.economic_name
        when 'three_public' then lines_placed.category_name_zh
        else lines_placed.function_name
    end as name_printed,
    case
        when lines_placed.is_counted then 'counted'
        else concat(
            lines_placed.document_key, ':', lines_placed.statement_code, ':', lines_placed.stage
        )
    end as group_ref
from lines_placed
inner join {{ ref('stg_code__execution_sources') }} as sources
    on
        lines_placed.report_code = sources.report_code
        and lines_placed.stage = sources.stage
        and lines_placed.source_code = sources.source_code
inner join classifications
    on sources.classification = classifications.classification
where
    lines_placed.is_counted
    or (lines_placed.is_preferred and not classifications.is_read_by_rows)
