{# Amounts read from a picture that no identity confirms, and that are therefore no facts. #}
with

amounts_unconfirmed as (
    select
        budget_lines.document_id,
        'amount_read_from_picture' as finding_code,
        budget_lines.page_no,
        budget_lines.table_no,
        budget_lines.row_no,
        budget_lines.col_no,
        budget_lines.cell_id,
        budget_lines.amount_printed as evidence
    from {{ ref('int_budget_lines') }} as budget_lines
    left join {{ ref('int_budget_lines_accepted') }} as accepted
        on budget_lines.cell_id = accepted.cell_id
    where accepted.cell_id is null
)

{{ findings_united({
    'amounts_unconfirmed': ['page_no', 'table_no', 'row_no', 'col_no', 'cell_id'],
}) }}
