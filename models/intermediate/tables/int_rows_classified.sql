{# What each printed row is: header, form field, or body; rows under one header form a block. #}
with

row_contents as (
    select
        cells.document_id,
        cells.table_no,
        cells.row_no,
        min(cells.line_no) as line_no,
        min(cells.page_no) as page_no,
        count(*) as filled_count,
        {# A header may say nothing but a year. #}
        count(
            case
                when headers.wording is not null or cells.header_key = '' then 1
            end
        ) as known_count,
        count(case when headers.role = 'column_numbers' then 1 end) as numbering_count,
        count(
            case when headers.value_type in ('text', 'code') then 1 end
        ) as known_label_count,
        count(
            {# A figure that is misprinted makes a row of figures all the same. #}
            case
                when
                    cells.is_number
                    or {{ regex_found('cells.bare_text', '[0-9](' ~ money_units() ~ ')$') }}
                    or {{ regex_found(
                        'cells.bare_text', '^[^一-鿿A-DF-Za-z]*[0-9][^一-鿿A-DF-Za-z]*$'
                    ) }}
                    then 1
            end
        ) as number_count,
        min(cells.col_no) as first_col_no
    from {{ ref('int_cells_unnested') }} as cells
    left join {{ ref('stg_map__headers') }} as headers
        on cells.header_key = headers.wording
    group by cells.document_id, cells.table_no, cells.row_no
),

first_labels as (
    select
        row_contents.document_id,
        row_contents.table_no,
        row_contents.row_no,
        max(labels.field) as first_field
    from row_contents
    inner join {{ ref('int_cells_unnested') }} as cells
        on
            {{ same_row('row_contents', 'cells') }}
            and row_contents.first_col_no = cells.col_no
    inner join {{ ref('stg_map__labels') }} as labels
        on
            {{ regex_replace('cells.bare_text', '[:：].*$', '') }} = {{ bare('labels.wording') }}
            and labels.value_type <> 'inline'
    group by row_contents.document_id, row_contents.table_no, row_contents.row_no
),

header_candidates as (
    select
        row_contents.document_id,
        row_contents.table_no,
        row_contents.row_no,
        row_contents.line_no,
        row_contents.page_no,
        row_contents.filled_count,
        row_contents.known_count,
        row_contents.known_label_count,
        row_contents.number_count,
        row_contents.numbering_count,
        first_labels.first_field,
        row_contents.number_count = 0
        and row_contents.filled_count >= 2
        and row_contents.known_count * 2 > row_contents.filled_count as is_candidate
    from row_contents
    left join first_labels
        on {{ same_row('row_contents', 'first_labels') }}
),

{# Columns that a header row gives to anything but amounts: what stands below them is no header. #}
label_columns as (
    select
        cells.document_id,
        cells.table_no,
        cells.col_no,
        min(cells.row_no) as header_row_no
    from {{ ref('int_cells_unnested') }} as cells
    inner join header_candidates
        on
            {{ same_row('cells', 'header_candidates') }}
            and header_candidates.is_candidate
    inner join {{ ref('stg_map__headers') }} as headers
        on
            cells.header_key = headers.wording
            and headers.value_type not in ('amount', 'group')
    group by cells.document_id, cells.table_no, cells.col_no
),

rows_below_labels as (
    select distinct
        cells.document_id,
        cells.table_no,
        cells.row_no
    from {{ ref('int_cells_unnested') }} as cells
    left join label_columns
        on
            {{ same_table('cells', 'label_columns') }}
            and cells.col_no = label_columns.col_no
            and cells.row_no > label_columns.header_row_no
    where
        label_columns.col_no is not null
        or {{ regex_found('cells.bare_text', '^[-—–*/]+$') }}
),

{#
    A row below a header goes on with it when it holds words only, none of them below a label
    column.
#}
headers_marked as (
    select
        candidates.document_id,
        candidates.table_no,
        candidates.row_no,
        candidates.line_no,
        candidates.page_no,
        candidates.filled_count,
        candidates.number_count,
        candidates.numbering_count,
        candidates.first_field,
        candidates.is_candidate
        or coalesce(
            lag(candidates.is_candidate) over table_order
            and (
                (candidates.filled_count = 1 and candidates.known_label_count = 1)
                or (
                    candidates.number_count = 0
                    and candidates.first_field is null
                    and rows_below_labels.row_no is null
                )
            ), false
        ) as is_header
    from header_candidates as candidates
    left join rows_below_labels
        on {{ same_row('candidates', 'rows_below_labels') }}
    window table_order as (
        partition by candidates.document_id, candidates.table_no
        order by candidates.row_no
    )
),

blocks_opened as (
    select
        document_id,
        table_no,
        row_no,
        line_no,
        page_no,
        filled_count,
        number_count,
        numbering_count,
        first_field,
        is_header,
        is_header and not coalesce(
            lag(is_header) over (partition by document_id, table_no order by row_no), false
        ) as opens_block
    from headers_marked
)

select
    blocks_opened.document_id,
    blocks_opened.table_no,
    blocks_opened.row_no,
    blocks_opened.line_no,
    blocks_opened.page_no,
    recognised.statement_code,
    coalesce(statements.document_kind = 'performance_target', false) as is_in_form,
    blocks_opened.filled_count,
    blocks_opened.number_count,
    blocks_opened.first_field,
    cast(sum(case when blocks_opened.opens_block then 1 else 0 end) over (
        partition by blocks_opened.document_id, blocks_opened.table_no
        order by blocks_opened.row_no
    ) as integer) as block_no,
    case
        {# 栏次 counts the columns: its figures are no amounts. #}
        when blocks_opened.numbering_count > 0 then 'numbering'
        when blocks_opened.is_header then 'header'
        when
            blocks_opened.first_field is not null
            and statements.document_kind = 'performance_target'
            then 'form'
        else 'body'
    end as row_role
from blocks_opened
inner join {{ ref('int_tables_recognised') }} as recognised
    on {{ same_table('blocks_opened', 'recognised') }}
left join {{ ref('stg_code__statements') }} as statements
    on recognised.statement_code = statements.statement_code
