{#
    Tables whose unit of money cannot be true: a part cannot exceed the whole. Yuan are proved where
    the table's own total and its lines exceed the whole alike and neither does in yuan; else nobody
    knows which unit is meant.
#}
with

numbers as (
    select
        amounts.document_id,
        amounts.table_no,
        amounts.row_no,
        amounts.statement_code,
        amounts.is_unit_of_table,
        amounts.factor,
        {{ to_number('amounts.amount_printed') }} as number_printed
    from {{ ref('int_amounts_measured') }} as amounts
    left join {{ ref('int_columns_of_other_years') }} as other_years
        on {{ same_column('amounts', 'other_years') }}
    left join {{ ref('int_tables_dated') }} as dated
        on {{ same_table('amounts', 'dated') }}
    where
        amounts.withheld_reason is null
        and other_years.col_no is null
        and dated.fiscal_year is null
        and dated.stage is null
),

rows_of_totals as (
    select distinct
        document_id,
        table_no,
        row_no
    from {{ ref('int_total_cells') }}
),

{# One misread cell must not turn a table: its own totals speak for it, where it has any. #}
table_maxima as (
    select
        numbers.document_id,
        numbers.table_no,
        statements.line_kind = 'summary'
        or statements.statement_code = 'expenditure_summary' as states_whole,
        statements.line_kind in ('function', 'economic', 'project') as lists_expenditure,
        statements.line_kind = 'function' as lists_functions,
        {# Only a unit printed once for the whole table can be the wrong one for all of it. #}
        statements.line_kind in ('procurement', 'three_public', 'project', 'economic')
        and bool_and(numbers.is_unit_of_table) as is_part,
        max(
            case when total_cells.row_no is not null then numbers.number_printed end
            * numbers.factor
        ) as largest_total_cny,
        max(case when total_cells.row_no is not null then numbers.number_printed end)
            as largest_total_printed,
        max(
            case when total_cells.row_no is null then numbers.number_printed end * numbers.factor
        ) as largest_line_cny,
        max(numbers.number_printed * numbers.factor) as largest_cny
    from numbers
    inner join {{ ref('stg_code__statements') }} as statements
        on numbers.statement_code = statements.statement_code
    left join rows_of_totals as total_cells
        on {{ same_row('numbers', 'total_cells') }}
    group by
        numbers.document_id, numbers.table_no, statements.line_kind, statements.statement_code
),

document_totals as (
    select
        parts.document_id,
        parts.table_no,
        parts.largest_total_cny as largest_cny,
        parts.largest_total_printed,
        parts.largest_line_cny,
        max(case when peers.states_whole then peers.largest_cny end) as whole_cny,
        max(case when peers.lists_expenditure then peers.largest_cny end) as listed_cny,
        max(case when peers.lists_functions then peers.largest_cny end) as functions_cny
    from table_maxima as parts
    inner join table_maxima as peers
        on
            parts.document_id = peers.document_id
            and parts.table_no <> peers.table_no
    where parts.is_part
    group by
        parts.document_id,
        parts.table_no,
        parts.largest_total_cny,
        parts.largest_total_printed,
        parts.largest_line_cny
)

{#
    Without a summary a table must exceed all others many times over. A whole that a table by function
    exceeds is cut off or wrong itself, and proves no yuan.
#}
select
    document_id,
    table_no,
    largest_cny,
    coalesce(
        largest_line_cny > coalesce(whole_cny, listed_cny)
        and largest_total_printed <= coalesce(whole_cny, listed_cny)
        and coalesce(functions_cny <= whole_cny * 1.01, true),
        false
    ) as is_in_yuan
from document_totals
where
    largest_cny > whole_cny * 1.01
    or (whole_cny is null and largest_cny > listed_cny * 10)
