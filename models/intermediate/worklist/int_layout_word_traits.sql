{# Which traits the words of titles, headers, labels and rows of open tables suggest. #}
with

texts as (
    select distinct
        'header' as found_in,
        wording as said
    from {{ ref('int_layout_headers') }}
    where wording <> ''
    union distinct
    select distinct
        'header' as found_in,
        wording as said
    from {{ ref('int_layout_labels') }}
    union distinct
    select distinct
        'header' as found_in,
        line_key as said
    from {{ ref('int_layout_cells') }}
    where not is_figure and length(line_key) between 2 and 20
    union distinct
    select distinct
        'row' as found_in,
        line_key as said
    from {{ ref('int_layout_cells') }}
    where not is_figure and length(line_key) between 2 and 40
    union distinct
    select distinct
        'title' as found_in,
        wording as said
    from {{ ref('int_layout_titles') }}
    union distinct
    select distinct
        'title' as found_in,
        {{ bare('titles.title_printed') }} as said
    from {{ ref('int_table_titles') }} as titles
    inner join {{ ref('int_layout_tables') }} as tables_open
        on {{ same_table('titles', 'tables_open') }}
),

places as (
    {{ whole_numbers(60) }}
),

widths as (
    {{ whole_numbers(8) }}
),

pieces as (
    select distinct
        texts.found_in,
        texts.said,
        substr(texts.said, places.number, widths.number) as piece
    from texts
    inner join places
        on length(texts.said) >= places.number
    cross join widths
)

select distinct
    pieces.found_in,
    pieces.said,
    words.trait
from pieces
inner join {{ ref('stg_map__word_traits') }} as words
    on
        pieces.found_in = words.found_in
        and pieces.piece = words.wording
