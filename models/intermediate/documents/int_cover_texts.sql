{#
    Lines as they may be read together: each short line by itself, and at the beginning of a document
    up to five that follow one another, for a cover breaks a name where it likes (某某县城乡建设 /
    发展服务中心 / 2023年部门预算). A line that begins a name anew goes on behind a place alone only.
#}
{% set most_lines = 5 %}

with

lines_linked as (
    select
        document_id,
        line_no,
        line_rank,
        line_text,
        cover_text,
        name_text,
        begins_name,
        is_aside,
        coalesce(
            line_rank <= 30
            and not is_aside
            and not is_complete
            and lead(line_rank) over in_document = line_rank + 1
            and not lead(is_aside) over in_document
            and not lead(is_numbered) over in_document
            and lead(page_no) over in_document is not distinct from page_no
            {# The last line of a cover may stand right above a table, and be taken for its top. #}
            and (table_no is null or lead(table_no) over in_document = table_no)
            and (
                not lead(begins_name) over in_document
                or (
                    is_front_only
                    and not starts_with(lead(cover_text) over in_document, cover_text)
                )
            ),
            false
        ) as goes_on
    from {{ ref('int_cover_lines') }}
    window in_document as (
        partition by document_id
        order by line_rank
    )
),

lines_ahead as (
    select
        document_id,
        line_no,
        line_rank,
        line_text,
        name_text,
        begins_name,
        is_aside,
        cover_text as text_1,
        {% for count in range(2, most_lines + 1) -%}
            lead(cover_text, {{ count - 1 }}) over in_document as text_{{ count }},
            lead(goes_on, {{ count - 1 }}) over in_document as goes_on_{{ count }},
        {% endfor -%}
        goes_on as goes_on_1
    from lines_linked
    window in_document as (
        partition by document_id
        order by line_rank
    )
)

select
    document_id,
    line_no,
    line_rank,
    line_rank as last_rank,
    1 as line_count,
    line_text,
    text_1 as cover_text,
    name_text,
    begins_name
from lines_ahead
where not is_aside
{% for count in range(2, most_lines + 1) %}
    {%- set behind = [] -%}
    {%- for part in range(2, count + 1) -%}
        {%- do behind.append('text_' ~ part) -%}
    {%- endfor %}
    union all
    select
        document_id,
        line_no,
        line_rank,
        line_rank + {{ count - 1 }} as last_rank,
        {{ count }} as line_count,
        cast(null as varchar) as line_text,
        concat({{ (['text_1'] + behind) | join(', ') }}) as cover_text,
        concat({{ (['name_text'] + behind) | join(', ') }}) as name_text,
        begins_name
    from lines_ahead
    where
        {% for part in range(1, count) -%}
            {{ 'and ' if not loop.first }}goes_on_{{ part }}
        {% endfor %}
{%- endfor %}
