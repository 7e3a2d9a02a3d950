"""What the pages ask of the mart: a query for each kind of row over all pages, its first column the page."""

from __future__ import annotations

from publish.belonging import IS_NO_UNIT
from publish.site.reports import REPORTS, Report


def _money(number: int, report: Report) -> str:
    key, code, name, name_en = report.group
    return f"""
select
    budget_unit_key, fiscal_year, stage, stage_zh, stage_en, '{report.table}' as report,
    {number} as report_no, statement_code, statement_name_zh, statement_name_en, sum_basis,
    document_key, document_file, cast({key} as varchar) as group_key, cast({code} as varchar) as group_code,
    cast({name} as varchar) as group_name, cast({name_en} as varchar) as group_name_en,
    cast({report.code} as varchar) as code, cast({report.name} as varchar) as name,
    cast({report.name_en} as varchar) as name_en, cast({report.note} as varchar) as note,
    cast({report.note_en} as varchar) as note_en, cast({report.split[0]} as varchar) as split,
    cast({report.split[1]} as varchar) as split_en,
    amount_cny, {"1" if report.where != "true" else "line_count"} as line_count, proof, proof_zh, proof_en,
    cell_id, page_no, table_no
from mart.{report.table}
where {report.where}"""


MONEY = f"""
with told as ({" union all ".join(_money(number, report) for number, report in enumerate(REPORTS))})
select told.*
from told
left join mart.dim_stage as stages on told.stage = stages.code
order by
    budget_unit_key, fiscal_year desc, stages.display_order desc, told.stage, report_no,
    group_code nulls last, group_name nulls last, group_key, told.code nulls last, name, split, cell_id
"""

UNITS = f"""
select
    units.budget_unit_key, units.{IS_NO_UNIT} as is_no_unit,
    units.unit_code, coalesce(units.unit_name, units.unit_code, '—') as unit_name,
    units.department_name, units.jurisdiction_code, places.jurisdiction_name, places.prefecture_name,
    places.province_name
from mart.dim_budget_unit as units
left join mart.dim_jurisdiction as places using (jurisdiction_key)
order by units.budget_unit_key
"""

EXECUTION = """
select
    budget_unit_key, fiscal_year, classification, classification_zh, classification_en, class_code,
    class_name, code, name, budget_cny, adjusted_budget_cny, final_account_cny, execution_share,
    execution_basis_zh, execution_basis_en, budget_proof, adjusted_budget_proof, final_proof, budget_cell_id,
    adjusted_budget_cell_id, final_cell_id
from mart.rpt_budget_execution
order by
    budget_unit_key, fiscal_year desc, classification desc, class_code nulls last, class_name,
    code nulls last, name
"""

# A form that prints no unit is listed with the publisher of its document.
TARGETS = f"""
select
    case
        when units.{IS_NO_UNIT} then documents.budget_unit_key else targets.budget_unit_key
    end as page_key,
    targets.fiscal_year, targets.scope, targets.project_key,
    coalesce(projects.project_name, targets.project_name) as project_name, projects.project_code,
    projects.goal_text, targets.level1_name_zh, targets.level1_name_en, targets.level1_printed,
    targets.level2_printed, targets.indicator_name, targets.operator_zh, targets.value_printed,
    targets.unit_printed, targets.weight, targets.cell_id, targets.horizon_zh
from mart.rpt_performance_indicators as targets
inner join mart.dim_document as documents using (document_key)
left join mart.dim_budget_unit as units on targets.budget_unit_key = units.budget_unit_key
left join mart.dim_project as projects on targets.project_key = projects.project_key
where targets.is_counted
order by
    page_key, targets.fiscal_year desc, targets.scope desc, project_name nulls first,
    targets.project_key, targets.cell_id
"""

DOCUMENTS = """
with found as (
    select
        document_key,
        count(*) filter (where severity = 'error') as errors,
        count(*) filter (where severity = 'warning') as warnings,
        count(*) filter (where severity = 'info') as notes
    from mart.qc_finding
    group by document_key
),

checked as (
    select
        document_key,
        count(*) filter (where verdict = 'holds') as holding,
        count(*) filter (where verdict = 'rounding') as rounding,
        count(*) filter (where verdict = 'fails') as failing
    from mart.qc_reconciliation
    group by document_key
)

select
    documents.document_key, documents.document_id, documents.file_name, documents.media_type,
    documents.page_count, documents.title, documents.document_kind, documents.fiscal_year, documents.stage,
    documents.budget_unit_key, documents.unit_name, documents.department_name, documents.jurisdiction_code,
    documents.jurisdiction_name, documents.is_current, documents.superseded_by, documents.source_url,
    documents.published_on, documents.disclosure_scope, documents.is_preferred, documents.outcome,
    coverage.outcome_reason, coverage.outcome_place, coverage.tables_found, coverage.tables_recognised,
    coverage.rows_found, coverage.rows_loaded, coverage.amounts_found, coverage.amounts_loaded,
    coverage.share_reconciled, coalesce(found.errors, 0) as errors, coalesce(found.warnings, 0) as warnings,
    coalesce(found.notes, 0) as notes, coalesce(checked.holding, 0) as holding,
    coalesce(checked.rounding, 0) as rounding, coalesce(checked.failing, 0) as failing
from mart.dim_document as documents
left join mart.qc_coverage as coverage using (document_key)
left join found using (document_key)
left join checked using (document_key)
order by documents.document_key
"""

