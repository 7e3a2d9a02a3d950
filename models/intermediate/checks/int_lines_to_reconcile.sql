{#
    Lines of tables and forms as identities compare them: with their statement's family and kind
    of document, with what one in their last printed digit is worth, and with the column of their
    meaning in which they stand. Of columns of other years only 三公 is compared, whose parts are all
    printed: a stage of its own. Functions of an earlier year may be left out of a table of this one.
#}
select
    budget_lines.document_id,
    budget_lines.statement_code,
    budget_lines.table_no,
    budget_lines.row_no,
    budget_lines.col_no,
    budget_lines.line_kind,
    budget_lines.side,
    budget_lines.project_code,
    budget_lines.project_name,
    budget_lines.horizon,
    budget_lines.funding_source_code,
    budget_lines.item_name,
    budget_lines.is_total,
    budget_lines.amount_cny,
    budget_lines.cell_id,
    budget_lines.code_depth,
    statements.document_kind,
    coalesce(budget_lines.unit_code, budget_lines.unit_name, '') as unit_ref,
    {# A code that is printed wrongly is told as such; what it means is added up. #}
    coalesce(codes_meant.code, budget_lines.function_code, budget_lines.economic_code) as code,
    coalesce(budget_lines.expenditure_nature, '') as expenditure_nature,
    coalesce(budget_lines.cost_category, '') as cost_category,
    coalesce(statements.counterpart_code, statements.statement_code) as statement_family,
    coalesce(scaled.rounding_step_cny, 0.01) as rounding_step_cny,
    coalesce(ranks.column_rank, 1) as column_rank,
    case
        when budget_lines.is_of_another_year
            then concat(budget_lines.stage, ' ', budget_lines.fiscal_year)
        else budget_lines.stage
    end as stage
from {{ ref('int_budget_lines') }} as budget_lines
left join {{ ref('int_amounts_scaled') }} as scaled
    on
        budget_lines.cell_id = scaled.cell_id
        and budget_lines.part_no = scaled.part_no
left join {{ ref('int_codes_meant') }} as codes_meant
    on budget_lines.cell_id = codes_meant.cell_id
inner join {{ ref('stg_code__statements') }} as statements
    on budget_lines.statement_code = statements.statement_code
left join {{ ref('int_rows_classified') }} as printed
    on {{ same_row('budget_lines', 'printed') }}
left join {{ ref('int_column_ranks') }} as ranks
    on
        {{ same_block('printed', 'ranks') }}
        and budget_lines.col_no = ranks.col_no
where
    budget_lines.statement_code <> 'narrative_statement'
