{#
    What is doubtful of indicators: blocks that an unknown header keeps out, rows without a name or
    a value, parts that contradict each other.
#}
{% set place = ['page_no', 'table_no', 'row_no', 'col_no', 'cell_id'] -%}
with

indicators_withheld as (
    select
        blocks.document_id,
        'indicators_under_unknown_header' as finding_code,
        blocks.table_no,
        columns_resolved.col_no,
        columns_resolved.header_path as evidence,
        min(columns_resolved.block_no) as row_no
    from {{ ref('int_indicator_blocks') }} as blocks
    inner join {{ ref('int_columns_resolved') }} as columns_resolved
        on {{ same_block('blocks', 'columns_resolved') }}
    where columns_resolved.role = 'unknown'
    group by
        blocks.document_id,
        blocks.table_no,
        columns_resolved.col_no,
        columns_resolved.header_path
),

indicators_slipped as (
    select
        document_id,
        page_no,
        table_no,
        row_no,
        col_no,
        cell_id,
        case
            when indicator_name is null then 'indicator_without_name' else 'indicator_without_value'
        end as finding_code,
        coalesce(indicator_name, value_printed) as evidence
    from {{ ref('int_indicators') }}
    where indicator_name is null or value_printed is null
),

indicators_contradicting as (
    select
        document_id,
        finding_code,
        page_no,
        table_no,
        row_no,
        col_no,
        cell_id,
        evidence
    from {{ ref('int_indicator_contradictions') }}
)

{{ findings_united({
    'indicators_withheld': ['table_no', 'row_no', 'col_no'],
    'indicators_slipped': place,
    'indicators_contradicting': place,
}) }}
