{#
    Units of money that are printed about a table, place by place. Two different units in one place
    leave it open, and so does a label with a unit that is none of money (单位：户, 单位：万美元): such
    a table takes no other. A name that begins like a unit (编制单位：元氏县) is none: behind a unit its
    word ends. The unit of a rate (人均标准：元) is not that of the table.
#}
{%- set patterns = wording_patterns([
    'unit_word', 'unit_name', 'unit_front', 'unit_behind', 'unit_subject',
]) %}
{%- set behind -%}
    '(?:$| ?[^一-鿿 /]| ?(?:', {{ patterns.unit_behind }}, '))'
{%- endset %}
{%- set labelled %}
    concat(
        '(?:', {{ patterns.unit_word }}, ')[ :∶(【]*(?:[^ :∶()【】,;。、]{1,3}[、,] ?)*(?:(?:',
        {{ patterns.unit_front }}, ')[ :∶(]*)*', units.unit_printed, {{ behind }}
    )
{%- endset %}
{%- set stated %}
    concat(
        '(?:^|[^一-鿿]|', {{ patterns.unit_subject }}, ')(?:(?:', {{ patterns.unit_front }}, ') ?)+',
        units.unit_printed, ' ?(?:', {{ patterns.unit_behind }}, ')'
    )
{%- endset %}
{%- set alone %}
    concat(
        '(?:^|[(【])(?:(?:', {{ patterns.unit_front }}, ') ?)?', units.unit_printed, ' ?(?:$|[)】])'
    )
{%- endset %}
{%- set anywhere %}
    concat('(?:[:∶(、,;] ?|(?:', {{ patterns.unit_front }}, ') ?)', units.unit_printed, {{ behind }})
{%- endset -%}
with

sayings as (
    select distinct
        unit_place,
        said,
        said_bare
    from {{ ref('int_texts_about_units') }}
),

{# Blanks end a word; but they also stand between the characters of one: 单 位 ： 万 元. #}
units_said as (
    select
        sayings.unit_place,
        sayings.said,
        sayings.said_bare,
        units.unit_printed,
        units.factor
    from sayings
    cross join {{ ref('stg_code__money_units') }} as units
    where
        strpos(sayings.said_bare, units.unit_printed) > 0
        and (
            {% for text in ['sayings.said_bare', 'sayings.said'] -%}
                {{ wording_found(text, labelled) }}
                or {{ wording_found(text, stated) }}
                or (sayings.unit_place in ('caption', 'below') and {{ wording_found(text, alone) }})
                or (sayings.unit_place = 'all_tables' and {{ wording_found(text, anywhere) }})
                {% if not loop.last %}or {% endif %}
            {%- endfor %}
        )
),

units_found as (
    select
        texts.document_id,
        texts.table_no,
        texts.unit_place,
        texts.nearness,
        texts.unit_text,
        units_said.unit_printed,
        units_said.factor
    from {{ ref('int_texts_about_units') }} as texts
    inner join units_said
        on
            texts.unit_place = units_said.unit_place
            and texts.said = units_said.said
            and texts.said_bare = units_said.said_bare
),

labels as (
    select
        texts.document_id,
        texts.table_no,
        texts.unit_place,
        texts.nearness,
        texts.unit_text,
        {{ regex_group(
            wording_removed(
                'texts.said_bare', patterns.unit_name, '^(?:.*[^一-鿿])?', '[:∶]'
            ), '^(%|[^、,/;。()【】0-9%]+)'
        ) }} as unit_said
    from {{ ref('int_texts_about_units') }} as texts
    where {{ wording_found('texts.said_bare', patterns.unit_name, '^(?:.*[^一-鿿])?', '[:∶]') }}
),

{# 千辆, 万美元: a unit may have a magnitude in front. #}
labels_by_unit as (
    {% for unit in ['unit_said', regex_replace('unit_said', '^[十百千万亿]+', '')] -%}
        select
            document_id,
            table_no,
            unit_place,
            nearness,
            unit_text,
            {{ unit }} as unit_said
        from labels
        {% if not loop.last -%} union distinct {% endif -%}
    {% endfor %}
),

other_units as (
    select unit_printed
    from {{ ref('stg_code__measurement_units') }}
    union distinct
    select unit_printed
    from {{ ref('stg_code__money_units') }}
    union distinct
    select wording as unit_printed
    from {{ ref('stg_map__text_wordings') }}
    where used_for = 'unit_of_other_money'
),

units_of_texts as (
    select
        document_id,
        table_no,
        unit_place,
        nearness,
        unit_text,
        unit_printed,
        factor
    from units_found
    union all
    select
        labels.document_id,
        labels.table_no,
        labels.unit_place,
        labels.nearness,
        labels.unit_text,
        cast(null as varchar) as unit_printed,
        cast(null as decimal(18, 2)) as factor
    from labels_by_unit as labels
    inner join other_units
        on labels.unit_said = other_units.unit_printed
),

{# A text that names a unit of money may count other things as well: 单位：人、万元. #}
texts_read as (
    select
        document_id,
        table_no,
        unit_place,
        nearness,
        unit_text,
        case
            when count(distinct factor) = 1
                then max_by(unit_printed, row(length(unit_printed), unit_printed))
        end as unit_printed,
        case when count(distinct factor) = 1 then max(factor) end as factor,
        dense_rank() over (
            partition by document_id, table_no, unit_place
            order by nearness desc
        ) as distance
    from units_of_texts
    group by document_id, table_no, unit_place, nearness, unit_text
)

select
    document_id,
    table_no,
    unit_place,
    min(unit_text) as unit_text,
    case
        when count(distinct factor) = 1 and count(*) = count(factor) then min(unit_printed)
    end as unit_printed,
    case
        when count(distinct factor) = 1 and count(*) = count(factor) then min(factor)
    end as factor
from texts_read
where distance = 1
group by document_id, table_no, unit_place
