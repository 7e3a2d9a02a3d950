{# What the columns of open tables hold; a trait needs two fifths of the cells. #}
{%- set kinds = [
    ('holds_function_code', 'is_function_code'),
    ('holds_economic_code', 'is_economic_code'),
    ('holds_revenue_code', 'is_revenue_code'),
    ('holds_other_codes', 'is_other_code'),
    ('holds_years', 'is_year'),
    ('holds_amounts', 'is_amount'),
    ('holds_counts', 'is_count and not is_function_code and not is_economic_code'),
    ('holds_percent', 'is_percent'),
    ('holds_function_names', 'is_function_name'),
    ('holds_economic_names', 'is_economic_name'),
    ('holds_revenue_names', 'is_revenue_name'),
    ('holds_source_names', 'is_source_name'),
    ('holds_three_public_names', 'is_three_public_name'),
    ('holds_unit_names', 'is_unit_name'),
    ('holds_operator', 'is_operator'),
    ('holds_level1', 'is_level1'),
    ('holds_level2', 'is_level2'),
    ('holds_measurement_unit', 'is_measurement_unit'),
    ('holds_value_with_operator', 'is_value_with_operator'),
    ('holds_values', 'is_value and not is_amount'),
    ('holds_long_text', 'is_long_text'),
    ('holds_short_text', 'is_plain_text'),
    ('holds_other_names', 'is_plain_text'),
] %}
with

cells as (
    select
        *,
        {{ regex_found('bare_text', '^(?:19|20)[0-9]{2}年?$') }} as is_year,
        not is_figure
        and not is_total_wording
        and not is_function_name
        and not is_economic_name
        and not is_revenue_name
        and not is_source_name
        and not is_three_public_name
        and not is_unit_name
        and not is_operator
        and not is_level1
        and not is_level2
        and not is_measurement_unit
        and not is_long_text
        and {{ regex_found('bare_text', '[一-鿿]{2}') }} as is_plain_text
    from {{ ref('int_layout_cells') }}
    where not is_total_wording
),

counted as (
    select
        document_id,
        table_no,
        col_no,
        count(*) as cell_count,
        count(distinct bare_text) as distinct_count,
        sum(case when is_count then amount end) as count_sum,
        min(case when is_count then amount end) as first_count,
        max(case when is_count then amount end) as last_count,
        {% for trait, condition in kinds -%}
            count(case when {{ condition }} then 1 end) as {{ trait }}_count
            {%- if not loop.last %},{% endif %}
        {% endfor %}
    from cells
    group by document_id, table_no, col_no
),

shares as (
    {% for trait, _ in kinds -%}
        select
            document_id,
            table_no,
            col_no,
            '{{ trait }}' as trait,
            cast({{ trait }}_count as double) / cell_count as strength
        from counted
        {%- if trait == 'holds_other_names' %}
            where distinct_count * 10 >= cell_count * 6
        {%- endif %}
        {% if not loop.last %}union all
        {% endif %}
    {%- endfor %}
    union all
    select
        document_id,
        table_no,
        col_no,
        'holds_ordinals' as trait,
        1.0 as strength
    from counted
    where
        holds_counts_count = cell_count
        and cell_count >= 2
        and first_count = 1
        and last_count = cell_count
        and distinct_count = cell_count
    union all
    select
        document_id,
        table_no,
        col_no,
        'sums_to_hundred' as trait,
        1.0 as strength
    from counted
    where
        holds_counts_count >= 3
        and count_sum between 80 and 100
)

select
    document_id,
    table_no,
    col_no,
    trait,
    cast(least(strength, 1) as decimal(4, 3)) as strength
from shares
where strength >= 0.4
