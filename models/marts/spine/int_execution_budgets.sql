{{ config(schema='intermediate', contract={'enforced': false}) }}

-- The budgets and adjusted budgets of rpt_budget_execution; where no document of that year and
-- stage counts, what others state of the functions that the final account of that year is made of.
with details_of_budgets as (

    select
        {{ execution_columns() | join(',\n        ') }}
    from {{ ref('int_execution_details') }}
    where slot <> 'final_account'

),

final_codes as (

    select distinct
        unit_ref,
        fiscal_year,
        classification,
        code,
        code_ref
    from {{ ref('int_execution_finals') }}

),

chosen as (

    {{ execution_sets_chosen('details_of_budgets', 'final_codes') }}

)

select
    {{ execution_columns() | join(',\n    ') }}
from chosen
