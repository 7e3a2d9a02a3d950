{#
    Label and value pairs of target forms: value in the same cell, or in the next one that is filled.
#}
with

form_cells as (
    select
        document_id,
        table_no,
        row_no,
        col_no,
        cell_id,
        page_no,
        cell_text,
        bare_text,
        header_key,
        is_number,
        placement,
        lead(col_no) over (partition by document_id, table_no, row_no order by col_no)
            as next_col_no
    from {{ ref('int_cells_described') }}
    where
        is_in_form
        and row_role <> 'header'
),

{# One cell may hold a second field in brackets: 政府采购 7 万元(政府购买服务 2 万元). #}
parts as (
    select
        document_id,
        table_no,
        row_no,
        col_no,
        1 as part_no,
        {{ regex_replace('bare_text', '(元)\\(.*\\)$', '\\1') }} as part_text
    from form_cells
    union all
    select
        document_id,
        table_no,
        row_no,
        col_no,
        2 as part_no,
        {{ regex_group('bare_text', '元\\((.*元)\\)$') }} as part_text
    from form_cells
    where {{ regex_found('bare_text', '元\\(.*元\\)$') }}
),

{# Without its number and 其中, as labels are compared. #}
parts_bare as (
    select
        document_id,
        table_no,
        row_no,
        col_no,
        part_no,
        {{ regex_replace('part_text', '^(\\d{1,2}[.、])?((' ~ of_which() ~ '):?)?', '') }}
            as label_text
    from parts
),

labels as (
    select
        {{ bare('wording') }} as wording,
        field,
        value_type,
        funding_source_code,
        horizon
    from {{ ref('stg_map__labels') }}
),

labels_found as (
    select
        parts_bare.document_id,
        parts_bare.table_no,
        parts_bare.row_no,
        parts_bare.col_no,
        parts_bare.part_no,
        labels.wording,
        labels.field,
        labels.value_type,
        labels.funding_source_code,
        labels.horizon,
        substr(parts_bare.label_text, length(labels.wording) + 1) as rest,
        row_number() over (
            partition by
                parts_bare.document_id, parts_bare.table_no, parts_bare.row_no, parts_bare.col_no,
                parts_bare.part_no
            order by length(labels.wording) desc, labels.wording asc
        ) as label_rank
    from parts_bare
    inner join labels
        on substr(parts_bare.label_text, 1, 1) = substr(labels.wording, 1, 1)
    where starts_with(parts_bare.label_text, labels.wording)
),

{#
    After its label a cell ends, or goes on with a colon, or (amounts only) with a number or a
    bare unit; a number without a unit has two decimals.
#}
fields_opened as (
    select
        document_id,
        table_no,
        row_no,
        col_no,
        part_no,
        wording,
        field,
        value_type,
        funding_source_code,
        horizon,
        {{ regex_replace('rest', '^:|^\\([^()]*\\)$', '') }} as inline_value
    from labels_found
    where
        label_rank = 1
        and (
            (rest = '' and value_type <> 'inline')
            or ({{ regex_found('rest', '^\\([^()]*\\)$') }} and value_type <> 'inline')
            or (rest like ':%' and value_type <> 'inline')
            or (
                value_type in ('amount', 'inline')
                and {{ regex_found('rest', '^:?[0-9,.]*(' ~ money_units() ~ ')$') }}
            )
            or (value_type = 'amount' and {{ regex_found('rest', '^[0-9][0-9,]*[.][0-9]{2}$') }})
        )
),

label_cells as (
    select distinct
        document_id,
        table_no,
        row_no,
        col_no
    from fields_opened
    union distinct
    {# 项目名称 | 项目金额 heads columns: the header of money is no name. #}
    select
        form_cells.document_id,
        form_cells.table_no,
        form_cells.row_no,
        form_cells.col_no
    from fields_opened as opened
    inner join form_cells
        on {{ same_row('opened', 'form_cells') }}
    inner join {{ ref('stg_map__headers') }} as headers
        on form_cells.header_key = headers.wording
    where
        opened.field = 'project_name'
        and headers.role = 'amount'
        and coalesce(headers.side, headers.expenditure_nature, headers.cost_category) is null
        and coalesce(headers.funding_source_code, headers.three_public_category) is null
)

select
    opened.document_id,
    opened.table_no,
    opened.row_no,
    opened.col_no as label_col_no,
    opened.part_no,
    opened.wording,
    opened.field,
    opened.value_type,
    opened.funding_source_code,
    opened.horizon,
    label_cell.cell_text as label_text,
    label_cell.cell_id as label_cell_id,
    case
        when opened.inline_value <> '' then label_cell.cell_id
        when label_cells.col_no is null then beside.cell_id
    end as value_cell_id,
    case
        when opened.inline_value <> '' then opened.col_no
        when label_cells.col_no is null then beside.col_no
    end as value_col_no,
    case
        when opened.inline_value <> ''
            then case
                when opened.value_type in ('amount', 'inline') then opened.inline_value
                else trim({{ regex_replace('label_cell.cell_text', '^[^:]*:', '') }})
            end
        when label_cells.col_no is null then beside.cell_text
    end as value_text,
    label_cell.page_no,
    coalesce(beside.placement, label_cell.placement) as placement
from fields_opened as opened
inner join form_cells as label_cell
    on {{ same_cell('opened', 'label_cell') }}
left join label_cells
    on
        {{ same_row('label_cell', 'label_cells') }}
        and label_cell.next_col_no = label_cells.col_no
left join form_cells as beside
    on
        {{ same_row('label_cell', 'beside') }}
        and label_cell.next_col_no = beside.col_no
