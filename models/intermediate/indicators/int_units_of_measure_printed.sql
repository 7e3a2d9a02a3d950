{# Units in which indicators and quantities are printed, taken apart. #}
with

units_printed as (
    select
        document_id,
        unit_printed
    from {{ ref('int_indicator_values_parsed') }}
    where unit_printed is not null
    union distinct
    select
        document_id,
        quantity_unit as unit_printed
    from {{ ref('int_budget_lines') }}
    where quantity_unit is not null
)

select
    parsed.document_id,
    parsed.unit_printed,
    parsed.quantity_kind,
    parsed.base_unit,
    parsed.factor,
    parsed.parse_method,
    parsed.numerator_unit,
    parsed.denominator_unit,
    parsed.is_known
from units_printed
inner join {{ ref('int_unit_wordings_parsed') }} as parsed
    on
        units_printed.document_id = parsed.document_id
        and units_printed.unit_printed = parsed.unit_printed
