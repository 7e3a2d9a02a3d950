{%- set described = [
    'is_only_source', 'category_code',
    'category_name_zh', 'category_name_en', 'function_class_code', 'function_class_name',
    'function_section_code', 'function_section_name', 'function_key', 'function_code',
    'function_name', 'economic_class_code', 'economic_class_name', 'economic_key',
    'economic_code', 'economic_name', 'expenditure_nature', 'expenditure_nature_zh',
    'expenditure_nature_en', 'cost_category', 'cost_category_zh', 'cost_category_en',
    'funding_source_code', 'funding_source_name_zh', 'funding_source_name_en', 'project_code',
    'project_name', 'item_name', 'amount_cny', 'proof', 'cell_id', 'budget_line_key', 'page_no',
    'table_no',
] -%}
-- What a document states beside its own money for another year or stage, one row an amount: the
-- lines that would count in an additive report if the document were of that year and stage.
select
    {% for column in unit_columns() + described -%}
        compared.{{ column }},
    {% endfor -%}
    documents.fiscal_year as document_fiscal_year,
    documents.stage as document_stage,
    compared.compared_in as report_code,
    reports.name_zh as report_name_zh,
    reports.name_en as report_name_en,
    proofs.name_zh as proof_zh,
    proofs.name_en as proof_en,
    coalesce(statements.funding_source_code, 'total') as fund_scope,
    {{ surrogate_key(['compared.compared_in', 'compared.budget_line_key']) }}
        as amount_of_other_period_key
from {{ ref('int_counted_lines_described') }} as compared
inner join {{ ref('stg_code__vocabularies') }} as reports
    on
        compared.compared_in = reports.code
        and reports.vocabulary = 'additive_report'
inner join {{ ref('dim_document') }} as documents
    on compared.document_key = documents.document_key
inner join {{ ref('stg_code__statements') }} as statements
    on compared.statement_code = statements.statement_code
inner join {{ ref('int_labels') }} as proofs
    on
        compared.proof = proofs.code
        and proofs.kind = 'proof'
