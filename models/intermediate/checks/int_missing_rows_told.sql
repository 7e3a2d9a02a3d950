{#
    Rows and totals that are missing where they belong, as findings: tables that are short of rows, that
    print their total alone or no total at all, or in another column than its rows, and codes without the
    row above or below them. Rows that miss the same one are one finding.
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

totals_bare as (
    select
        bare_totals.document_id,
        'rows_missing' as finding_code,
        'no_row' as reason,
        bare_totals.cell_id,
        concat(bare_totals.statement_code, ' t', bare_totals.table_no) as evidence
    from {{ ref('int_totals_bare') }} as bare_totals
    left join {{ ref('int_totals_alone') }} as alone
        on
            {{ same_table('bare_totals', 'alone') }}
            and bare_totals.statement_code = alone.statement_code
    where alone.table_no is null
),

ordinals_skipped as (
    select
        document_id,
        'rows_missing' as finding_code,
        'ordinal_skipped' as reason,
        cell_id,
        concat(statement_code, ' t', table_no, ': … ', name_printed) as evidence
    from {{ ref('int_ordinals_skipped') }}
),

categories_missing as (
    select
        document_id,
        'rows_missing' as finding_code,
        'category_missing' as reason,
        cell_id,
        concat(statement_code, ' t', table_no, ': ', category) as evidence
    from {{ ref('int_categories_missing') }}
),

rows_known_missing as (
    select distinct
        document_id,
        statement_code,
        code
    from {{ ref('int_code_rows_missing') }}
),

{# A row with a code that is not known, or not by its name, is told there: it is not missing. #}
rows_unmapped as (
    select distinct
        document_id,
        statement_code,
        table_no,
        row_no + 1 as row_below_no,
        length(coalesce(function_code_printed, economic_code_printed)) as code_length
    from {{ ref('int_budget_lines') }}
    where
        table_no is not null
        and 'unmapped' in (function_mapping_method, economic_mapping_method)
),

codes_below_unmapped as (
    select distinct
        below.cell_id,
        rows_unmapped.code_length
    from {{ ref('int_budget_lines') }} as below
    inner join rows_unmapped
        on
            below.document_id = rows_unmapped.document_id
            and below.statement_code = rows_unmapped.statement_code
            and below.table_no = rows_unmapped.table_no
            and below.row_no = rows_unmapped.row_below_no
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
    left join codes_below_unmapped as below
        on
            astray.cell_id = below.cell_id
            and case when astray.missing = 'parent' then length(astray.missing_code) end
            = below.code_length
    where known.code is null
    group by
        astray.document_id, astray.statement_code, astray.unit_ref, astray.section_no,
        astray.missing_code, astray.missing
    having count(below.cell_id) = 0
),

totals_missing as (
    select
        document_id,
        'total_row_missing' as finding_code,
        cell_id,
        concat(statement_code, ': ', row_count) as evidence
    from {{ ref('int_totals_missing') }}
),

totals_moved as (
    select
        document_id,
        'identity_lines_equal_total' as finding_code,
        'amount_moved' as reason,
        cell_id,
        concat(statement_code, ': ', amount_cny, ' -> c', wanted_col_no) as evidence
    from {{ ref('int_totals_moved') }}
)

{{ findings_united({
    'rows_missing': ['cell_id', 'reason'],
    'totals_alone': ['cell_id', 'reason'],
    'totals_bare': ['cell_id', 'reason'],
    'ordinals_skipped': ['cell_id', 'reason'],
    'categories_missing': ['cell_id', 'reason'],
    'totals_missing': ['cell_id'],
    'totals_moved': ['cell_id', 'reason'],
    'codes_astray': ['cell_id', 'reason'],
}) }}
