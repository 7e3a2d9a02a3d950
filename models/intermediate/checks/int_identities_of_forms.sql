{#
    What the form of targets of a whole unit states is what the nearest table does; of a table of a
    part of the money it is at least that. What a table of tasks states is compared where it is the
    same alone, as it may list some tasks and not all. One row a figure of an identity.
#}
with

compared as (
    select
        document_id,
        statement_code,
        cell_id,
        stage,
        expenditure_nature,
        amount_cny,
        rounding_step_cny,
        table_statement,
        table_source,
        case when is_same or is_same_money then 'form_agrees' else 'form_covers' end
            as check_code,
        concat(
            statement_code, ' t', table_no, ' ', expenditure_nature,
            case when is_same or is_same_money then ' = ' else ' >= ' end,
            table_statement, ' ', substr(table_cell_id, length(document_id) + 2)
        ) as scope
    from {{ ref('int_forms_compared') }}
    where is_same or is_of_all_money
),

statements_short as (
    select distinct
        document_id,
        statement_code
    from {{ ref('int_amounts_missing') }}
),

figures as (
    select
        document_id,
        statement_code,
        check_code,
        scope,
        cell_id as form_cell_id,
        table_statement,
        cell_id,
        amount_cny,
        rounding_step_cny,
        case when check_code = 'form_agrees' then 'found' else 'expected' end as side
    from compared
    union all
    select
        compared.document_id,
        compared.statement_code,
        compared.check_code,
        compared.scope,
        compared.cell_id as form_cell_id,
        compared.table_statement,
        totals.cell_id,
        totals.amount_cny,
        totals.rounding_step_cny,
        case when compared.check_code = 'form_agrees' then 'expected' else 'found' end as side
    from compared
    inner join {{ ref('int_statement_totals') }} as totals
        on
            compared.document_id = totals.document_id
            and compared.table_statement = totals.statement_code
            and compared.table_source = totals.funding_source_code
            and compared.expenditure_nature = totals.expenditure_nature
            and compared.stage = totals.stage
    where totals.side = 'expenditure'
)

select
    figures.document_id,
    figures.statement_code,
    figures.check_code,
    figures.scope,
    figures.form_cell_id as told_apart_by,
    figures.side,
    figures.cell_id,
    figures.amount_cny,
    figures.rounding_step_cny,
    short.statement_code is not null as is_open
from figures
left join statements_short as short
    on
        figures.document_id = short.document_id
        and figures.table_statement = short.statement_code
