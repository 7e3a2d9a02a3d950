{#
    Rows of tables of debt and what their names say. A row that says a kind of debt and no measure
    (其中：一般债务) has the measure, year and stage of the nearest row above that says one; a part
    (其中：再融资债券) has the kind of the row that it is a part of.
#}
with

rows_named as (
    select
        amounts.document_id,
        amounts.table_no,
        amounts.row_no,
        max(amounts.name_printed) as name_printed,
        coalesce(bool_or(label_headers.is_of_places), false) as is_place
    from {{ ref('int_table_amounts') }} as amounts
    inner join {{ ref('stg_code__statements') }} as statements
        on amounts.statement_code = statements.statement_code
    left join {{ ref('int_label_columns') }} as labels
        on {{ same_column('amounts', 'labels') }}
    left join {{ ref('int_columns_resolved') }} as label_columns
        on
            {{ same_block('labels', 'label_columns') }}
            and labels.name_col_no = label_columns.col_no
    left join {{ ref('stg_map__headers') }} as label_headers
        on {{ header_key('label_columns.header_printed') }} = label_headers.wording
    where statements.line_kind = 'debt'
    group by amounts.document_id, amounts.table_no, amounts.row_no
),

rows_judged as (
    select
        rows_named.document_id,
        rows_named.table_no,
        rows_named.row_no,
        rows_named.name_printed,
        rows_named.is_place,
        {{ numbering_level('rows_named.name_printed') }} is not null as is_numbered,
        coalesce(judged.is_of_which, false) as is_of_which,
        coalesce(judged.is_whole, false) as is_whole,
        coalesce(judged.is_item, false) as is_item,
        judged.debt_region,
        {# The name of a place says nothing of the debt. #}
        not rows_named.is_place
        and (
            coalesce(judged.is_unclear, false)
            or (rows_named.name_printed is not null and not coalesce(judged.is_known, false))
        ) as is_open,
        {% for column in ['debt_measure', 'debt_kind', 'stage', 'year_printed'] -%}
            case when not rows_named.is_place then judged.{{ column }} end as {{ column }},
        {% endfor -%}
        not rows_named.is_place and coalesce(judged.is_actual, false) as is_actual,
        not rows_named.is_place and coalesce(judged.is_of_last_year, false) as is_of_last_year
    from rows_named
    left join {{ ref('int_debt_wordings') }} as judged
        on {{ bare('rows_named.name_printed') }} = judged.wording
),

rows_in_runs as (
    select
        *,
        debt_measure is not null and (is_of_which or debt_measure = 'debt_refinanced') as is_part,
        sum(
            case
                when is_open then 1
                when
                    debt_measure is not null
                    and not is_of_which
                    and debt_measure <> 'debt_refinanced'
                    then 1
                else 0
            end
        ) over rows_down as measure_run,
        sum(case when not is_of_which then 1 else 0 end) over rows_down as kind_run
    from rows_judged
    window rows_down as (partition by document_id, table_no order by row_no)
),

{#
    The first row of a run is the one that says it. Behind a part of another measure (其中：新增限额) a
    row belongs to the head only where it is numbered.
#}
rows_headed as (
    select
        *,
        debt_measure is null
        and debt_kind is not null
        and (
            is_numbered
            or not bool_or(is_part) over (
                partition by document_id, table_no, measure_run order by row_no
            )
        ) as takes_measure,
        is_of_which and debt_kind is null as takes_kind,
        first_value(debt_measure) over rows_of_measure as head_measure,
        first_value(stage) over rows_of_measure as head_stage,
        first_value(year_printed) over rows_of_measure as head_year,
        first_value(is_actual) over rows_of_measure as is_head_actual,
        first_value(is_of_last_year) over rows_of_measure as is_head_of_last_year,
        max(case when not is_of_which then debt_kind end) over rows_of_kind as head_kind,
        bool_or(not is_of_which and (is_whole or is_item)) over rows_of_kind as is_head_whole
    from rows_in_runs
    window
        rows_of_measure as (
            partition by document_id, table_no, measure_run
            order by row_no
        ),
        rows_of_kind as (partition by document_id, table_no, kind_run)
),

rows_timed as (
    select
        *,
        (takes_measure or is_part) and year_printed is null and not is_of_last_year as takes_time
    from rows_headed
)

select
    document_id,
    table_no,
    row_no,
    is_place,
    is_open,
    is_whole,
    debt_region,
    case when takes_measure then head_measure else debt_measure end as debt_measure,
    case when takes_kind then head_kind else debt_kind end as debt_kind,
    {# The item of a list is of all debt, where it says no kind. #}
    not is_place and (is_whole or is_item or (takes_kind and is_head_whole)) as is_of_all_debt,
    coalesce(stage, case when takes_time then head_stage end) as stage,
    coalesce(year_printed, case when takes_time then head_year end) as year_printed,
    is_actual or (takes_time and is_head_actual) as is_actual,
    is_of_last_year or (takes_time and is_head_of_last_year) as is_of_last_year
from rows_timed
