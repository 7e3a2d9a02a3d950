{#
    Which statement each table is, by the nearest caption that holds a known title; the longest
    title wins.
#}
with

tables_current as (
    select
        raw_tables.document_id,
        raw_tables.table_no,
        raw_tables.page_no,
        raw_tables.first_line_no,
        raw_tables.last_line_no
    from {{ ref('stg_raw__tables') }} as raw_tables
    inner join {{ ref('int_documents_current') }} as documents
        on raw_tables.document_id = documents.document_id
),

titles as (
    select
        {{ bare('wording') }} as wording,
        statement_code
    from {{ ref('stg_map__titles') }}
),

titles_matched as (
    select
        captions.document_id,
        captions.table_no,
        captions.line_no,
        captions.caption_text,
        titles.statement_code,
        row_number() over (
            partition by captions.document_id, captions.table_no
            order by captions.line_no desc, length(titles.wording) desc, titles.wording asc
        ) as match_rank
    from {{ ref('int_table_captions') }} as captions
    inner join titles
        on captions.bare_text like '%' || titles.wording || '%'
    where
        length(captions.bare_text) <= 80
        and captions.bare_text not like '%。%'
),

by_title as (
    select
        tables_current.document_id,
        tables_current.table_no,
        tables_current.page_no,
        tables_current.first_line_no,
        tables_current.last_line_no,
        titles_matched.statement_code,
        {{ regex_replace('titles_matched.caption_text', '^[#\\s]+', '') }}
            as statement_title_printed,
        titles_matched.line_no as title_line_no
    from tables_current
    left join titles_matched
        on
            {{ same_table('tables_current', 'titles_matched') }}
            and titles_matched.match_rank = 1
),

{#
    A table without any caption, with the header of the one before, goes on where that one
    stopped.
#}
header_rows as (
    select
        document_id,
        table_no,
        string_agg(header_key, '|' order by col_no) as header_signature
    from {{ ref('int_cells_unnested') }}
    where row_no = 1
    group by document_id, table_no
),

captioned as (
    select distinct
        document_id,
        table_no
    from {{ ref('int_table_captions') }}
    where length(bare_text) > 6
),

with_previous as (
    select
        by_title.document_id,
        by_title.table_no,
        by_title.page_no,
        by_title.first_line_no,
        by_title.last_line_no,
        by_title.statement_code,
        by_title.statement_title_printed,
        by_title.title_line_no,
        captioned.table_no is null
        and header_rows.header_signature = lag(header_rows.header_signature) over (
            partition by by_title.document_id
            order by by_title.table_no
        ) as is_continuation
    from by_title
    left join header_rows
        on {{ same_table('by_title', 'header_rows') }}
    left join captioned
        on {{ same_table('by_title', 'captioned') }}
),

runs as (
    select
        document_id,
        table_no,
        page_no,
        first_line_no,
        last_line_no,
        statement_code,
        statement_title_printed,
        title_line_no,
        coalesce(is_continuation, false) as is_continuation,
        sum(case when coalesce(is_continuation, false) then 0 else 1 end) over (
            partition by document_id
            order by table_no
        ) as run_no
    from with_previous
)

select
    document_id,
    table_no,
    page_no,
    first_line_no,
    last_line_no,
    title_line_no,
    run_no,
    coalesce(statement_code, first_value(statement_code) over run) as statement_code,
    coalesce(
        statement_title_printed, first_value(statement_title_printed) over run
    ) as statement_title_printed,
    case
        when statement_code is not null then 'title'
        when
            is_continuation and first_value(statement_code) over run is not null
            then 'continuation'
        else 'none'
    end as recognised_by
from runs
window run as (
    partition by document_id, run_no
    order by table_no
)
