{#
    The day on which what a table counts was there: 截止时间：2022年12月31日 above it, a date alone in
    its line, the end of the year in its title. Tables that name several days have none.
#}
{%- set patterns = wording_patterns(['as_of_label', 'as_of_year_end']) %}
{%- set day = '(20[0-9]{2})[年./-]([0-9]{1,2})[月./-]([0-9]{1,2})' -%}
with

{# A sentence may speak of another day. #}
said as (
    select
        captions.document_id,
        captions.table_no,
        {% for part, group in [('year_text', 1), ('month_text', 2), ('day_text', 3)] -%}
            coalesce(
                {{ composed_group(
                    'captions.bare_text', ["'(?:'", patterns.as_of_label, "')[:：]?" ~ day ~ "'"], group
                ) }},
                {{ regex_group('captions.bare_text', '^[(]?' ~ day ~ '日?[)]?$', group) }}
            ) as {{ part }}{% if not loop.last %},{% endif %}
        {% endfor -%}
    from {{ ref('int_table_captions') }} as captions
    where captions.bare_text not like '%。%'
),

titled as (
    select
        titles.document_id,
        titles.table_no,
        {{ composed_group(
            bare('titles.title_printed'), ["'(20[0-9]{2})年度?(?:'", patterns.as_of_year_end, "')'"], 1
        ) }} as year_text
    from {{ ref('int_table_titles') }} as titles
),

dates as (
    select
        document_id,
        table_no,
        try_cast(concat(year_text, '-', month_text, '-', day_text) as date) as as_of_date
    from said
    union all
    select
        document_id,
        table_no,
        try_cast(concat(year_text, '-12-31') as date) as as_of_date
    from titled
)

select
    document_id,
    table_no,
    min(as_of_date) as as_of_date
from dates
where as_of_date is not null
group by document_id, table_no
having count(distinct as_of_date) = 1
