{# Traits that names of rows and labels of forms have by their amounts and values. #}
with

of_rows as (
    {% for trait, condition in [
        ('is_three_public', 'is_of_three_public'),
        ('greatest', 'is_greatest'),
        ('equals_sum_of_rows', 'is_sum'),
    ] -%}
        select
            case when is_of_three_public then 'map_header_to_role' else 'map_total_wording' end
                as seed_name,
            wording,
            'row' as found_in,
            '{{ trait }}' as trait,
            cast(1 as decimal(4, 3)) as strength
        from {{ ref('int_layout_row_names') }}
        where {{ condition }}
        {% if not loop.last %}union all
        {% endif %}
    {%- endfor %}
),

of_labels as (
    {% for trait, condition in [
        ('is_unit_name', 'is_unit_name'),
        ('is_amount', 'is_amount'),
        ('is_code', 'is_code and not is_amount'),
        ('is_long_text', 'is_long_text'),
        ('is_short_text', 'not is_long_text and not is_amount and not is_unit_name'),
        ('is_other_name', 'not is_amount and not is_unit_name and not is_code'),
    ] -%}
        select
            'map_label_to_field' as seed_name,
            wording,
            'value' as found_in,
            '{{ trait }}' as trait,
            cast(1 as decimal(4, 3)) as strength
        from {{ ref('int_layout_labels') }}
        where {{ condition }}
        {% if not loop.last %}union all
        {% endif %}
    {%- endfor %}
)

select
    seed_name,
    wording,
    found_in,
    trait,
    strength
from of_rows
union all
select
    seed_name,
    wording,
    found_in,
    trait,
    strength
from of_labels
