{#
    How alike each wording of the worklist is to the wordings under which codes are found.
#}
{{ wordings_alike(ref('int_unmapped_codes'), ref('int_codes_to_suggest'), 'code_kind') }}
