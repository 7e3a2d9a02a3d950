{#
    What each column holds: the deepest header wording that says so wins; one unknown wording
    leaves it open.
#}
with

pieces as (
    select
        filled.document_id,
        filled.table_no,
        filled.block_no,
        filled.col_no,
        filled.header_level,
        filled.cell_text,
        filled.header_key,
        headers.role,
        headers.side,
        headers.expenditure_nature,
        headers.cost_category,
        headers.funding_source_code,
        headers.three_public_category,
        headers.wording is not null as is_known,
        {{ regex_group('filled.cell_text', '(' ~ money_units() ~ ')\\s*\\)?$') }} as unit_in_header
    from {{ ref('int_header_cells_filled') }} as filled
    left join {{ ref('stg_map__headers') }} as headers
        on filled.header_key = headers.wording
),

columns_described as (
    select
        document_id,
        table_no,
        block_no,
        col_no,
        string_agg(cell_text, ' > ' order by header_level) as header_path,
        max_by(cell_text, header_level) as header_printed,
        count(case when not is_known then 1 end) as unknown_count,
        max_by(role, header_level) as role,
        max_by(side, header_level) as side,
        max_by(expenditure_nature, header_level) as expenditure_nature,
        max_by(cost_category, header_level) as cost_category,
        max_by(funding_source_code, header_level) as funding_source_code,
        max_by(three_public_category, header_level) as three_public_category,
        max_by(unit_in_header, header_level) as unit_in_header
    from pieces
    group by document_id, table_no, block_no, col_no
)

select
    document_id,
    table_no,
    block_no,
    col_no,
    header_path,
    header_printed,
    side,
    expenditure_nature,
    cost_category,
    funding_source_code,
    three_public_category,
    unit_in_header,
    case when unknown_count = 0 then role else 'unknown' end as role
from columns_described
