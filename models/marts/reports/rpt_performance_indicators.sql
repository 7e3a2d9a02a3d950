{%- set labelled = {
    'scope': 'indicator_scope', 'horizon': 'horizon', 'level1_code': 'level1',
    'level2_code': 'level2', 'operator': 'operator',
} -%}
{%- set of_unit = [
    'unit_name_resolved', 'department_name', 'prefecture_name', 'province_name',
] -%}
with printed_indicators as (

    select
        documents.file_name as document_file,
        documents.document_id,
        documents.fiscal_year,
        documents.jurisdiction_code,
        documents.jurisdiction_name,
        documents.document_key,
        indicators.unit_code,
        indicators.unit_name,
        indicators.scope,
        indicators.project_code,
        indicators.project_name,
        indicators.horizon,
        indicators.seq,
        indicators.level1_printed,
        indicators.level2_printed,
        indicators.level1_code,
        indicators.level2_code,
        indicators.indicator_name,
        indicators.operator,
        indicators.value_printed,
        indicators.value_number,
        indicators.unit_printed,
        indicators.value_base,
        indicators.base_unit,
        indicators.weight,
        indicators.historical_reference,
        indicators.remark,
        indicators.indicator_description,
        indicators.scoring_standard,
        indicators.value_basis,
        indicators.cell_id,
        indicators.page_no,
        indicators.table_no,
        indicators.row_no,
        indicators.col_no,
        indicators.placement,
        facts.performance_indicator_key,
        facts.budget_unit_key,
        facts.project_key,
        facts.is_counted,
        {{ columns_described(labelled, of_unit) }}
    from {{ ref('int_indicators') }} as indicators
    inner join {{ ref('fct_performance_indicator') }} as facts
        on {{ indicator_key('indicators') }} = facts.performance_indicator_key
    left join {{ ref('dim_document') }} as documents
        on indicators.document_id = documents.document_id
    {{ joins_described('facts', labelled) }}

)

select
    document_file,
    document_id,
    fiscal_year,
    jurisdiction_code,
    jurisdiction_name,
    unit_code,
    unit_name,
    scope,
    project_code,
    project_name,
    horizon,
    seq,
    level1_printed,
    level2_printed,
    level1_code,
    level2_code,
    indicator_name,
    operator,
    value_printed,
    value_number,
    unit_printed,
    value_base,
    base_unit,
    weight,
    historical_reference,
    remark,
    document_key,
    cell_id,
    page_no,
    table_no,
    row_no,
    col_no,
    placement,
    performance_indicator_key,
    budget_unit_key,
    project_key,
    is_counted,
    indicator_description,
    scoring_standard,
    value_basis,
    {{ names_described(labelled, of_unit) | join(',\n    ') }}
from printed_indicators
