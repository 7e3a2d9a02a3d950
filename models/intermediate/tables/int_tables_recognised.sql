{#
    Which statement each table is, by its title; a title that is known without a statement makes it
    none. A title that the table's own header contradicts gives way to the header.
#}
with

tables_current as (
    select
        raw_tables.document_id,
        raw_tables.table_no,
        raw_tables.page_no,
        raw_tables.first_line_no,
        raw_tables.last_line_no
    from {{ ref('stg_raw__tables') }} as raw_tables
    inner join {{ ref('int_documents_current') }} as documents
        on raw_tables.document_id = documents.document_id
),

by_title as (
    select
        tables_current.document_id,
        tables_current.table_no,
        tables_current.page_no,
        tables_current.first_line_no,
        tables_current.last_line_no,
        titles.title_printed as statement_title_printed,
        titles.title_line_no,
        titles.title_year,
        meant.scope as title_scope,
        signatures.statement_code as statement_code_by_header,
        contradicted.table_no is not null as is_contradicted,
        coalesce(contradicted.statement_read, meant.statement_code) as statement_code
    from tables_current
    left join {{ ref('int_table_titles') }} as titles
        on {{ same_table('tables_current', 'titles') }}
    left join {{ ref('int_titles_meant') }} as meant
        on {{ same_table('tables_current', 'meant') }}
    left join {{ ref('int_titles_contradicted') }} as contradicted
        on {{ same_table('tables_current', 'contradicted') }}
    left join {{ ref('int_table_signatures') }} as signatures
        on {{ same_table('tables_current', 'signatures') }}
),

{#
    A table without any caption, with the header of the one before, goes on where that one stopped. In a
    form the header of its indicators stands below its labels.
#}
rows_in_words as (
    select
        document_id,
        table_no,
        row_no,
        string_agg(header_key, '|' order by col_no) as header_signature
    from {{ ref('int_cells_unnested') }}
    group by document_id, table_no, row_no
    having row_no = 1 or (count(*) >= 3 and not bool_or(is_number))
),

tables_in_order as (
    select
        document_id,
        table_no,
        lag(table_no) over (partition by document_id order by table_no) as previous_table_no
    from tables_current
),

headed_as_before as (
    select distinct
        tables_in_order.document_id,
        tables_in_order.table_no
    from tables_in_order
    inner join rows_in_words as first_rows
        on
            {{ same_table('tables_in_order', 'first_rows') }}
            and first_rows.row_no = 1
    inner join rows_in_words as rows_before
        on
            tables_in_order.document_id = rows_before.document_id
            and tables_in_order.previous_table_no = rows_before.table_no
            and first_rows.header_signature = rows_before.header_signature
),

captioned as (
    select distinct
        document_id,
        table_no
    from {{ ref('int_table_captions') }}
    where length(bare_text) > 6
),

with_previous as (
    select
        by_title.document_id,
        by_title.table_no,
        by_title.page_no,
        by_title.first_line_no,
        by_title.last_line_no,
        by_title.statement_code,
        by_title.is_contradicted,
        by_title.statement_code_by_header,
        by_title.statement_title_printed,
        by_title.title_line_no,
        by_title.title_year,
        by_title.title_scope,
        captioned.table_no is null and headed_as_before.table_no is not null as is_continuation
    from by_title
    left join headed_as_before
        on {{ same_table('by_title', 'headed_as_before') }}
    left join captioned
        on {{ same_table('by_title', 'captioned') }}
),

runs as (
    select
        document_id,
        table_no,
        page_no,
        first_line_no,
        last_line_no,
        statement_code,
        is_contradicted,
        statement_title_printed,
        title_line_no,
        title_year,
        title_scope,
        case when not coalesce(is_continuation, false) then statement_code_by_header end
            as statement_code_by_header,
        coalesce(is_continuation, false) as is_continuation,
        sum(case when coalesce(is_continuation, false) then 0 else 1 end) over (
            partition by document_id
            order by table_no
        ) as run_no
    from with_previous
)

select
    document_id,
    table_no,
    page_no,
    first_line_no,
    last_line_no,
    title_line_no,
    cast(run_no as integer) as run_no,
    coalesce(
        max(case when title_line_no is not null then table_no end) over run,
        min(table_no) over run
    ) as titled_table_no,
    coalesce(title_year, first_value(title_year) over run) as title_year,
    coalesce(title_scope, first_value(title_scope) over run) as title_scope,
    coalesce(
        statement_code, first_value(statement_code) over run,
        statement_code_by_header, first_value(statement_code_by_header) over run
    ) as statement_code,
    coalesce(
        statement_title_printed, first_value(statement_title_printed) over run
    ) as statement_title_printed,
    case
        when is_contradicted then 'header'
        when statement_code is not null then 'title'
        when
            is_continuation and first_value(statement_code) over run is not null
            then 'continuation'
        when statement_code_by_header is not null then 'header'
        when first_value(statement_code_by_header) over run is not null then 'continuation'
        else 'none'
    end as recognised_by
from runs
window run as (
    partition by document_id, run_no
    order by table_no
)
