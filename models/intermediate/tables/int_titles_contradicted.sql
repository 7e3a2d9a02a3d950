{#
    Tables whose headers and codes say for certain that they are another statement than their title
    says: all that one kind of evidence wants is there and nothing that it excludes, and no other
    kind is. The table is read as what it is. A title may be that of several layouts.
#}
with

wanted as (
    select
        evidence,
        signature_no,
        count(*) as wanted_count
    from {{ ref('stg_map__header_evidence') }}
    where is_wanted
    group by evidence, signature_no
),

matched as (
    select
        words.document_id,
        words.table_no,
        signatures.evidence
    from {{ ref('int_table_words') }} as words
    inner join {{ ref('stg_map__header_evidence') }} as signatures
        on
            words.found_in = signatures.found_in
            and words.wording = signatures.wording
    inner join wanted
        on
            signatures.evidence = wanted.evidence
            and signatures.signature_no = wanted.signature_no
    where words.found_in <> 'code' or words.times >= 2
    group by
        words.document_id, words.table_no, signatures.evidence, signatures.signature_no,
        wanted.wanted_count
    having
        count(case when signatures.is_wanted then 1 end) = wanted.wanted_count
        and count(case when not signatures.is_wanted then 1 end) = 0
),

evidence_alone as (
    select
        document_id,
        table_no,
        min(evidence) as evidence
    from matched
    group by document_id, table_no
    having count(distinct evidence) = 1
),

contradicted as (
    select
        meant.document_id,
        meant.table_no,
        meant.statement_code as statement_by_title,
        evidence_alone.evidence,
        contradictions.statement_read,
        contradictions.is_only_swapped,
        coalesce(contradictions.is_layout, false) as is_layout
    from {{ ref('int_titles_meant') }} as meant
    inner join evidence_alone
        on {{ same_table('meant', 'evidence_alone') }}
    inner join {{ ref('stg_map__title_contradictions') }} as contradictions
        on
            meant.statement_code = contradictions.statement_code
            and evidence_alone.evidence = contradictions.evidence
)

select distinct
    contradicted.document_id,
    contradicted.table_no,
    contradicted.statement_by_title,
    contradicted.evidence,
    contradicted.statement_read,
    contradicted.is_layout
from contradicted
left join contradicted as swapped
    on
        contradicted.document_id = swapped.document_id
        and contradicted.statement_by_title = swapped.statement_read
        and contradicted.statement_read = swapped.statement_by_title
where
    not contradicted.is_only_swapped
    or swapped.table_no is not null
