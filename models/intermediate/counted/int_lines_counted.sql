{# The lines that the additive reports are made of: each says in which of them it counts. #}
select
    summed.budget_line_key,
    summed.document_id,
    summed.report_code as counted_in,
    summed.basis
from {{ ref('int_lines_summed') }} as summed
inner join {{ ref('int_documents_chosen') }} as chosen
    on
        summed.document_id = chosen.document_id
        and summed.report_code = chosen.report_code
left join {{ ref('int_lines_listed_before') }} as listed_before
    on
        summed.budget_line_key = listed_before.budget_line_key
        and summed.report_code = listed_before.report_code
where listed_before.budget_line_key is null
