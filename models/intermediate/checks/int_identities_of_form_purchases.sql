{#
    What a project form states as purchased against the lines of its project in the table of purchases.
    The scope names both places, of the table its first line. One row a figure of an identity.
#}
with

forms_compared as (
    select
        document_id,
        stage,
        check_code,
        statement_code,
        project_ref,
        form_cell_id as cell_id,
        form_amount_cny as amount_cny,
        form_rounding_step_cny as rounding_step_cny,
        concat_ws(
            ' ', project_ref, stage, statement_code,
            substr(min(cell_id), length(document_id) + 2), '=',
            substr(form_cell_id, length(document_id) + 2)
        ) as scope
    from {{ ref('int_form_purchases_compared') }}
    group by
        document_id, stage, check_code, statement_code, project_ref, form_cell_id, form_amount_cny,
        form_rounding_step_cny
),

figures as (
    select
        document_id,
        statement_code,
        check_code,
        scope,
        'found' as side,
        cell_id,
        amount_cny,
        rounding_step_cny
    from forms_compared
    union all
    select
        forms_compared.document_id,
        forms_compared.statement_code,
        forms_compared.check_code,
        forms_compared.scope,
        'expected' as side,
        expected.cell_id,
        expected.amount_cny,
        expected.rounding_step_cny
    from forms_compared
    inner join {{ ref('int_form_purchases_compared') }} as expected
        on
            forms_compared.cell_id = expected.form_cell_id
            and forms_compared.check_code = expected.check_code
            and forms_compared.statement_code = expected.statement_code
),

statements_short as (
    select distinct
        document_id,
        statement_code
    from {{ ref('int_amounts_missing') }}
)

select
    figures.document_id,
    figures.statement_code,
    figures.check_code,
    figures.scope,
    '' as told_apart_by,
    figures.side,
    figures.cell_id,
    figures.amount_cny,
    figures.rounding_step_cny,
    short.statement_code is not null as is_open
from figures
left join statements_short as short
    on
        figures.document_id = short.document_id
        and figures.statement_code = short.statement_code
