{#
    Which printed rows are headers of columns, by the wordings that they hold and by what stands above
    them; and what else tells a row apart: its figures, the field of a form that it opens.
#}
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

forms as (
    select
        recognised.document_id,
        recognised.table_no
    from {{ ref('int_tables_recognised') }} as recognised
    inner join {{ ref('stg_code__statements') }} as statements
        on recognised.statement_code = statements.statement_code
    where {{ is_kind_of_forms('statements.document_kind') }}
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
        {# 其中 goes on with a header, but opens a row of a form. #}
        case
            when first_labels.first_field <> 'of_which' or forms.table_no is not null
                then first_labels.first_field
        end as first_field,
        forms.table_no is not null as is_in_form,
        row_contents.number_count = 0
        and row_contents.filled_count >= 2
        and row_contents.known_count * 2 > row_contents.filled_count
        and not coalesce(
            first_labels.first_field = 'of_which' and forms.table_no is not null, false
        ) as is_candidate
    from row_contents
    left join first_labels
        on {{ same_row('row_contents', 'first_labels') }}
    left join forms
        on {{ same_table('row_contents', 'forms') }}
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

{# 上年结转 and 结转下年 may head columns, but name items where a label column stands above each. #}
rows_of_items as (
    select
        cells.document_id,
        cells.table_no,
        cells.row_no
    from {{ ref('int_cells_unnested') }} as cells
    left join {{ ref('stg_map__headers') }} as headers
        on
            cells.header_key = headers.wording
            and headers.value_type in ('amount', 'group')
    left join label_columns
        on
            {{ same_table('cells', 'label_columns') }}
            and cells.col_no = label_columns.col_no
            and cells.row_no > label_columns.header_row_no
    group by cells.document_id, cells.table_no, cells.row_no
    having
        count(*) = count(headers.wording)
        and count(*) = count(label_columns.col_no)
)

{#
    A row below a header goes on with it when it holds words only, none of them below a label
    column.
#}
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
    candidates.is_in_form,
    rows_of_items.row_no is null
    and (
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
        )
    ) as is_header
from header_candidates as candidates
left join rows_below_labels
    on {{ same_row('candidates', 'rows_below_labels') }}
left join rows_of_items
    on {{ same_row('candidates', 'rows_of_items') }}
window table_order as (
    partition by candidates.document_id, candidates.table_no
    order by candidates.row_no
)
