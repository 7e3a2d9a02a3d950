{#
    Lines by the economic classes of a government (501) in a statement that has those of a department
    (301) too: they tell the same money again.
#}
with

economic_schemes as (
    select
        economic_code,
        min(scheme) as scheme
    from {{ ref('stg_code__economics') }}
    group by economic_code
),

lines_by_scheme as (
    select
        budget_lines.document_id,
        budget_lines.statement_code,
        budget_lines.cell_id,
        schemes.scheme
    from {{ ref('int_budget_lines') }} as budget_lines
    inner join economic_schemes as schemes
        on budget_lines.economic_code = schemes.economic_code
    where budget_lines.line_kind = 'economic'
),

statements_of_departments as (
    select distinct
        document_id,
        statement_code
    from lines_by_scheme
    where scheme = 'department'
)

select distinct lines_by_scheme.cell_id
from lines_by_scheme
inner join statements_of_departments
    on
        lines_by_scheme.document_id = statements_of_departments.document_id
        and lines_by_scheme.statement_code = statements_of_departments.statement_code
where lines_by_scheme.scheme = 'government'
