{# What the subject of a sentence is: a line of a statement, a function. #}

{#
    The lines that subjects stand for by seeds/map_subject_to_line.csv: a subject as it is, and
    without words that it may or may not end with; the likeliest has `match_rank` 1. `relation` holds
    the subjects.
#}
{% macro subjects_matched(relation, patterns) -%}
    select
        subject_forms.subject,
        subjects.line_kind,
        subjects.side,
        subjects.funding_source_code,
        subjects.expenditure_nature,
        subjects.cost_category,
        subjects.item_name,
        subjects.is_total,
        row_number() over (
            partition by subject_forms.subject
            order by subject_forms.form_order asc, subjects.match_order asc, subjects.wording asc
        ) as match_rank
    from (
        select
            {{ relation }}.subject,
            1 as form_order,
            {{ relation }}.subject as form,
            false as is_of_item
        from {{ relation }}
        union
        {%- for order, rest, is_of_item in [
            (2, 'subject_rest', 'false'), (3, 'subject_rest_of_item', 'true'),
        ] %}
        select
            {{ relation }}.subject,
            {{ order }} as form_order,
            {{ gongkai.wordings_removed(
                relation ~ '.subject', patterns[rest], behind='+$'
            ) }} as form,
            {{ is_of_item }} as is_of_item
        from {{ relation }}
        {{ 'union' if not loop.last }}
        {%- endfor %}
    ) as subject_forms
    inner join {{ ref('stg_map__subjects') }} as subjects
        on subject_forms.form = subjects.wording
    where subjects.line_kind in ('three_public', 'procurement') or not subject_forms.is_of_item
{%- endmacro %}

{#
    The names of a function from its class down, in the form in which running text and code lists are
    compared: without marks of levels, numbering and words that either may leave out.
#}
{% macro function_path_key(text, patterns) -%}
    {{ gongkai.wordings_removed(
        gongkai.regex_replace(
            gongkai.wordings_removed(text, patterns.function_level), '[[(]?[0-9]+[]、.)]*', ''
        ),
        patterns.function_path_noise
    ) }}
{%- endmacro %}
