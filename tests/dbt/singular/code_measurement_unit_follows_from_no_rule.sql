-- A unit that magnitude and another row give, with the same meaning, needs no row of its own.
with units as (
    select
        unit_printed,
        base_unit,
        factor,
        takes_magnitude,
        rate_unit
    from {{ ref('stg_code__measurement_units') }}
)

select
    listed.unit_printed,
    magnitudes.magnitude,
    units.unit_printed as rest
from units as listed
cross join {{ ref('stg_code__magnitudes') }} as magnitudes
inner join units
    on
        listed.unit_printed = concat(magnitudes.magnitude, units.unit_printed)
        and units.takes_magnitude
where
    listed.base_unit <> listed.unit_printed
    -- with a name of its own in rates, it says more than the rule
    and listed.rate_unit is null
    and listed.base_unit = units.base_unit
    and listed.factor = cast(units.factor as decimal(24, 6)) * magnitudes.factor
