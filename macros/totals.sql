{# What a total is of, as one text, by which running text and tables are compared. #}

{# Side, nature of expenditure, funding source and, where it is one, category of cost. #}
{% macro total_ref(side, nature, source, category=none) -%}
    concat(
        {{ side }}, ' ', coalesce(nullif({{ nature }}, ''), 'total'), ' ',
        coalesce({{ source }}, 'total')
        {%- if category is not none -%}
        , case when {{ category }} in ('', 'total') then '' else concat(' ', {{ category }}) end
        {%- endif -%}
    )
{%- endmacro %}
