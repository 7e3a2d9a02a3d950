-- Staging drops and doubles no row of a seed.
with row_counts as (
    {%- for seed, view in [
        ('code_finding_reason', 'stg_code__finding_reasons'),
        ('check_statement_pair', 'stg_map__statement_pairs'),
        ('check_change_part', 'stg_map__change_parts'),
        ('code_money_unit', 'stg_code__money_units'),
        ('header_relation', 'stg_map__header_relations'),
        ('map_code_succession', 'stg_map__code_successions'),
        ('map_economic_correspondence', 'stg_map__economic_correspondences'),
        ('map_economic_to_gfs', 'stg_map__economic_gfs'),
        ('map_empty_declaration', 'stg_map__empty_declarations'),
        ('map_function_to_cofog', 'stg_map__function_cofogs'),
        ('map_header_to_role', 'stg_map__headers'),
        ('map_code_alias', 'stg_map__code_aliases'),
        ('map_label_to_field', 'stg_map__labels'),
        ('map_level_to_category', 'stg_map__levels'),
        ('map_operator', 'stg_map__operators'),
        ('map_place_wording', 'stg_map__place_wordings'),
        ('map_publisher_wording', 'stg_map__publisher_wordings'),
        ('map_subject_to_line', 'stg_map__subjects'),
        ('map_text_wording', 'stg_map__text_wordings'),
        ('map_title_to_statement', 'stg_map__titles'),
        ('map_total_wording', 'stg_map__total_wordings'),
        ('map_personal_pattern', 'stg_map__personal_patterns'),
        ('map_unit_alias', 'stg_map__unit_aliases'),
        ('map_project_alias', 'stg_map__project_aliases'),
        ('map_unit_word_form', 'stg_map__unit_word_forms'),
        ('code_magnitude', 'stg_code__magnitudes'),
        ('code_measurement_unit', 'stg_code__measurement_units'),
        ('map_name_to_quantity', 'stg_map__name_quantities'),
        ('map_worded_operator', 'stg_map__worded_operators'),
        ('map_word_to_trait', 'stg_map__word_traits'),
        ('map_trait_to_suggestion', 'stg_map__trait_suggestions'),
    ] %}
        {%- if not loop.first %}
            union all
        {%- endif %}
        select
            '{{ view }}' as view_name,
            (select count(*) from {{ ref(seed) }}) as seed_rows,
            (select count(*) from {{ ref(view) }}) as view_rows
    {%- endfor %}
)

select
    view_name,
    seed_rows,
    view_rows
from row_counts
where
    seed_rows <> view_rows
    or seed_rows = 0
