{#
    Units of money that stand about a table: in its captions, in its first rows, below it, or once for
    all tables. Two different units in one place leave it open. A name that begins like a unit
    (编制单位：元氏县) is none: behind a unit its word ends.
#}
{%- set unit_in_its_place %}
    concat(
        '(?:^|[:(、,;] ?|(?:', patterns.unit_front, ') ?)', units.unit_printed,
        '(?:$| ?[^一-鿿 /]| ?(?:', patterns.unit_behind, '))'
    )
{%- endset -%}

with

patterns as (
    {{ wording_patterns(['unit_word', 'unit_of_all_tables', 'unit_front', 'unit_behind']) }}
),

{# What stands below a table may stand above the next one: it ends where that has its title. #}
tables_placed as (
    select
        document_id,
        table_no,
        first_line_no,
        last_line_no,
        least(last_line_no + 4, coalesce(lead(coalesce(
            least(title_line_no, first_line_no), first_line_no
        )) over (
            partition by document_id
            order by table_no
        ), last_line_no + 4)) as end_line_no
    from {{ ref('int_tables_recognised') }}
),

texts as (
    select
        document_id,
        table_no,
        'caption' as unit_place,
        line_no,
        caption_text as unit_text,
        bare_text
    from {{ ref('int_table_captions') }}
    union all
    select
        document_id,
        table_no,
        'first_rows' as unit_place,
        line_no,
        cell_text as unit_text,
        bare_text
    from {{ ref('int_cells_unnested') }}
    where row_no <= 3
    union all
    select
        placed.document_id,
        placed.table_no,
        'below' as unit_place,
        -text_rows.line_no as line_no,
        text_rows.line_text as unit_text,
        {{ bare('text_rows.line_text') }} as bare_text
    from tables_placed as placed
    inner join {{ ref('stg_raw__lines') }} as text_rows
        on
            placed.document_id = text_rows.document_id
            and placed.last_line_no < text_rows.line_no
            and placed.end_line_no > text_rows.line_no
    where text_rows.table_no is null
    union all
    select
        placed.document_id,
        placed.table_no,
        'all_tables' as unit_place,
        text_rows.line_no,
        text_rows.line_text as unit_text,
        {{ bare('text_rows.line_text') }} as bare_text
    from tables_placed as placed
    inner join {{ ref('stg_raw__lines') }} as text_rows
        on
            placed.document_id = text_rows.document_id
            and placed.first_line_no > text_rows.line_no
    cross join patterns
    where
        text_rows.table_no is null
        and {{ wording_found(bare('text_rows.line_text'), 'patterns.unit_of_all_tables') }}
),

texts_about_units as (
    select distinct
        texts.document_id,
        texts.table_no,
        texts.unit_place,
        texts.line_no,
        texts.unit_text,
        texts.bare_text
    from texts
    cross join patterns
    where
        length(texts.bare_text) <= 80
        and (
            {{ wording_found('texts.bare_text', 'patterns.unit_word') }}
            or (
                texts.unit_place in ('caption', 'below')
                and {{ regex_found(
                    'texts.bare_text', '(?:^|[(])(?:人民币|RMB)?(?:' ~ money_units() ~ ')[)]?$'
                ) }}
            )
        )
),

{# Blanks end a word; but they also stand between the characters of one: 单 位 ： 万 元. #}
units_found as (
    select
        texts.document_id,
        texts.table_no,
        texts.unit_place,
        texts.line_no,
        texts.unit_text,
        units.unit_printed,
        units.factor
    from texts_about_units as texts
    cross join {{ ref('stg_code__money_units') }} as units
    cross join patterns
    where
        {{ wording_found('texts.bare_text', unit_in_its_place) }}
        or {{ wording_found('texts.unit_text', unit_in_its_place) }}
),

places as (
    select
        document_id,
        table_no,
        unit_place,
        line_no,
        unit_text,
        case
            when count(distinct factor) = 1 then max_by(unit_printed, length(unit_printed))
        end as unit_printed
    from units_found
    group by document_id, table_no, unit_place, line_no, unit_text
)

select
    document_id,
    table_no,
    unit_place,
    min(unit_text) as unit_text,
    case
        when count(distinct unit_printed) = 1 and count(*) = count(unit_printed)
            then min(unit_printed)
    end as unit_printed
from (
    select
        document_id,
        table_no,
        unit_place,
        unit_text,
        unit_printed,
        dense_rank() over (
            partition by document_id, table_no, unit_place
            order by line_no desc
        ) as nearness
    from places
) as ranked
where nearness = 1
group by document_id, table_no, unit_place
