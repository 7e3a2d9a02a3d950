{{ config(schema='intermediate', contract={'enforced': false}) }}

-- What became of every function code that documents print in a year: the change of the longest code
-- that it begins with. The lists hold no items of sections that have ended: such an item is matched
-- by no list, but its section is known. A listed code that was not matched is not followed.
with codes_printed as (

    select distinct
        fiscal_year,
        coalesce(function_code, function_code_printed) as function_code,
        function_code is not null as is_matched
    from {{ ref('int_budget_lines_keyed') }}
    where coalesce(function_code, function_code_printed) is not null

),

codes_above as (

    {{ with_code_prefixes(
        'codes_printed', ['fiscal_year', 'function_code', 'is_matched'], 'function_code'
    ) }}

),

codes_listed as (

    select distinct function_code
    from {{ ref('dim_function') }}

),

successors as (

    select
        old_code,
        first_year,
        last_year,
        comparable_code,
        mapping,
        mapping_first_year,
        mapping_last_year,
        mapping_source_ref,
        mapping_path,
        is_renamed_only
    from {{ ref('int_code_successors') }}
    where scheme = 'function'

),

candidates as (

    select
        codes_above.fiscal_year,
        codes_above.function_code,
        codes_above.is_matched,
        successors.old_code as mapped_code,
        successors.mapping,
        successors.mapping_first_year,
        successors.mapping_last_year,
        successors.mapping_source_ref,
        successors.mapping_path,
        case
            when successors.is_renamed_only then codes_above.function_code
            else successors.comparable_code
        end as comparable_code,
        row_number() over (
            partition by codes_above.fiscal_year, codes_above.function_code, codes_above.is_matched
            order by length(successors.old_code) desc
        ) as prefix_rank
    from codes_above
    inner join successors
        on
            codes_above.code_prefix = successors.old_code
            and codes_above.fiscal_year between successors.first_year and successors.last_year
    left join codes_listed
        on codes_above.function_code = codes_listed.function_code
    where
        codes_above.is_matched
        or (codes_listed.function_code is null and not successors.is_renamed_only)

)

select
    fiscal_year,
    function_code,
    is_matched,
    mapped_code,
    mapping,
    mapping_first_year,
    mapping_last_year,
    mapping_source_ref,
    mapping_path,
    comparable_code
from candidates
where prefix_rank = 1
