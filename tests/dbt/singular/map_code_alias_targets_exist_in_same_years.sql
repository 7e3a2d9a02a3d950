-- The code that an alias means is in the list of its kind, in all years of the alias.
with targets as (
    select
        code_kind,
        code,
        valid_from_year as first_year,
        last_year
    from {{ ref('int_codes_listed') }}
    union all
    select
        'funding_source' as code_kind,
        funding_source_code as code,
        0 as first_year,
        9999 as last_year
    from {{ ref('stg_code__funding_sources') }}
    union all
    select
        'measurement_unit' as code_kind,
        unit_printed as code,
        0 as first_year,
        9999 as last_year
    from {{ ref('stg_code__measurement_units') }}
),

ends_covered as (
    select
        aliases.code_kind,
        aliases.printed_code,
        aliases.wording,
        aliases.publisher,
        aliases.target_code,
        aliases.valid_from_year,
        aliases.valid_to_year,
        count(
            case
                when
                    coalesce(aliases.valid_from_year, 0)
                    between targets.first_year and targets.last_year then 1
            end
        ) as first_count,
        count(
            case
                when
                    coalesce(aliases.valid_to_year, 9999)
                    between targets.first_year and targets.last_year then 1
            end
        ) as last_count
    from {{ ref('stg_map__code_aliases') }} as aliases
    left join targets
        on
            aliases.code_kind = targets.code_kind
            and aliases.target_code = targets.code
    group by
        aliases.code_kind, aliases.printed_code, aliases.wording, aliases.publisher,
        aliases.target_code, aliases.valid_from_year, aliases.valid_to_year
)

select
    code_kind,
    printed_code,
    wording,
    publisher,
    target_code,
    valid_from_year,
    valid_to_year
from ends_covered
where
    first_count = 0
    or last_count = 0
