{#
    Wordings of whole units of measure and what they are: listed ones, their aliases, and both
    behind a magnitude (万人次). Years and publishers of aliases do not count. One row is one wording.
#}
with

names as (
    select
        unit_printed as wording,
        quantity_kind,
        base_unit,
        factor,
        takes_magnitude,
        'listed' as parse_method,
        {# A rate keeps what it is counted in: 元/公里 is not turned into 元/米. #}
        coalesce(rate_unit, base_unit) as rate_unit
    from {{ ref('stg_code__measurement_units') }}
    union all
    select
        {{ unit_key('aliases.wording') }} as wording,
        units.quantity_kind,
        units.base_unit,
        units.factor,
        units.takes_magnitude,
        'alias' as parse_method,
        coalesce(units.rate_unit, units.base_unit) as rate_unit
    from {{ ref('stg_map__code_aliases') }} as aliases
    inner join {{ ref('stg_code__measurement_units') }} as units
        on aliases.target_code = units.unit_printed
    where aliases.code_kind = 'measurement_unit'
)

select
    wording,
    quantity_kind,
    base_unit,
    factor,
    rate_unit,
    parse_method
from names
union all
select
    concat(magnitudes.magnitude, names.wording) as wording,
    names.quantity_kind,
    names.base_unit,
    {# Out of range is unknown, not zero. #}
    try_cast(
        cast(names.factor as decimal(24, 6)) * magnitudes.factor as decimal(18, 6)
    ) as factor,
    concat(magnitudes.magnitude, names.rate_unit) as rate_unit,
    'prefixed' as parse_method
from names
cross join {{ ref('stg_code__magnitudes') }} as magnitudes
left join names as listed
    on concat(magnitudes.magnitude, names.wording) = listed.wording
where
    names.takes_magnitude
    and listed.wording is null
