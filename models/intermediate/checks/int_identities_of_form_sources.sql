{#
    What the form of targets of a whole unit states as 财政拨款 of all its money is what the tables of
    revenue do. Compared where the whole of the form is that of a table, every table of the stage that
    states 财政拨款 says one amount, and nothing is carried over, which a form may count or not. One row
    a figure of an identity.
#}
with

fiscal_sources as (
    select funding_source_code
    from {{ ref('stg_code__funding_sources') }}
    where
        is_fiscal
        and adds_to_total
),

forms_of_the_whole as (
    select
        document_id,
        table_no,
        stage
    from {{ ref('int_forms_compared') }}
    where expenditure_nature = 'total'
    group by document_id, table_no, stage
    having bool_and(is_same)
),

form_amounts as (
    select
        amounts.document_id,
        amounts.statement_code,
        amounts.table_no,
        amounts.stage,
        amounts.funding_source_code,
        amounts.cell_id,
        amounts.amount_cny,
        amounts.rounding_step_cny,
        count(*) over (
            partition by amounts.document_id, amounts.table_no, amounts.funding_source_code
        ) as amount_count
    from {{ ref('int_lines_to_reconcile') }} as amounts
    inner join forms_of_the_whole
        on
            amounts.document_id = forms_of_the_whole.document_id
            and amounts.table_no = forms_of_the_whole.table_no
            and amounts.stage = forms_of_the_whole.stage
    inner join fiscal_sources
        on amounts.funding_source_code = fiscal_sources.funding_source_code
    left join {{ ref('int_line_names_keyed') }} as keyed
        on amounts.cell_id = keyed.cell_id
    where
        amounts.document_kind = 'performance_target'
        and (
            (amounts.line_kind = 'function' and amounts.expenditure_nature = 'total')
            or (amounts.line_kind = 'unit_task' and keyed.total_wording is not null)
        )
),

{# The total of a statement of 财政拨款 is that source. #}
table_amounts as (
    select
        totals.document_id,
        totals.statement_code,
        totals.stage,
        totals.cell_id,
        totals.amount_cny,
        totals.rounding_step_cny,
        fiscal_sources.funding_source_code
    from {{ ref('int_statement_totals') }} as totals
    inner join {{ ref('stg_code__statements') }} as statements
        on totals.statement_code = statements.statement_code
    inner join fiscal_sources
        on
            case
                when totals.funding_source_code = 'total' then statements.total_source_code
                else totals.funding_source_code
            end = fiscal_sources.funding_source_code
    where
        totals.side = 'revenue'
        and totals.section_count = 1
        and totals.document_kind <> 'performance_target'
),

tables_added as (
    select
        document_id,
        statement_code,
        stage,
        funding_source_code,
        min(cell_id) as cell_id,
        sum(amount_cny) as amount_cny
    from table_amounts
    group by document_id, statement_code, stage, funding_source_code
),

balances_stated as (
    select distinct
        amounts.document_id,
        amounts.stage
    from {{ ref('int_lines_to_reconcile') }} as amounts
    inner join {{ ref('stg_code__funding_sources') }} as sources
        on amounts.funding_source_code = sources.funding_source_code
    where
        sources.is_balance
        and amounts.side = 'revenue'
        and amounts.amount_cny <> 0
),

tables_agreeing as (
    select
        added.document_id,
        added.stage,
        added.funding_source_code,
        min(added.statement_code) as statement_code,
        min_by(added.cell_id, added.statement_code) as cell_id
    from tables_added as added
    left join balances_stated
        on
            added.document_id = balances_stated.document_id
            and added.stage = balances_stated.stage
    where balances_stated.document_id is null
    group by added.document_id, added.stage, added.funding_source_code
    having
        count(distinct added.amount_cny) = 1
        and min(added.amount_cny) <> 0
),

statements_short as (
    select distinct
        document_id,
        statement_code
    from {{ ref('int_amounts_missing') }}
),

pairs as (
    select
        forms.document_id,
        forms.statement_code,
        forms.stage,
        forms.funding_source_code,
        forms.cell_id as form_cell_id,
        forms.amount_cny,
        forms.rounding_step_cny,
        agreeing.statement_code as table_statement,
        short.statement_code is not null as is_open,
        concat(
            forms.statement_code, ' t', forms.table_no, ' ', forms.funding_source_code, ' = ',
            agreeing.statement_code, ' ', substr(agreeing.cell_id, length(forms.document_id) + 2)
        ) as scope
    from form_amounts as forms
    inner join tables_agreeing as agreeing
        on
            forms.document_id = agreeing.document_id
            and forms.stage = agreeing.stage
            and forms.funding_source_code = agreeing.funding_source_code
    left join statements_short as short
        on
            agreeing.document_id = short.document_id
            and agreeing.statement_code = short.statement_code
    where forms.amount_count = 1
)

select
    document_id,
    statement_code,
    'form_agrees' as check_code,
    scope,
    form_cell_id as told_apart_by,
    'found' as side,
    form_cell_id as cell_id,
    amount_cny,
    rounding_step_cny,
    is_open
from pairs
union all
select
    pairs.document_id,
    pairs.statement_code,
    'form_agrees' as check_code,
    pairs.scope,
    pairs.form_cell_id as told_apart_by,
    'expected' as side,
    table_amounts.cell_id,
    table_amounts.amount_cny,
    table_amounts.rounding_step_cny,
    pairs.is_open
from pairs
inner join table_amounts
    on
        pairs.document_id = table_amounts.document_id
        and pairs.table_statement = table_amounts.statement_code
        and pairs.stage = table_amounts.stage
        and pairs.funding_source_code = table_amounts.funding_source_code
