{#
    Lines of a summary that stand below a numbered total (一、本年收入, 二、上年结转 ends it): all of what it
    states, where they are of one level and none is marked 其中. Lines further below one of them are in it.
#}
with

summary_lines as (
    select
        amounts.document_id,
        amounts.statement_code,
        amounts.table_no,
        amounts.col_no,
        amounts.row_no,
        amounts.cell_id,
        amounts.amount_cny,
        amounts.rounding_step_cny,
        keyed.is_total_wording,
        keyed.is_numbered,
        cells.label_group_no,
        coalesce({{ numbering_level('keyed.name_printed') }}, 0) as numbering_level
    from {{ ref('int_lines_to_reconcile') }} as amounts
    inner join {{ ref('int_line_names_keyed') }} as keyed
        on amounts.cell_id = keyed.cell_id
    inner join {{ ref('int_cells_described') }} as cells
        on amounts.cell_id = cells.cell_id
    where
        amounts.line_kind = 'summary'
        and amounts.side in ('revenue', 'expenditure')
),

{# A row without an amount parts the lines as well. #}
row_names as (
    select
        cells.document_id,
        cells.table_no,
        cells.row_no,
        cells.label_group_no,
        labels.field is not null as is_of_which,
        totals.wording is not null as is_total,
        {{ numbering_level('cells.bare_text') }} as numbering_level
    from {{ ref('int_cells_described') }} as cells
    left join {{ ref('stg_map__labels') }} as labels
        on
            starts_with(cells.bare_text, labels.wording)
            and case when labels.field = 'of_which' then cells.role end = 'name'
    left join {{ ref('int_total_wordings') }} as totals
        on cells.header_key = totals.wording
    where
        cells.role = 'name'
        and cells.bare_text <> ''
),

headings as (
    select
        headings.cell_id,
        min(
            case
                when row_names.is_total or row_names.numbering_level <= headings.numbering_level
                    then row_names.row_no
            end
        ) as end_row_no,
        min(case when row_names.is_of_which then row_names.row_no end) as of_which_row_no
    from summary_lines as headings
    inner join row_names
        on
            {{ same_table('headings', 'row_names') }}
            and headings.label_group_no = row_names.label_group_no
            and headings.row_no < row_names.row_no
    where
        headings.is_total_wording
        and headings.is_numbered
    group by headings.cell_id
),

lines_headed as (
    select
        parts.document_id,
        parts.statement_code,
        parts.table_no,
        parts.col_no,
        parts.cell_id,
        parts.amount_cny,
        parts.rounding_step_cny,
        parts.numbering_level,
        wholes.row_no as parent_row_no,
        wholes.cell_id as parent_cell_id,
        wholes.amount_cny as parent_amount_cny,
        wholes.rounding_step_cny as parent_rounding_step_cny,
        min(parts.numbering_level) over (partition by wholes.cell_id) as level_highest,
        first_value(parts.numbering_level) over (
            partition by wholes.cell_id order by parts.row_no
        ) as level_first
    from headings
    inner join summary_lines as wholes
        on headings.cell_id = wholes.cell_id
    inner join summary_lines as parts
        on
            {{ same_table('wholes', 'parts') }}
            and wholes.col_no = parts.col_no
            and wholes.row_no < parts.row_no
    where
        parts.row_no < headings.end_row_no
        and not coalesce(headings.of_which_row_no < headings.end_row_no, false)
        and not parts.is_total_wording
)

select
    document_id,
    statement_code,
    table_no,
    col_no,
    cell_id,
    amount_cny,
    rounding_step_cny,
    parent_row_no,
    parent_cell_id,
    parent_amount_cny,
    parent_rounding_step_cny
from lines_headed
where
    level_first = level_highest
    and numbering_level = level_first
