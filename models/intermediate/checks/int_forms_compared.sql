{#
    What the form of targets of a whole unit states as its expenditure, basic and project
    expenditure, beside the nearest table of the document that states it of the same stage. One row
    an amount of the form. A document with several forms or tables of several units is not compared.
#}
with

form_amounts as (
    select
        amounts.document_id,
        amounts.statement_code,
        amounts.table_no,
        amounts.cell_id,
        amounts.stage,
        amounts.amount_cny,
        amounts.rounding_step_cny,
        amounts.line_kind = 'function' as is_of_all_money,
        case
            when amounts.line_kind = 'function' then amounts.expenditure_nature
            when keyed.total_wording is not null then 'total'
        end as expenditure_nature,
        min(amounts.table_no) over (partition by amounts.document_id)
        = max(amounts.table_no) over (partition by amounts.document_id) as is_only_form
    from {{ ref('int_lines_to_reconcile') }} as amounts
    left join {{ ref('int_line_names_keyed') }} as keyed
        on amounts.cell_id = keyed.cell_id
    where
        amounts.document_kind = 'performance_target'
        and amounts.line_kind in ('function', 'unit_task')
        and amounts.is_total
        and coalesce(amounts.funding_source_code, 'total') = 'total'
),

{# Statements that reports take expenditure from; a total of all money says what is spent in all. #}
statements_of_expenditure as (
    select
        statement_code,
        bool_or(report_code = 'rpt_expenditure' and total_order is not null) as is_of_all_money
    from {{ ref('stg_code__counted_sets') }}
    where
        report_code in ('rpt_expenditure', 'rpt_basic_expenditure')
        and side = 'expenditure'
    group by statement_code
),

table_totals as (
    select
        totals.document_id,
        totals.statement_code,
        totals.stage,
        totals.expenditure_nature,
        totals.funding_source_code,
        min(totals.cell_id) as cell_id,
        sum(totals.amount_cny) as amount_cny,
        sum(totals.rounding_step_cny) as rounding_step_cny,
        bool_or(statements_of_expenditure.is_of_all_money)
        and totals.funding_source_code = 'total' as is_of_all_money
    from {{ ref('int_statement_totals') }} as totals
    inner join statements_of_expenditure
        on totals.statement_code = statements_of_expenditure.statement_code
    where
        totals.side = 'expenditure'
        and totals.section_count = 1
        and totals.document_kind <> 'performance_target'
    group by
        totals.document_id, totals.statement_code, totals.stage, totals.expenditure_nature,
        totals.funding_source_code
    having sum(totals.amount_cny) <> 0
),

compared as (
    select
        forms.document_id,
        forms.statement_code,
        forms.table_no,
        forms.cell_id,
        forms.stage,
        forms.expenditure_nature,
        forms.amount_cny,
        forms.rounding_step_cny,
        forms.is_of_all_money,
        tables_beside.statement_code as table_statement,
        tables_beside.funding_source_code as table_source,
        tables_beside.cell_id as table_cell_id,
        tables_beside.is_of_all_money as is_table_of_all_money,
        abs(tables_beside.amount_cny - forms.amount_cny)
        <= greatest(tables_beside.rounding_step_cny, forms.rounding_step_cny) as is_same,
        row_number() over (
            partition by forms.cell_id
            order by
                abs(tables_beside.amount_cny - forms.amount_cny) asc,
                tables_beside.is_of_all_money desc,
                tables_beside.rounding_step_cny desc,
                tables_beside.statement_code asc,
                tables_beside.funding_source_code asc
        ) as nearness_rank
    from form_amounts as forms
    inner join table_totals as tables_beside
        on
            forms.document_id = tables_beside.document_id
            and forms.stage = tables_beside.stage
            and forms.expenditure_nature = tables_beside.expenditure_nature
    where
        forms.is_only_form
        and forms.amount_cny <> 0
)

select
    document_id,
    statement_code,
    table_no,
    cell_id,
    stage,
    expenditure_nature,
    amount_cny,
    rounding_step_cny,
    table_statement,
    table_source,
    table_cell_id,
    is_same,
    is_of_all_money,
    {# The same money is meant by a table of all of it, and where the whole is the same. #}
    is_of_all_money and (
        is_table_of_all_money
        or bool_or(is_same and expenditure_nature = 'total') over (
            partition by document_id, table_no
        )
    ) as is_same_money
from compared
where nearness_rank = 1
