-- Wordings are compared without white space: no two of one seed may then be the same.
with wordings as (
    {%- for seed, column in [
        ('map_empty_declaration', 'wording'),
        ('map_header_to_role', 'wording'),
        ('map_item_to_concept', 'wording'),
        ('map_label_to_field', 'wording'),
        ('map_operator', 'printed'),
        ('map_subject_to_line', 'wording'),
        ('map_total_wording', 'wording'),
    ] %}
        {%- if not loop.first %}
            union all
        {%- endif %}
        select
            '{{ seed }}' as seed_name,
            {{ bare(column) }} as wording
        from {{ ref(seed) }}
    {%- endfor %}
)

select
    seed_name,
    wording,
    count(*) as row_count
from wordings
group by seed_name, wording
having count(*) > 1