TABLES = """
select
    tables.document_key, tables.table_no, tables.page_no, tables.statement_title_printed, tables.outcome,
    tables.declaration_printed, tables.amounts_found, tables.amounts_loaded, tables.indicators_loaded,
    tables.unit_printed, statements.statement_name_zh, statements.statement_name_en
from mart.qc_table as tables
left join mart.dim_statement as statements using (statement_key)
order by tables.document_key, tables.table_no
"""

# Every printed place that a page links to: amounts of tables and of running text, those left out, indicators.
PLACES = """
with places as (
    select
        lines.document_key, lines.cell_id, lines.page_no, lines.table_no, lines.row_no, lines.col_no,
        amounts.header_path,
        coalesce(
            lines.function_code_printed, lines.economic_code_printed, lines.revenue_code_printed
        ) as code,
        coalesce(
            told.text_before, lines.project_name, lines.economic_name_printed, lines.function_name_printed,
            lines.revenue_name_printed, lines.item_name_zh, lines.item_name, lines.funding_source_printed
        ) as name,
        lines.amount_printed as printed, lines.unit_printed, lines.amount_cny, lines.proof, lines.proof_zh,
        lines.proof_en, lines.is_total, lines.is_counted, null as withheld_reason
    from mart.rpt_budget_lines as lines
    left join mart.qc_amount as amounts
        on lines.document_key = amounts.document_key and lines.cell_id = amounts.cell_id
    left join mart.fct_narrative_amount as told on lines.budget_line_key = told.narrative_amount_key
    union all
    select
        document_key, cell_id, page_no, table_no, row_no, col_no, header_path, null, null, amount_printed,
        null, null, null, null, null, false, false, withheld_reason
    from mart.qc_amount
    where not is_loaded
    union all
    select
        document_key, cell_id, page_no, table_no, row_no, col_no,
        concat_ws(' · ', level1_printed, level2_printed, indicator_name), null, project_name,
        concat_ws(' ', operator_zh, value_printed), unit_printed, null, null, null, null, false,
        is_counted, null
    from mart.rpt_performance_indicators
)

select * from places
order by
    document_key, table_no nulls last, row_no nulls last, col_no nulls last,
    try_cast(regexp_extract(cell_id, ':l([0-9]+)', 1) as integer), cell_id, amount_cny
"""

# Cells that the page of their document has a row for.
_PLACED = """
with placed as (
    select cell_id from mart.rpt_budget_lines
    union
    select cell_id from mart.qc_amount where not is_loaded
    union
    select cell_id from mart.rpt_performance_indicators
)
"""
_FINDINGS = """
    findings.document_key, documents.document_id, documents.file_name, findings.severity,
    findings.severity_zh, findings.severity_en, findings.finding_name_zh, findings.finding_name_en,
    findings.message, findings.evidence, findings.page_no, findings.table_no, findings.row_no,
    findings.col_no, findings.cell_id, documents.fiscal_year, placed.cell_id is not null as is_placed,
    tables.table_no is not null as has_table
from mart.qc_finding as findings
inner join mart.dim_document as documents using (document_key)
left join placed on findings.cell_id = placed.cell_id
left join mart.qc_table as tables
    on findings.document_key = tables.document_key and findings.table_no = tables.table_no
left join mart.dim_finding as kinds on findings.finding_code = kinds.code"""

FINDINGS = f"""
{_PLACED}
select {_FINDINGS}
order by
    findings.document_key, array_position(['error', 'warning', 'info'], findings.severity),
    kinds.display_order, findings.table_no nulls first, findings.row_no, findings.col_no, findings.finding_key
"""

FINDINGS_OF_UNITS = f"""
{_PLACED}
select documents.budget_unit_key, {_FINDINGS}
where findings.severity <> 'info' and documents.budget_unit_key is not null
order by
    documents.budget_unit_key, array_position(['error', 'warning'], findings.severity),
    documents.fiscal_year desc, findings.document_key, kinds.display_order, findings.table_no nulls first,
    findings.row_no, findings.col_no, findings.finding_key
"""

CHECKS = """
select
    document_key, check_code, check_name_zh, check_name_en, verdict, verdict_zh, verdict_en,
    count(*) as sums
from mart.qc_reconciliation
group by all
order by document_key, check_code, verdict
"""

_USED = f"""
{_PLACED},

used as (
    select cells.reconciliation_key, string_agg(distinct cells.cell_id, ',' order by cells.cell_id) as placed
    from mart.bridge_reconciliation_cell as cells
    inner join placed using (cell_id)
    group by cells.reconciliation_key
)
"""
_FAILING = """
    checks.document_key, documents.document_id, documents.file_name, checks.check_name_zh,
    checks.check_name_en, checks.statement_name_zh, checks.statement_name_en, checks.scope,
    checks.expected_cny, checks.found_cny, checks.difference_cny, used.placed
from mart.qc_reconciliation as checks
inner join mart.dim_document as documents using (document_key)
left join used using (reconciliation_key)
where checks.verdict = 'fails'"""

FAILING = f"""
{_USED}
select {_FAILING}
order by checks.document_key, checks.check_code, checks.scope, checks.reconciliation_key
"""

FAILING_OF_UNITS = f"""
{_USED}
select documents.budget_unit_key, {_FAILING} and documents.budget_unit_key is not null
order by
    documents.budget_unit_key, checks.document_key, checks.check_code, checks.scope, checks.reconciliation_key
"""

WORDS = "select table_name, column_name, code, name_zh, name_en, description_zh from mart.dictionary_value"
