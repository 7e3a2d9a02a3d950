{#
    The unit of money of every table, and how it is known: printed about the table, about the one that
    it goes on from, or for all tables; else proved by tables that print the same figures, from one to
    the next. A table of which nothing of that is true has none: no unit is ever guessed.
#}
{% set steps = 3 -%}
with

about_tables as (
    select
        recognised.document_id,
        recognised.table_no,
        recognised.run_no,
        below.unit_printed as unit_below,
        for_all.unit_printed as unit_for_all,
        coalesce(captions.unit_text, first_rows.unit_text) as text_above,
        coalesce(captions.unit_printed, first_rows.unit_printed) as unit_above,
        row_number() over (
            partition by recognised.document_id
            order by recognised.table_no
        ) as table_rank,
        count(*) over (partition by recognised.document_id) as table_count
    from {{ ref('int_tables_recognised') }} as recognised
    {% for alias, place in [
        ('captions', 'caption'), ('first_rows', 'first_rows'), ('below', 'below'),
        ('for_all', 'all_tables'),
    ] -%}
        left join {{ ref('int_units_printed') }} as {{ alias }}
            on
                {{ same_table('recognised', alias) }}
                and {{ alias }}.unit_place = '{{ place }}'
    {% endfor -%}
),

{#
    What stands between two tables may belong to either. Units stand below where the last table has
    one there and the first has none above it. One unit above the first table and nowhere else is
    that of all.
#}
documents_read as (
    select
        document_id,
        max(case when table_rank = 1 then unit_above end) is null
        and count(unit_below) = count(*) as has_units_below,
        case
            when
                count(text_above) = 1
                and count(case when table_rank = 1 then text_above end) = 1
                then max(unit_above)
        end as unit_of_first_table
    from about_tables
    group by document_id
),

printed as (
    select
        about_tables.document_id,
        about_tables.table_no,
        coalesce(
            case when documents_read.has_units_below then about_tables.unit_below end,
            about_tables.unit_above,
            first_value(about_tables.unit_above) over (
                partition by about_tables.document_id, about_tables.run_no
                order by about_tables.table_no
            ),
            about_tables.unit_for_all,
            documents_read.unit_of_first_table
        ) as unit_printed,
        {# Two units about one table leave it open: that is not the same as none. #}
        about_tables.text_above is not null
        and about_tables.unit_above is null
        and not documents_read.has_units_below as is_open
    from about_tables
    inner join documents_read
        on about_tables.document_id = documents_read.document_id
),

known_0 as (
    select
        printed.document_id,
        printed.table_no,
        printed.unit_printed,
        units.factor,
        'printed' as unit_method
    from printed
    inner join {{ ref('stg_code__money_units') }} as units
        on printed.unit_printed = units.unit_printed
    where not printed.is_open
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
        where already.table_no is null
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
