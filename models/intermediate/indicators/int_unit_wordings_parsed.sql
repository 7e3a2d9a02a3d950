{#
    Every wording of a document that can be a unit of measure, taken apart: listed, listed behind a
    magnitude (万人次), a choice of two (台、辆), or a rate of such units (元/人·天). One row is one
    wording as printed in one document.
#}
with

units as (
    select
        wording,
        quantity_kind,
        base_unit,
        factor,
        parse_method
    from {{ ref('int_units_listed') }}
    where factor is not null
),

choices as (
    select
        wordings.document_id,
        wordings.unit_printed,
        first_units.quantity_kind,
        first_units.factor,
        case
            when first_units.base_unit = second_units.base_unit then first_units.base_unit
            else concat(first_units.base_unit, '、', second_units.base_unit)
        end as base_unit
    from {{ ref('int_unit_wordings') }} as wordings
    inner join units as first_units
        on
            {{ regex_group('wordings.choices_text', '^([^、/]+)、[^、/]+$') }}
            = first_units.wording
    inner join units as second_units
        on
            {{ regex_group('wordings.choices_text', '^[^、/]+、([^、/]+)$') }}
            = second_units.wording
            and first_units.quantity_kind = second_units.quantity_kind
            and first_units.factor = second_units.factor
)

select
    wordings.document_id,
    wordings.unit_printed,
    coalesce(units.quantity_kind, choices.quantity_kind, rates.quantity_kind) as quantity_kind,
    coalesce(units.base_unit, choices.base_unit, rates.base_unit) as base_unit,
    coalesce(units.factor, choices.factor, rates.factor) as factor,
    case
        when units.wording is not null then units.parse_method
        when choices.unit_printed is not null or rates.unit_printed is not null then 'compound'
        else 'unknown'
    end as parse_method,
    case when units.wording is null and choices.unit_printed is null then rates.numerator_unit end
        as numerator_unit,
    case
        when units.wording is null and choices.unit_printed is null then rates.denominator_unit
    end as denominator_unit,
    coalesce(units.factor, choices.factor, rates.factor) is not null as is_known
from {{ ref('int_unit_wordings') }} as wordings
left join units
    on wordings.unit_key = units.wording
left join choices
    on
        wordings.document_id = choices.document_id
        and wordings.unit_printed = choices.unit_printed
left join {{ ref('int_unit_rates') }} as rates
    on
        wordings.document_id = rates.document_id
        and wordings.unit_printed = rates.unit_printed
