{#
    Cells of the headers of open tables, the columns that each stands over, and the wording by which a
    seed would know it: without year, numbering and brackets.
#}
{%- set patterns = wording_patterns([
    'year_before', 'year_of_document', 'figure_end', 'figure_front', 'figure_of_either',
]) %}
with

cells as (
    select
        unnested.document_id,
        unnested.table_no,
        unnested.row_no,
        unnested.col_no,
        unnested.page_no,
        unnested.cell_text,
        unnested.header_key,
        unnested.row_span,
        coalesce(unnested.column_span, 1) as column_span,
        lead(unnested.col_no) over (
            partition by unnested.document_id, unnested.table_no, unnested.row_no
            order by unnested.col_no
        ) as next_col_no,
        max(unnested.row_no) over (partition by unnested.document_id, unnested.table_no)
            as last_row_no,
        {{ wording_removed(
            wording_removed(header_key('unnested.cell_text'), patterns.year_before, '^'),
            patterns.year_of_document, '^'
        ) }} as wording
    from {{ ref('int_cells_unnested') }} as unnested
    inner join {{ ref('int_layout_rows') }} as printed
        on
            {{ same_row('unnested', 'printed') }}
            and printed.layout_role = 'header'
),

widths as (
    select
        unnested.document_id,
        unnested.table_no,
        max(unnested.col_no) as last_col_no
    from {{ ref('int_cells_unnested') }} as unnested
    group by unnested.document_id, unnested.table_no
),

{# A cell is a group where others stand below it. #}
reach as (
    select
        cells.document_id,
        cells.table_no,
        cells.row_no,
        cells.col_no,
        case
            when cells.column_span > 1 then cells.col_no + cells.column_span - 1
            when
                cells.row_no = cells.last_row_no or coalesce(cells.row_span, 1) > 1
                then cells.col_no
            else coalesce(cells.next_col_no - 1, widths.last_col_no)
        end as last_col_no
    from cells
    inner join widths
        on {{ same_table('cells', 'widths') }}
),

groups as (
    select
        reach.document_id,
        reach.table_no,
        reach.row_no,
        reach.col_no,
        count(*) as below_count
    from reach
    inner join cells as below
        on
            {{ same_table('reach', 'below') }}
            and below.row_no = reach.row_no + 1
            and reach.col_no <= below.col_no
            and reach.last_col_no >= below.col_no
    group by reach.document_id, reach.table_no, reach.row_no, reach.col_no
)

select
    cells.document_id,
    cells.table_no,
    cells.row_no,
    cells.col_no,
    cells.page_no,
    cells.cell_text,
    cells.wording,
    headers.wording is not null as is_known,
    coalesce(groups.below_count, 0) > 0 as is_group,
    case
        when groups.below_count > 0 or cells.column_span > 1 then reach.last_col_no
        else cells.col_no
    end as last_col_no,
    headers.wording is null
    and cells.wording <> ''
    and cells.header_key <> ''
    and {{ regex_found('cells.wording', '[一-鿿]') }}
    and length(cells.wording) between 1 and 30
    {# 车辆 and 职工 may be what is paid for them. #}
    and (
        not {{ wording_found('cells.header_key', patterns.figure_end, behind='([(].*)?$') }}
        or {{ wording_found('cells.header_key', patterns.figure_of_either, behind='([(].*)?$') }}
    )
    and not {{ wording_found('cells.header_key', patterns.figure_front, '^') }} as is_asked
from cells
inner join reach
    on {{ same_cell('cells', 'reach') }}
left join {{ ref('stg_map__headers') }} as headers
    on cells.header_key = headers.wording
left join groups
    on {{ same_cell('cells', 'groups') }}
