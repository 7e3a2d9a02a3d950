{#
    Every amount that a table shows with its unit of money: in the cell, else in the header or the
    label of a form's total, else that of the table. `withheld_reason` says what its place, its digits or its unit leave open.
#}
with

units_beside as (
    select
        amounts.document_id,
        amounts.table_no,
        amounts.row_no,
        amounts.col_no,
        amounts.cell_id,
        amounts.part_no,
        amounts.page_no,
        amounts.line_no,
        amounts.statement_code,
        amounts.block_no,
        amounts.role,
        amounts.header_path,
        amounts.amount_printed,
        amounts.placement,
        amounts.amount_place,
        amounts.place_reason,
        amounts.unit_beside,
        meanings.unit_in_label,
        coalesce(
            field_amounts.unit_of_total, table_units.unit_printed, field_amounts.unit_of_section
        ) as unit_of_table,
        {{ unit_of_number('amounts.amount_printed') }} as unit_in_cell
    from {{ ref('int_amounts_found') }} as amounts
    inner join {{ ref('int_table_units') }} as table_units
        on {{ same_table('amounts', 'table_units') }}
    left join {{ ref('int_row_meanings') }} as meanings
        on
            {{ same_row('amounts', 'meanings') }}
            and amounts.label_group_no = meanings.label_group_no
    left join {{ ref('int_form_amounts') }} as field_amounts
        on
            amounts.cell_id = field_amounts.cell_id
            and amounts.part_no = field_amounts.part_no
),

{# A unit in the cell or behind the name of its row that is not that of the column contradicts. #}
units_compared as (
    select
        amounts.cell_id,
        amounts.part_no,
        {# Nothing is nothing in any unit. #}
        coalesce(
            in_cell.factor, in_label.factor, of_column.factor,
            case when {{ to_number('amounts.amount_printed') }} = 0 then 1 end
        ) as factor,
        coalesce(
            amounts.unit_in_cell, amounts.unit_in_label, amounts.unit_beside,
            amounts.unit_of_table
        ) as unit_printed,
        coalesce(in_cell.factor <> of_column.factor, false)
        or coalesce(in_label.factor <> of_column.factor, false) as is_contradicted
    from units_beside as amounts
    left join {{ ref('stg_code__money_units') }} as in_cell
        on amounts.unit_in_cell = in_cell.unit_printed
    left join {{ ref('stg_code__money_units') }} as in_label
        on amounts.unit_in_label = in_label.unit_printed
    left join {{ ref('stg_code__money_units') }} as of_column
        on coalesce(amounts.unit_beside, amounts.unit_of_table) = of_column.unit_printed
)

select
    amounts.document_id,
    amounts.table_no,
    amounts.row_no,
    amounts.col_no,
    amounts.cell_id,
    amounts.part_no,
    amounts.page_no,
    amounts.line_no,
    amounts.statement_code,
    amounts.block_no,
    amounts.role,
    amounts.header_path,
    amounts.amount_printed,
    amounts.placement,
    amounts.amount_place,
    units.unit_printed,
    units.factor,
    amounts.amount_place = 'column'
    and amounts.unit_beside is null
    and amounts.unit_in_cell is null
    and amounts.unit_in_label is null as is_unit_of_table,
    amounts.amount_place = 'column'
    and amounts.unit_beside is not null
    and amounts.unit_in_cell is null
    and amounts.unit_in_label is null as is_unit_of_column,
    case
        when amounts.place_reason is not null then amounts.place_reason
        {# More than a country spends: a telephone, a number of a card. #}
        when
            coalesce(
                abs({{ to_number('amounts.amount_printed') }}) * coalesce(units.factor, 1)
                >= {{ var('largest_amount_cny') }}, true
            )
            then 'not_a_number'
        when units.factor is null then 'unit_unknown'
        when units.is_contradicted then 'unit_contradicted'
    end as withheld_reason
from units_beside as amounts
inner join units_compared as units
    on
        amounts.cell_id = units.cell_id
        and amounts.part_no = units.part_no
