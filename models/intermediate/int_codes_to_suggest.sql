{# Every wording under which a code may be found: its name in the list and its aliases. #}
with

names as (
    select
        code_kind,
        code,
        code_name,
        name_key as wording,
        valid_from_year as first_year,
        last_year
    from {{ ref('int_codes_listed') }}
    where coalesce(scheme, 'department') = 'department'
    union all
    select
        'funding_source' as code_kind,
        funding_source_code as code,
        funding_source_name_zh as code_name,
        {{ line_key(half_width('funding_source_name_zh')) }} as wording,
        0 as first_year,
        9999 as last_year
    from {{ ref('stg_code__funding_sources') }}
    union all
    select
        'measurement_unit' as code_kind,
        unit_printed as code,
        unit_printed as code_name,
        unit_printed as wording,
        0 as first_year,
        9999 as last_year
    from {{ ref('stg_code__measurement_units') }}
),

aliases as (
    select
        aliases.code_kind,
        aliases.target_code as code,
        names.code_name,
        aliases.wording,
        coalesce(aliases.valid_from_year, 0) as first_year,
        coalesce(aliases.valid_to_year, 9999) as last_year
    from {{ ref('stg_map__code_aliases') }} as aliases
    inner join names
        on
            aliases.code_kind = names.code_kind
            and aliases.target_code = names.code
            and names.last_year = 9999
    where aliases.wording is not null
)

select
    code_kind,
    code,
    code_name,
    wording,
    first_year,
    last_year
from names
union
select
    code_kind,
    code,
    code_name,
    wording,
    first_year,
    last_year
from aliases
