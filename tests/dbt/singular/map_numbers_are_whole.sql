-- The readers and the models turn these texts into whole numbers.
with numbers as (
    {%- for seed, column in [
        ('map_header_to_role', 'fill_weight'),
        ('map_level_to_category', 'level'),
        ('map_subject_to_line', 'match_order'),
    ] %}
        {%- if not loop.first %}
            union all
        {%- endif %}
        select
            '{{ seed }}' as seed_name,
            wording,
            {{ column }} as number_text
        from {{ ref(seed) }}
    {%- endfor %}
)

select
    seed_name,
    wording,
    number_text
from numbers
where not {{ regex_found("coalesce(number_text, '')", '^[0-9]+$') }}
