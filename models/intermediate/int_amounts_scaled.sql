{#
    Amounts in yuan with the unit they are printed in: in the cell, else the header, else above
    the table.
#}
with

amounts as (
    select
        amounts.document_id,
        amounts.table_no,
        amounts.cell_id,
        amounts.statement_code,
        amounts.amount_printed,
        coalesce(
            {{ regex_group(bare('amounts.amount_printed'), '(' ~ money_units() ~ ')$') }},
            amounts.unit_in_header,
            recognised.unit_printed
        ) as unit_printed
    from {{ ref('int_table_amounts') }} as amounts
    inner join {{ ref('int_tables_recognised') }} as recognised
        on
            amounts.document_id = recognised.document_id
            and amounts.table_no = recognised.table_no
    union all
    select
        amounts.document_id,
        amounts.table_no,
        concat(amounts.cell_id, ':p', amounts.part_no) as cell_id,
        recognised.statement_code,
        amounts.amount_printed,
        coalesce(amounts.unit_printed, recognised.unit_printed) as unit_printed
    from {{ ref('int_form_amounts') }} as amounts
    inner join {{ ref('int_tables_recognised') }} as recognised
        on
            amounts.document_id = recognised.document_id
            and amounts.table_no = recognised.table_no
),

{# Without any unit the amount is taken as it stands, in yuan; qc_finding says so. #}
numbers as (
    select
        amounts.document_id,
        amounts.table_no,
        amounts.cell_id,
        amounts.statement_code,
        amounts.amount_printed,
        amounts.unit_printed,
        {{ to_number(
            regex_replace('amounts.amount_printed', '(' ~ money_units() ~ ')', '')
        ) }} as number_printed,
        coalesce(units.factor, 1) as factor
    from amounts
    left join {{ ref('stg_code__money_units') }} as units
        on amounts.unit_printed = units.unit_printed
),

table_maxima as (
    select
        numbers.document_id,
        numbers.table_no,
        max(case when statements.line_kind in ('summary', 'function') then 1 else 0 end)
            as is_summary,
        max(
            case
                when
                    statements.line_kind in ('summary', 'function', 'economic', 'project')
                    then 1
                else 0
            end
        ) as states_totals,
        max(numbers.number_printed * numbers.factor) as largest_cny
    from numbers
    inner join {{ ref('stg_code__statements') }} as statements
        on numbers.statement_code = statements.statement_code
    group by numbers.document_id, numbers.table_no
),

{#
    The total of the document as the other tables state it: the summaries, else whatever lists
    expenditure.
#}
document_totals as (
    select
        table_maxima.document_id,
        table_maxima.table_no,
        table_maxima.largest_cny,
        coalesce(
            max(case when other_maxima.is_summary = 1 then other_maxima.largest_cny end),
            max(other_maxima.largest_cny)
        ) as total_cny
    from table_maxima
    inner join table_maxima as other_maxima
        on
            table_maxima.document_id = other_maxima.document_id
            and table_maxima.table_no <> other_maxima.table_no
            and other_maxima.states_totals = 1
    where table_maxima.is_summary = 0
    group by table_maxima.document_id, table_maxima.table_no, table_maxima.largest_cny
),

{#
    A part cannot exceed the whole: a table above the total of all expenditure is not in the
    unit of its label.
#}
contradicted as (
    select
        document_id,
        table_no
    from document_totals
    where largest_cny > total_cny * 1.01
)

select
    numbers.document_id,
    numbers.table_no,
    numbers.cell_id,
    numbers.unit_printed,
    cast(
        numbers.number_printed
        * case when contradicted.table_no is null then numbers.factor else 1 end
        as decimal(18, 2)
    ) as amount_cny,
    contradicted.table_no is not null and numbers.factor > 1 as is_unit_contradicted
from numbers
left join contradicted
    on
        numbers.document_id = contradicted.document_id
        and numbers.table_no = contradicted.table_no
