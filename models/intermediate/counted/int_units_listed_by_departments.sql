{#
    What the consolidated document of a department says of each of its units, by report: the sum of the
    lines that stand under a unit of its own.
#}
select
    departments.document_id as consolidated_document_id,
    departments.fiscal_year,
    departments.stage,
    mentions.budget_unit_key,
    summed.report_code,
    sum(summed.amount_cny) as listed_cny,
    sum(summed.rounding_step_cny) as listed_step_cny,
    bool_or(summed.is_by_subject) as is_by_subject
from {{ ref('int_documents_ranked') }} as departments
inner join {{ ref('int_sums_of_mentions') }} as summed
    on departments.document_id = summed.document_id
inner join {{ ref('int_unit_mentions_keyed') }} as mentions
    on summed.mention_key = mentions.mention_key
where
    departments.disclosure_scope = 'department'
    and departments.document_rank = 1
    {# Who compiled it may not be known. #}
    and mentions.budget_unit_key <> coalesce(departments.budget_unit_key, '')
group by
    departments.document_id, departments.fiscal_year, departments.stage,
    mentions.budget_unit_key, summed.report_code
