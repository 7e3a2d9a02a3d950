{#
    Suspicions about printed things, each with its place and its evidence. Rooms raise them; what
    they say in both languages and how much they weigh stands in seeds.
#}
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
        findings.page_no,
        findings.table_no,
        findings.row_no,
        findings.col_no,
        findings.cell_id,
        findings.evidence,
        findings.reader_words,
        coalesce(reasons.severity, listed.severity) as severity,
        {# || and not concat: where a part is missing there is no message. #}
        coalesce(
            reasons.message_zh || reasons.message_en,
            unmapped_reasons.message,
            listed.message_zh || listed.message_en
        ) as message
    from findings
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
    evidence,
    coalesce(message || ': ' || reader_words, message) as message
from told
