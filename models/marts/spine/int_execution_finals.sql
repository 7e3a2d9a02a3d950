{{ config(schema='intermediate', contract={'enforced': false}) }}

-- The final accounts of rpt_budget_execution; where no document of that year and stage counts, what
-- others state of the functions that the budget of that year is made of.
with details_of_finals as (

    select
        {{ execution_columns() | join(',\n        ') }}
    from {{ ref('int_execution_details') }}
    where slot = 'final_account'

),

budget_codes as (

    select distinct
        unit_ref,
        fiscal_year,
        classification,
        code,
        code_ref
    from {{ ref('int_execution_details') }}
    where
        slot <> 'final_account'
        and source_code in ('counted', 'fund_table')

),

chosen as (

    {{ execution_sets_chosen('details_of_finals', 'budget_codes') }}

)

select
    {{ execution_columns() | join(',\n    ') }}
from chosen
