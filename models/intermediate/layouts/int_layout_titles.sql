{#
    The line that a table which no seed knows seems to have for a title, and the wording that is left of
    it without number, name of the publisher, year and words such as 部门: the nearest line that is no
    label, no sentence and no header.
#}
{%- set patterns = wording_patterns([
    'title_never_front', 'title_kind', 'title_number_front', 'title_place_ending',
]) %}
with

candidates as (
    select
        candidates.document_id,
        candidates.table_no,
        candidates.line_no,
        candidates.caption_place,
        candidates.caption_text,
        texts.title_text
    from {{ ref('int_title_candidates') }} as candidates
    inner join {{ ref('int_layout_tables') }} as tables_open
        on
            {{ same_table('candidates', 'tables_open') }}
            and tables_open.is_unrecognised
    inner join {{ ref('int_title_texts') }} as texts
        on candidates.bare_text = texts.bare_text
    where
        candidates.caption_place in ('above', 'name', 'inside')
        and not {{ regex_found('texts.title_text', '[。;!?,:]|[.·…]{3,}') }}
        and not {{ wording_found('texts.title_text', patterns.title_never_front, '^[(]?') }}
),

rows_placed as (
    select
        printed.document_id,
        printed.table_no,
        printed.line_no,
        layout_rows.layout_role
    from {{ ref('int_rows_classified') }} as printed
    inner join {{ ref('int_layout_rows') }} as layout_rows
        on {{ same_row('printed', 'layout_rows') }}
),

{# Whose tables they are: the publisher, and the place before the year of any title. #}
names as (
    select
        document_id,
        unit_name as owner_name
    from {{ ref('int_document_publishers') }}
    union distinct
    select
        printed.document_id,
        {{ regex_group('texts.title_text', '^([一-鿿]{2,12}?)' ~ year_of_title()) }}
            as owner_name
    from {{ ref('int_title_candidates') }} as printed
    inner join {{ ref('int_title_texts') }} as texts
        on printed.bare_text = texts.bare_text
    where {{ wording_found(
        'texts.title_text', patterns.title_place_ending, '^[一-鿿]{1,10}', year_of_title()
    ) }}
),

unnamed as (
    select
        candidates.document_id,
        candidates.table_no,
        candidates.line_no,
        candidates.caption_place,
        candidates.caption_text,
        {{ regex_replace('candidates.title_text', year_of_title(), '') }} as words
    from candidates
    left join rows_placed
        on
            {{ same_table('candidates', 'rows_placed') }}
            and candidates.line_no = rows_placed.line_no
    where candidates.caption_place <> 'inside' or rows_placed.layout_role = 'above'
),

named as (
    select
        unnamed.document_id,
        unnamed.table_no,
        unnamed.line_no,
        unnamed.caption_place,
        unnamed.caption_text,
        replace(
            unnamed.words,
            coalesce(
                max_by(
                    names.owner_name,
                    case
                        when unnamed.words like concat('%', names.owner_name, '%')
                            then row(length(names.owner_name), names.owner_name)
                    end
                ), '?'
            ), ''
        ) as words
    from unnamed
    left join names
        on unnamed.document_id = names.document_id
    group by
        unnamed.document_id, unnamed.table_no, unnamed.line_no, unnamed.caption_place,
        unnamed.caption_text, unnamed.words
),

shortened as (
    select
        named.document_id,
        named.table_no,
        named.line_no,
        named.caption_place,
        named.caption_text,
        {{ wording_removed(
            wording_removed('named.words', number_of_title(patterns.title_number_front), '^'),
            patterns.title_kind, '^(?:', '|[-—_:·、])+'
        ) }} as wording
    from named
),

ranked as (
    select
        document_id,
        table_no,
        line_no,
        caption_text,
        wording,
        row_number() over (
            partition by document_id, table_no
            order by line_no desc, caption_place = 'name', length(wording) desc, wording
        ) as title_rank
    from shortened
    where
        length(wording) between 4 and 40
        and {{ regex_found('wording', '[一-鿿]{3}') }}
)

select
    document_id,
    table_no,
    line_no,
    caption_text,
    wording
from ranked
where title_rank = 1
