{{ config(schema='intermediate', contract={'enforced': false}) }}

{#
    Units of measure: all listed ones, all that documents print, and the base units of both. A
    printed unit that cannot be parsed has no kind and no factor.
#}
with

units_parsed as (
    select
        wording as unit_printed,
        quantity_kind,
        base_unit,
        factor,
        parse_method,
        cast(null as varchar) as numerator_unit,
        cast(null as varchar) as denominator_unit,
        true as is_known
    from {{ ref('int_units_listed') }}
    where parse_method = 'listed'
    union distinct
    select
        unit_printed,
        quantity_kind,
        base_unit,
        factor,
        parse_method,
        numerator_unit,
        denominator_unit,
        is_known
    from {{ ref('int_units_of_measure_printed') }}
),

base_units as (
    select distinct
        needed.base_unit,
        needed.quantity_kind,
        {{ regex_group('needed.base_unit', '^([^/]+)/') }} as numerator_unit,
        {{ regex_group('needed.base_unit', '^[^/]+/(.+)$') }} as denominator_unit
    from units_parsed as needed
    left join units_parsed as present
        on needed.base_unit = present.unit_printed
    where
        needed.is_known
        and present.unit_printed is null
)

select
    unit_printed,
    quantity_kind,
    base_unit,
    factor,
    parse_method,
    numerator_unit,
    denominator_unit,
    is_known
from units_parsed
union all
select
    base_unit as unit_printed,
    quantity_kind,
    base_unit,
    cast(1 as decimal(18, 6)) as factor,
    'compound' as parse_method,
    numerator_unit,
    denominator_unit,
    true as is_known
from base_units
