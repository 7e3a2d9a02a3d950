{#
    Wordings that are rates of units (元/人·天): what is counted, and per what. One row is one wording
    as printed in one document.
#}
with

parts as (
    {%- for part_no in range(1, 6) %}
        {%- if not loop.first %}
            union all
        {%- endif %}
        select
            document_id,
            unit_printed,
            {{ part_no }} as part_no,
            {{ unit_part('rate_text', part_no) }} as part,
            {{ unit_joint('rate_text', part_no) }} as joint
        from {{ ref('int_unit_wordings') }}
        where {{ regex_found('rate_text', '^[^/·]+([/·][^/·]+){1,4}$') }}
    {%- endfor %}
),

parts_beside as (
    select
        document_id,
        unit_printed,
        part_no,
        part,
        joint,
        lead(part) over same_wording as next_part,
        lead(joint) over same_wording as next_joint
    from parts
    where part is not null
    window same_wording as (partition by document_id, unit_printed order by part_no)
),

parts_paired as (
    select
        parts_beside.document_id,
        parts_beside.unit_printed,
        parts_beside.part_no,
        {# 元/人/次 and 元/人·次 are one rate. #}
        coalesce(pairs.wording, parts_beside.part) as part,
        case
            when pairs.wording is not null then parts_beside.next_joint
            else parts_beside.joint
        end as joint,
        coalesce(lag(pairs.wording is not null) over (
            partition by parts_beside.document_id, parts_beside.unit_printed
            order by parts_beside.part_no
        ), false) as is_behind_pair
    from parts_beside
    left join {{ ref('int_units_listed') }} as pairs
        on
            {# Behind "per" all parts belong together; in front, 150人/次 is people each time. #}
            case
                when parts_beside.part_no > 1 or parts_beside.joint = '·'
                    then parts_beside.part || '·' || parts_beside.next_part
            end = pairs.wording
),

parts_known as (
    select
        parts_paired.document_id,
        parts_paired.unit_printed,
        parts_paired.joint,
        units.quantity_kind,
        units.base_unit,
        units.factor,
        replace(units.rate_unit, '·', '/') as rate_unit,
        row_number() over (
            partition by parts_paired.document_id, parts_paired.unit_printed
            order by parts_paired.part_no
        ) as part_no,
        {# Time stands last in a rate, whatever was printed first: 元/年/人 is 元/人/年. #}
        case
            when units.quantity_kind = 'duration' then 10 + parts_paired.part_no
            else parts_paired.part_no
        end as rate_order
    from parts_paired
    left join {{ ref('int_units_listed') }} as units
        on parts_paired.part = units.wording
    where not parts_paired.is_behind_pair
),

denominators as (
    select
        document_id,
        unit_printed,
        rate_unit,
        row_number() over (partition by document_id, unit_printed order by rate_order) as place
    from parts_known
    where part_no > 1
),

denominators_joined as (
    select
        document_id,
        unit_printed,
        concat(
            max(case when place = 1 then rate_unit end),
            max(case when place = 2 then concat('/', rate_unit) else '' end),
            max(case when place = 3 then concat('/', rate_unit) else '' end)
        ) as rate_unit
    from denominators
    group by document_id, unit_printed
    {# Longer ones, and ones with an unknown part, are no rate that can be relied on. #}
    having count(*) <= 3 and count(rate_unit) = count(*)
)

select
    numerators.document_id,
    numerators.unit_printed,
    numerators.factor,
    numerators.base_unit as numerator_unit,
    denominators_joined.rate_unit as denominator_unit,
    concat(numerators.quantity_kind, '_rate') as quantity_kind,
    concat(numerators.base_unit, '/', denominators_joined.rate_unit) as base_unit
from parts_known as numerators
inner join denominators_joined
    on
        numerators.document_id = denominators_joined.document_id
        and numerators.unit_printed = denominators_joined.unit_printed
where
    numerators.part_no = 1
    and numerators.joint = '/'
    and numerators.factor is not null
