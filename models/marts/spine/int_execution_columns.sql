{{ config(schema='intermediate', contract={'enforced': false}) }}

-- What every row of a table of expenditure states for each year and stage: the column of all where
-- one is printed, else its parts. Where several columns of all differ none is taken.
with reports as (

    select distinct
        classification,
        report_code
    from {{ ref('stg_code__execution_sources') }}
    where source_code = 'fund_table'

),

lines_of_tables as (

    select
        reports.classification,
        lines_keyed.document_key,
        lines_keyed.budget_unit_key,
        lines_keyed.statement_code,
        lines_keyed.table_no,
        lines_keyed.row_no,
        lines_keyed.fiscal_year,
        lines_keyed.stage,
        lines_keyed.amount_cny,
        lines_keyed.cell_id,
        counted_sets.set_order,
        lines_keyed.document_id,
        proofs.display_order as proof_order,
        coalesce(lines_keyed.cost_category, 'total') as cost_category,
        coalesce(lines_keyed.expenditure_nature, 'total') as expenditure_nature,
        coalesce(statements.funding_source_code, 'total') as fund_scope,
        coalesce(lines_keyed.funding_source_code, 'total')
        in ('total', coalesce(statements.funding_source_code, 'total')) as is_of_all_sources,
        case
            when reports.classification = 'economic' then lines_keyed.economic_code
            else lines_keyed.function_code
        end as code,
        case
            when reports.classification = 'economic' then lines_keyed.economic_name_printed
            else lines_keyed.function_name_printed
        end as name_printed
    from {{ ref('int_budget_lines_keyed') }} as lines_keyed
    inner join {{ ref('stg_code__counted_sets') }} as counted_sets
        on
            lines_keyed.statement_code = counted_sets.statement_code
            and lines_keyed.line_kind = counted_sets.line_kind
            and lines_keyed.side = counted_sets.side
    inner join reports
        on counted_sets.report_code = reports.report_code
    inner join {{ ref('stg_code__statements') }} as statements
        on lines_keyed.statement_code = statements.statement_code
    inner join {{ ref('stg_code__vocabularies') }} as proofs
        on
            lines_keyed.proof = proofs.code
            and proofs.vocabulary = 'proof'
    where
        lines_keyed.table_no is not null
        and lines_keyed.fiscal_year is not null
        and not lines_keyed.is_total

),

{# 工资福利 beside 人员经费 is part of it. #}
nested as (

    select distinct
        parts.document_key,
        parts.cell_id
    from lines_of_tables as parts
    inner join {{ ref('int_parts_of_wholes') }} as wholes
        on
            parts.cost_category = wholes.part_code
            and wholes.axis = 'cost_category'
    inner join lines_of_tables as united
        on
            {{ same_row('parts', 'united') }}
            and parts.fiscal_year = united.fiscal_year
            and parts.stage = united.stage
            and wholes.whole_code = united.cost_category
    where wholes.whole_code <> 'total'

),

rows_read as (

    select
        lines_of_tables.classification,
        lines_of_tables.document_key,
        lines_of_tables.budget_unit_key,
        lines_of_tables.statement_code,
        lines_of_tables.set_order,
        lines_of_tables.fund_scope,
        lines_of_tables.table_no,
        lines_of_tables.row_no,
        lines_of_tables.fiscal_year,
        lines_of_tables.stage,
        lines_of_tables.code,
        lines_of_tables.name_printed,
        max(lines_of_tables.proof_order) as proof_order,
        {% for kind, condition in [
            ('whole', "lines_of_tables.expenditure_nature = 'total'"
             ~ " and lines_of_tables.cost_category = 'total'"),
            ('part', "(lines_of_tables.expenditure_nature <> 'total'"
             ~ " or lines_of_tables.cost_category <> 'total') and nested.cell_id is null"),
        ] -%}
            min(case when {{ condition }} then lines_of_tables.cell_id end) as {{ kind }}_cell_id,
        {% endfor -%}
        count(distinct case
            when
                lines_of_tables.expenditure_nature = 'total'
                and lines_of_tables.cost_category = 'total'
                then lines_of_tables.amount_cny
        end) as whole_count,
        min(case
            when
                lines_of_tables.expenditure_nature = 'total'
                and lines_of_tables.cost_category = 'total'
                then lines_of_tables.amount_cny
        end) as whole_cny,
        sum(case
            when
                (
                    lines_of_tables.expenditure_nature <> 'total'
                    or lines_of_tables.cost_category <> 'total'
                )
                and nested.cell_id is null
                then lines_of_tables.amount_cny
        end) as parts_cny
    from lines_of_tables
    left join nested
        on
            lines_of_tables.document_key = nested.document_key
            and lines_of_tables.cell_id = nested.cell_id
    where lines_of_tables.is_of_all_sources
    group by
        lines_of_tables.classification, lines_of_tables.document_key,
        lines_of_tables.budget_unit_key, lines_of_tables.statement_code, lines_of_tables.set_order,
        lines_of_tables.fund_scope, lines_of_tables.table_no, lines_of_tables.row_no,
        lines_of_tables.fiscal_year, lines_of_tables.stage, lines_of_tables.code,
        lines_of_tables.name_printed

)

select
    classification,
    document_key,
    budget_unit_key,
    statement_code,
    set_order,
    fund_scope,
    table_no,
    row_no,
    fiscal_year,
    stage,
    code,
    name_printed,
    proof_order,
    coalesce(code, name_printed) as code_ref,
    case when whole_count = 1 then whole_cny else parts_cny end as amount_cny,
    case when whole_count = 1 then whole_cell_id else part_cell_id end as cell_id
from rows_read
where
    coalesce(code, name_printed) is not null
    and (whole_count = 1 or (whole_count = 0 and parts_cny is not null))
