{#
    Pairs of tables of one document that print the same figures, in one scale or in two: the largest
    total of one is a total of the other, or at least half of its figures, two or more, stand there
    too. Equal figures are printed in one unit; figures that are 10,000 times those of the other are not.
#}
with

figures as (
    select
        cells.document_id,
        cells.table_no,
        {{ to_number('cells.cell_text') }} as figure,
        max(case when total_cells.row_no is not null then 1 else 0 end) = 1 as is_total,
        max(case when cells.unit_in_header is null then 1 else 0 end) = 1 as has_unit_of_table
    from {{ ref('int_cells_described') }} as cells
    left join {{ ref('int_total_cells') }} as total_cells
        on {{ same_row('cells', 'total_cells') }}
    where
        cells.row_role = 'body'
        and cells.role = 'amount'
        and cells.is_number
        and {{ to_number('cells.cell_text') }} <> 0
    group by cells.document_id, cells.table_no, cells.cell_text
),

tables_counted as (
    select
        document_id,
        table_no,
        count(distinct figure) as figure_count,
        max(case when is_total then figure end) as largest_total
    from figures
    group by document_id, table_no
),

scales as (
    select distinct cast(larger.factor / smaller.factor as bigint) as scale
    from {{ ref('stg_code__money_units') }} as larger
    cross join {{ ref('stg_code__money_units') }} as smaller
    where larger.factor > smaller.factor
),

{#
    Every figure as it would stand in a larger unit: in full, and rounded to two decimals. Short
    figures are alike by chance.
#}
figures_scaled as (
    select
        document_id,
        table_no,
        figure,
        is_total,
        1 as scale,
        figure as figure_shown
    from figures
    {% for decimals in [8, 2] -%}
        union distinct
        select
            figures.document_id,
            figures.table_no,
            figures.figure,
            figures.is_total,
            scales.scale,
            cast(
                round(cast(figures.figure as double) / scales.scale, {{ decimals }})
                as decimal(28, 8)
            ) as figure_shown
        from figures
        cross join scales
        where
            figures.has_unit_of_table
            and abs(figures.figure) >= scales.scale
    {% endfor -%}
),

shared as (
    select
        here.document_id,
        here.table_no,
        there.table_no as other_table_no,
        here.scale,
        count(distinct here.figure) as shared_count,
        max(case when here.is_total and there.is_total then here.figure end)
            as largest_shared_total
    from figures_scaled as here
    inner join figures as there
        on
            here.document_id = there.document_id
            and here.figure_shown = there.figure
            and here.table_no <> there.table_no
    where here.scale = 1 or there.has_unit_of_table
    group by here.document_id, here.table_no, there.table_no, here.scale
)

select
    shared.document_id,
    shared.table_no,
    shared.other_table_no,
    shared.scale
from shared
inner join tables_counted
    on {{ same_table('shared', 'tables_counted') }}
where
    shared.largest_shared_total = tables_counted.largest_total
    or (
        shared.shared_count >= 2
        and shared.shared_count * 2 >= tables_counted.figure_count
    )
