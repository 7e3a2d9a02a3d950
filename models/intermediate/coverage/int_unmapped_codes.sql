{#
    Printed codes and names that no list and no alias knows, one row each in a document, with the
    money that depends on them: of the tables that print them the one that shows most.
#}
with

{#
    What an alias can answer. Which of code and name is wrong is no question of lists, and no list
    answers without a year: both are findings.
#}
codes_unmapped as (
    select
        cell_id,
        code_kind,
        code_printed,
        unmapped_reason
    from {{ ref('int_codes_matched') }}
    where
        mapping_method = 'unmapped'
        and unmapped_reason not in ('code_contradicts_name', 'year_unknown')
),

lines_unmapped as (
    select
        codes_unmapped.code_kind,
        budget_lines.document_id,
        budget_lines.statement_code,
        budget_lines.table_no,
        budget_lines.row_no,
        budget_lines.amount_cny,
        codes_unmapped.code_printed as printed_code,
        {# Beside a code a remark in brackets (行政运行(人社)) makes no other name. #}
        case
            when printed_lines.is_name_of_another_thing then null
            when codes_unmapped.code_printed is not null then printed_lines.name_key_short
            else printed_lines.name_key
        end as wording,
        codes_unmapped.unmapped_reason as reason
    from {{ ref('int_budget_lines') }} as budget_lines
    inner join codes_unmapped
        on budget_lines.cell_id = codes_unmapped.cell_id
    inner join {{ ref('int_lines_to_match') }} as printed_lines
        on codes_unmapped.cell_id = printed_lines.cell_id
    where
        coalesce(
            budget_lines.function_mapping_method, budget_lines.economic_mapping_method
        ) = 'unmapped'
    union all
    select
        codes_unmapped.code_kind,
        unplaced.document_id,
        unplaced.statement_code,
        unplaced.table_no,
        unplaced.row_no,
        cast(null as decimal(18, 2)) as amount_cny,
        codes_unmapped.code_printed as printed_code,
        unplaced.name_key_short as wording,
        codes_unmapped.unmapped_reason as reason
    from {{ ref('int_rows_unplaced') }} as unplaced
    inner join codes_unmapped
        on unplaced.cell_id = codes_unmapped.cell_id
    union all
    select
        'funding_source' as code_kind,
        document_id,
        statement_code,
        table_no,
        row_no,
        amount_cny,
        cast(null as varchar) as printed_code,
        {{ line_key('funding_source_printed') }} as wording,
        'name_unknown' as reason
    from {{ ref('int_budget_lines') }}
    where
        funding_source_mapping_method = 'unmapped'
        and not is_total
    union all
    select
        'measurement_unit' as code_kind,
        indicators.document_id,
        cast(null as varchar) as statement_code,
        indicators.table_no,
        indicators.row_no,
        cast(null as decimal(18, 2)) as amount_cny,
        cast(null as varchar) as printed_code,
        indicators.unit_printed as wording,
        'unit_unknown' as reason
    from {{ ref('int_indicators') }} as indicators
    inner join {{ ref('int_unit_wordings_parsed') }} as units
        on
            indicators.document_id = units.document_id
            and indicators.unit_printed = units.unit_printed
            and not units.is_known
),

{# A code that stands beside a project is known by the name that it has elsewhere. #}
lines_named as (
    select
        code_kind,
        document_id,
        statement_code,
        table_no,
        row_no,
        amount_cny,
        printed_code,
        reason,
        case
            when
                wording is null
                and printed_code is not null
                and min(wording) over same_code = max(wording) over same_code
                then min(wording) over same_code
            else wording
        end as wording
    from lines_unmapped
    window same_code as (partition by document_id, code_kind, printed_code)
),

printed_rows as (
    select
        document_id,
        statement_code,
        table_no,
        row_no,
        code_kind,
        printed_code,
        wording,
        reason,
        max(abs(amount_cny)) as amount_cny
    from lines_named
    group by
        document_id, statement_code, table_no, row_no, code_kind, printed_code, wording, reason
),

statements as (
    select
        document_id,
        statement_code,
        code_kind,
        printed_code,
        wording,
        reason,
        count(*) as rows_affected,
        sum(amount_cny) as amount_cny
    from printed_rows
    group by document_id, statement_code, code_kind, printed_code, wording, reason
)

select
    statements.document_id,
    statements.code_kind,
    statements.printed_code,
    statements.wording,
    publishers.unit_name as publisher,
    years.fiscal_year,
    cast(sum(statements.rows_affected) as bigint) as rows_affected,
    min(statements.reason) as reason,
    max(statements.amount_cny) as amount_cny,
    string_agg(statements.statement_code, ', ' order by statements.statement_code)
        as statement_codes
from statements
left join {{ ref('int_document_publishers') }} as publishers
    on statements.document_id = publishers.document_id
left join {{ ref('int_document_years') }} as years
    on statements.document_id = years.document_id
group by
    statements.document_id, statements.code_kind, statements.printed_code, statements.wording,
    publishers.unit_name, years.fiscal_year
