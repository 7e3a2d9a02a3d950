{#
    The fiscal year that a document prints: behind 预算年度, else in its title, else in most of its
    first lines and table titles, else in headers. The year of a date is none. What stands about a table
    (预算年度 below its title, the year of a title of another stage) is first of all that of the table. A title of several
    years (2022年决算和2023年预算) gives that of the kind of the document's tables; where these do not
    tell, none.
#}
{%- set patterns = wording_patterns([
    'year_label', 'date_word', 'title_word', 'title_of_final_account', 'title_of_budget',
    'title_of_execution'
]) %}
with

first_tables as (
    select
        document_id,
        min(least(coalesce(title_line_no, first_line_no), first_line_no)) as line_no
    from {{ ref('int_tables_recognised') }}
    where statement_code is not null
    group by document_id
),

declared as (
    select
        text_rows.document_id,
        case when text_rows.line_no >= first_tables.line_no then 3 else 1 end as priority,
        regexp_extract(
            {{ bare('text_rows.line_text') }},
            concat('(', {{ patterns.year_label }}, ')[:：]?(20[0-9]{2})'),
            2
        ) as year_text
    from {{ ref('stg_raw__lines') }} as text_rows
    left join first_tables
        on text_rows.document_id = first_tables.document_id
    where
        {{ wording_found(
            bare('text_rows.line_text'), patterns.year_label, behind='[:：]?20[0-9]{2}'
        ) }}
),

titles as (
    select
        document_id,
        document_kind,
        is_kind_of_tables,
        {{ without_dates(with_arabic_year(bare('title'))) }} as title
    from {{ ref('int_document_titles') }}
),

{# The last year of the title that stands before the word of each kind. #}
titles_read as (
    select
        titles.document_id,
        titles.document_kind,
        titles.is_kind_of_tables,
        titles.title,
        {{ regex_group('titles.title', '(20[0-9]{2})年') }} as first_year,
        {%- set before = "'^.*(20[0-9]{2})年?度?[^0-9]*?('" %}
        {{ composed_group('titles.title', [before, patterns.title_of_final_account, "')'"], 1) }}
            as final_year,
        {{ composed_group('titles.title', [before, patterns.title_of_budget, "')'"], 1) }}
            as budget_year,
        {{ composed_group('titles.title', [before, patterns.title_of_execution, "')'"], 1) }}
            as execution_year
    from titles
),

titles_compared as (
    select
        document_id,
        title,
        case
            when
                greatest(final_year, budget_year, execution_year)
                = least(final_year, budget_year, execution_year)
                then coalesce(final_year, budget_year, execution_year)
            when final_year is null and budget_year is null and execution_year is null
                then first_year
            when is_kind_of_tables and document_kind = 'final_account' then final_year
            when is_kind_of_tables and document_kind = 'budget' then budget_year
        end as year_text,
        coalesce(
            greatest(final_year, budget_year, execution_year)
            <> least(final_year, budget_year, execution_year),
            false
        ) as has_several_years
    from titles_read
),

first_lines as (
    select
        cover_lines.document_id,
        3 as priority,
        {{ regex_group('cover_lines.cover_text', '(20[0-9]{2})年') }} as year_text
    from {{ ref('int_cover_lines') }} as cover_lines
    where
        not {{ wording_found('cover_lines.cover_text', patterns.date_word) }}
        and (
            cover_lines.line_rank <= 5
            or (
                cover_lines.line_rank <= 15
                and {{ regex_found('cover_lines.cover_text', '^[(]?20[0-9]{2}年度?[)]?$') }}
            )
            or (
                cover_lines.line_rank <= 60
                and {{ wording_found('cover_lines.cover_text', patterns.title_word) }}
            )
        )
    union all
    select
        recognised.document_id,
        3 as priority,
        {{ regex_group(bare('recognised.statement_title_printed'), '(20[0-9]{2})年') }} as year_text
    from {{ ref('int_tables_recognised') }} as recognised
    inner join {{ ref('int_document_titles') }} as described
        on recognised.document_id = described.document_id
    left join {{ ref('int_table_periods') }} as periods
        on {{ same_table('recognised', 'periods') }}
    where coalesce(periods.title_stage, described.stage) = described.stage
),

header_cells as (
    select
        cells.document_id,
        4 as priority,
        {{ regex_group('cells.bare_text', '^(20[0-9]{2})年') }} as year_text
    from {{ ref('int_cells_unnested') }} as cells
    inner join {{ ref('int_rows_classified') }} as printed
        on {{ same_row('cells', 'printed') }}
    where printed.row_role = 'header'
),

mentions as (
    select
        document_id,
        2 as priority,
        year_text
    from titles_compared
    {% for part in ['declared', 'first_lines', 'header_cells'] %}
        union all
        select
            document_id,
            priority,
            year_text
        from {{ part }}
    {% endfor %}
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
        priority,
        year_text,
        row_number() over (
            partition by document_id
            order by priority asc, mention_count desc, year_text desc
        ) as year_rank
    from counted
)

select
    titles_compared.document_id,
    case
        when ranked.priority <= 2 or not titles_compared.has_several_years
            then cast(ranked.year_text as integer)
    end as fiscal_year,
    case when titles_compared.has_several_years then titles_compared.title end
        as title_of_several_years
from titles_compared
left join ranked
    on
        titles_compared.document_id = ranked.document_id
        and ranked.year_rank = 1
