{# Titles of tables that may begin with the name of a unit, cut behind each ending of a name. #}
with

lengths as (
    {{ whole_numbers(30) }}
),

titles as (
    select
        document_id,
        table_no,
        statement_code,
        {{ bare('statement_title_printed') }} as title_text
    from {{ ref('int_tables_recognised') }}
    where statement_title_printed is not null
)

select
    titles.document_id,
    titles.table_no,
    titles.statement_code,
    substr(titles.title_text, 1, lengths.number) as unit_name,
    substr(titles.title_text, lengths.number + 1) as title_rest
from titles
inner join lengths
    on length(titles.title_text) > lengths.number
inner join {{ ref('int_publisher_endings') }} as endings
    on
        substr(titles.title_text, lengths.number, 1) = endings.last_character
        and ends_with(substr(titles.title_text, 1, lengths.number), endings.ending)
where lengths.number >= 4
