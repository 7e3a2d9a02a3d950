{#
    Rows that are missing, as findings: tables that are short of rows, that print their total alone or
    no total at all, and codes without the row above or below them. Rows that miss the same one are
    one finding.
#}
with

rows_missing as (
    select
        document_id,
        'rows_missing' as finding_code,
        cell_id,
        evidence,
        case when codes_told is null then 'no_cell' else 'codes_printed' end as reason
    from {{ ref('int_tables_short') }}
),

totals_alone as (
    select
        document_id,
        'rows_missing' as finding_code,
        'total_alone' as reason,
        cell_id,
        concat(statement_code, ' t', table_no, ' (', other_statement_code, ')') as evidence
    from {{ ref('int_totals_alone') }}
),

rows_known_missing as (
    select distinct
        document_id,
        statement_code,
        code
    from {{ ref('int_code_rows_missing') }}
),

codes_astray as (
    select
        astray.document_id,
        'code_row_missing' as finding_code,
        astray.missing as reason,
        min_by(astray.cell_id, astray.code_no) as cell_id,
        concat(
            astray.missing_code, ': ', string_agg(astray.code, ', ' order by astray.code)
        ) as evidence
    from {{ ref('int_codes_astray') }} as astray
    left join rows_known_missing as known
        on
            astray.document_id = known.document_id
            and astray.statement_code = known.statement_code
            and astray.missing_code = known.code
    where known.code is null
    group by
        astray.document_id, astray.statement_code, astray.unit_ref, astray.section_no,
        astray.missing_code, astray.missing
),

totals_missing as (
    select
        document_id,
        'total_row_missing' as finding_code,
        cell_id,
        concat(statement_code, ': ', row_count) as evidence
    from {{ ref('int_totals_missing') }}
)

{{ findings_united({
    'rows_missing': ['cell_id', 'reason'],
    'totals_alone': ['cell_id', 'reason'],
    'totals_missing': ['cell_id'],
    'codes_astray': ['cell_id', 'reason'],
}) }}
