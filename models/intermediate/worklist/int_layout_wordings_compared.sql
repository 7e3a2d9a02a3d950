{# How alike each wording of the worklist for layouts is to the wordings that its seed knows. #}
{{ wordings_alike(ref('int_layout_subjects'), ref('int_layout_answers'), 'seed_name') }}
