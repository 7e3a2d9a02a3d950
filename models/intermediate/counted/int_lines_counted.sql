{#
    The lines that the additive reports are made of: each says in which of them it counts. A project of
    which several files hold the form counts from the first of them.
#}
with

lines_of_documents as (
    select
        summed.budget_line_key,
        summed.document_id,
        summed.report_code,
        summed.basis,
        chosen.choice_rank,
        min(chosen.choice_rank) over (
            partition by
                summed.report_code, chosen.speaker_ref, chosen.fiscal_year, chosen.stage,
                coalesce(mentions.project_key, summed.document_id)
        ) as first_rank
    from {{ ref('int_lines_summed') }} as summed
    inner join {{ ref('int_documents_chosen') }} as chosen
        on
            summed.document_id = chosen.document_id
            and summed.report_code = chosen.report_code
    inner join {{ ref('int_budget_lines_accepted') }} as accepted
        on summed.budget_line_key = accepted.budget_line_key
    left join {{ ref('int_unit_mentions_keyed') }} as mentions
        on accepted.mention_key = mentions.mention_key
    left join {{ ref('int_lines_listed_before') }} as listed_before
        on
            summed.budget_line_key = listed_before.budget_line_key
            and summed.report_code = listed_before.report_code
    where listed_before.budget_line_key is null
)

select
    budget_line_key,
    document_id,
    report_code as counted_in,
    basis
from lines_of_documents
where choice_rank = first_rank
