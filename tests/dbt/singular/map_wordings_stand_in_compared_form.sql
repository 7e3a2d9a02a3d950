-- A wording that is not in the form in which printed text is compared would never match anything.
with wordings as (
    {%- for seed, column, form in [
        ('header_relation', 'group_wording', header_key('group_wording')),
        ('header_relation', 'member_wording', header_key('member_wording')),
        ('map_header_to_role', 'wording', header_key('wording')),
        ('map_code_alias', 'wording', line_key('wording')),
        ('map_total_wording', 'wording', line_key('wording')),
        ('map_empty_declaration', 'wording', bare('wording')),
        ('map_item_to_concept', 'wording', bare('wording')),
        ('map_label_to_field', 'wording', bare('wording')),
        ('map_level_to_category', 'wording', bare('wording')),
        ('map_place_wording', 'wording', bare('wording')),
        ('map_publisher_wording', 'wording', bare('wording')),
        ('map_subject_to_line', 'wording', bare('wording')),
        ('map_title_to_statement', 'wording', title_key('wording')),
        ('map_title_part', 'wording', title_key("coalesce(wording, '')")),
        ('map_unit_alias', 'wording', bare('wording')),
        ('map_project_alias', 'wording', bare('wording')),
        ('map_unit_word_form', 'wording', bare('wording')),
        ('map_name_to_quantity', 'wording', bare('wording')),
        ('map_worded_operator', 'wording', bare('wording')),
        ('map_word_to_trait', 'wording', bare('wording')),
    ] %}
        {%- if not loop.first %}
            union all
        {%- endif %}
        select
            '{{ seed }}' as seed_name,
            {{ column }} as seed_wording,
            {{ form }} as compared_form
        from {{ ref(seed) }}
    {%- endfor %}
)

select
    seed_name,
    seed_wording,
    compared_form
from wordings
where
    seed_wording <> compared_form
    -- Full-width punctuation, letters and digits: documents are folded to half width when read.
    or {{ regex_found('seed_wording', '[！-～　]') }}
