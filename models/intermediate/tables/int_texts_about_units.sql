{#
    Texts about a table that may name a unit of money, in two readings: with blanks, which end a word,
    and without, as they also stand between the characters of one. The same text stands above many
    tables: it is read once.
#}
{%- set patterns = wording_patterns(['unit_name', 'unit_of_rate']) %}
with

wordings as (
    select distinct
        unit_text,
        bare_text
    from {{ ref('int_texts_beside_tables') }}
    where length(bare_text) <= 80
),

wordings_read as (
    select
        wordings.unit_text,
        wordings.bare_text,
        {# A clause about a rate is taken out: what is left may still name the unit. #}
        {{ wording_removed(
            'wordings.unit_text', patterns.unit_of_rate, '[^,;。()【】 ]*', '[^,;。()【】 ]*'
        ) }} as said,
        {{ wording_removed(
            'wordings.bare_text', patterns.unit_of_rate, '[^,;。()【】]*', '[^,;。()【】]*'
        ) }} as said_bare
    from wordings
    where
        {{ regex_found('wordings.bare_text', money_units()) }}
        or {{ wording_found('wordings.bare_text', patterns.unit_name) }}
)

select distinct
    beside.document_id,
    beside.table_no,
    beside.unit_place,
    beside.nearness,
    beside.unit_text,
    wordings_read.said,
    wordings_read.said_bare
from {{ ref('int_texts_beside_tables') }} as beside
inner join wordings_read
    on
        beside.unit_text = wordings_read.unit_text
        and beside.bare_text = wordings_read.bare_text
