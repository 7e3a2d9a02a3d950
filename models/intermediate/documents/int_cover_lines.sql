{#
    Short lines outside of recognised tables, or above the first header of one (a workbook on one
    sheet holds its cover), as a name is sought in them: without blanks, dates
    and remarks such as (盖章), years in Arabic digits; `name_text` without number and year in front.
    A line that begins with a division (or 中共, 国家 …) begins a name anew; one that says nothing of a
    publisher (附件1, 密级, 目录) is aside.
#}
{%- set patterns = publisher_patterns(['attachment']) %}
{%- set title_word = wording_patterns(['title_word']).title_word %}
with

numbers as (
    {{ whole_numbers(15) }}
),

fronts as (
    select form_text as front
    from {{ ref('int_jurisdiction_forms') }}
    union distinct
    select wording as front
    from {{ ref('stg_map__publisher_wordings') }}
    where kind = 'front'
),

asides as (
    select wording
    from {{ ref('stg_map__publisher_wordings') }}
    where kind = 'aside'
),

first_headers as (
    select
        document_id,
        table_no,
        min(line_no) as header_line_no
    from {{ ref('int_header_rows') }}
    where is_header
    group by document_id, table_no
),

printed as (
    select
        text_rows.document_id,
        text_rows.line_no,
        text_rows.page_no,
        text_rows.table_no,
        text_rows.line_text,
        {{ wording_removed(
            without_dates(with_arabic_year(
                regex_replace(bare('text_rows.line_text'), '^[#*]+|[*]+$', '')
            )),
            patterns.attachment, before='^', behind='[-0-9一二三四五六七八九十]*[:：.、]?'
        ) }} as undated_text,
        row_number() over (
            partition by text_rows.document_id
            order by text_rows.line_no
        ) as line_rank
    from {{ ref('stg_raw__lines') }} as text_rows
    left join {{ ref('int_tables_recognised') }} as recognised
        on {{ same_table('text_rows', 'recognised') }}
    left join first_headers
        on {{ same_table('text_rows', 'first_headers') }}
    where
        (
            recognised.statement_code is null
            or text_rows.line_no < first_headers.header_line_no
        )
        and {{ bare('text_rows.line_text') }} <> ''
),

cleaned as (
    select
        printed.document_id,
        printed.line_no,
        printed.page_no,
        printed.table_no,
        printed.line_text,
        printed.line_rank,
        case
            when asides.wording is not null
                then replace(printed.undated_text, concat('(', asides.wording, ')'), '')
            else printed.undated_text
        end as cover_text
    from printed
    left join asides
        on {{ regex_group('printed.undated_text', '\\(([^()]+)\\)') }} = asides.wording
),

short_lines as (
    select
        document_id,
        line_no,
        page_no,
        table_no,
        line_text,
        line_rank,
        cover_text,
        {{ regex_group('cover_text', '^' ~ heading_number()) }} is not null as is_numbered,
        {{ regex_replace(
            'cover_text', '^' ~ heading_number() ~ '(关于)?(20[0-9]{2}年?度?)?', ''
        ) }} as name_text
    from cleaned
    where
        length(cover_text) <= 60
        and cover_text not like '%。%'
),

prefixes as (
    select
        short_lines.document_id,
        short_lines.line_no,
        short_lines.name_text,
        max(numbers.number) as front_length
    from short_lines
    cross join numbers
    inner join fronts
        on substr(short_lines.name_text, 1, numbers.number) = fronts.front
    where length(short_lines.name_text) >= numbers.number
    group by short_lines.document_id, short_lines.line_no, short_lines.name_text
),

prefixes_only as (
    select
        prefixes.document_id,
        prefixes.line_no,
        prefixes.front_length = length(prefixes.name_text)
        or fronts.front is not null as is_front_only
    from prefixes
    left join fronts
        on substr(prefixes.name_text, prefixes.front_length + 1) = fronts.front
)

select
    short_lines.document_id,
    short_lines.line_no,
    short_lines.page_no,
    short_lines.table_no,
    short_lines.line_text,
    short_lines.cover_text,
    short_lines.name_text,
    short_lines.line_rank,
    short_lines.is_numbered,
    prefixes_only.document_id is not null as begins_name,
    coalesce(prefixes_only.is_front_only, false) as is_front_only,
    asides.wording is not null or short_lines.cover_text = '' as is_aside,
    (
        {{ regex_found('short_lines.cover_text', '[:：]') }}
        or {{ wording_found('short_lines.cover_text', title_word, behind='$') }}
    ) as is_complete
from short_lines
left join prefixes_only
    on
        short_lines.document_id = prefixes_only.document_id
        and short_lines.line_no = prefixes_only.line_no
left join asides
    on
        {{ regex_replace(
            'short_lines.cover_text', '[-0-9一二三四五六七八九十]*([:：].*)?$', ''
        ) }} = asides.wording
