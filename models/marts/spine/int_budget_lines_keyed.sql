{{ config(schema='intermediate', contract={'enforced': false}) }}

-- Every line that may become a fact with all its keys, and the fact that it goes into: totals stand
-- apart, other lines go where code_line_kind sends them. Facts and reports select from it; it is
-- not published.
select
    documents.document_key,
    coalesce(lines_read.fiscal_year, documents.fiscal_year) as fiscal_year,
    mentions.budget_unit_key,
    mentions.project_key,
    function_codes.function_key,
    economics.economic_key,
    measures.measurement_unit_key,
    lines_read.document_id,
    lines_read.stage,
    lines_read.statement_code,
    lines_read.statement_title_printed,
    lines_read.side,
    lines_read.line_kind,
    lines_read.unit_code,
    lines_read.unit_name,
    lines_read.function_code,
    lines_read.function_code_printed,
    lines_read.function_name_printed,
    lines_read.function_mapping_method,
    lines_read.economic_code,
    lines_read.economic_code_printed,
    lines_read.economic_name_printed,
    lines_read.economic_mapping_method,
    lines_read.project_code,
    lines_read.project_name,
    lines_read.funding_source_code,
    lines_read.funding_source_printed,
    lines_read.funding_source_mapping_method,
    lines_read.horizon,
    lines_read.expenditure_nature,
    lines_read.cost_category,
    lines_read.item_name,
    lines_read.quantity,
    lines_read.quantity_unit,
    lines_read.is_total,
    lines_read.amount_cny,
    lines_read.amount_printed,
    lines_read.unit_printed,
    lines_read.cell_id,
    lines_read.page_no,
    lines_read.table_no,
    lines_read.row_no,
    lines_read.col_no,
    lines_read.placement,
    lines_read.text_origin,
    lines_read.measure,
    lines_read.budget_line_key,
    counted.counted_in,
    proofs.proof,
    counted.counted_in is not null as is_counted,
    case
        when lines_read.is_total then 'fct_printed_total'
        when lines_read.side = 'revenue' then coalesce(kinds.revenue_fact, kinds.fact)
        else kinds.fact
    end as fact,
    {{ line_mapping_method('lines_read') }} as mapping_method,
    {{ code_key('lines_read.statement_code') }} as statement_key,
    {{ code_key('lines_read.funding_source_code') }} as funding_source_key
from {{ ref('int_budget_lines_accepted') }} as lines_read
left join {{ ref('stg_code__line_kinds') }} as kinds
    on lines_read.line_kind = kinds.code
left join {{ ref('dim_document') }} as documents
    on lines_read.document_id = documents.document_id
left join {{ ref('int_unit_mentions_keyed') }} as mentions
    on lines_read.mention_key = mentions.mention_key
left join {{ ref('dim_function') }} as function_codes
    on
        {{ matched_code('lines_read.function_code', 'lines_read.function_mapping_method') }}
        = function_codes.function_code
        and {{ is_valid_in('documents.fiscal_year', 'function_codes') }}
left join {{ ref('dim_economic') }} as economics
    on
        {{ matched_code('lines_read.economic_code', 'lines_read.economic_mapping_method') }}
        = economics.economic_code
        and {{ is_valid_in('documents.fiscal_year', 'economics') }}
left join {{ ref('dim_measurement_unit') }} as measures
    on lines_read.quantity_unit = measures.unit_printed
left join {{ ref('int_lines_counted') }} as counted
    on lines_read.budget_line_key = counted.budget_line_key
left join {{ ref('int_line_proofs') }} as proofs
    on lines_read.budget_line_key = proofs.budget_line_key
