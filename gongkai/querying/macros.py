"""What a session of `gongkai sql` knows beside the tables of the mart: macros, for whoever asks it."""

from __future__ import annotations

import duckdb

# Yuan in units of 10,000: a product of decimals, since a quotient would be a double.
_WAN = "create temp macro wan(amount) as amount * 0.0001::decimal(5, 4)"

# A row for each thing that the mart takes from a printed cell or line of text, one at least where the mart
# knows its document.
_TRACE_CELL = """
create temp macro trace_cell(cell_id) as table
with wanted as (
    select
        regexp_replace(cell_id, ':p[0-9]+$', '') as cell_id,
        regexp_extract(cell_id, '^[0-9a-f]{16}') as document_id,
        try_cast(regexp_extract(cell_id, ':t([0-9]+):', 1) as integer) as table_no,
        try_cast(regexp_extract(cell_id, ':r([0-9]+)', 1) as integer) as row_no,
        try_cast(regexp_extract(cell_id, ':c([0-9]+)', 1) as integer) as col_no,
        try_cast(regexp_extract(cell_id, ':l([0-9]+)', 1) as integer) as line_no
),

taken as (
    select
        'rpt_budget_lines' as report, lines.budget_line_key as fact_key, lines.page_no,
        lines.statement_code, lines.statement_title_printed, lines.amount_printed as printed,
        lines.unit_printed, lines.amount_cny, lines.fiscal_year, lines.stage, lines.placement, lines.proof
    from mart.rpt_budget_lines as lines
    where lines.cell_id = (select wanted.cell_id from wanted)
    union all
    select
        'rpt_performance_indicators', indicators.performance_indicator_key, indicators.page_no,
        null, null, indicators.value_printed,
        indicators.unit_printed, null, indicators.fiscal_year, null, indicators.placement, null
    from mart.rpt_performance_indicators as indicators
    where indicators.cell_id = (select wanted.cell_id from wanted)
),

judged as (
    select
        count(*) filter (where checks.verdict in ('holds', 'rounding')) as identities_holding,
        count(*) filter (where checks.verdict = 'fails') as identities_failing
    from mart.bridge_reconciliation_cell as used
    inner join mart.qc_reconciliation as checks using (reconciliation_key)
    where used.cell_id = (select wanted.cell_id from wanted)
),

labels as (
    select string_agg(distinct labels.label_printed, ' > ' order by labels.label_printed) as label_printed
    from mart.qc_form_label as labels
    where labels.value_cell_id = (select wanted.cell_id from wanted)
)

select
    wanted.cell_id,
    documents.document_id,
    documents.file_name,
    coalesce(taken.page_no, amounts.page_no, printed_rows.page_no) as page_no,
    wanted.table_no,
    wanted.row_no,
    wanted.col_no,
    wanted.line_no,
    coalesce(tables.statement_code, taken.statement_code) as statement_code,
    coalesce(tables.statement_title_printed, taken.statement_title_printed) as statement_title_printed,
    coalesce(amounts.header_path, columns.header_path, labels.label_printed) as header_path,
    coalesce(amounts.amount_printed, taken.printed) as printed,
    coalesce(taken.unit_printed, tables.unit_printed) as unit_printed,
    coalesce(taken.placement, amounts.placement) as placement,
    taken.report,
    taken.fact_key,
    taken.amount_cny,
    coalesce(taken.fiscal_year, documents.fiscal_year) as fiscal_year,
    coalesce(taken.stage, documents.stage) as stage,
    taken.proof,
    amounts.is_loaded,
    amounts.withheld_reason,
    judged.identities_holding,
    judged.identities_failing
from wanted
inner join mart.dim_document as documents using (document_id)
cross join judged
cross join labels
left join taken on true
left join mart.qc_amount as amounts on wanted.cell_id = amounts.cell_id
left join mart.qc_table as tables
    on wanted.document_id = tables.document_id and wanted.table_no = tables.table_no
left join mart.qc_table_row as printed_rows
    on
        wanted.document_id = printed_rows.document_id
        and wanted.table_no = printed_rows.table_no
        and wanted.row_no = printed_rows.row_no
left join mart.qc_table_column as columns
    on
        wanted.document_id = columns.document_id
        and wanted.table_no = columns.table_no
        and printed_rows.block_no = columns.block_no
        and wanted.col_no = columns.col_no
order by taken.report, taken.fact_key
"""


def add_wan(connection: duckdb.DuckDBPyConnection) -> None:
    """`wan(amount)`: yuan as 万元, exact."""
    connection.execute(_WAN)


def add_trace_cell(connection: duckdb.DuckDBPyConnection) -> None:
    """`trace_cell(cell_id)`: where a cell is printed and what the mart takes from it.

    The connection has the published file attached as `mart`. Raises `duckdb.Error` where that file is of
    a version that lacks a table or column of these.
    """
    connection.execute(_TRACE_CELL)
