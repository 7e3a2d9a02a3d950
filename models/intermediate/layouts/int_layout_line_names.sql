{#
    Names of the lines that most likely are totals, in tables that are read: of a name that stands twice
    in its row the one nearest to the amount.
#}
select
    labels.document_id,
    labels.table_no,
    labels.row_no,
    max(labels.col_no) as col_no,
    max(labels.page_no) as page_no,
    max_by(labels.line_key, labels.col_no) as wording
from {{ ref('int_cells_unnested') }} as labels
inner join {{ ref('int_totals_among_lines') }} as told
    on
        {{ same_row('labels', 'told') }}
        and labels.bare_text = {{ bare('told.name_printed') }}
group by labels.document_id, labels.table_no, labels.row_no
