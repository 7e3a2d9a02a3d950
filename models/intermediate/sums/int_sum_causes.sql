{#
    The cell of each statement that its failing identities suspect most: what breaks them breaks the
    sum that a report takes from the statement.
#}
with

suspects_ranked as (
    select
        accepted.document_id,
        accepted.statement_code,
        coalesce(explained.cell_id, suspects.cell_id) as cell_id,
        row_number() over (
            partition by accepted.document_id, accepted.statement_code
            order by
                suspects.equal_count asc, suspects.mended_count desc, suspects.cell_id asc
        ) as cause_rank
    from {{ ref('int_identity_suspects') }} as suspects
    inner join {{ ref('int_budget_lines_accepted') }} as accepted
        on suspects.cell_id = accepted.cell_id
    left join {{ ref('int_identities_explained') }} as explained
        on suspects.reconciliation_key = explained.reconciliation_key
    where
        suspects.suspect_rank = 1
        and accepted.table_no is not null
)

select
    document_id,
    statement_code,
    cell_id
from suspects_ranked
where cause_rank = 1
