{#
    Columns of figures below no known header that hold money, so far as can be told: by the words above
    them, the unit or title of the table, sums that hold or their size; and not years, dates, codes,
    numbers of rows, pages or telephones, or counts. Nothing of them is loaded: they are told.
#}
{%- set patterns = wording_patterns([
    'money_word', 'title_word', 'title_of_no_money', 'title_label',
]) %}
with

{# The nearest line above a table that is no label. #}
titles as (
    select
        document_id,
        table_no,
        max_by(bare_text, line_no) as title_text
    from {{ ref('int_title_candidates') }}
    where
        caption_place in ('above', 'inside', 'name')
        and not {{ wording_found('bare_text', patterns.title_label, '^[(]?') }}
        and {{ regex_found('bare_text', '[一-鿿]{3}') }}
    group by document_id, table_no
),

titles_read as (
    select
        document_id,
        table_no,
        case
            when {{ wording_found('title_text', patterns.money_word) }} then 'money'
            when {{ wording_found('title_text', patterns.title_of_no_money) }} then 'counts'
            when {{ wording_found('title_text', patterns.title_word) }} then 'money'
        end as says
    from titles
)

select
    figures.document_id,
    figures.table_no,
    figures.block_no,
    figures.col_no
from {{ ref('int_columns_of_figures') }} as figures
inner join {{ ref('int_table_units') }} as table_units
    on {{ same_table('figures', 'table_units') }}
left join titles_read
    on {{ same_table('figures', 'titles_read') }}
where
    not figures.is_of_dates
    and not figures.is_of_codes
    and not figures.is_of_ordinals
    and not (figures.is_alike and not figures.is_summed and figures.head_says is null)
    and coalesce(figures.head_says, '') <> 'counts'
    and (
        coalesce(figures.head_says, '') <> 'either'
        or figures.greatest_amount >= 1000
        or figures.has_points
        or figures.is_summed_across
    )
    and (
        figures.head_says = 'money'
        or (
            not figures.is_of_counts
            and not (figures.is_of_pages and not figures.is_summed)
            and coalesce(titles_read.says, '') <> 'counts'
            and (
                table_units.factor is not null
                or titles_read.says = 'money'
                or figures.is_summed
                or figures.is_summed_across
                or figures.greatest_amount >= 1000
                or figures.has_points
            )
        )
    )
