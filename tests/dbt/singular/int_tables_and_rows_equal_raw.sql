-- Every table of a current document is judged once, every row of it that is not blank has one role.
with

documents as (
    select document_id
    from {{ source('raw', 'documents') }}
    where superseded_by is null
),

raw_counts as (
    select
        raw_tables.document_id,
        count(*) as tables_found
    from {{ source('raw', 'tables') }} as raw_tables
    inner join documents
        on raw_tables.document_id = documents.document_id
    group by raw_tables.document_id
),

raw_rows as (
    select
        printed.document_id,
        count(distinct concat(printed.table_no, ':', printed.row_no)) as rows_found
    from {{ source('raw', 'rows') }} as printed
    inner join documents
        on printed.document_id = documents.document_id
    cross join unnest(printed.cells) as unnested (cell_text)
    where unnested.cell_text <> ''
    group by printed.document_id
),

tables_judged as (
    select
        document_id,
        count(*) as tables_found
    from {{ ref('int_tables_recognised') }}
    group by document_id
),

rows_judged as (
    select
        document_id,
        count(*) as rows_found
    from {{ ref('int_rows_classified') }}
    group by document_id
)

select
    documents.document_id,
    raw_counts.tables_found,
    tables_judged.tables_found as tables_judged,
    raw_rows.rows_found,
    rows_judged.rows_found as rows_judged
from documents
left join raw_counts
    on documents.document_id = raw_counts.document_id
left join tables_judged
    on documents.document_id = tables_judged.document_id
left join raw_rows
    on documents.document_id = raw_rows.document_id
left join rows_judged
    on documents.document_id = rows_judged.document_id
where
    coalesce(raw_counts.tables_found, 0) <> coalesce(tables_judged.tables_found, 0)
    or coalesce(raw_rows.rows_found, 0) <> coalesce(rows_judged.rows_found, 0)
