{#
    The form of a code fits its level, and the code of its parent is its own beginning.
    Arguments: code_column; forms, one pattern a level; parents, for every level below the top the
    parents a code may have, each as [digits kept, zeros added].
#}
{% test codes_fit_their_levels(model, code_column, forms, parents) %}

select
    {{ code_column }},
    level,
    parent_code
from {{ model }}
where
    case
        {%- for level, form in forms.items() %}
        when level = '{{ level }}'
            then
                not {{ gongkai.regex_found(code_column, form) }}
                {%- if level in parents %}
                or coalesce(
                    parent_code not in (
                        {%- for kept, added in parents[level] %}
                        concat(substr({{ code_column }}, 1, {{ kept }}), '{{ added }}')
                        {%- if not loop.last %},{% endif %}
                        {%- endfor %}
                    ), true
                )
                {%- else %}
                or parent_code is not null
                {%- endif %}
        {%- endfor %}
        else true
    end

{% endtest %}
