{# The year and stage that an amount is of, as the one value by which sums are kept apart. #}

{# The period of what is of the document's own year and stage. #}
{% macro own_period() -%}own{%- endmacro %}

{#
    The period of a line: its stage and, where it is of another year than the document, its year. With
    the document's stage given, what is of its year and stage is `own_period()`.
#}
{% macro period_ref(line, document_stage=none) -%}
    {%- if document_stage -%}
        case
            when not {{ line }}.is_of_another_year and {{ line }}.stage = {{ document_stage }}
                then '{{ gongkai.own_period() }}'
            else {{ gongkai.period_ref(line) }}
        end
    {%- else -%}
        concat_ws(
            ' ',
            case
                when {{ line }}.is_of_another_year then cast({{ line }}.fiscal_year as varchar)
            end,
            {{ line }}.stage
        )
    {%- endif -%}
{%- endmacro %}
