{#
    The unit of money of every table, and how it is known: printed, and not refuted by the tables that
    print the same figures; else proved by them, from one to the next. A table of which nothing of that
    is true has none: no unit is ever guessed.
#}
{% set steps = 3 -%}
with

known_0 as (
    select
        about.document_id,
        about.table_no,
        coalesce(outvoted.unit_proved, about.unit_printed) as unit_printed,
        coalesce(outvoted.factor, about.factor) as factor,
        case when outvoted.table_no is null then 'printed' else 'outvoted' end as unit_method
    from {{ ref('int_units_about_tables') }} as about
    left join {{ ref('int_units_outvoted') }} as outvoted
        on {{ same_table('about', 'outvoted') }}
    where about.unit_printed is not null
),

{% for step in range(1, steps + 1) -%}
    proved_{{ step }} as (
        select
            alike.document_id,
            alike.table_no,
            min(known.unit_printed) as unit_printed,
            min(known.factor) as factor
        from {{ ref('int_tables_alike') }} as alike
        inner join known_{{ step - 1 }} as known
            on
                alike.document_id = known.document_id
                and alike.other_table_no = known.table_no
        left join known_{{ step - 1 }} as already
            on {{ same_table('alike', 'already') }}
        left join {{ ref('int_units_about_tables') }} as printed
            on {{ same_table('alike', 'printed') }}
        where
            already.table_no is null
            and alike.scale = 1
            and not coalesce(printed.is_open, false)
        group by alike.document_id, alike.table_no
        having count(distinct known.factor) = 1
    ),

    known_{{ step }} as (
        select
            document_id,
            table_no,
            unit_printed,
            factor,
            unit_method
        from known_{{ step - 1 }}
        union all
        select
            document_id,
            table_no,
            unit_printed,
            factor,
            'proved' as unit_method
        from proved_{{ step }}
    ){% if not loop.last %},{% endif %}

{% endfor %}
select
    recognised.document_id,
    recognised.table_no,
    known.unit_printed,
    known.factor,
    coalesce(known.unit_method, 'unknown') as unit_method
from {{ ref('int_tables_recognised') }} as recognised
left join known_{{ steps }} as known
    on {{ same_table('recognised', 'known') }}
