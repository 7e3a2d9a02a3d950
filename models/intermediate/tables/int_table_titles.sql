{#
    The title of each table: the nearest text that is one, known or not. Titles one after another
    are a list of contents, and none of them is that of the table; nor is one that running text
    parts from it.
#}
with

read as (
    select
        candidates.document_id,
        candidates.table_no,
        candidates.line_no,
        candidates.caption_place,
        candidates.caption_text,
        titles.title_text,
        titles.wording,
        titles.is_of_place,
        titles.is_own_level,
        titles.title_year,
        titles.is_title_form or titles.wording is not null as is_title,
        coalesce(titles.wording, titles.title_text) as title_said
    from {{ ref('int_title_candidates') }} as candidates
    inner join {{ ref('int_titles_read') }} as titles
        on candidates.bare_text = titles.bare_text
),

lines_in_order as (
    select
        document_id,
        table_no,
        line_no,
        title_said,
        is_title,
        row_number() over (
            partition by document_id, table_no
            order by line_no
        ) as order_no,
        row_number() over (
            partition by document_id, table_no, is_title
            order by line_no
        ) as order_of_its_kind
    from read
    where caption_place in ('above', 'inside')
),

{# Titles with nothing between them are one run. #}
lines_in_runs as (
    select
        document_id,
        table_no,
        line_no,
        title_said,
        is_title,
        order_no - order_of_its_kind as run_no
    from lines_in_order
),

lists as (
    select
        document_id,
        table_no,
        run_no,
        max(line_no) as last_line_no
    from lines_in_runs
    where is_title
    group by document_id, table_no, run_no
    having count(distinct title_said) >= 3
),

{# The last of a list that says again what stands in it is the title below the list. #}
lines_of_lists as (
    select
        lines_in_runs.document_id,
        lines_in_runs.table_no,
        lines_in_runs.line_no
    from lines_in_runs
    inner join lists
        on
            {{ same_table('lines_in_runs', 'lists') }}
            and lines_in_runs.run_no = lists.run_no
    left join lines_in_runs as earlier
        on
            {{ same_table('lines_in_runs', 'earlier') }}
            and lines_in_runs.title_said = earlier.title_said
            and lines_in_runs.run_no = earlier.run_no
            and earlier.is_title
            and lines_in_runs.line_no > earlier.line_no
    where
        lines_in_runs.is_title
        and (earlier.line_no is null or lines_in_runs.line_no < lists.last_line_no)
),

last_sentences as (
    select
        document_id,
        table_no,
        max(line_no) as line_no
    from {{ ref('int_table_captions') }}
    where
        caption_place = 'above'
        and bare_text like '%。%'
        and length(bare_text) > 30
    group by document_id, table_no
),

{# Lines and cells are put together only to say what none of them says alone. #}
said_plainly as (
    select distinct
        document_id,
        table_no,
        wording
    from read
    where
        caption_place <> 'joined'
        and wording is not null
),

ranked as (
    select
        read.document_id,
        read.table_no,
        read.line_no,
        read.caption_text,
        read.wording,
        read.is_of_place,
        read.is_own_level,
        read.title_year,
        row_number() over (
            partition by read.document_id, read.table_no
            order by
                read.line_no desc,
                read.caption_place = 'name',
                length(read.wording) desc nulls last,
                read.caption_place = 'joined',
                read.caption_text
        ) as title_rank
    from read
    left join lines_of_lists
        on
            {{ same_table('read', 'lines_of_lists') }}
            and case when read.caption_place <> 'name' then read.line_no end
            = lines_of_lists.line_no
    left join last_sentences
        on {{ same_table('read', 'last_sentences') }}
    left join said_plainly
        on
            {{ same_table('read', 'said_plainly') }}
            and read.wording = said_plainly.wording
    where
        read.is_title
        and (
            read.caption_place <> 'joined'
            or (read.wording is not null and said_plainly.wording is null)
        )
        and lines_of_lists.line_no is null
        and (
            read.caption_place = 'name'
            or read.line_no > coalesce(last_sentences.line_no, 0)
        )
)

select
    document_id,
    table_no,
    line_no as title_line_no,
    {{ regex_replace('caption_text', '^[#\\s]+', '') }} as title_printed,
    wording,
    is_of_place,
    is_own_level,
    title_year
from ranked
where title_rank = 1
