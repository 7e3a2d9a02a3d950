{# Identities that fail, each a finding with the code of its check. #}
with

identities_failing as (
    select
        document_id,
        concat('identity_', check_code) as finding_code,
        {{ regex_group('cell_ids', '^([^,]+)') }} as cell_id,
        concat(scope, ': ', expected_cny, ' <> ', found_cny) as evidence
    from {{ ref('int_reconciliations') }}
    where verdict = 'fails'
)

{{ findings_united({'identities_failing': ['cell_id']}) }}
