{#
    Statements of which only the header is printed, though nothing says that they are empty and the
    document has money of their source: cut off, or their rows are lost. One row a table.
#}
with

{# What stands above the header, as a title in the first row of a sheet, is no row of the table. #}
headers_last as (
    select
        document_id,
        table_no
    from {{ ref('int_rows_classified') }}
    group by document_id, table_no
    having max_by(row_role, row_no) in ('header', 'numbering')
),

money_printed as (
    select distinct
        document_id,
        funding_source_code
    from {{ ref('int_budget_lines_accepted') }}
    where amount_cny <> 0
),

{# A statement of no source of its own has money wherever the document has any. #}
sources_with_money as (
    select
        document_id,
        funding_source_code
    from money_printed
    where funding_source_code is not null
    union distinct
    select
        document_id,
        '' as funding_source_code
    from money_printed
),

{# Elsewhere the statement goes on, or is printed once more. #}
statements_filled as (
    select distinct
        document_id,
        statement_code
    from {{ ref('int_budget_lines_accepted') }}
    where table_no is not null
)

select
    outcomes.document_id,
    outcomes.statement_code,
    outcomes.table_no,
    outcomes.page_no
from {{ ref('int_table_outcomes') }} as outcomes
inner join headers_last
    on {{ same_table('outcomes', 'headers_last') }}
inner join {{ ref('stg_code__statements') }} as statements
    on
        outcomes.statement_code = statements.statement_code
        and statements.line_kind is not null
inner join sources_with_money
    on
        outcomes.document_id = sources_with_money.document_id
        and coalesce(statements.funding_source_code, '') = sources_with_money.funding_source_code
left join statements_filled
    on
        outcomes.document_id = statements_filled.document_id
        and outcomes.statement_code = statements_filled.statement_code
where
    outcomes.outcome = 'blank'
    and statements_filled.document_id is null
