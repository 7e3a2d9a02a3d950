{#
    Totals that stand in a column without rows, and are just what the rows of another column add up to,
    which has no total: they moved. Where a sum of theirs fails that tells what moved. One row a total,
    with the column that wants it.
#}
with

columns_added as (
    select
        document_id,
        statement_code,
        section_no,
        col_no,
        sum(case when is_line then amount_cny end) as lines_cny,
        count(case when is_grand_total then 1 end) as total_count
    from {{ ref('int_statement_rows') }}
    where
        not is_blank
        and amount_cny <> 0
    group by document_id, statement_code, section_no, col_no
),

cells_failing as (
    select distinct cells.cell_id
    from {{ ref('int_identity_cells') }} as cells
    inner join {{ ref('int_reconciliations') }} as reconciled
        on cells.reconciliation_key = reconciled.reconciliation_key
    where reconciled.verdict = 'fails'
),

totals_alone as (
    select
        totals.document_id,
        totals.statement_code,
        totals.section_no,
        totals.col_no,
        totals.cell_id,
        totals.amount_cny
    from {{ ref('int_statement_rows') }} as totals
    inner join columns_added
        on
            totals.document_id = columns_added.document_id
            and totals.statement_code = columns_added.statement_code
            and totals.section_no = columns_added.section_no
            and totals.col_no = columns_added.col_no
    left join cells_failing
        on totals.cell_id = cells_failing.cell_id
    where
        cells_failing.cell_id is null
        and totals.is_grand_total
        and not totals.is_blank
        and totals.amount_cny <> 0
        and columns_added.lines_cny is null
        and columns_added.total_count = 1
)

select
    totals_alone.document_id,
    totals_alone.statement_code,
    totals_alone.cell_id,
    min(totals_alone.amount_cny) as amount_cny,
    min(wanting.col_no) as wanted_col_no
from totals_alone
inner join columns_added as wanting
    on
        totals_alone.document_id = wanting.document_id
        and totals_alone.statement_code = wanting.statement_code
        and totals_alone.section_no = wanting.section_no
        and totals_alone.amount_cny = wanting.lines_cny
where wanting.total_count = 0
group by totals_alone.document_id, totals_alone.statement_code, totals_alone.cell_id
