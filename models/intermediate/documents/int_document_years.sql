{#
    The fiscal year: from 预算年度, else from the first lines and the titles of tables, else from
    headers.
#}
with

patterns as (
    {{ wording_patterns(['year_label', 'date_word']) }}
),

declared as (
    select
        text_rows.document_id,
        1 as priority,
        regexp_extract(
            {{ bare('text_rows.line_text') }},
            concat('(', patterns.year_label, ')[:：]?(20[0-9]{2})'),
            2
        ) as year_text
    from {{ ref('stg_raw__lines') }} as text_rows
    cross join patterns
    where
        {{ wording_found(
            bare('text_rows.line_text'), 'patterns.year_label', behind='[:：]?20[0-9]{2}'
        ) }}
),

first_lines as (
    select
        document_id,
        line_text,
        row_number() over (
            partition by document_id
            order by line_no
        ) as line_rank
    from {{ ref('stg_raw__lines') }}
),

headings as (
    select
        first_lines.document_id,
        2 as priority,
        {{ regex_group(bare('first_lines.line_text'), '(20[0-9]{2})年') }} as year_text
    from first_lines
    cross join patterns
    where
        first_lines.line_rank <= 5
        and not {{ wording_found(bare('first_lines.line_text'), 'patterns.date_word') }}
        and not {{ regex_found(bare('first_lines.line_text'), '[0-9]{1,2}月') }}
    union all
    select
        document_id,
        2 as priority,
        {{ regex_group(bare('statement_title_printed'), '(20[0-9]{2})年') }} as year_text
    from {{ ref('int_tables_recognised') }}
),

header_cells as (
    select
        cells.document_id,
        3 as priority,
        {{ regex_group('cells.bare_text', '^(20[0-9]{2})年') }} as year_text
    from {{ ref('int_cells_unnested') }} as cells
    inner join {{ ref('int_rows_classified') }} as printed
        on {{ same_row('cells', 'printed') }}
    where printed.row_role = 'header'
),

mentions as (
    select
        document_id,
        priority,
        year_text
    from declared
    union all
    select
        document_id,
        priority,
        year_text
    from headings
    union all
    select
        document_id,
        priority,
        year_text
    from header_cells
),

counted as (
    select
        document_id,
        priority,
        year_text,
        count(*) as mention_count
    from mentions
    where year_text is not null
    group by document_id, priority, year_text
),

ranked as (
    select
        document_id,
        year_text,
        row_number() over (
            partition by document_id
            order by priority asc, mention_count desc, year_text desc
        ) as year_rank
    from counted
)

select
    document_id,
    cast(year_text as integer) as fiscal_year
from ranked
where year_rank = 1
