-- Parts of findings come together with all columns; what a part does not have is NULL.
with

of_a_cell as (
    select
        'd' as document_id,
        'first' as finding_code,
        1 as table_no,
        'c' as cell_id,
        'printed' as evidence
),

of_a_document as (
    select
        'd' as document_id,
        'second' as finding_code,
        'words' as reader_words,
        'printed' as evidence
),

united as (
    {{ findings_united({'of_a_cell': ['table_no', 'cell_id'], 'of_a_document': ['reader_words']}) }}
),

told as (
    select
        max(case when finding_code = 'first' then concat_ws(
            '|', document_id, reason, page_no, table_no, row_no, col_no, cell_id, evidence,
            reader_words
        ) end) as first_told,
        max(case when finding_code = 'second' then concat_ws(
            '|', document_id, reason, page_no, table_no, row_no, col_no, cell_id, evidence,
            reader_words
        ) end) as second_told
    from united
)

select
    first_told,
    second_told
from told
where
    coalesce(first_told, '') <> 'd|1|c|printed'
    or coalesce(second_told, '') <> 'd|printed|words'
