-- Wordings of layouts that no seed knows, one row each, with one place where they stand and the
-- three likeliest answers. A suggestion is for a person: nothing is loaded by it.
with placed as (

    select
        seed_name,
        wording,
        printed,
        example,
        document_id,
        page_no,
        table_no,
        row_no,
        col_no,
        row_number() over (
            partition by seed_name, wording
            order by document_id, table_no, row_no, col_no
        ) as place_rank,
        count(*) over (partition by seed_name, wording) as place_count
    from {{ ref('int_layout_subjects') }}

),

documents_counted as (

    select
        seed_name,
        wording,
        count(distinct document_id) as document_count
    from {{ ref('int_layout_subjects') }}
    group by
        seed_name,
        wording

),

suggested as (

    select
        suggestions.seed_name,
        suggestions.wording,
        {%- for number in [1, 2, 3] %}
            max(
                case suggestions.suggestion_no when {{ number }} then suggestions.target end
            ) as suggestion_{{ number }}_target,
            max(
                case suggestions.suggestion_no
                    when {{ number }}
                        then coalesce(statements.statement_name_zh, suggestions.target)
                end
            ) as suggestion_{{ number }}_name,
            max(
                case suggestions.suggestion_no when {{ number }} then suggestions.score end
            ) as suggestion_{{ number }}_score,
            max(
                case suggestions.suggestion_no when {{ number }} then suggestions.why end
            ) as suggestion_{{ number }}_why{% if not loop.last %},{% endif %}
        {%- endfor %}
    from {{ ref('int_layout_suggestions') }} as suggestions
    left join {{ ref('stg_code__statements') }} as statements
        on suggestions.target = statements.statement_code
    group by
        suggestions.seed_name,
        suggestions.wording

)

select
    placed.seed_name,
    placed.wording,
    cast(null as varchar) as target,
    placed.printed,
    coalesce(tables_read.statement_title_printed, titles.caption_text) as table_title,
    tables_read.statement_code,
    {% for number in [1, 2, 3] -%}
        {% for column in ['target', 'name', 'score', 'why'] -%}
            suggested.suggestion_{{ number }}_{{ column }},
        {% endfor -%}
    {% endfor -%}
    placed.example,
    tables_read.document_file as file_name,
    placed.page_no,
    placed.table_no,
    placed.row_no,
    placed.col_no,
    cast(tables_read.amounts_found - tables_read.amounts_loaded as bigint) as amounts_left_out,
    cast(placed.place_count as bigint) as place_count,
    cast(documents_counted.document_count as bigint) as document_count,
    {{ code_key('placed.document_id') }} as document_key,
    {{ surrogate_key(['placed.seed_name', 'placed.wording']) }} as unmapped_layout_key
from placed
inner join documents_counted
    on
        placed.seed_name = documents_counted.seed_name
        and placed.wording = documents_counted.wording
inner join {{ ref('qc_table') }} as tables_read
    on {{ same_table('placed', 'tables_read') }}
left join {{ ref('int_layout_titles') }} as titles
    on {{ same_table('placed', 'titles') }}
left join suggested
    on
        placed.seed_name = suggested.seed_name
        and placed.wording = suggested.wording
where placed.place_rank = 1
order by
    document_key,
    placed.table_no,
    placed.row_no nulls first,
    placed.col_no
