{#
    Headers of indicator tables: where their columns stand, and whether they repeat for two
    horizons.
#}
with

{# One header over several columns heads what stands in the first of them. #}
columns_headed as (
    select distinct
        resolved.document_id,
        resolved.table_no,
        resolved.block_no,
        resolved.header_col_no as col_no,
        resolved.role,
        of_projects.col_no is not null as is_of_projects,
        {# A self-evaluation is recognised and not read, nor are forms side by side. #}
        statements.line_kind is not null and side_by_side.table_no is null as is_read
    from {{ ref('int_columns_resolved') }} as resolved
    inner join {{ ref('int_tables_recognised') }} as recognised
        on {{ same_table('resolved', 'recognised') }}
    left join {{ ref('stg_code__statements') }} as statements
        on recognised.statement_code = statements.statement_code
    left join {{ ref('int_forms_side_by_side') }} as side_by_side
        on {{ same_table('resolved', 'side_by_side') }}
    left join {{ ref('int_columns_of_projects') }} as of_projects
        on
            {{ same_block('resolved', 'of_projects') }}
            and resolved.header_col_no = of_projects.col_no
),

columns_counted as (
    select
        document_id,
        table_no,
        block_no,
        bool_or(is_read) as is_read,
        count(case when role = 'value' then 1 end) as value_columns,
        count(case when role = 'unknown' and not is_of_projects then 1 end) as unknown_columns,
        count(
            case when role in ('indicator_name', 'indicator_list') then 1 end
        ) as name_columns,
        count(
            case
                when
                    role not in (
                        'level1', 'level2', 'indicator_name', 'indicator_list', 'value', 'section'
                    )
                    then 1
            end
        ) as further_columns,
        max(case when role = 'level1' then col_no end) as level1_col_no,
        max(case when role = 'level2' then col_no end) as level2_col_no,
        {# 指标内容 right of 三级指标 says more of it; with two horizons each has a name of its own. #}
        case
            when count(case when role = 'value' then 1 end) < 2
                then min(case when role = 'indicator_name' then col_no end)
            else max(case when role = 'indicator_name' then col_no end)
        end as name_col_no,
        min(case when role = 'value' then col_no end) as first_value_col_no,
        max(case when role = 'value' then col_no end) as value_col_no,
        max(case when role = 'operator' then col_no end) as operator_col_no,
        max(
            case when role in ('measurement_unit', 'quantity_unit') then col_no end
        ) as unit_col_no,
        max(case when role = 'weight' then col_no end) as weight_col_no,
        max(case when role = 'remark' then col_no end) as remark_col_no
    from columns_headed
    group by document_id, table_no, block_no
    having count(
        case
            when
                role in (
                    'level1', 'level2', 'indicator_name', 'indicator_list', 'operator', 'value',
                    'weight'
                )
                then 1
        end
    ) > 0
)

select
    document_id,
    table_no,
    block_no,
    level1_col_no,
    level2_col_no,
    name_col_no,
    first_value_col_no,
    value_col_no,
    operator_col_no,
    unit_col_no,
    weight_col_no,
    remark_col_no,
    value_columns >= 2 as has_two_horizons,
    {# With columns beside level, name and value the place decides; else rows are read in order. #}
    further_columns > 0 as is_read_by_column,
    {# An unknown header may be that of the sign, the unit or the level: then no row is read. #}
    is_read and unknown_columns = 0 and name_columns > 0 and value_columns > 0 as is_readable,
    is_read,
    unknown_columns
from columns_counted
