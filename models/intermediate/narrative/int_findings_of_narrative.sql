{# Amounts in running text that was recognised in a picture: nothing can confirm them. #}
with

sentences_unconfirmed as (
    select
        text_rows.document_id,
        'amount_read_from_picture' as finding_code,
        'sentence' as reason,
        text_rows.page_no,
        substr(text_rows.line_text, 1, 80) as evidence,
        {{ line_id('text_rows.document_id', 'text_rows.line_no') }} as cell_id
    from {{ ref('stg_raw__lines') }} as text_rows
    inner join {{ ref('int_documents_current') }} as documents
        on text_rows.document_id = documents.document_id
    where
        text_rows.table_no is null
        and text_rows.is_from_picture
        and {{ regex_found(bare('text_rows.line_text'), '[0-9](' ~ money_units() ~ ')') }}
)

{{ findings_united({'sentences_unconfirmed': ['reason', 'page_no', 'cell_id']}) }}
