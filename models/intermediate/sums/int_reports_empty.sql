{#
    Additive reports that take nothing from a document that prints statements, with the statements of
    their kind that it prints all the same: of one fund only, of another stage or of another year. The
    reports are of departments: what a whole government prints is in none of them.
#}
with

report_kinds as (
    select distinct
        report_code,
        line_kind,
        side
    from {{ ref('stg_code__counted_sets') }}
),

{# A statement that only other reports are made of is none that this one lacks. #}
statements_of_reports as (
    select distinct
        statement_code,
        line_kind,
        side,
        report_code
    from {{ ref('stg_code__counted_sets') }}
),

{# What stands beside the three public expenses (机关运行经费) is none of them. #}
categories_of_total as (
    select part_code as three_public_category
    from {{ ref('int_parts_of_wholes') }}
    where
        axis = 'three_public_category'
        and whole_code = 'total'
    union distinct
    select 'total' as three_public_category
),

lines_printed as (
    select distinct
        accepted.document_id,
        accepted.statement_code,
        accepted.line_kind,
        accepted.side,
        accepted.table_no is not null
        and statements.document_kind in ('budget', 'final_account') as is_of_statement
    from {{ ref('int_budget_lines_accepted') }} as accepted
    inner join {{ ref('stg_code__statements') }} as statements
        on accepted.statement_code = statements.statement_code
    left join {{ ref('int_tables_recognised') }} as recognised
        on {{ same_table('accepted', 'recognised') }}
    left join categories_of_total
        on accepted.item_name = categories_of_total.three_public_category
    where
        accepted.amount_cny <> 0
        and coalesce(recognised.title_scope, '') <> 'government'
        and (
            accepted.line_kind <> 'three_public'
            or categories_of_total.three_public_category is not null
        )
),

documents_printed as (
    select
        lines_printed.document_id,
        bool_or(lines_printed.is_of_statement) as has_statements
    from lines_printed
    inner join report_kinds
        on
            lines_printed.line_kind = report_kinds.line_kind
            and lines_printed.side = report_kinds.side
    group by lines_printed.document_id
),

reports as (
    select distinct report_code
    from report_kinds
),

reports_of_documents as (
    select
        documents.document_id,
        documents.has_statements,
        reports.report_code
    from documents_printed as documents
    cross join reports
),

statements_beside as (
    select
        lines_printed.document_id,
        report_kinds.report_code,
        lines_printed.statement_code
    from lines_printed
    inner join report_kinds
        on
            lines_printed.line_kind = report_kinds.line_kind
            and lines_printed.side = report_kinds.side
    left join statements_of_reports as reports_made
        on
            lines_printed.statement_code = reports_made.statement_code
            and lines_printed.line_kind = reports_made.line_kind
            and lines_printed.side = reports_made.side
    group by
        lines_printed.document_id, report_kinds.report_code, lines_printed.statement_code
    having
        count(reports_made.report_code) = 0
        or bool_or(reports_made.report_code = report_kinds.report_code)
)

select
    reports_of_documents.document_id,
    reports_of_documents.report_code,
    string_agg(beside.statement_code, ', ' order by beside.statement_code) as statements_beside
from reports_of_documents
left join {{ ref('int_sums_chosen') }} as chosen
    on
        reports_of_documents.document_id = chosen.document_id
        and reports_of_documents.report_code = chosen.report_code
left join statements_beside as beside
    on
        reports_of_documents.document_id = beside.document_id
        and reports_of_documents.report_code = beside.report_code
where
    chosen.document_id is null
    and (reports_of_documents.has_statements or beside.document_id is not null)
group by reports_of_documents.document_id, reports_of_documents.report_code
