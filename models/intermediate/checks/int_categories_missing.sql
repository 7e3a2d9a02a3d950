{#
    Rows of 三公 that a table of such rows lacks though it prints what belongs beside them: a whole without
    its row (公务用车购置费 and 公务用车运行费 but no row of both, kinds but no 合计), and a whole with an
    amount of whose parts only blank rows are printed. One row a category.
#}
with

{# A name that stands on no amount is a row all the same: the unit spends nothing on it. #}
categories_named as (
    select
        cells.document_id,
        cells.statement_code,
        cells.table_no,
        cells.row_no,
        cells.cell_id,
        coalesce(
            headers.three_public_category,
            case when totals.wording is not null then 'total' end
        ) as category
    from {{ ref('int_cells_described') }} as cells
    inner join {{ ref('stg_code__statements') }} as statements
        on
            cells.statement_code = statements.statement_code
            and statements.line_kind = 'three_public'
    left join {{ ref('stg_map__headers') }} as headers
        on
            cells.line_key = headers.wording
            and headers.three_public_category is not null
    left join {{ ref('int_total_wordings') }} as totals
        on cells.line_key = totals.wording
    where
        cells.role = 'name'
        and cells.row_role = 'body'
        and not cells.is_in_form
),

rows_filled as (
    select distinct
        document_id,
        table_no,
        row_no
    from {{ ref('int_lines_to_reconcile') }}
    where amount_cny <> 0
),

categories_printed as (
    select
        named.document_id,
        named.statement_code,
        named.table_no,
        named.category,
        min_by(named.cell_id, named.row_no) as cell_id,
        count(rows_filled.row_no) > 0 as is_filled
    from categories_named as named
    left join rows_filled
        on {{ same_row('named', 'rows_filled') }}
    where named.category is not null
    group by named.document_id, named.statement_code, named.table_no, named.category
),

parts_counted as (
    select
        parts.document_id,
        parts.statement_code,
        parts.table_no,
        relations.whole_code as category,
        count(*) as part_count,
        count(case when parts.is_filled then 1 end) as filled_count,
        min(parts.cell_id) as cell_id
    from categories_printed as parts
    inner join {{ ref('stg_code__parts') }} as relations
        on
            parts.category = relations.code
            and relations.vocabulary = 'three_public_category'
    group by parts.document_id, parts.statement_code, parts.table_no, relations.whole_code
)

select
    parts.document_id,
    parts.statement_code,
    parts.table_no,
    parts.category,
    coalesce(wholes.cell_id, parts.cell_id) as cell_id
from parts_counted as parts
left join categories_printed as wholes
    on
        {{ same_table('parts', 'wholes') }}
        and parts.category = wholes.category
where
    case
        when wholes.category is null then parts.part_count >= 2 and parts.filled_count > 0
        else wholes.is_filled and parts.filled_count = 0
    end
