{#
    How each form of a project is read for a report, since each prints its money in its own way: by the
    first reading that adds up to its whole, else as the whole alone. Headings of units are left out. `has_total` where the form prints
    its total, or its table that of all forms.
#}
{%- set form = [
    'document_id', 'report_code', 'period_ref', 'statement_code', 'line_kind', 'table_no', 'form_no',
] %}
{%- set form_table = form | reject('equalto', 'form_no') | list %}
with

forms_read as (
    select
        {% for column in form -%}
            summed.{{ column }},
        {% endfor -%}
        columns_read.reading_order,
        max(case when readings.is_whole then 1 else 0 end) = 1 as is_whole,
        sum(summed.amount_cny) as sum_cny,
        sum(summed.rounding_step_cny) * 0.5 as tolerance_cny,
        bool_or(summed.states_total) as has_total
    from {{ ref('int_lines_to_sum') }} as summed
    inner join {{ ref('int_sum_columns') }} as columns_read
        on
            {% for column in form -%}
                {{ 'and ' if not loop.first }}summed.{{ column }} = columns_read.{{ column }}
            {% endfor -%}
            and summed.expenditure_nature = columns_read.expenditure_nature
            and summed.cost_category = columns_read.cost_category
            and summed.funding_source = columns_read.funding_source
            and summed.three_public_category = columns_read.three_public_category
            and summed.repeats_others = columns_read.repeats_others
    inner join {{ ref('stg_code__counted_readings') }} as readings
        on
            columns_read.report_code = readings.report_code
            and columns_read.reading_order = readings.reading_order
    left join {{ ref('int_forms_of_units') }} as of_units
        on
            {% for column in form -%}
                {{ 'and ' if not loop.first }}summed.{{ column }} = of_units.{{ column }}
            {% endfor %}
    where
        summed.is_total_per_table
        and summed.is_summand
        and of_units.form_no is null
    group by
        {% for column in form -%}
            summed.{{ column }},
        {% endfor -%}
        columns_read.reading_order
),

forms_compared as (
    select
        {% for column in form -%}
            {{ column }},
        {% endfor -%}
        reading_order,
        is_whole,
        sum_cny,
        first_value(sum_cny) over (
            partition by {{ form | join(', ') }}
            order by reading_order
        ) as parts_cny,
        first_value(sum_cny) over (
            partition by {{ form | join(', ') }}
            order by case when is_whole then 0 else 1 end, reading_order
        ) as whole_cny,
        tolerance_cny,
        bool_or(has_total) over (partition by {{ form | join(', ') }}) as has_total
    from forms_read
),

forms_ranked as (
    select
        {% for column in form -%}
            {{ column }},
        {% endfor -%}
        reading_order,
        sum_cny,
        parts_cny,
        has_total,
        not is_whole or abs(parts_cny - whole_cny) <= tolerance_cny as is_by_parts,
        row_number() over (
            partition by {{ form | join(', ') }}
            order by
                case when abs(sum_cny - whole_cny) <= tolerance_cny then 0 else 1 end,
                reading_order
        ) as choice_rank
    from forms_compared
),

totals_of_tables as (
    select
        {% for column in form_table -%}
            {{ column }},
        {% endfor -%}
        max(amount_cny) as largest_cny,
        sum(amount_cny) as total_cny
    from {{ ref('int_lines_to_sum') }}
    where
        is_total_of_forms
        and funding_source = 'total'
    group by {{ form_table | join(', ') }}
),

tables_summed as (
    select
        {% for column in form_table -%}
            {{ column }},
        {% endfor -%}
        sum(sum_cny) as table_cny
    from forms_ranked
    where choice_rank = 1
    group by {{ form_table | join(', ') }}
)

select
    {% for column in form -%}
        forms_ranked.{{ column }},
    {% endfor -%}
    forms_ranked.reading_order,
    forms_ranked.sum_cny,
    forms_ranked.parts_cny,
    forms_ranked.is_by_parts,
    tables_summed.table_cny,
    {# One total, or those of the units alone. #}
    case
        when totals_of_tables.total_cny = tables_summed.table_cny then totals_of_tables.total_cny
        else totals_of_tables.largest_cny
    end as table_total_cny,
    forms_ranked.has_total
    or coalesce(
        tables_summed.table_cny in (totals_of_tables.total_cny, totals_of_tables.largest_cny), false
    ) as has_total
from forms_ranked
inner join tables_summed
    on
        {% for column in form_table -%}
            {{ 'and ' if not loop.first }}forms_ranked.{{ column }} = tables_summed.{{ column }}
        {% endfor %}
left join totals_of_tables
    on
        {% for column in form_table -%}
            {{ 'and ' if not loop.first }}forms_ranked.{{ column }} = totals_of_tables.{{ column }}
        {% endfor %}
where forms_ranked.choice_rank = 1
