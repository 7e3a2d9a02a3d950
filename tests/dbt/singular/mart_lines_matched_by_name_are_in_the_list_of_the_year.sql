-- Nothing is matched by a name that the list of its year does not hold under that code, and
-- nothing by a code that is not valid in its year.
with lines_matched as (
    select
        budget_line_key,
        fiscal_year,
        'function' as code_kind,
        function_code as code,
        function_name_printed as name_printed,
        function_mapping_method as mapping_method
    from {{ ref('rpt_budget_lines') }}
    where function_mapping_method in ('exact', 'name')
    union all
    select
        budget_line_key,
        fiscal_year,
        'economic' as code_kind,
        economic_code as code,
        economic_name_printed as name_printed,
        economic_mapping_method as mapping_method
    from {{ ref('rpt_budget_lines') }}
    where economic_mapping_method in ('exact', 'name')
)

select
    lines_matched.budget_line_key,
    lines_matched.code,
    lines_matched.name_printed
from lines_matched
left join {{ ref('int_codes_listed') }} as codes
    on
        lines_matched.code_kind = codes.code_kind
        and lines_matched.code = codes.code
        and lines_matched.fiscal_year between codes.valid_from_year and codes.last_year
        and (
            lines_matched.mapping_method = 'exact'
            or {{ line_key('lines_matched.name_printed') }} = codes.name_key
        )
where
    codes.code is null
    and lines_matched.fiscal_year is not null
