-- A code that stays is comparable at itself, an unknown or abolished one nowhere; whatever was
-- mapped says by which row of the map, and only that; unmatched codes keep no key.
select
    function_expenditure_over_years_key,
    function_code,
    mapping,
    mapped_code,
    comparable_code
from {{ ref('rpt_function_expenditure_over_years') }}
where not coalesce(
    (comparable_code is not null) = is_comparable
    and (mapping in ('unchanged', 'unmapped')) = (mapped_code is null)
    and (mapped_code is null) = (mapping_path is null)
    and (mapped_code is null) = (mapping_source_ref is null)
    and (mapped_code is null) = (mapping_last_year is null)
    and case mapping
        when 'unchanged' then function_key is not null and comparable_code = function_code
        when 'renamed' then function_key is not null and comparable_code = function_code
        when 'moved' then is_comparable and not starts_with(comparable_code, mapped_code)
        when 'merged' then is_comparable and not starts_with(comparable_code, mapped_code)
        when 'split' then true
        else not is_comparable
    end
    and (mapping <> 'unmapped' or function_key is null), false
)
