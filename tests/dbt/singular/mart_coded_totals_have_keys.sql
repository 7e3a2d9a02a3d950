-- A printed total whose code was matched carries the key of the code, as the other facts do.
with totals_coded as (

    select
        totals.printed_total_key,
        totals.function_code,
        totals.function_key,
        totals.economic_code,
        totals.economic_key,
        lines_found.function_mapping_method,
        lines_found.economic_mapping_method
    from {{ ref('fct_printed_total') }} as totals
    inner join {{ ref('int_budget_lines_accepted') }} as lines_found
        on
            totals.cell_id = lines_found.cell_id
            and totals.line_kind = lines_found.line_kind
            and lines_found.is_total
    where
        totals.fiscal_year is not null
        and (totals.function_code is not null or totals.economic_code is not null)

)

select
    printed_total_key,
    function_code,
    economic_code
from totals_coded
where
    (
        function_code is not null
        and function_key is null
        and coalesce(function_mapping_method, '') <> 'unmapped'
    )
    or (
        economic_code is not null
        and economic_key is null
        and coalesce(economic_mapping_method, '') <> 'unmapped'
    )
