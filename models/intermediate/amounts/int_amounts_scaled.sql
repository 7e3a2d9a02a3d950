{# Amounts in yuan with the unit that they are printed in. #}
with

numbers as (
    select
        document_id,
        table_no,
        cell_id,
        part_no,
        unit_printed,
        factor,
        {{ to_number('amount_printed') }} as number_printed,
        length({{ regex_group('amount_printed', '[.]([0-9]+)') }}) as decimal_count
    from {{ ref('int_amounts_seen') }}
    where withheld_reason is null
),

decimals_counted as (
    select
        document_id,
        factor,
        coalesce(decimal_count, 0) as decimal_count,
        sum(count(*)) over (
            partition by document_id, factor order by coalesce(decimal_count, 0) desc
        ) as amount_count,
        sum(count(*)) over (partition by document_id, factor) as all_count
    from numbers
    group by document_id, factor, coalesce(decimal_count, 0)
),

{#
    What is printed in one unit is rounded alike all over a document, though noughts at the end may
    be left out; a single figure with more digits says nothing of the others.
#}
precisions as (
    select
        document_id,
        factor,
        max(decimal_count) as decimal_count
    from decimals_counted
    where amount_count >= {{ var('share_of_odd_figures') }} * all_count
    group by document_id, factor
),

measured as (
    select
        numbers.document_id,
        numbers.table_no,
        numbers.cell_id,
        numbers.part_no,
        numbers.unit_printed,
        cast(numbers.number_printed * numbers.factor as decimal(18, 2)) as amount_cny,
        cast(
            numbers.factor * power(
                10, -greatest(coalesce(numbers.decimal_count, 0), precisions.decimal_count)
            ) as decimal(18, 6)
        ) as last_digit_cny,
        numbers.number_printed * numbers.factor as amount
    from numbers
    inner join precisions
        on
            numbers.document_id = precisions.document_id
            and numbers.factor = precisions.factor
)

select
    document_id,
    table_no,
    cell_id,
    part_no,
    unit_printed,
    amount_cny,
    amount <> amount_cny as is_below_a_fen,
    {# What is printed finer than a fen is rounded in print and to the fen here. #}
    cast(
        case
            when amount <> amount_cny then 0.01 + greatest(last_digit_cny, 0.000001)
            else greatest(last_digit_cny, 0.01)
        end as decimal(18, 6)
    ) as rounding_step_cny
from measured
