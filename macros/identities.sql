{# Identities of running text: one figure that is printed, and what it would be by other figures. #}

{#
    Both sides of each identity of a relation: the figure that is printed, in its line, and what is
    computed from others, which stands in no cell.

    Arguments:
        measured  relation with document_id, figure_no, cell_id, subject, check_code, amount_cny,
                  rounding_step_cny, expected_cny and expected_step_cny (yuan)
#}
{% macro sides_measured(measured) -%}
    {% for side, cell, amount, step in [
        ('found', 'cell_id', 'amount_cny', 'rounding_step_cny'),
        ('expected', 'cast(null as ' ~ dbt.type_string() ~ ')', 'expected_cny', 'expected_step_cny'),
    ] -%}
    select
        document_id,
        'narrative_statement' as statement_code,
        '{{ side }}' as side,
        {{ cell }} as cell_id,
        check_code,
        cast({{ amount }} as decimal(18, 4)) as amount_cny,
        cast({{ step }} as decimal(18, 6)) as rounding_step_cny,
        concat(subject, ': ', {{ measured }}.cell_id) as scope,
        concat({{ measured }}.cell_id, ' ', figure_no) as told_apart_by,
        false as is_open
    from {{ measured }}
    {{ 'union all' if not loop.last }}
    {% endfor %}
{%- endmacro %}
