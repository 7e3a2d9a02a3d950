{#
    Amounts in running text that is recognised in a picture, which nothing can confirm, and figures
    there that are not one number.
#}
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
        and {{ regex_found(bare('text_rows.line_text'), '[0-9](' ~ money_units_in_text() ~ ')') }}
),

figures_misprinted as (
    select
        document_id,
        'amount_not_a_number' as finding_code,
        page_no,
        cell_id,
        concat(amount_printed, unit_printed) as evidence
    from {{ ref('int_narrative_amounts') }}
    where amount_cny is null and measure not in ('range', 'threshold')
),

amounts_unclear as (
    select
        document_id,
        'amount_in_text_unclear' as finding_code,
        page_no,
        cell_id,
        concat(clause, amount_printed, unit_printed) as evidence
    from {{ ref('int_narrative_amounts') }}
    where amount_cny is not null and measure = 'unclear'
)

{{ findings_united({
    'sentences_unconfirmed': ['reason', 'page_no', 'cell_id'],
    'figures_misprinted': ['page_no', 'cell_id'],
    'amounts_unclear': ['page_no', 'cell_id'],
}) }}
