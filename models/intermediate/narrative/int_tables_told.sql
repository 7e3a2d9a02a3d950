{#
    What the tables of a document state for its own year and stage, so that it is not taken from the
    running text again: a side of the budget, 三公, 机关运行经费, the report that a procurement table feeds.
#}
with

{# The report that a statement of procurement feeds: purchased services are one of their own. #}
reports_of_statements as (
    select
        statement_code,
        line_kind,
        report_code
    from {{ ref('stg_code__counted_sets') }}
    where line_kind = 'procurement'
)

select distinct
    amounts.document_id,
    case
        when
            statements.line_kind in ('function', 'summary')
            then coalesce(amounts.side, 'expenditure')
        when amounts.three_public_category = 'agency_operating_expense'
            then amounts.three_public_category
        else coalesce(reports.report_code, statements.line_kind)
    end as covered
from {{ ref('int_table_amounts') }} as amounts
inner join {{ ref('stg_code__statements') }} as statements
    on amounts.statement_code = statements.statement_code
inner join {{ ref('int_document_titles') }} as titles
    on amounts.document_id = titles.document_id
left join reports_of_statements as reports
    on
        amounts.statement_code = reports.statement_code
        and statements.line_kind = reports.line_kind
where
    statements.line_kind <> 'three_public'
    or (
        amounts.fiscal_year is null
        and coalesce(amounts.stage = titles.stage, true)
    )
