{#
    The statement that tells the revenue of a document: of all that print it, for one stage, the
    most general. The same revenue stands in the others again, also where these list several units
    and the general one is for all of them. A government's revenue by category names no sources.
#}
with

statements_printed as (
    select distinct
        revenue_lines.document_id,
        revenue_lines.stage,
        revenue_lines.statement_code,
        statements.display_order
    from {{ ref('int_budget_lines_accepted') }} as revenue_lines
    inner join {{ ref('stg_code__statements') }} as statements
        on revenue_lines.statement_code = statements.statement_code
    where
        revenue_lines.side = 'revenue'
        and statements.code_kind is null
        and not revenue_lines.is_of_another_year
        and revenue_lines.line_kind in ('summary', 'function', 'revenue')
),

ranked as (
    select
        document_id,
        stage,
        statement_code,
        row_number() over (
            partition by document_id, stage
            order by display_order asc, statement_code asc
        ) as statement_rank
    from statements_printed
)

select
    document_id,
    stage,
    statement_code
from ranked
where statement_rank = 1
