{#
    What the lines that a report takes from a document add up to beside each unit and project that it
    names. `is_by_subject`: in a statement that parts money by subject; lists of projects and purchases
    name whoever carries them out.
#}
select
    summed.document_id,
    summed.report_code,
    summands.mention_key,
    sum(summands.amount_cny) as amount_cny,
    sum(summands.rounding_step_cny) as rounding_step_cny,
    bool_or(
        summands.line_kind in ('function', 'summary', 'economic', 'three_public')
    ) as is_by_subject
from {{ ref('int_lines_summed') }} as summed
inner join {{ ref('int_lines_to_sum') }} as summands
    on
        summed.budget_line_key = summands.budget_line_key
        and summed.report_code = summands.report_code
group by summed.document_id, summed.report_code, summands.mention_key
