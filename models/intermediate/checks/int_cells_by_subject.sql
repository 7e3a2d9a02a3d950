{#
    Amounts of tables by what running text may say of them: a function, a category of 三公, or side,
    nature, source and category of cost of a total. The cells of one column of a statement add up.
#}
select
    document_id,
    statement_code,
    stage,
    code as stated_ref,
    cell_id,
    amount_cny,
    rounding_step_cny,
    concat(expenditure_nature, ' ', funding_source_code, ' ', section_no) as column_ref
from {{ ref('int_coded_lines') }}
where
    column_rank = 1
    and cost_category in ('', 'total')
union all
select
    document_id,
    statement_code,
    stage,
    coalesce(code, item_name) as stated_ref,
    cell_id,
    amount_cny,
    rounding_step_cny,
    cell_id as column_ref
from {{ ref('int_lines_to_reconcile') }}
where
    line_kind = 'three_public'
    or (line_kind = 'summary' and code is not null)
union all
select
    document_id,
    statement_code,
    stage,
    {{ total_ref('side', 'expenditure_nature', 'funding_source_code') }} as stated_ref,
    cell_id,
    amount_cny,
    rounding_step_cny,
    cast(section_no as varchar) as column_ref
from {{ ref('int_statement_totals') }}
union all
select
    document_id,
    statement_code,
    stage,
    {{ total_ref('side', 'expenditure_nature', 'funding_source_code') }} as stated_ref,
    cell_id,
    amount_cny,
    rounding_step_cny,
    cell_id as column_ref
from {{ ref('int_lines_to_reconcile') }}
where
    line_kind = 'summary'
    and is_total
union all
select
    document_id,
    statement_code,
    stage,
    {{ total_ref('side', 'expenditure_nature', 'funding_source_code', 'cost_category') }}
        as stated_ref,
    cell_id,
    amount_cny,
    rounding_step_cny,
    cell_id as column_ref
from {{ ref('int_statement_rows') }}
where
    is_grand_total
    and not is_blank
    and column_rank = 1
    and cost_category not in ('', 'total')
