{#
    Names of rows that say that the row is a total: those that are listed, and those of the documents
    that end in a word for one. Of the latter the total of its table is what names nothing but money,
    year and scope before it (2025年部门支出合计); any other is the total of some rows.
#}
{%- set patterns = wording_patterns([
    'total_ending', 'total_scope', 'total_of_money', 'total_year', 'total_of_all_costs',
]) %}
with

wordings_found as (
    select distinct found.line_key as wording
    from {{ ref('int_cell_wordings') }} as found
    left join {{ ref('stg_map__total_wordings') }} as listed
        on found.line_key = listed.wording
    where
        listed.wording is null
        and (
            {{ wording_found('found.line_key', patterns.total_ending, behind='$') }}
            or {{ wording_found('found.line_key', patterns.total_of_money, behind='$') }}
        )
        {# What a sentence says ends in such words as well. #}
        and not {{ regex_found('found.line_key', '[,;。:、]') }}
        and length(found.line_key) <= 24
)

select
    wording,
    cost_category,
    is_of_year,
    is_subtotal,
    true as is_listed
from {{ ref('stg_map__total_wordings') }}
union all
select
    wording,
    {# 基本支出合计 is no total of 人员经费, whichever side of its table it stands in. #}
    case
        when {{ wording_found(
            'wording',
            "concat('(?:(?:19|20)[0-9]{2}年度?|', " ~ patterns.total_scope ~ ", ')*(?:', "
            ~ patterns.total_of_all_costs ~ ", ')(?:', " ~ patterns.total_ending ~ ", ')')",
            '^', '$'
        ) }} then 'total'
    end as cost_category,
    {{ wording_found('wording', patterns.total_year) }} as is_of_year,
    not {{ wording_found(
        'wording',
        "concat('(?:(?:19|20)[0-9]{2}年度?|', " ~ patterns.total_scope ~ ", ')*(?:', "
        ~ patterns.total_ending ~ ", '|', " ~ patterns.total_of_money ~ ", ')')",
        '^', '$'
    ) }} or {{ regex_found('wording', '小计$') }} as is_subtotal,
    false as is_listed
from wordings_found
