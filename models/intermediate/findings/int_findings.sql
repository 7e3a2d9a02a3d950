{#
    Suspicions about printed things, each with its place and its evidence. Rooms raise them; what
    they say in both languages and how much they weigh stands in seeds. A finding that names a cell or
    a line of text stands where that is printed, blank cells too. Evidence puts a header before what
    stands below it, and so tells whose name or number that is.
#}
{%- set patterns = personal_patterns() %}
with

findings as (
    {% for room in [
        'documents', 'amounts', 'narrative', 'lines', 'indicators', 'checks', 'accepted', 'sums',
        'proofs', 'coverage',
    ] -%}
        select
            document_id,
            finding_code,
            reason,
            page_no,
            table_no,
            row_no,
            col_no,
            cell_id,
            evidence,
            reader_words
        from {{ ref('int_findings_of_' ~ room) }}
        {% if not loop.last %}union all
        {% endif %}
    {%- endfor %}
),

findings_of_cells as (
    select distinct
        cell_id,
        {{ row_of_cell('cell_id') }} as row_ref,
        {{ column_of_cell('cell_id') }} as col_no
    from findings
    where cell_id is not null
),

rows_printed as (
    select
        page_no,
        table_no,
        row_no,
        {{ row_id('document_id', 'table_no', 'row_no') }} as row_ref
    from {{ ref('stg_raw__rows') }}
    union all
    select
        page_no,
        cast(null as integer) as table_no,
        line_no as row_no,
        {{ line_id('document_id', 'line_no') }} as row_ref
    from {{ ref('stg_raw__lines') }}
),

places as (
    select
        findings_of_cells.cell_id,
        rows_printed.page_no,
        rows_printed.table_no,
        rows_printed.row_no,
        findings_of_cells.col_no
    from findings_of_cells
    inner join rows_printed
        on findings_of_cells.row_ref = rows_printed.row_ref
),

{# Why a code is unmapped is told by the sentence of the reason. #}
unmapped_reasons as (
    select
        code as reason,
        description as message
    from {{ ref('stg_code__vocabularies') }}
    where vocabulary = 'unmapped_reason'
),

{# A code that is not listed stays, without a message, and fails the test of this model. #}
told as (
    select
        findings.document_id,
        findings.finding_code,
        findings.cell_id,
        findings.evidence,
        findings.reader_words,
        coalesce(findings.page_no, places.page_no) as page_no,
        coalesce(findings.table_no, places.table_no) as table_no,
        coalesce(findings.row_no, places.row_no) as row_no,
        coalesce(findings.col_no, places.col_no) as col_no,
        coalesce(reasons.severity, listed.severity) as severity,
        {# || and not concat: where a part is missing there is no message. #}
        coalesce(
            reasons.message_zh || reasons.message_en,
            unmapped_reasons.message,
            listed.message_zh || listed.message_en
        ) as message
    from findings
    left join places
        on findings.cell_id = places.cell_id
    left join {{ ref('int_findings_listed') }} as listed
        on findings.finding_code = listed.code
    left join {{ ref('stg_code__finding_reasons') }} as reasons
        on
            listed.reasons_of = reasons.finding_code
            and findings.reason = reasons.reason
    left join unmapped_reasons
        on findings.reason = unmapped_reasons.reason
)

select
    document_id,
    finding_code,
    severity,
    page_no,
    table_no,
    row_no,
    col_no,
    cell_id,
    {{ persons_masked('evidence', labelled_patterns(patterns)) }} as evidence,
    coalesce(message || ': ' || reader_words, message) as message
from told
