{#
    Lines that count in another report already, and lines that most likely are totals beside their parts.
#}
with

lines_listed_before as (
    select
        document_id,
        'listed_in_another_report' as finding_code,
        page_no,
        table_no,
        row_no,
        cell_id,
        concat_ws(' ', report_code, project_name, item_name, amount_printed) as evidence
    from {{ ref('int_lines_listed_before') }}
),

totals_among_lines as (
    select
        document_id,
        'total_among_lines' as finding_code,
        page_no,
        table_no,
        row_no,
        cell_id,
        concat(
            statement_code, ': ', name_printed, ' ', amount_cny, ' = ', line_count
        ) as evidence
    from {{ ref('int_totals_among_lines') }}
)

{{ findings_united({
    'lines_listed_before': ['page_no', 'table_no', 'row_no', 'cell_id'],
    'totals_among_lines': ['page_no', 'table_no', 'row_no', 'cell_id'],
}) }}
