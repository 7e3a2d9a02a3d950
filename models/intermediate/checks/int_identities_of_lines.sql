{#
    合计 of a whole statement is the sum of its lines; a unit's row is the sum of the lines of the
    unit.
#}
with

statement_rows as (
    select
        amounts.document_id,
        amounts.statement_code,
        amounts.unit_ref,
        amounts.side,
        amounts.stage,
        amounts.expenditure_nature,
        amounts.cost_category,
        amounts.amount_cny,
        amounts.rounding_step_cny,
        amounts.cell_id,
        amounts.line_kind,
        coalesce(amounts.funding_source_code, '') as funding_source_code,
        coalesce(case when amounts.line_kind = 'three_public' then amounts.item_name end, '')
            as category,
        {# 其中 repeats a part of the line above it, and the totals of 三公 are columns. #}
        (amounts.line_kind = 'three_public' or not amounts.is_total)
        and not keyed.is_total_wording
        and not coalesce(units.is_unit_heading and amounts.line_kind <> 'three_public', false)
        and coalesce(keyed.name_printed, '') not like '其中%' as is_line,
        keyed.is_total_wording as is_grand_total,
        coalesce(units.is_unit_heading, false) as is_unit_heading
    from {{ ref('int_lines_to_reconcile') }} as amounts
    inner join {{ ref('int_line_names_keyed') }} as keyed
        on amounts.cell_id = keyed.cell_id
    left join {{ ref('int_row_units_filled') }} as units
        on
            amounts.document_id = units.document_id
            and amounts.table_no = units.table_no
            and amounts.row_no = units.row_no
    where amounts.line_kind in (
        'function', 'economic', 'project', 'procurement', 'unit_task', 'asset', 'three_public'
    )
)

select
    totals.document_id,
    totals.statement_code,
    case
        when totals.is_unit_heading then 'lines_equal_unit' else 'lines_equal_total'
    end as check_code,
    concat(
        totals.unit_ref, ' ', totals.expenditure_nature, ' ', totals.cost_category, ' ',
        totals.funding_source_code, ' ', totals.category
    ) as scope,
    max(totals.amount_cny) as expected_cny,
    sum(parts.amount_cny) as found_cny,
    count(*) as part_count,
    max(totals.rounding_step_cny) as rounding_step_cny,
    totals.cell_id || ',' || string_agg(parts.cell_id, ',' order by parts.cell_id) as cell_ids
from statement_rows as totals
inner join statement_rows as parts
    on
        totals.document_id = parts.document_id
        and totals.statement_code = parts.statement_code
        and totals.side = parts.side
        and totals.stage = parts.stage
        and totals.expenditure_nature = parts.expenditure_nature
        and totals.cost_category = parts.cost_category
        and totals.funding_source_code = parts.funding_source_code
        and totals.category = parts.category
        and parts.is_line
        and (totals.is_grand_total or totals.unit_ref = parts.unit_ref)
where
    totals.is_grand_total
    or (
        totals.is_unit_heading
        and totals.line_kind in ('function', 'economic', 'project')
    )
group by
    totals.document_id,
    totals.statement_code,
    totals.unit_ref,
    totals.is_unit_heading,
    totals.expenditure_nature,
    totals.cost_category,
    totals.funding_source_code,
    totals.category,
    totals.cell_id
