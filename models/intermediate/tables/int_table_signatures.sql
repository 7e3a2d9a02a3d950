{#
    The statement of a table that has no title, told by its own headers, names of rows and codes: all
    that a signature wants is there, and nothing that it excludes. What two statements claim is
    neither's.
#}
with

untitled as (
    select
        raw_tables.document_id,
        raw_tables.table_no,
        coalesce(periods.kind_said, scopes.document_kind) as document_kind
    from {{ ref('stg_raw__tables') }} as raw_tables
    inner join {{ ref('int_document_scopes') }} as scopes
        on raw_tables.document_id = scopes.document_id
    left join {{ ref('int_table_titles') }} as titles
        on {{ same_table('raw_tables', 'titles') }}
    left join {{ ref('int_table_periods') }} as periods
        on {{ same_table('raw_tables', 'periods') }}
    {# Those of a government are known by their titles alone. #}
    where titles.table_no is null and scopes.scope = 'department'
),

words as (
    select
        said.document_id,
        said.table_no,
        said.found_in,
        said.wording,
        untitled.document_kind
    from {{ ref('int_table_words') }} as said
    inner join untitled
        on {{ same_table('said', 'untitled') }}
    where said.found_in <> 'code' or said.times >= 3
),

wanted as (
    select
        statement_code,
        signature_no,
        count(*) as wanted_count
    from {{ ref('stg_map__signatures') }}
    where is_wanted
    group by statement_code, signature_no
),

matched as (
    select
        words.document_id,
        words.table_no,
        signatures.statement_code,
        signatures.signature_no
    from words
    inner join {{ ref('stg_map__signatures') }} as signatures
        on
            words.found_in = signatures.found_in
            and words.wording = signatures.wording
    inner join {{ ref('stg_code__statements') }} as statements
        on
            signatures.statement_code = statements.statement_code
            and words.document_kind = statements.document_kind
    inner join wanted
        on
            signatures.statement_code = wanted.statement_code
            and signatures.signature_no = wanted.signature_no
    group by
        words.document_id, words.table_no, signatures.statement_code, signatures.signature_no,
        wanted.wanted_count
    having
        count(case when signatures.is_wanted then 1 end) = wanted.wanted_count
        and count(case when not signatures.is_wanted then 1 end) = 0
)

select
    document_id,
    table_no,
    min(statement_code) as statement_code
from matched
group by document_id, table_no
having count(distinct statement_code) = 1
