{# Every wording under which a code may be found: its names in the list and its aliases. #}
with

names as (
    select
        codes.code_kind,
        codes.code,
        codes.code_name,
        {# A code is found under the names of all its years. #}
        names_ever.name_key as wording,
        codes.valid_from_year as first_year,
        codes.last_year
    from {{ ref('int_codes_listed') }} as codes
    inner join {{ ref('int_codes_listed') }} as names_ever
        on
            codes.code_kind = names_ever.code_kind
            and codes.code = names_ever.code
    where coalesce(codes.scheme, 'department') = 'department'
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
