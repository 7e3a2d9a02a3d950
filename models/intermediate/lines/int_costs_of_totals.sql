{#
    What totals are the total of in tables that print costs side by side (人员经费 | 公用经费), each with
    names of its own: a total speaks for the side in which it stands, unless its wording says what it
    is of, its label stands in another side than its amount, or it adds up a row of totals above it.
    What stands between label and amount takes the label for itself.
#}
with

columns_of_costs as (
    select
        labels.document_id,
        labels.table_no,
        labels.block_no,
        labels.col_no,
        labels.name_col_no,
        columns_resolved.cost_category
    from {{ ref('int_label_columns') }} as labels
    inner join {{ ref('int_columns_resolved') }} as columns_resolved
        on {{ same_column('labels', 'columns_resolved') }}
    where labels.name_col_no is not null
),

{# 人员经费 and 公用经费 as columns beside one list of names are no sides. #}
sides as (
    select
        document_id,
        table_no,
        block_no,
        name_col_no,
        min(cost_category) as cost_category
    from columns_of_costs
    group by document_id, table_no, block_no, name_col_no
    having count(cost_category) = count(*) and count(distinct cost_category) = 1
),

wholes as (
    select
        part_code,
        whole_code,
        count(*) over (partition by whole_code) as part_count
    from {{ ref('int_parts_of_wholes') }}
    where axis = 'cost_category'
),

costs_counted as (
    select
        document_id,
        table_no,
        block_no,
        count(distinct cost_category) as cost_count
    from sides
    group by document_id, table_no, block_no
    having count(distinct cost_category) > 1
),

wholes_found as (
    select
        sides.document_id,
        sides.table_no,
        sides.block_no,
        wholes.whole_code,
        wholes.part_count
    from sides
    inner join costs_counted
        on {{ same_block('sides', 'costs_counted') }}
    inner join wholes
        on sides.cost_category = wholes.part_code
    group by
        sides.document_id, sides.table_no, sides.block_no, costs_counted.cost_count,
        wholes.whole_code, wholes.part_count
    having count(distinct sides.cost_category) = costs_counted.cost_count
),

{# The narrowest that holds all sides: without a side of 公用经费 it is 人员经费. #}
wholes_of_blocks as (
    select
        document_id,
        table_no,
        block_no,
        min_by(whole_code, row(part_count, whole_code)) as whole_code
    from wholes_found
    group by document_id, table_no, block_no
),

columns_of_sides as (
    select
        columns_of_costs.document_id,
        columns_of_costs.table_no,
        columns_of_costs.block_no,
        columns_of_costs.col_no,
        columns_of_costs.cost_category,
        wholes_of_blocks.whole_code
    from columns_of_costs
    inner join sides
        on
            {{ same_block('columns_of_costs', 'sides') }}
            and columns_of_costs.name_col_no = sides.name_col_no
    inner join wholes_of_blocks
        on {{ same_block('columns_of_costs', 'wholes_of_blocks') }}
),

amounts as (
    select
        amounts.document_id,
        amounts.table_no,
        amounts.block_no,
        amounts.row_no,
        amounts.col_no,
        amounts.cell_id,
        columns_of_sides.cost_category,
        columns_of_sides.whole_code,
        scaled.amount_cny,
        scaled.rounding_step_cny,
        max(total_cells.col_no) as label_col_no,
        max_by(total_cells.total_wording, total_cells.col_no) as total_wording
    from {{ ref('int_table_amounts') }} as amounts
    inner join columns_of_sides
        on {{ same_column('amounts', 'columns_of_sides') }}
    inner join {{ ref('int_amounts_scaled') }} as scaled
        on amounts.cell_id = scaled.cell_id and scaled.part_no = 1
    left join {{ ref('int_total_cells') }} as total_cells
        on
            {{ same_row('amounts', 'total_cells') }}
            and amounts.col_no > total_cells.col_no
    group by
        amounts.document_id, amounts.table_no, amounts.block_no, amounts.row_no, amounts.col_no,
        amounts.cell_id, columns_of_sides.cost_category, columns_of_sides.whole_code,
        scaled.amount_cny, scaled.rounding_step_cny
),

amounts_labelled as (
    select
        amounts.cell_id,
        amounts.whole_code,
        min_by(label_sides.cost_category, label_sides.col_no) <> amounts.cost_category
            as is_beside_label
    from amounts
    inner join columns_of_sides as label_sides
        on
            {{ same_block('amounts', 'label_sides') }}
            and amounts.label_col_no < label_sides.col_no
    left join amounts as taken
        on
            {{ same_row('amounts', 'taken') }}
            and amounts.label_col_no < taken.col_no
            and amounts.col_no > taken.col_no
            and amounts.cost_category <> taken.cost_category
    where taken.cell_id is null
    group by amounts.cell_id, amounts.whole_code, amounts.cost_category
),

rows_of_totals as (
    select
        document_id,
        table_no,
        block_no,
        row_no,
        sum(amount_cny) as amount_cny,
        count(distinct cost_category) as side_count
    from amounts
    where total_wording is not null
    group by document_id, table_no, block_no, row_no
),

totals_below as (
    select distinct amounts.cell_id
    from amounts
    inner join rows_of_totals as own
        on
            {{ same_row('amounts', 'own') }}
            and own.side_count = 1
    inner join rows_of_totals as above
        on
            {{ same_block('amounts', 'above') }}
            and amounts.row_no > above.row_no
            and above.side_count > 1
            and abs(amounts.amount_cny - above.amount_cny) <= amounts.rounding_step_cny
)

select
    amounts.cell_id,
    coalesce(totals.cost_category, amounts_labelled.whole_code) as cost_category
from amounts
inner join amounts_labelled
    on amounts.cell_id = amounts_labelled.cell_id
inner join {{ ref('int_total_wordings') }} as totals
    on amounts.total_wording = totals.wording
left join totals_below
    on amounts.cell_id = totals_below.cell_id
where
    totals.cost_category is not null
    or (
        (amounts_labelled.is_beside_label or totals_below.cell_id is not null)
        and not coalesce(totals.is_subtotal, false)
    )
