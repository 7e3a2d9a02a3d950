{# Amounts that nothing proves and that a second reader of the page reads otherwise. #}
with

read_otherwise as (
    select
        document_id,
        'second_reading_differs' as finding_code,
        page_no,
        table_no,
        row_no,
        col_no,
        cell_id,
        concat(printed_text, ' | ', coalesce(nullif(second_text, ''), '—')) as evidence
    from {{ ref('int_second_readings_compared') }}
    where differs
)

{{ findings_united({
    'read_otherwise': ['page_no', 'table_no', 'row_no', 'col_no', 'cell_id'],
}) }}
