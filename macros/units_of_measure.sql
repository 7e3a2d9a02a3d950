{# Forms in which printed units of measure are compared and taken apart. #}

{#
    A printed unit with one sign for "per" (/) and one for "and" (·), without blanks and brackets:
    元/(人、年) and 元每人·年 are 元/人·年. A leading 每 stays as a leading /.
#}
{% macro unit_key(text) -%}
    {{ gongkai.regex_replace(
        gongkai.regex_replace(
            gongkai.regex_replace(
                gongkai.regex_replace(
                    gongkai.bare(text), '[(（]([^()（）]*)[)）]', '\\1'
                ), '[／∕⁄÷每]+', '/'
            ), '[、・•‧∙⋅*×.．]', '·'
        ), '/+', '/'
    ) }}
{%- endmacro %}

{# A printed unit whose parts are choices, as in 台、辆 and 个(件): the parts with 、 between them. #}
{% macro unit_choices(text) -%}
    {{ gongkai.regex_replace(gongkai.bare(text), '[(（]([^()（）]*)[)）]$', '、\\1') }}
{%- endmacro %}

{# The nth part of a unit_key; NULL where it has fewer. #}
{% macro unit_part(text, part_no) -%}
    {{ gongkai.regex_group(text, '^(?:[^/·]+[/·]){' ~ (part_no - 1) ~ '}([^/·]+)') }}
{%- endmacro %}

{# The sign behind the nth part of a unit_key; NULL behind the last. #}
{% macro unit_joint(text, part_no) -%}
    {{ gongkai.regex_group(text, '^(?:[^/·]+[/·]){' ~ (part_no - 1) ~ '}[^/·]+([/·])') }}
{%- endmacro %}

{# The unit that an asset is counted in, printed in brackets behind its name: 一般公务用车(辆). #}
{% macro unit_in_brackets(text) -%}
    {{ gongkai.regex_group(text, '\\(([^()]+)\\)$') }}
{%- endmacro %}
