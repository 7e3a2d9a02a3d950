with keyed_measures as (

    select
        unit_printed,
        quantity_kind,
        base_unit,
        factor,
        parse_method,
        numerator_unit,
        denominator_unit,
        {{ code_key('unit_printed') }} as measurement_unit_key
    from {{ ref('int_measurement_units') }}

)

{{ with_unknown_members(
    'keyed_measures',
    [
        'measurement_unit_key', 'unit_printed', 'quantity_kind', 'base_unit', 'factor',
        'parse_method', 'numerator_unit', 'denominator_unit',
    ],
    {
        'measurement_unit_key': code_key('code'),
        'unit_printed': 'name_zh',
    },
) }}
