{#
    Every amount that stands in a column of a table, also one that cannot be read or has no header,
    and what its place leaves open.
#}
with

{# One amount in a cell over columns of different headers is not that of the first. #}
cells_over_columns as (
    select distinct
        cells.cell_id,
        true as is_over_columns
    from {{ ref('int_cells_described') }} as cells
    inner join {{ ref('int_columns_resolved') }} as covered
        on
            {{ same_block('cells', 'covered') }}
            and cells.col_no < covered.col_no
            and cells.col_no + cells.column_span > covered.col_no
    where
        cells.column_span > 1
        and cells.role = 'amount'
        and covered.role = 'amount'
        and cells.header_path <> covered.header_path
),

{# A statement without a known header has amounts all the same: the numbers beside its labels. #}
tables_without_header as (
    select
        cells.document_id,
        cells.table_no
    from {{ ref('int_cells_described') }} as cells
    inner join {{ ref('stg_code__statements') }} as statements
        on
            cells.statement_code = statements.statement_code
            and not {{ is_kind_of_forms('statements.document_kind') }}
    group by cells.document_id, cells.table_no
    having count(cells.role) = 0
),

labels_of_rows as (
    select
        cells.document_id,
        cells.table_no,
        cells.row_no,
        min(cells.col_no) as label_col_no
    from {{ ref('int_cells_described') }} as cells
    inner join tables_without_header
        on {{ same_table('cells', 'tables_without_header') }}
    where {{ regex_found('cells.bare_text', '[一-鿿]') }}
    group by cells.document_id, cells.table_no, cells.row_no
),

column_cells as (
    select
        cells.document_id,
        cells.table_no,
        cells.row_no,
        cells.col_no,
        cells.cell_id,
        1 as part_no,
        cells.page_no,
        cells.line_no,
        cells.statement_code,
        cells.block_no,
        cells.label_group_no,
        {# What a guess takes for a count is of an unknown header all the same. #}
        case when cells.is_figure_or_money then 'unknown' else cells.role end as role,
        cells.side,
        cells.row_role,
        cells.header_path,
        cells.cell_text as amount_printed,
        cells.unit_in_header as unit_beside,
        cells.placement,
        {# An amount merged as its project is stands for that project. #}
        cells.row_span > 1
        and cells.row_span <> coalesce(project_rows.project_span, 1) as is_over_rows,
        withheld.reason as column_reason,
        statements.line_kind,
        statements.side as statement_side,
        cells.is_number or cells.is_number_with_unit as is_amount,
        coalesce(meanings.is_slipped, false) as is_slipped,
        coalesce(over_columns.is_over_columns, false) as is_over_columns
    from {{ ref('int_cells_described') }} as cells
    left join cells_over_columns as over_columns
        on cells.cell_id = over_columns.cell_id
    left join {{ ref('int_row_meanings') }} as meanings
        on
            {{ same_row('cells', 'meanings') }}
            and cells.label_group_no = meanings.label_group_no
    left join {{ ref('int_columns_withheld') }} as withheld
        on {{ same_column('cells', 'withheld') }}
    left join {{ ref('stg_code__statements') }} as statements
        on cells.statement_code = statements.statement_code
    left join {{ ref('int_project_rows') }} as project_rows
        on {{ same_row('cells', 'project_rows') }}
    left join {{ ref('int_form_amounts') }} as form_amounts
        on cells.cell_id = form_amounts.cell_id
    left join {{ ref('int_form_figures') }} as form_figures
        on cells.cell_id = form_figures.cell_id
    left join {{ ref('int_columns_of_money') }} as columns_of_money
        on {{ same_column('cells', 'columns_of_money') }}
    left join labels_of_rows
        on
            {{ same_row('cells', 'labels_of_rows') }}
            and cells.col_no > labels_of_rows.label_col_no
    where
        {# In a form the fields of money may stand below headers (年初预算数, 全年执行数). #}
        (
            cells.row_role = 'body'
            or (cells.row_role = 'form' and cells.is_number and cells.role in ('amount', 'unknown'))
        )
        and form_amounts.cell_id is null
        and not coalesce(form_figures.is_count, false)
        {# Heads, shares, columns of another year and parts of another column are told apart. #}
        and coalesce(meanings.is_money, true)
        and coalesce(withheld.reason, '') not in ('other_year', 'of_which')
        and (
            ((cells.is_number or cells.is_number_with_unit) and cells.role = 'unknown')
            {# 车辆 may head what was paid for them. #}
            or (
                cells.is_number
                and cells.is_figure_or_money
                and columns_of_money.col_no is not null
            )
            {# A figure in a column of amounts that cannot be read is found all the same. #}
            or (
                cells.role = 'amount'
                and {{ regex_found(
                    'cells.bare_text',
                    '[0-9�]|^#|^[零〇一二三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟圆元角分整点]{2,}$'
                ) }}
                and (cells.is_number or cells.is_number_with_unit or not cells.is_in_form)
            )
            {# Below no header two decimals tell an amount from a count, else its whole column. #}
            or (
                cells.role is null
                and cells.is_number
                and (
                    labels_of_rows.row_no is not null
                    or columns_of_money.col_no is not null
                    or {{ regex_found('cells.bare_text', '[.][0-9]{2}(?:[^0-9]|$)') }}
                )
            )
            or (
                cells.role is null
                and cells.is_number_with_unit
                and not cells.is_in_form
                and cells.statement_code is null
            )
        )
)

select
    document_id,
    table_no,
    row_no,
    col_no,
    cell_id,
    part_no,
    page_no,
    line_no,
    statement_code,
    block_no,
    label_group_no,
    role,
    header_path,
    amount_printed,
    unit_beside,
    placement,
    'column' as amount_place,
    case
        when placement = 'unplaced' then 'unplaced'
        when not is_amount then 'not_a_number'
        when row_role = 'form' and line_kind is null then 'unknown_table'
        when row_role = 'form' then 'beside_field'
        when role <> 'amount' or role is null then 'unknown_header'
        when is_over_rows then 'spans_rows'
        when is_over_columns then 'spans_columns'
        when is_slipped then 'row_slipped'
        when column_reason is not null then column_reason
        when line_kind is null then 'unknown_table'
        when line_kind = 'summary' and side is null then 'unknown_side'
        {# 年初结转 and 本年收入 beside what is spent by function. #}
        when side <> statement_side then 'unknown_side'
    end as place_reason
from column_cells
