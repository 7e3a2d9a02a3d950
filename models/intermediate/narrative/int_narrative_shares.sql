{#
    The share of a budget that running text states beside a figure: behind it (…4万元,完成年初预算的80%),
    or around it (完成年初预算5万元的80%). Other shares (占本年支出合计的80%, 增长8%) are none of a budget.
#}
{%- set number = '([0-9]+(?:[.][0-9]+)?)%' %}
{%- set patterns = wording_patterns([
    'share_front', 'share_front_of_budget', 'share_filler', 'share_of_initial', 'stage_budget',
    'stage_adjusted', 'year_of_document',
]) %}
{%- set budget_any = patterns_joined([patterns.stage_adjusted, patterns.stage_budget]) %}
{%- set share_words = "concat('(?:', " ~ patterns_joined([
    patterns.share_filler, budget_any, "'(?:19|20)[0-9]{2}年度?'", patterns.year_of_document,
]) ~ ", ')*')" %}
{#- A front such as 占 says nothing without the budget that it is of. #}
{%- set share_any = 'concat(' ~ [
    share_words, "'(?:(?:'", patterns.share_front, "')'", share_words, "'|(?:'",
    patterns.share_front_of_budget, "')'", share_words, "'(?:'", budget_any, "')'", share_words,
    "')'",
] | join(', ') ~ ')' %}
with

found as (
    select
        figures.document_id,
        figures.line_no,
        figures.figure_no,
        coalesce(
            {{ wording_group(
                'figures.words_behind', "concat(" ~ share_any ~ ", '" ~ number ~ "')",
                '(?:^|[,;:。、(])'
            ) }},
            case
                when
                    {{ wording_found(
                        'words.words', share_any, '(?:^|[,;:。、(])', '$'
                    ) }}
                    then concat(
                        {{ wording_group('words.words', share_any, behind='$') }},
                        {{ wording_group(
                            'figures.words_behind',
                            "concat(" ~ share_words ~ ", '" ~ number ~ "')", '^'
                        ) }}
                    )
            end
        ) as share_text
    from {{ ref('int_narrative_figures') }} as figures
    inner join {{ ref('int_narrative_words') }} as words
        on
            figures.document_id = words.document_id
            and figures.line_no = words.line_no
            and figures.figure_no = words.figure_no
),

stated as (
    select
        found.document_id,
        found.line_no,
        found.figure_no,
        found.share_text,
        {{ regex_group('found.share_text', number ~ '$') }} as share_printed
    from found
)

select
    stated.document_id,
    stated.line_no,
    stated.figure_no,
    stated.share_printed,
    cast({{ to_number('stated.share_printed') }} / 100 as decimal(18, 6)) as share_stated,
    {# Half of the last digit. #}
    cast(
        0.005 / power(
            10, length(coalesce({{ regex_group('stated.share_printed', '[.]([0-9]+)') }}, ''))
        ) as decimal(18, 9)
    ) as share_tolerance,
    case
        when {{ wording_found('stated.share_text', patterns.stage_adjusted) }}
            then 'adjusted_budget'
        when {{ wording_found('stated.share_text', patterns.share_of_initial) }} then 'budget'
    end as share_of
from stated
where stated.share_printed is not null
