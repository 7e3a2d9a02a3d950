{# What a whole open table shows: levels, signs, two sides beside each other. #}
with

columns_told as (
    select
        document_id,
        table_no,
        col_no,
        bool_or(trait = 'holds_amounts') as is_amounts,
        bool_or(
            trait in (
                'holds_source_names', 'holds_function_names', 'holds_short_text', 'holds_long_text'
            )
        ) as is_names,
        bool_or(trait in ('holds_function_code', 'holds_economic_code', 'holds_other_codes'))
            as is_codes
    from {{ ref('int_layout_columns') }}
    group by document_id, table_no, col_no
),

sides as (
    select
        document_id,
        table_no,
        col_no,
        is_names,
        is_amounts,
        is_codes,
        lag(is_names) over in_table as is_behind_names,
        lag(is_amounts) over in_table as is_behind_amounts
    from columns_told
    window in_table as (partition by document_id, table_no order by col_no)
)

select
    document_id,
    table_no,
    'two_sides' as trait
from sides
group by document_id, table_no
having
    count(case when is_names and (is_behind_amounts or is_behind_names is null) then 1 end) >= 2
    and count(case when is_amounts and is_behind_names then 1 end) >= 2
    and count(case when is_codes then 1 end) = 0
union all
select
    document_id,
    table_no,
    'has_levels' as trait
from {{ ref('int_layout_tables') }}
where level_count >= 2
union all
select
    document_id,
    table_no,
    'has_operators' as trait
from {{ ref('int_layout_tables') }}
where operator_count >= 2
