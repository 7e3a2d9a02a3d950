{#
    Columns of amounts in tables of transfers that stand beside others of their stage and year: what
    parts them (税收返还, 河口镇), and whether one is the total of its group, or of all.
#}
{%- set path_above = '^([\\s\\S]*) > [^>]*$' %}
with

columns_described as (
    select
        columns_resolved.document_id,
        columns_resolved.table_no,
        columns_resolved.block_no,
        columns_resolved.col_no,
        columns_resolved.header_path,
        columns_resolved.stage,
        other_years.fiscal_year,
        {# 河口镇 above 预算数 is what the column is of. #}
        case
            when headers.stage is not null
                then {{ regex_group('columns_resolved.header_path', path_above) }}
            else columns_resolved.header_path
        end as label_path
    from {{ ref('int_columns_resolved') }} as columns_resolved
    inner join {{ ref('int_tables_recognised') }} as recognised
        on {{ same_table('columns_resolved', 'recognised') }}
    inner join {{ ref('stg_code__statements') }} as statements
        on recognised.statement_code = statements.statement_code
    left join {{ ref('stg_map__headers') }} as headers
        on {{ header_key('columns_resolved.header_printed') }} = headers.wording
    left join {{ ref('int_columns_of_other_years') }} as other_years
        on {{ same_column('columns_resolved', 'other_years') }}
    where
        statements.line_kind = 'transfer'
        and columns_resolved.role in ('amount', 'unknown')
),

columns_labelled as (
    select
        document_id,
        table_no,
        block_no,
        col_no,
        stage,
        fiscal_year,
        label_path,
        coalesce({{ regex_group('label_path', path_above) }}, '') as group_path,
        coalesce({{ regex_group('label_path', '([^>]+)$') }}, '') as own_label,
        count(*) over (
            partition by document_id, table_no, block_no, stage, fiscal_year
        ) as column_count
    from columns_described
)

select
    labelled.document_id,
    labelled.table_no,
    labelled.block_no,
    labelled.col_no,
    labelled.stage,
    labelled.fiscal_year,
    labelled.label_path,
    labelled.group_path,
    trim(labelled.own_label) as label_printed,
    totals.wording is not null as is_total
from columns_labelled as labelled
left join {{ ref('int_total_wordings') }} as totals
    on {{ bare('labelled.own_label') }} = totals.wording
where
    labelled.column_count > 1
    and labelled.own_label <> ''
