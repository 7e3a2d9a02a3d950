{# All indicator rows with the labels of merged level cells filled down, in reading order. #}
{%- set carried = [
    'indicator_name', 'operator_printed', 'value_printed', 'unit_printed', 'weight_printed',
    'historical_reference', 'remark', 'indicator_description', 'scoring_standard', 'value_basis',
    'cell_id', 'placement',
] %}
with

rows_read as (
    select
        document_id,
        table_no,
        row_no,
        page_no,
        col_no,
        half_no,
        horizon,
        level1_printed,
        level2_printed,
        {% for column in carried -%}
            {{ column }},
        {% endfor -%}
        is_indicator
    from {{ ref('int_indicators_by_column') }}
    union all
    select
        document_id,
        table_no,
        row_no,
        page_no,
        col_no,
        half_no,
        horizon,
        level1_printed,
        level2_printed,
        {% for column in carried -%}
            {{ column }},
        {% endfor -%}
        is_indicator
    from {{ ref('int_indicators_in_order') }}
),

level1_runs as (
    select
        document_id,
        table_no,
        row_no,
        page_no,
        col_no,
        half_no,
        horizon,
        level1_printed,
        level2_printed,
        {% for column in carried -%}
            {{ column }},
        {% endfor -%}
        is_indicator,
        sum(case when level1_printed is not null then 1 else 0 end) over (
            partition by document_id, table_no
            order by row_no
        ) as level1_no
    from rows_read
),

level2_runs as (
    select
        document_id,
        table_no,
        row_no,
        page_no,
        col_no,
        half_no,
        horizon,
        level2_printed,
        {% for column in carried -%}
            {{ column }},
        {% endfor -%}
        is_indicator,
        level1_no,
        max(level1_printed) over (partition by document_id, table_no, level1_no) as level1_printed,
        sum(case when level2_printed is not null then 1 else 0 end) over (
            partition by document_id, table_no, half_no, level1_no
            order by row_no
        ) as level2_no
    from level1_runs
),

filled as (
    select
        document_id,
        table_no,
        row_no,
        page_no,
        col_no,
        half_no,
        horizon,
        level1_printed,
        {% for column in carried -%}
            {{ column }},
        {% endfor -%}
        is_indicator,
        max(level2_printed) over (
            partition by document_id, table_no, half_no, level1_no, level2_no
        ) as level2_printed
    from level2_runs
),

indicators as (
    select
        document_id,
        table_no,
        row_no,
        page_no,
        col_no,
        half_no as part_no,
        horizon,
        level1_printed,
        level2_printed,
        indicator_name,
        operator_printed,
        value_printed,
        unit_printed,
        weight_printed,
        historical_reference,
        remark,
        indicator_description,
        scoring_standard,
        value_basis,
        cell_id,
        placement
    from filled
    where is_indicator
    union all
    select
        document_id,
        table_no,
        row_no,
        page_no,
        col_no,
        item_no as part_no,
        horizon,
        level1_printed,
        level2_printed,
        indicator_name,
        cast(null as varchar) as operator_printed,
        value_printed,
        cast(null as varchar) as unit_printed,
        cast(null as varchar) as weight_printed,
        cast(null as varchar) as historical_reference,
        cast(null as varchar) as remark,
        cast(null as varchar) as indicator_description,
        cast(null as varchar) as scoring_standard,
        cast(null as varchar) as value_basis,
        cell_id,
        'explicit' as placement
    from {{ ref('int_indicators_in_cells') }}
)

select
    document_id,
    table_no,
    row_no,
    page_no,
    col_no,
    part_no,
    horizon,
    level1_printed,
    level2_printed,
    indicator_name,
    operator_printed,
    value_printed,
    unit_printed,
    weight_printed,
    historical_reference,
    remark,
    indicator_description,
    scoring_standard,
    value_basis,
    cell_id,
    placement
from indicators
