-- A base unit is itself a unit of the same kind with factor 1, and a factor is positive.
with units as (
    select
        unit_printed,
        quantity_kind,
        base_unit,
        factor
    from {{ ref('int_measurement_units') }}
    where is_known
)

select
    units.unit_printed,
    units.base_unit,
    units.factor
from units
left join units as base
    on
        units.base_unit = base.unit_printed
        and units.quantity_kind = base.quantity_kind
        and base.factor = 1
        and base.base_unit = base.unit_printed
where base.unit_printed is null or units.factor <= 0
