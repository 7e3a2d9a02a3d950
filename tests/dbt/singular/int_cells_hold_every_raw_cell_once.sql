-- Every cell of current documents that is not blank is unnested exactly once, and nothing else is;
-- a cell in which a person is named has the mark that stands in its place.
with

raw_cells as (
    select
        printed.document_id,
        printed.table_no,
        printed.row_no,
        cast(unnested.col_no as integer) as col_no,
        coalesce(masked.text_masked, unnested.cell_text) as cell_text
    from {{ source('raw', 'rows') }} as printed
    inner join {{ source('raw', 'documents') }} as documents
        on
            printed.document_id = documents.document_id
            and documents.superseded_by is null
    cross join unnest(printed.cells) with ordinality as unnested (cell_text, col_no)
    left join {{ ref('stg_raw__texts_masked') }} as masked
        on
            {{ same_row('printed', 'masked') }}
            and unnested.col_no = masked.col_no
    where unnested.cell_text <> ''
),

counted as (
    select
        document_id,
        table_no,
        row_no,
        col_no,
        cell_text,
        count(*) as rows_unnested
    from {{ ref('int_cells_unnested') }}
    group by document_id, table_no, row_no, col_no, cell_text
)

select
    counted.rows_unnested,
    coalesce(raw_cells.document_id, counted.document_id) as document_id,
    coalesce(raw_cells.table_no, counted.table_no) as table_no,
    coalesce(raw_cells.row_no, counted.row_no) as row_no,
    coalesce(raw_cells.col_no, counted.col_no) as col_no
from raw_cells
full outer join counted
    on
        {{ same_row('raw_cells', 'counted') }}
        and raw_cells.col_no = counted.col_no
        and raw_cells.cell_text = counted.cell_text
where
    raw_cells.document_id is null
    or counted.document_id is null
    or counted.rows_unnested <> 1
