{#
    Documents of units whose money stands in the consolidated document of their department already: of
    the same department, or of a unit whose lines that document lists.
#}
with

consolidated as (
    select
        document_id,
        fiscal_year,
        stage,
        budget_unit_key,
        department_ref
    from {{ ref('int_documents_ranked') }}
    where
        disclosure_scope = 'department'
        and document_rank = 1
),

units_listed as (
    select distinct
        consolidated.document_id,
        consolidated.fiscal_year,
        consolidated.stage,
        mentions.budget_unit_key
    from consolidated
    inner join {{ ref('int_lines_summed') }} as summed
        on consolidated.document_id = summed.document_id
    inner join {{ ref('int_lines_to_sum') }} as summands
        on
            summed.budget_line_key = summands.budget_line_key
            and summed.report_code = summands.report_code
    inner join {{ ref('int_unit_mentions_keyed') }} as mentions
        on summands.mention_key = mentions.mention_key
    where mentions.budget_unit_key <> consolidated.budget_unit_key
),

reasons as (
    select
        parts.document_id,
        consolidated.document_id as consolidated_document_id
    from {{ ref('int_documents_ranked') }} as parts
    inner join consolidated
        on
            parts.department_ref = consolidated.department_ref
            and parts.fiscal_year = consolidated.fiscal_year
            and parts.stage = consolidated.stage
            and parts.document_id <> consolidated.document_id
    where parts.disclosure_scope <> 'department'
    union all
    select
        parts.document_id,
        units_listed.document_id as consolidated_document_id
    from {{ ref('int_documents_ranked') }} as parts
    inner join units_listed
        on
            parts.budget_unit_key = units_listed.budget_unit_key
            and parts.fiscal_year = units_listed.fiscal_year
            and parts.stage = units_listed.stage
            and parts.document_id <> units_listed.document_id
)

select
    document_id,
    min(consolidated_document_id) as consolidated_document_id
from reasons
group by document_id
