{#
    What the texts of tables of debt say: names of rows, headers and titles, each judged once. A text
    that holds two measures says none; one that is not made of known words alone is not known.
#}
{%- set kind_end = '(?:债|[^一-鿿]|$)' %}
{%- set numbers = '^[(]?[一二三四五六七八九十]+[)、]|^[①-⒛]|[0-9():：,、.>*+-]' %}
{%- set measures = ['limit', 'balance', 'issued', 'repaid', 'interest'] %}
{%- set patterns = wording_patterns([
    'debt_limit', 'debt_balance', 'debt_issued', 'debt_repaid', 'debt_interest', 'debt_increase',
    'debt_refinanced', 'debt_general', 'debt_special', 'debt_whole', 'debt_own_level',
    'debt_all_places', 'debt_budget', 'debt_execution', 'debt_final', 'debt_actual',
    'debt_last_year', 'debt_word', 'of_which',
]) %}
with

texts as (
    select {{ bare('amounts.name_printed') }} as wording
    from {{ ref('int_table_amounts') }} as amounts
    inner join {{ ref('stg_code__statements') }} as statements
        on amounts.statement_code = statements.statement_code
    where
        statements.line_kind = 'debt'
        and amounts.name_printed is not null
    union distinct
    select {{ bare('amounts.header_path') }} as wording
    from {{ ref('int_table_amounts') }} as amounts
    inner join {{ ref('stg_code__statements') }} as statements
        on amounts.statement_code = statements.statement_code
    where statements.line_kind = 'debt'
    union distinct
    select {{ bare('titles.title_printed') }} as wording
    from {{ ref('int_table_titles') }} as titles
    inner join {{ ref('int_tables_recognised') }} as recognised
        on {{ same_table('titles', 'recognised') }}
    inner join {{ ref('stg_code__statements') }} as statements
        on recognised.statement_code = statements.statement_code
    where statements.line_kind = 'debt'
),

texts_unnumbered as (
    select
        wording,
        {{ regex_replace('wording', numbers, '') }} as words
    from texts
),

{# 余额限额 is a limit. #}
judged as (
    select
        wording,
        {{ wording_found('wording', patterns.debt_limit) }} as is_limit,
        {{ wording_found(
            wording_removed('wording', patterns.debt_limit), patterns.debt_balance
        ) }} as is_balance,
        {{ wording_found('wording', patterns.debt_issued) }} as is_issued,
        {{ wording_found('wording', patterns.debt_repaid) }} as is_repaid,
        {{ wording_found('wording', patterns.debt_interest) }} as is_interest,
        {{ wording_found('wording', patterns.debt_increase) }} as is_increase,
        {{ wording_found('wording', patterns.debt_refinanced) }} as is_refinanced,
        {# 一般公共预算 is no kind of debt. #}
        {{ wording_found('wording', patterns.debt_general, behind=kind_end) }} as is_general,
        {{ wording_found('wording', patterns.debt_special, behind=kind_end) }} as is_special,
        {{ wording_found('wording', patterns.debt_whole) }} as is_whole,
        {{ wording_found('wording', patterns.debt_own_level) }} as is_own_level,
        {{ wording_found('wording', patterns.debt_all_places) }} as is_of_all_places,
        {{ wording_found('wording', patterns.debt_budget) }} as is_budget,
        {{ wording_found('wording', patterns.debt_execution) }} as is_execution,
        {{ wording_found('wording', patterns.debt_final) }} as is_final,
        {{ wording_found('wording', patterns.debt_actual) }} as is_actual,
        {{ wording_found('wording', patterns.debt_last_year) }} as is_of_last_year,
        {{ wording_found('wording', patterns.of_which, '^') }} as is_of_which,
        {{ regex_found('wording', '^[一二三四五六七八九十]+、') }} as is_item,
        cast({{ regex_group('wording', '(20[0-9]{2})') }} as integer) as year_printed,
        {{ regex_group('wording', '20[0-9]{2}.*(20[0-9]{2})') }} is not null as has_two_years,
        {{ wording_found('words', patterns.debt_word, '^(?:', ')*$') }} as is_known
    from texts_unnumbered
),

measured as (
    select
        wording,
        is_known and not has_two_years as is_known,
        is_of_which,
        is_item,
        is_whole,
        is_actual,
        is_of_last_year,
        case when not has_two_years then year_printed end as year_printed,
        is_increase
        or is_refinanced
        or is_limit or is_balance or is_issued or is_repaid or is_interest as says_measure,
        case
            when
                {% for measure in measures -%}
                    cast(is_{{ measure }} as integer){{ ' + ' if not loop.last }}
                {%- endfor %} > 1 then null
            when is_refinanced then case when not is_limit and not is_balance then 'refinanced' end
            when is_increase then case when not is_balance and not is_issued then 'increase' end
            {% for measure in measures -%}
                when is_{{ measure }} then '{{ measure }}'
            {% endfor %}
        end as measure,
        case
            when is_general and is_special then null
            when is_general then 'general'
            when is_special then 'special'
        end as debt_kind,
        case
            when is_own_level then 'own_level'
            when is_of_all_places then 'all_places'
        end as debt_region,
        case
            when is_execution then 'execution'
            when is_final then 'final_account'
            when is_budget then 'budget'
        end as stage
    from judged
)

select
    wording,
    is_known,
    is_of_which,
    is_item,
    is_whole,
    is_actual,
    is_of_last_year,
    year_printed,
    debt_kind,
    debt_region,
    stage,
    says_measure and measure is null as is_unclear,
    case when measure is not null then concat('debt_', measure) end as debt_measure
from measured
