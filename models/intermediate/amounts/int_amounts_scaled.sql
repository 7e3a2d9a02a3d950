{# Amounts in yuan with the unit that they are printed in. #}
with

numbers as (
    select
        document_id,
        table_no,
        row_no,
        cell_id,
        part_no,
        statement_code,
        unit_printed,
        factor,
        is_unit_of_table,
        {{ to_number('amount_printed') }} as number_printed,
        length({{ regex_group('amount_printed', '[.]([0-9]+)') }}) as decimal_count
    from {{ ref('int_amounts_seen') }}
    where withheld_reason is null
),

{# What is printed in one unit is rounded alike all over a document. #}
precisions as (
    select
        document_id,
        factor,
        max(coalesce(decimal_count, 0)) as decimal_count
    from numbers
    group by document_id, factor
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
        {# Only a unit printed once for the whole table can be the wrong one for all of it. #}
        statements.line_kind in ('procurement', 'three_public', 'project', 'economic')
        and bool_and(numbers.is_unit_of_table) as is_part,
        max(
            case when total_cells.row_no is not null then numbers.number_printed end
            * numbers.factor
        ) as largest_total_cny,
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
        max(case when peers.states_whole then peers.largest_cny end) as whole_cny,
        max(case when peers.lists_expenditure then peers.largest_cny end) as listed_cny
    from table_maxima as parts
    inner join table_maxima as peers
        on
            parts.document_id = peers.document_id
            and parts.table_no <> peers.table_no
    where parts.is_part
    group by parts.document_id, parts.table_no, parts.largest_total_cny
),

{#
    A part cannot exceed the whole: a table above the total of all expenditure is not in the
    unit of its label. Without a summary it must exceed all other tables many times over.
#}
contradicted as (
    select
        document_id,
        table_no
    from document_totals
    where
        largest_cny > whole_cny * 1.01
        or (whole_cny is null and largest_cny > listed_cny * 10)
)

select
    numbers.document_id,
    numbers.table_no,
    numbers.cell_id,
    numbers.part_no,
    numbers.unit_printed,
    cast(
        numbers.number_printed
        * case when contradicted.table_no is null then numbers.factor else 1 end
        as decimal(18, 2)
    ) as amount_cny,
    cast(
        case when contradicted.table_no is null then numbers.factor else 1 end
        * power(10, -precisions.decimal_count) as decimal(18, 6)
    ) as rounding_step_cny,
    contradicted.table_no is not null and numbers.factor > 1 as is_unit_contradicted
from numbers
inner join precisions
    on
        numbers.document_id = precisions.document_id
        and numbers.factor = precisions.factor
left join contradicted
    on {{ same_table('numbers', 'contradicted') }}
