with keyed_indicators as (

    select
        documents.document_key,
        documents.fiscal_year,
        indicators.scope,
        indicators.unit_code,
        indicators.unit_name,
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
        indicators.indicator_description,
        indicators.scoring_standard,
        indicators.value_basis,
        indicators.cell_id,
        indicators.page_no,
        indicators.table_no,
        indicators.row_no,
        indicators.col_no,
        indicators.placement,
        case
            when {{ bare('indicators.level2_printed') }} = categories.level2_name_zh then 'name'
            when indicators.level2_code is not null then 'alias'
            when coalesce(indicators.level1_printed, indicators.level2_printed) is not null
                then 'unmapped'
        end as mapping_method,
        {{ indicator_key('indicators') }} as performance_indicator_key,
        {{ key_or_unknown('mentions.budget_unit_key') }} as budget_unit_key,
        {{ key_or_unknown('mentions.project_key') }} as project_key,
        {{ key_or_unknown(
            'categories.indicator_category_key',
            'coalesce(indicators.level1_printed, indicators.level2_printed) is not null'
        ) }} as indicator_category_key,
        {{ key_or_unknown(code_key('indicators.unit_printed')) }} as measurement_unit_key,
        {{ key_or_unknown(code_key('documents.fiscal_year')) }} as fiscal_year_key,
        {{ key_or_unknown(code_key('indicators.horizon')) }} as horizon_key,
        counted.performance_indicator_key is not null as is_counted
    from {{ ref('int_indicators') }} as indicators
    left join {{ ref('dim_document') }} as documents
        on indicators.document_id = documents.document_id
    left join {{ ref('int_unit_mentions_keyed') }} as mentions
        on indicators.mention_key = mentions.mention_key
    left join {{ ref('dim_indicator_category') }} as categories
        on indicators.level2_code = categories.level2_code
    left join {{ ref('int_indicators_counted') }} as counted
        on {{ indicator_key('indicators') }} = counted.performance_indicator_key

)

select
    performance_indicator_key,
    document_key,
    budget_unit_key,
    project_key,
    indicator_category_key,
    measurement_unit_key,
    fiscal_year_key,
    horizon_key,
    fiscal_year,
    scope,
    unit_code,
    unit_name,
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
    cell_id,
    page_no,
    table_no,
    row_no,
    col_no,
    placement,
    mapping_method,
    is_counted,
    indicator_description,
    scoring_standard,
    value_basis
from keyed_indicators
