{#
    The unit of money that is printed for every table: about it, about the one that it goes on from,
    or for all tables. NULL where none is, or where two units leave it open.
#}
with

about_tables as (
    select
        recognised.document_id,
        recognised.table_no,
        recognised.run_no,
        below.unit_printed as unit_below,
        for_all.unit_printed as unit_for_all,
        coalesce(captions.unit_text, labels.unit_text, first_rows.unit_text) as text_above,
        case
            {# Two units in two places, or a unit that is none of money in one of them. #}
            when
                captions.factor <> labels.factor
                or (captions.unit_text is not null and captions.factor is null)
                or (labels.unit_text is not null and labels.factor is null)
                then null
            else coalesce(captions.unit_printed, labels.unit_printed, first_rows.unit_printed)
        end as unit_above,
        row_number() over (
            partition by recognised.document_id
            order by recognised.table_no
        ) as table_rank
    from {{ ref('int_tables_recognised') }} as recognised
    {% for alias, place in [
        ('captions', 'caption'), ('labels', 'label'), ('first_rows', 'first_rows'),
        ('below', 'below'), ('for_all', 'all_tables'),
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
            about_tables.unit_for_all
        ) as unit_about,
        documents_read.unit_of_first_table,
        {# Two units about one table leave it open: that is not the same as none. #}
        about_tables.text_above is not null
        and about_tables.unit_above is null
        and not documents_read.has_units_below as is_open
    from about_tables
    inner join documents_read
        on about_tables.document_id = documents_read.document_id
),

units_read as (
    select
        printed.document_id,
        printed.table_no,
        units.unit_printed,
        units.factor,
        printed.unit_about is null as is_of_first_table
    from printed
    inner join {{ ref('stg_code__money_units') }} as units
        on coalesce(printed.unit_about, printed.unit_of_first_table) = units.unit_printed
    where not printed.is_open
),

{#
    The unit of the first table is that of all only while nothing contradicts: where a table prints
    the figures of another in a larger scale, it stands for that table alone.
#}
documents_contradicted as (
    select distinct alike.document_id
    from {{ ref('int_tables_alike') }} as alike
    inner join units_read as larger
        on {{ same_table('alike', 'larger') }}
    inner join units_read as smaller
        on
            alike.document_id = smaller.document_id
            and alike.other_table_no = smaller.table_no
    where
        (larger.is_of_first_table or smaller.is_of_first_table)
        and larger.factor * alike.scale <> smaller.factor
),

units_known as (
    select
        units_read.document_id,
        units_read.table_no,
        units_read.unit_printed,
        units_read.factor
    from units_read
    left join documents_contradicted
        on units_read.document_id = documents_contradicted.document_id
    where
        not units_read.is_of_first_table
        or documents_contradicted.document_id is null
)

select
    printed.document_id,
    printed.table_no,
    units_known.unit_printed,
    units_known.factor,
    printed.is_open
from printed
left join units_known
    on {{ same_table('printed', 'units_known') }}
