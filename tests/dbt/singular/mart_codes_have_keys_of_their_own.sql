-- A line whose code was matched carries the key of that code; one whose code was not matched that
-- of a class or section at most, or of a member that stands for what is unknown.
with keyed_codes as (

    select
        lines_keyed.budget_line_key,
        'function' as code_kind,
        lines_keyed.function_code as code,
        lines_keyed.function_code_printed as code_printed,
        function_codes.function_code as code_of_key
    from {{ ref('int_budget_lines_keyed') }} as lines_keyed
    inner join {{ ref('dim_function') }} as function_codes
        on lines_keyed.function_key = function_codes.function_key
    where lines_keyed.fiscal_year is not null
    union all
    select
        lines_keyed.budget_line_key,
        'economic' as code_kind,
        lines_keyed.economic_code as code,
        lines_keyed.economic_code_printed as code_printed,
        economics.economic_code as code_of_key
    from {{ ref('int_budget_lines_keyed') }} as lines_keyed
    inner join {{ ref('dim_economic') }} as economics
        on lines_keyed.economic_key = economics.economic_key
    where lines_keyed.fiscal_year is not null

)

select
    budget_line_key,
    code_kind,
    code,
    code_printed,
    code_of_key
from keyed_codes
where
    code <> code_of_key
    or (code is null and length(code_of_key) = 7)
