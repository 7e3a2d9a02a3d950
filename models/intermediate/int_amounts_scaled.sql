{# Amounts in yuan with the unit they are printed in: in the cell, else the header, else above the table. #}
with

amounts as (
    select
        amounts.document_id,
        amounts.table_no,
        amounts.cell_id,
        amounts.statement_code,
        amounts.amount_printed,
        coalesce(
            {{ regex_group(bare('amounts.amount_printed'), '(亿元|百万元|万元|千元|元)$') }},
            amounts.unit_in_header,
            tables.unit_printed
        ) as unit_printed
    from {{ ref('int_table_amounts') }} as amounts
    inner join {{ ref('int_tables_recognised') }} as tables
        on
            amounts.document_id = tables.document_id
            and amounts.table_no = tables.table_no
    union all
    select
        amounts.document_id,
        amounts.table_no,
        concat(amounts.cell_id, ':p', amounts.part_no) as cell_id,
        tables.statement_code,
        amounts.amount_printed,
        coalesce(amounts.unit_printed, tables.unit_printed) as unit_printed
    from {{ ref('int_form_amounts') }} as amounts
    inner join {{ ref('int_tables_recognised') }} as tables
        on
            amounts.document_id = tables.document_id
            and amounts.table_no = tables.table_no
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
            regex_replace('amounts.amount_printed', '(亿元|百万元|万元|千元|元)', '')
        ) }} as number_printed,
        coalesce(units.factor, 1) as factor
    from amounts
    left join {{ ref('stg_code__money_units') }} as units
        on amounts.unit_printed = units.unit_printed
),

document_totals as (
    select
        document_id,
        max(number_printed * factor) as total_cny
    from numbers
    where statement_code in (
        'revenue_expenditure_summary', 'fiscal_appropriation_summary', 'expenditure_summary'
    )
    group by document_id
),

table_maxima as (
    select
        document_id,
        table_no,
        max(number_printed * factor) as largest_cny
    from numbers
    group by document_id, table_no
),

{# A part cannot exceed the whole: a table above the total of all expenditure is not in the unit of its label. #}
contradicted as (
    select
        table_maxima.document_id,
        table_maxima.table_no
    from table_maxima
    inner join document_totals
        on table_maxima.document_id = document_totals.document_id
    where table_maxima.largest_cny > document_totals.total_cny * 1.01
)

select
    numbers.document_id,
    numbers.table_no,
    numbers.cell_id,
    numbers.unit_printed,
    cast(
        numbers.number_printed * case when contradicted.table_no is null then numbers.factor else 1 end
        as decimal(18, 2)
    ) as amount_cny,
    contradicted.table_no is not null and numbers.factor > 1 as is_unit_contradicted
from numbers
left join contradicted
    on
        numbers.document_id = contradicted.document_id
        and numbers.table_no = contradicted.table_no
