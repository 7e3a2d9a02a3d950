with keyed_measures as (

    select
        unit_printed,
        quantity_kind,
        base_unit,
        factor,
        {{ code_key('unit_printed') }} as measurement_unit_key
    from {{ ref('stg_code__measurement_units') }}

)

select
    measurement_unit_key,
    unit_printed,
    quantity_kind,
    base_unit,
    factor
from keyed_measures
