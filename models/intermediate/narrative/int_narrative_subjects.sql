{#
    What each amount of running text is about, in codes: the function that its subject names (…(类)
    …(款)…(项), a code beside the name, or a class), else the category of the three public expenses.
    An item that stands alone is of the section named last before it.
#}
{%- set patterns = wording_patterns([
    'subject_rest', 'subject_rest_of_item', 'function_level', 'function_level_item',
    'function_level_section', 'function_level_class', 'function_path_noise', 'function_front',
]) %}
with

mentions as (
    select
        amounts.document_id,
        amounts.line_no,
        amounts.mention_no,
        amounts.figure_no,
        amounts.subject,
        coalesce(amounts.fiscal_year, years.fiscal_year) as fiscal_year,
        {{ wordings_removed('amounts.subject', patterns.function_front, '^') }} as subject_bare,
        case
            when {{ wording_found('amounts.subject', patterns.function_level_item) }} then 'item'
            when {{ wording_found('amounts.subject', patterns.function_level_section) }}
                then 'section'
            when {{ wording_found('amounts.subject', patterns.function_level_class) }}
                then 'class'
        end as level_printed,
        {{ wording_found('amounts.subject', patterns.function_level_section) }} as has_section,
        {{ regex_group(
            'amounts.subject', '(?:^|[^0-9])(2[0-9]{2}(?:[0-9]{2}){0,2})(?:[^0-9年]|$)'
        ) }} as code_printed
    from {{ ref('int_narrative_amounts') }} as amounts
    left join {{ ref('int_document_years') }} as years
        on amounts.document_id = years.document_id
    where amounts.subject is not null
),

{# Words behind the name (…(项)支出) are no part of it. #}
named as (
    select
        mentions.document_id,
        mentions.line_no,
        mentions.mention_no,
        mentions.figure_no,
        mentions.subject,
        mentions.fiscal_year,
        mentions.level_printed,
        mentions.code_printed,
        coalesce(
            {{ wording_group(
                'mentions.subject_bare', "concat('.*(?:', " ~ patterns.function_level ~ ", ')')", '^[“]?'
            ) }},
            mentions.subject_bare
        ) as name_printed,
        case
            when mentions.level_printed = 'item' and not mentions.has_section
                then last_value(
                    case
                        when mentions.has_section
                            then {{ wording_group(
                                'mentions.subject_bare',
                                "concat('.*(?:', " ~ patterns.function_level_section ~ ", ')')", '^[“]?'
                            ) }}
                    end ignore nulls
                ) over (
                    partition by mentions.document_id
                    order by mentions.line_no, mentions.mention_no
                    rows between unbounded preceding and 1 preceding
                )
        end as section_above
    from mentions
),

{# As it is printed, else below the section that was named before. #}
names_tried as (
    select
        named.document_id,
        named.line_no,
        named.mention_no,
        named.fiscal_year,
        named.level_printed,
        named.code_printed,
        1 as try_no,
        {{ function_path_key('named.name_printed', patterns) }} as path_key
    from named
    union all
    select
        named.document_id,
        named.line_no,
        named.mention_no,
        named.fiscal_year,
        named.level_printed,
        named.code_printed,
        2 as try_no,
        {{ function_path_key('concat(named.section_above, named.name_printed)', patterns) }}
            as path_key
    from named
    where named.section_above is not null
),

functions_found as (
    select
        names_tried.document_id,
        names_tried.line_no,
        names_tried.mention_no,
        names_tried.try_no,
        min(known.code) as function_code
    from names_tried
    inner join {{ ref('int_function_paths') }} as known
        on
            names_tried.path_key = known.path_key
            and names_tried.fiscal_year between known.valid_from_year and known.last_year
    where
        case
            when names_tried.code_printed is not null then names_tried.code_printed = known.code
            when names_tried.level_printed is not null then names_tried.level_printed = known.level
            else known.is_whole
        end
    group by
        names_tried.document_id, names_tried.line_no, names_tried.mention_no, names_tried.try_no
    having count(distinct known.code) = 1
),

functions_chosen as (
    select
        document_id,
        line_no,
        mention_no,
        min_by(function_code, try_no) as function_code
    from functions_found
    group by document_id, line_no, mention_no
),

subjects_matched as (
    {{ subjects_matched('named', patterns) }}
)

select
    named.document_id,
    named.line_no,
    named.mention_no,
    named.figure_no,
    named.subject,
    functions_chosen.function_code,
    case when subjects_matched.line_kind = 'three_public' then subjects_matched.item_name end
        as category_code,
    case
        when functions_chosen.function_code is not null or named.level_printed is not null
            then named.name_printed
        else named.subject
    end as subject_canonical
from named
left join functions_chosen
    on
        named.document_id = functions_chosen.document_id
        and named.line_no = functions_chosen.line_no
        and named.mention_no = functions_chosen.mention_no
left join subjects_matched
    on
        named.subject = subjects_matched.subject
        and subjects_matched.match_rank = 1
