{#
    Year and stage that a table says itself: its title, the line below the title (2023年度 单位：万元;
    编制年度：2023年), else the heading of its chapter. What prints several years says none. The
    year of a chapter is that of its stage only: 决算 within 2024年部门预算 is of another year.
#}
{%- set patterns = wording_patterns(
    stage_purposes() + ['year_label', 'title_kind', 'unit_name', 'caption_front']
) %}
with

tables_current as (
    select
        raw_tables.document_id,
        raw_tables.table_no,
        titles.title_printed,
        titles.title_year,
        coalesce(titles.title_line_no, raw_tables.first_line_no - 3) as title_line_no,
        {{ without_dates(with_arabic_year(bare("coalesce(titles.title_printed, '')"))) }}
            as title_text
    from {{ ref('stg_raw__tables') }} as raw_tables
    inner join {{ ref('int_documents_current') }} as documents
        on raw_tables.document_id = documents.document_id
    left join {{ ref('int_table_titles') }} as titles
        on {{ same_table('raw_tables', 'titles') }}
),

said_by_titles as (
    select
        tables_current.document_id,
        tables_current.table_no,
        tables_current.title_printed,
        case
            when
                {{ regex_group('tables_current.title_text', '^.*(20[0-9]{2})') }}
                = {{ regex_group('tables_current.title_text', '(20[0-9]{2})') }}
                then tables_current.title_year
        end as title_year,
        {{ stage_of_words('tables_current.title_text', patterns) }} as title_stage
    from tables_current
),

{# A row of several cells may head columns: it says the year of the table only before its unit. #}
lines_below as (
    select
        tables_current.document_id,
        tables_current.table_no,
        candidates.caption_text,
        candidates.caption_place,
        {{ without_dates(with_arabic_year('candidates.bare_text')) }} as bare_text
    from {{ ref('int_title_candidates') }} as candidates
    inner join tables_current
        on
            {{ same_table('candidates', 'tables_current') }}
            and candidates.line_no > tables_current.title_line_no
    where candidates.caption_place <> 'name'
),

cells_in_rows as (
    select
        document_id,
        table_no,
        cell_text,
        count(*) over (partition by document_id, table_no, row_no) as cell_count
    from {{ ref('int_cells_unnested') }}
    where row_no <= 10
),

{%- set kinds = [
    patterns.title_kind, "'|'", patterns.title_of_adjustment, "'|'",
    patterns.title_of_execution, "'|'", patterns.title_of_final_account, "'|'",
    patterns.title_of_budget
] %}
{#- A line that says nothing but a year must stand alone in its row. #}
{%- set alone = "lines_below.caption_place <> 'joined'"
    ~ ' and coalesce(cells_in_rows.cell_count, 1) = 1' %}
{%- set forms = [
    ('true', ["'(?:'", patterns.year_label, "')[)]?[:：]?(20[0-9]{2})(年?)'"]),
    (alone, ["'^[(]?(20[0-9]{2})年度?((?:'"] + kinds + ["')*)[)]?$'"]),
    ('true', ["'(?:^|[^0-9第])(20[0-9]{2})年度?((?:'"] + kinds
     + ["')*)[)]?(?:[^0-9]{0,4}[0-9]{1,3}表)?[(]?(?:'", patterns.unit_name, "')[:：]'"]),
    (alone, ["'^(?:'", patterns.caption_front, "').{0,40}?[^0-9第](20[0-9]{2})年度?((?:'"] + kinds
     + ["')*)[)]?$'"]),
] %}

lines_read as (
    select
        lines_below.document_id,
        lines_below.table_no,
        lines_below.caption_text,
        {% for group, name in [(1, 'year_text'), (2, 'words')] -%}
            coalesce(
                {% for condition, form in forms -%}
                    case
                        when {{ condition }}
                            then {{ composed_group('lines_below.bare_text', form, group) }}
                    end{% if not loop.last %},{% endif %}
                {% endfor -%}
            ) as {{ name }}{% if not loop.last %},{% endif %}
        {% endfor -%}
    from lines_below
    left join cells_in_rows
        on
            {{ same_table('lines_below', 'cells_in_rows') }}
            and lines_below.caption_text = cells_in_rows.cell_text
),

said_by_lines as (
    select
        lines_read.document_id,
        lines_read.table_no,
        case
            when count(distinct lines_read.year_text) = 1
                then cast(min(lines_read.year_text) as integer)
        end as line_year,
        case
            when count(distinct {{ stage_of_words('lines_read.words', patterns) }}) = 1
                then min({{ stage_of_words('lines_read.words', patterns) }})
        end as line_stage,
        min(case when lines_read.year_text is not null then lines_read.caption_text end)
            as line_printed
    from lines_read
    group by lines_read.document_id, lines_read.table_no
)

{# A report of execution is no kind of its own: it has the titles of a budget or final account. #}
select
    titles.document_id,
    titles.table_no,
    titles.title_printed,
    titles.title_year,
    titles.title_stage,
    below.line_printed,
    below.line_year,
    below.line_stage,
    chapters.heading_printed,
    chapters.fiscal_year as chapter_year,
    chapters.stage as chapter_stage,
    coalesce(titles.title_year, below.line_year, case
        when
            coalesce(titles.title_stage, below.line_stage, chapters.stage) = chapters.stage
            then chapters.fiscal_year
    end) as year_said,
    coalesce(titles.title_stage, below.line_stage, chapters.stage) as stage_said,
    case coalesce(titles.title_stage, below.line_stage, chapters.stage)
        when 'final_account' then 'final_account'
        when 'budget' then 'budget'
        when 'adjusted_budget' then 'budget'
    end as kind_said
from said_by_titles as titles
left join said_by_lines as below
    on {{ same_table('titles', 'below') }}
left join {{ ref('int_chapters_printed') }} as chapters
    on {{ same_table('titles', 'chapters') }}
