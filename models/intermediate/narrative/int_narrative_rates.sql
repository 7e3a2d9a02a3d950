{#
    The rate by which something grew or fell, or the share that it is of what it is a part of, as
    running text prints it behind a figure (…减少3万元,下降5.2%; 其中:A 6万元,占60%).
#}
{%- set number = '([0-9]+(?:[.][0-9]+)?)%' %}
{%- set patterns = narrative_patterns() %}
{%- set rates = wording_patterns(['rate_front', 'rate_word', 'share_of_whole']) %}
{%- set change_words = patterns_joined([patterns.change_any, rates.rate_word]) %}
{%- set filler = patterns_joined([patterns.change_filler, rates.rate_front]) %}
with

found as (
    select
        figures.document_id,
        figures.line_no,
        figures.figure_no,
        {{ wording_group(
            'figures.words_behind',
            "concat('(?:', " ~ rates.rate_front ~ ", ')*(?:', " ~ change_words ~ ", ')(?:', "
            ~ filler ~ ", ')*" ~ number ~ "')",
            '^[,、(]?'
        ) }} as rate_text,
        {{ wording_group(
            'figures.words_behind',
            "concat('(?:', " ~ rates.share_of_whole ~ ", ')" ~ number ~ "')", '^[,、(]?'
        ) }} as share_text
    from {{ ref('int_narrative_figures') }} as figures
),

printed as (
    select
        document_id,
        line_no,
        figure_no,
        rate_text is not null as is_rate,
        {{ regex_group('coalesce(rate_text, share_text)', number ~ '$') }} as percent_printed
    from found
    where coalesce(rate_text, share_text) is not null
)

select
    document_id,
    line_no,
    figure_no,
    is_rate,
    percent_printed,
    cast({{ to_number('percent_printed') }} / 100 as decimal(18, 6)) as rate,
    {# Some round the last digit and some cut off behind it. #}
    cast(
        0.02 / power(
            10, length(coalesce({{ regex_group('percent_printed', '[.]([0-9]+)') }}, ''))
        ) as decimal(18, 9)
    ) as rate_step
from printed
