{#
    A change that running text states against what lies between the level and the figure that it is
    compared with. One row a figure of an identity.
#}
with

changes_measured as (
    select
        document_id,
        figure_no,
        cell_id,
        subject,
        'changes_agree' as check_code,
        amount_cny,
        rounding_step_cny,
        direction * (level_cny - base_cny) as expected_cny,
        level_step_cny + base_step_cny as expected_step_cny
    from {{ ref('int_narrative_changes') }}
    where level_cny is not null and base_cny is not null
)

{{ sides_measured('changes_measured') }}
