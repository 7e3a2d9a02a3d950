{#
    Every text that may be a title without what stands behind it (unit, remarks, 续表), and the
    longest known wording at its end. A text that ends like a title is one, whether it is known or
    not; a sentence is none.
#}
{%- set patterns = wording_patterns([
    'title_remark', 'title_economic_remark', 'title_government_economic_remark',
    'title_function_remark', 'title_direction', 'title_place_word', 'title_item_word',
    'title_never_front', 'title_label', 'title_number_front',
]) %}
with

unquoted as (
    select distinct
        bare_text,
        {{ title_key('bare_text') }} as title_key
    from {{ ref('int_title_candidates') }}
),

unlabelled as (
    select
        unquoted.bare_text,
        {# What says one thing in many words is read as one of them. #}
        {%- set text = wording_removed('unquoted.title_key', patterns.title_label, '[(]?', '.*$') %}
        {%- set text = wording_replaced(
            text, patterns.title_economic_remark, '(经济分类)', '[(]', '[)]'
        ) %}
        {%- set text = wording_replaced(
            text, patterns.title_government_economic_remark, '(政府经济分类)', '[(]', '[)]'
        ) %}
        {%- set text = wording_replaced(
            text, patterns.title_function_remark, '(功能分类)', '[(]', '[)]'
        ) %}
        {%- set text = wording_replaced(text, patterns.title_direction, '对下') %}
        {%- set text = wording_replaced(text, patterns.title_place_word, '分地区') %}
        {{ wording_replaced(text, patterns.title_item_word, '分项目') }} as title_text,
        not {{ wording_found('unquoted.title_key', patterns.title_never_front, '^[(]?') }}
        and not {{ regex_found('unquoted.title_key', '[。;!?,]|[.·…]{3,}') }} as may_be_title
    from unquoted
),

shortened as (
    select
        unlabelled.bare_text,
        unlabelled.may_be_title,
        {{ wording_removed(
            'unlabelled.title_text',
            "concat('[(](?:', " ~ patterns.title_remark ~ ", '|人民币|" ~ money_units()
            ~ "|续?[一二三四五六七八九十0-9]{1,3})[)]|" ~ year_of_title()
            ~ "(?:(?:', " ~ patterns.title_remark ~ ", ')[)])?"
            ~ "|[(]?续表?[)]?|[(]?第[0-9]+页.*|[-—:、]"
            ~ "|[(]?(?:', " ~ patterns.title_number_front ~ ", ')+[0-9]{1,3}表[)]?')",
            '(?:', ')+$'
        ) }} as title_text
    from unlabelled
),

lengths as (
    {{ whole_numbers(45) }}
),

endings as (
    select
        shortened.bare_text,
        substr(
            shortened.title_text, length(shortened.title_text) - lengths.number + 1
        ) as ending
    from shortened
    inner join lengths
        on length(shortened.title_text) >= lengths.number
    where shortened.may_be_title
),

known as (
    select
        wording,
        bool_or(has_free_front) as has_free_front
    from {{ ref('int_titles_known') }}
    group by wording
),

matched as (
    select
        endings.bare_text,
        max_by(known.wording, length(known.wording)) as wording,
        max_by(known.has_free_front, length(known.wording)) as has_free_front
    from endings
    inner join known
        on endings.ending = known.wording
    group by endings.bare_text
)

select
    shortened.bare_text,
    shortened.title_text,
    shortened.may_be_title
    and {{ regex_found('shortened.title_text', '表(?:[(][^()]*[)])*$') }} as is_title_form,
    matched.wording,
    coalesce(matched.has_free_front, false) as has_free_front
from shortened
left join matched
    on shortened.bare_text = matched.bare_text
