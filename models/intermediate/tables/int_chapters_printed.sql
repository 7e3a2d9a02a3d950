{#
    Year and stage that the heading of its chapter says of a table (第二部分 2025年部门预算). A heading
    holds until the next part of the document; one that is not numbered as a part holds only where no
    running text follows it. The first heading of a document is its own title, and where it is printed
    again below a part has ended.
#}
{%- set patterns = wording_patterns(stage_purposes() + ['title_kind', 'chapter_ending']) %}
with

{# Lines between the table before and this one. The title of this one is no heading of a chapter. #}
gaps as (
    select
        raw_tables.document_id,
        raw_tables.table_no,
        raw_tables.first_line_no as last_line_no,
        coalesce(
            lag(raw_tables.last_line_no) over (
                partition by raw_tables.document_id
                order by raw_tables.table_no
            ), 0
        ) as first_line_no,
        coalesce(titles.title_line_no, raw_tables.first_line_no) as title_line_no
    from {{ ref('stg_raw__tables') }} as raw_tables
    inner join {{ ref('int_documents_current') }} as documents
        on raw_tables.document_id = documents.document_id
    left join {{ ref('int_table_titles') }} as titles
        on {{ same_table('raw_tables', 'titles') }}
),

lines_read as (
    select
        text_rows.document_id,
        text_rows.line_no,
        text_rows.line_text,
        {{ without_dates(with_arabic_year(bare('text_rows.line_text'))) }} as bare_text
    from {{ ref('stg_raw__lines') }} as text_rows
    inner join {{ ref('int_documents_current') }} as documents
        on text_rows.document_id = documents.document_id
    where text_rows.table_no is null
),

headings as (
    select
        lines_read.document_id,
        lines_read.line_no,
        lines_read.line_text,
        coalesce(
            {{ regex_group('lines_read.bare_text', '^#*' ~ heading_number()) }}, ''
        ) like '第%' as is_part,
        length(lines_read.bare_text) > 60
        or (length(lines_read.bare_text) > 30 and lines_read.bare_text like '%。%') as is_text,
        cast({{ composed_group('lines_read.bare_text', [
            "'^[^。;:!?]{0,33}?(20[0-9]{2})年?度?(?:'",
            patterns.title_kind, "'|'", patterns.title_of_adjustment, "'|'",
            patterns.title_of_execution, "'|'", patterns.title_of_final_account, "'|'",
            patterns.title_of_budget, "'|'", patterns.chapter_ending, "')+$'"
        ], 1) }} as integer) as fiscal_year,
        {{ stage_of_words('lines_read.bare_text', patterns) }} as stage
    from lines_read
),

headings_ranked as (
    select
        document_id,
        line_no,
        line_text,
        is_part,
        is_text,
        fiscal_year,
        stage,
        fiscal_year is not null and stage is not null and not is_text as says_period,
        row_number() over (
            partition by
                document_id,
                fiscal_year is not null and stage is not null and not is_text
            order by line_no
        ) as heading_rank
    from headings
),

headings_compared as (
    select
        headings_ranked.document_id,
        headings_ranked.line_no,
        headings_ranked.line_text,
        headings_ranked.is_part,
        headings_ranked.is_text,
        headings_ranked.fiscal_year,
        headings_ranked.stage,
        headings_ranked.says_period,
        headings_ranked.says_period
        and (
            headings_ranked.is_part
            or headings_ranked.fiscal_year <> first_headings.fiscal_year
            or headings_ranked.stage <> first_headings.stage
        ) as is_chapter
    from headings_ranked
    left join headings_ranked as first_headings
        on
            headings_ranked.document_id = first_headings.document_id
            and first_headings.says_period
            and first_headings.heading_rank = 1
),

headings_in_gaps as (
    select
        gaps.document_id,
        gaps.table_no,
        headings_compared.line_no,
        headings_compared.is_part,
        headings_compared.says_period
        and headings_compared.line_no < gaps.title_line_no as says_period,
        max(case when headings_compared.is_text then headings_compared.line_no else 0 end) over (
            partition by gaps.document_id, gaps.table_no
        ) as last_text_line_no
    from gaps
    inner join headings_compared
        on
            gaps.document_id = headings_compared.document_id
            and gaps.first_line_no < headings_compared.line_no
            and gaps.last_line_no > headings_compared.line_no
),

decided as (
    select
        document_id,
        table_no,
        max(line_no) as line_no
    from headings_in_gaps
    where
        is_part
        or (says_period and line_no > last_text_line_no)
    group by document_id, table_no
),

{# Of a table without a heading of its own the last one before it holds. #}
carried as (
    select
        gaps.document_id,
        gaps.table_no,
        max(decided.line_no) over (
            partition by gaps.document_id
            order by gaps.table_no
        ) as line_no
    from gaps
    left join decided
        on {{ same_table('gaps', 'decided') }}
)

select
    carried.document_id,
    carried.table_no,
    headings_compared.line_text as heading_printed,
    headings_compared.fiscal_year,
    headings_compared.stage
from carried
inner join headings_compared
    on
        carried.document_id = headings_compared.document_id
        and carried.line_no = headings_compared.line_no
where headings_compared.is_chapter
