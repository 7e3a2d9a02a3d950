{# What stands in each row of open tables: how much of it is figures, captions, indicators. #}
with

levels as (
    select distinct wording
    from {{ ref('stg_map__levels') }}
),

cells as (
    select
        unnested.document_id,
        unnested.table_no,
        unnested.row_no,
        unnested.col_no,
        tables_open.is_like_form,
        coalesce(unnested.row_span, 1) as row_span,
        length(unnested.bare_text) > 25 or unnested.bare_text like '%。%' as is_sentence,
        unnested.is_number or unnested.is_number_with_unit as is_figure,
        levels.wording is not null or operators.printed is not null as is_of_indicator,
        {{ regex_found('unnested.bare_text', '单位[:：]|^[(]?(?:' ~ money_units() ~ ')[)]?$') }}
            as is_caption
    from {{ ref('int_cells_unnested') }} as unnested
    inner join {{ ref('int_layout_tables') }} as tables_open
        on {{ same_table('unnested', 'tables_open') }}
    left join levels
        on unnested.bare_text = levels.wording
    left join {{ ref('stg_map__operators') }} as operators
        on unnested.bare_text = operators.printed
)

select
    document_id,
    table_no,
    row_no,
    count(*) as filled_count,
    count(case when is_figure then 1 end) as figure_count,
    min(col_no) as first_col_no,
    max(row_span) as row_span,
    bool_or(is_caption) as is_caption,
    count(*) = 1 and bool_or(is_sentence) as is_note,
    case
        when is_like_form then bool_or(is_of_indicator)
        else bool_or(is_figure)
    end as is_first_of_body
from cells
group by document_id, table_no, row_no, is_like_form
