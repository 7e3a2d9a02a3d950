{#
    Every wording that can be a unit of measure, taken apart: listed, listed behind a magnitude
    (万人次), or a rate of such units (元/人·天). One row is one wording as printed.
#}
with

{# Wordings of whole units and what they are; years and publishers of aliases do not count. #}
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
),

simple_units as (
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
),

wordings as (
    select unit_column as unit_printed
    from {{ ref('int_indicator_values_split') }}
    where unit_column is not null
    union distinct
    select words_after as unit_printed
    from {{ ref('int_indicator_values_split') }}
    where
        words_after is not null
        and numbers = 1
    union distinct
    select quantity_unit as unit_printed
    from {{ ref('int_budget_lines') }}
    where quantity_unit is not null
    union distinct
    select unit_printed
    from {{ ref('stg_code__measurement_units') }}
),

keyed as (
    select
        unit_printed,
        {{ unit_key('unit_printed') }} as unit_key,
        {{ unit_choices('unit_printed') }} as choices_text
    from wordings
),

{# 每人元 stands for 元/人: where the words behind 每 are two units in one way only. #}
turned as (
    select
        keyed.unit_printed,
        max(concat(
            numerators.wording,
            '/',
            {{ regex_replace('keyed.unit_key', '^/|[^/·]+$', '') }},
            denominators.wording
        )) as unit_key
    from keyed
    inner join simple_units as numerators
        on
            right(keyed.unit_key, length(numerators.wording)) = numerators.wording
    inner join simple_units as denominators
        on
            {{ regex_group('keyed.unit_key', '([^/·]+)$') }}
            = concat(denominators.wording, numerators.wording)
    left join simple_units as whole_units
        on {{ regex_group('keyed.unit_key', '([^/·]+)$') }} = whole_units.wording
    where
        {{ regex_found('keyed.unit_key', '^/') }}
        and whole_units.wording is null
    group by keyed.unit_printed
    having count(*) = 1
),

in_order as (
    select
        keyed.unit_printed,
        coalesce(turned.unit_key, keyed.unit_key) as unit_key
    from keyed
    left join turned
        on keyed.unit_printed = turned.unit_printed
),

parts as (
    {%- for part_no in range(1, 6) %}
        {%- if not loop.first %}
            union all
        {%- endif %}
        select
            unit_printed,
            {{ part_no }} as part_no,
            {{ unit_part('unit_key', part_no) }} as part,
            {{ unit_joint('unit_key', part_no) }} as joint
        from in_order
        where {{ regex_found('unit_key', '^[^/·]+([/·][^/·]+){1,4}$') }}
    {%- endfor %}
),

parts_beside as (
    select
        unit_printed,
        part_no,
        part,
        joint,
        lead(part) over (partition by unit_printed order by part_no) as next_part,
        lead(joint) over (partition by unit_printed order by part_no) as next_joint
    from parts
    where part is not null
),

parts_paired as (
    select
        parts_beside.unit_printed,
        parts_beside.part_no,
        {# 元/人/次 and 元/人·次 are one rate. #}
        coalesce(pairs.wording, parts_beside.part) as part,
        case
            when pairs.wording is not null then parts_beside.next_joint
            else parts_beside.joint
        end as joint,
        coalesce(lag(pairs.wording is not null) over (
            partition by parts_beside.unit_printed order by parts_beside.part_no
        ), false) as is_behind_pair
    from parts_beside
    left join simple_units as pairs
        on
            concat(parts_beside.part, '·', parts_beside.next_part) = pairs.wording
            and parts_beside.next_part is not null
            {# Behind "per" all parts belong together; in front, 150人/次 is people each time. #}
            and (parts_beside.part_no > 1 or parts_beside.joint = '·')
),

parts_known as (
    select
        parts_paired.unit_printed,
        parts_paired.joint,
        simple_units.quantity_kind,
        simple_units.base_unit,
        simple_units.factor,
        replace(simple_units.rate_unit, '·', '/') as rate_unit,
        row_number() over (
            partition by parts_paired.unit_printed order by parts_paired.part_no
        ) as part_no,
        {# Time stands last in a rate, whatever was printed first: 元/年/人 is 元/人/年. #}
        case
            when simple_units.quantity_kind = 'duration' then 10 + parts_paired.part_no
            else parts_paired.part_no
        end as rate_order
    from parts_paired
    left join simple_units
        on parts_paired.part = simple_units.wording
    where not parts_paired.is_behind_pair
),

denominators as (
    select
        unit_printed,
        rate_unit,
        row_number() over (partition by unit_printed order by rate_order) as place
    from parts_known
    where part_no > 1
),

denominators_joined as (
    select
        unit_printed,
        concat(
            max(case when place = 1 then rate_unit end),
            max(case when place = 2 then concat('/', rate_unit) else '' end),
            max(case when place = 3 then concat('/', rate_unit) else '' end)
        ) as rate_unit
    from denominators
    group by unit_printed
    {# Longer ones, and ones with an unknown part, are no rate that can be relied on. #}
    having count(*) <= 3 and count(rate_unit) = count(*)
),

rates as (
    select
        numerators.unit_printed,
        numerators.factor,
        numerators.base_unit as numerator_unit,
        denominators_joined.rate_unit as denominator_unit,
        concat(numerators.quantity_kind, '_rate') as quantity_kind,
        concat(numerators.base_unit, '/', denominators_joined.rate_unit) as base_unit
    from parts_known as numerators
    inner join denominators_joined
        on numerators.unit_printed = denominators_joined.unit_printed
    where
        numerators.part_no = 1
        and numerators.joint = '/'
        and numerators.factor is not null
),

choices as (
    select
        keyed.unit_printed,
        first_units.quantity_kind,
        first_units.factor,
        case
            when first_units.base_unit = second_units.base_unit then first_units.base_unit
            else concat(first_units.base_unit, '、', second_units.base_unit)
        end as base_unit
    from keyed
    inner join simple_units as first_units
        on {{ regex_group('keyed.choices_text', '^([^、/]+)、[^、/]+$') }} = first_units.wording
    inner join simple_units as second_units
        on
            {{ regex_group('keyed.choices_text', '^[^、/]+、([^、/]+)$') }} = second_units.wording
            and first_units.quantity_kind = second_units.quantity_kind
            and first_units.factor = second_units.factor
)

select
    keyed.unit_printed,
    coalesce(whole_units.quantity_kind, choices.quantity_kind, rates.quantity_kind)
        as quantity_kind,
    coalesce(whole_units.base_unit, choices.base_unit, rates.base_unit) as base_unit,
    coalesce(whole_units.factor, choices.factor, rates.factor) as factor,
    case
        when whole_units.wording is not null then whole_units.parse_method
        when choices.unit_printed is not null or rates.unit_printed is not null then 'compound'
        else 'unknown'
    end as parse_method,
    case
        when whole_units.wording is null and choices.unit_printed is null
            then rates.numerator_unit
    end as numerator_unit,
    case
        when whole_units.wording is null and choices.unit_printed is null
            then rates.denominator_unit
    end as denominator_unit,
    coalesce(whole_units.factor, choices.factor, rates.factor) is not null as is_known
from keyed
left join simple_units as whole_units
    on
        keyed.unit_key = whole_units.wording
        and whole_units.factor is not null
left join choices
    on keyed.unit_printed = choices.unit_printed
left join rates
    on keyed.unit_printed = rates.unit_printed
