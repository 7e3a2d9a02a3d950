{#
    Identities that fail, each a finding with the code of its check, at the first cell of the side
    that states the whole.
#}
with

{# A hundred per cent stands in no cell: then it is the first of those that are added. #}
cells_stating as (
    select
        reconciliation_key,
        coalesce(min(case when side = 'expected' then cell_id end), min(cell_id)) as cell_id
    from {{ ref('int_identity_cells') }}
    group by reconciliation_key
),

identities_failing as (
    select
        reconciled.document_id,
        cells_stating.cell_id,
        concat('identity_', reconciled.check_code) as finding_code,
        concat(
            reconciled.scope, ': ', reconciled.expected_cny,
            case when checks.relation = '<=' then ' < ' else ' <> ' end, reconciled.found_cny
        ) as evidence
    from {{ ref('int_reconciliations') }} as reconciled
    inner join {{ ref('stg_code__checks') }} as checks
        on reconciled.check_code = checks.code
    left join cells_stating
        on reconciled.reconciliation_key = cells_stating.reconciliation_key
    where reconciled.verdict = 'fails'
)

{{ findings_united({'identities_failing': ['cell_id']}) }}
