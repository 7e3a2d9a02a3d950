{# The codes of all lists that lines are matched against, with their names in comparable form. #}
with

listed as (
    select
        'function' as code_kind,
        cast(null as varchar) as scheme,
        function_code as code,
        parent_code,
        level,
        function_name as code_name,
        valid_from_year,
        valid_to_year
    from {{ ref('stg_code__functions') }}
    union all
    select
        'economic' as code_kind,
        scheme,
        economic_code as code,
        parent_code,
        level,
        economic_name as code_name,
        valid_from_year,
        valid_to_year
    from {{ ref('stg_code__economics') }}
    union all
    select
        'revenue' as code_kind,
        cast(null as varchar) as scheme,
        revenue_code as code,
        parent_code,
        level,
        revenue_name as code_name,
        valid_from_year,
        valid_to_year
    from {{ ref('stg_code__revenues') }}
)

select
    code_kind,
    scheme,
    code,
    parent_code,
    level,
    code_name,
    valid_from_year,
    {{ line_key(half_width('code_name')) }} as name_key,
    coalesce(valid_to_year, 9999) as last_year
from listed
