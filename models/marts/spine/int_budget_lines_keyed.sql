{{ config(schema='intermediate', contract={'enforced': false}) }}

-- Every line that may become a fact with all its keys, and the fact that it goes into: totals stand
-- apart, other lines go where code_line_kind sends them. The code of a line is that of a function
-- or of a revenue category; that of running text is of the function that its subject names, in the
-- edition of the year that the amount is of. Facts and reports select from it; it is not published.
select
    documents.document_key,
    coalesce(lines_read.fiscal_year, documents.fiscal_year) as fiscal_year,
    lines_read.document_id,
    lines_read.stage,
    lines_read.statement_code,
    lines_read.statement_title_printed,
    lines_read.side,
    lines_read.line_kind,
    lines_read.unit_code,
    lines_read.unit_name,
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
    debts.debt_kind,
    debts.debt_region,
    transfers.place_name,
    transfers.kind_printed as transfer_kind_printed,
    transfers.transfer_kind,
    bases.base_fiscal_year,
    bases.base_stage,
    lines_read.budget_line_key,
    counted.counted_in,
    compared.compared_in,
    compared.is_only_source,
    proofs.proof,
    proofs.proof_basis,
    counted.counted_in is not null as is_counted,
    coalesce(counted.basis, compared.basis) as sum_basis,
    case
        when lines_read.is_total then 'fct_printed_total'
        when lines_read.side = 'revenue' then coalesce(kinds.revenue_fact, kinds.fact)
        else kinds.fact
    end as fact,
    {{ line_mapping_method('lines_read') }} as mapping_method,
    {{ matched_code('lines_read.economic_code', 'lines_read.economic_mapping_method') }}
        as economic_code,
    {% for kind, condition in [('function', 'is null'), ('revenue', 'is not null')] -%}
        case
            when codes_of_revenue.cell_id {{ condition }}
                then coalesce(
                    subjects.function_code,
                    {{ matched_code(
                        'lines_read.function_code', 'lines_read.function_mapping_method'
                    ) }}
                )
        end as {{ kind }}_code,
        {% for column in ['code_printed', 'name_printed', 'mapping_method'] -%}
            case
                when codes_of_revenue.cell_id {{ condition }} then lines_read.function_{{ column }}
            end as {{ kind }}_{{ column }},
        {% endfor %}
    {%- endfor %}
    {{ key_or_unknown(code_key('lines_read.statement_code')) }} as statement_key,
    {{ key_or_unknown('mentions.budget_unit_key') }} as budget_unit_key,
    {{ key_or_unknown('mentions.project_key') }} as project_key,
    {{ key_or_unknown(
        'function_codes.function_key',
        'coalesce(lines_read.function_code, lines_read.function_mapping_method,'
        ~ ' subjects.function_code) is not null and codes_of_revenue.cell_id is null'
    ) }} as function_key,
    {{ key_or_unknown(
        'revenue_categories.revenue_category_key', 'codes_of_revenue.cell_id is not null'
    ) }} as revenue_category_key,
    {{ key_or_unknown(
        'economics.economic_key',
        'coalesce(lines_read.economic_code, lines_read.economic_mapping_method) is not null'
    ) }} as economic_key,
    {{ key_or_unknown(
        code_key('lines_read.funding_source_code'),
        'lines_read.funding_source_mapping_method is not null'
    ) }} as funding_source_key,
    {{ key_or_unknown(code_key('lines_read.quantity_unit')) }} as measurement_unit_key,
    {{ key_or_unknown(
        code_key('coalesce(lines_read.fiscal_year, documents.fiscal_year)')
    ) }} as fiscal_year_key,
    {{ key_or_unknown(code_key('lines_read.stage')) }} as stage_key,
    {{ key_or_unknown(code_key('lines_read.line_kind')) }} as line_kind_key,
    {{ key_or_unknown(code_key('lines_read.expenditure_nature')) }} as expenditure_nature_key,
    {{ key_or_unknown(code_key('lines_read.cost_category')) }} as cost_category_key,
    {{ key_or_unknown(code_key('lines_read.horizon')) }} as horizon_key
from {{ ref('int_budget_lines_accepted') }} as lines_read
left join {{ ref('stg_code__line_kinds') }} as kinds
    on lines_read.line_kind = kinds.code
left join {{ ref('int_debt_amounts') }} as debts
    on lines_read.cell_id = debts.cell_id
left join {{ ref('int_transfer_amounts') }} as transfers
    on lines_read.cell_id = transfers.cell_id
left join {{ ref('dim_document') }} as documents
    on lines_read.document_id = documents.document_id
left join {{ ref('int_unit_mentions_keyed') }} as mentions
    on lines_read.mention_key = mentions.mention_key
left join {{ ref('int_codes_known_in_part') }} as known_in_part
    on lines_read.cell_id = known_in_part.cell_id
left join {{ ref('int_codes_matched') }} as codes_of_revenue
    on
        lines_read.cell_id = codes_of_revenue.cell_id
        and codes_of_revenue.code_kind = 'revenue'
left join {{ ref('dim_revenue_category') }} as revenue_categories
    on
        case
            when codes_of_revenue.cell_id is not null
                then {{ code_to_key('lines_read', 'function', 'known_in_part') }}
        end = revenue_categories.revenue_code
        and {{ is_valid_in('documents.fiscal_year', 'revenue_categories') }}
left join {{ ref('int_narrative_subjects') }} as subjects
    on
        lines_read.document_id = subjects.document_id
        and lines_read.row_no = subjects.line_no
        and case when lines_read.line_kind = 'narrative' then lines_read.col_no end
        = subjects.mention_no
left join {{ ref('int_narrative_bases') }} as bases
    on
        lines_read.document_id = bases.document_id
        and lines_read.row_no = bases.line_no
        and case when lines_read.line_kind = 'narrative' then lines_read.col_no end
        = bases.mention_no
left join {{ ref('dim_function') }} as function_codes
    on
        coalesce(
            subjects.function_code,
            {{ code_to_key('lines_read', 'function', 'known_in_part') }}
        ) = function_codes.function_code
        and {{ is_valid_in(
            'case when subjects.function_code is not null'
            ~ ' then coalesce(lines_read.fiscal_year, documents.fiscal_year)'
            ~ ' else documents.fiscal_year end',
            'function_codes'
        ) }}
left join {{ ref('dim_economic') }} as economics
    on
        {{ code_to_key('lines_read', 'economic', 'known_in_part') }}
        = economics.economic_code
        and {{ is_valid_in('documents.fiscal_year', 'economics') }}
left join {{ ref('int_lines_counted') }} as counted
    on lines_read.budget_line_key = counted.budget_line_key
left join {{ ref('int_lines_compared') }} as compared
    on lines_read.budget_line_key = compared.budget_line_key
left join {{ ref('int_line_proofs') }} as proofs
    on lines_read.budget_line_key = proofs.budget_line_key
