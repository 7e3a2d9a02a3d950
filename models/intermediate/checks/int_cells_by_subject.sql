{#
    Amounts of tables by what running text may say of them: a function, a category of 三公, or side,
    nature, source and category of cost of a total. The cells of one column of a statement add up.
#}
with

totals_of_all as (
    select
        document_id,
        statement_code,
        stage,
        side,
        expenditure_nature,
        funding_source_code,
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
        side,
        expenditure_nature,
        funding_source_code,
        cell_id,
        amount_cny,
        rounding_step_cny,
        cell_id as column_ref
    from {{ ref('int_lines_to_reconcile') }}
    where
        line_kind = 'summary'
        and is_total
)

select
    document_id,
    statement_code,
    stage,
    code as stated_ref,
    cell_id,
    amount_cny,
    rounding_step_cny,
    concat(expenditure_nature, ' ', funding_source_code, ' ', section_no) as column_ref,
    false as is_of_statement
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
    cell_id as column_ref,
    false as is_of_statement
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
    column_ref,
    false as is_of_statement
from totals_of_all
union all
{# The total of a statement of some money is of that money by name. #}
select
    totals_of_all.document_id,
    totals_of_all.statement_code,
    totals_of_all.stage,
    {{ total_ref(
        'totals_of_all.side', 'totals_of_all.expenditure_nature', 'statements.total_source_code'
    ) }} as stated_ref,
    totals_of_all.cell_id,
    totals_of_all.amount_cny,
    totals_of_all.rounding_step_cny,
    totals_of_all.column_ref,
    true as is_of_statement
from totals_of_all
inner join {{ ref('stg_code__statements') }} as statements
    on totals_of_all.statement_code = statements.statement_code
where
    statements.total_source_code is not null
    and totals_of_all.funding_source_code = 'total'
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
    cell_id as column_ref,
    false as is_of_statement
from {{ ref('int_statement_rows') }}
where
    is_grand_total
    and not is_blank
    and column_rank = 1
    and cost_category not in ('', 'total')
