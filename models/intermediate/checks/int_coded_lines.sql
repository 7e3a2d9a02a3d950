{#
    Lines that carry a code, with the length of their parent's code: the longest one printed for
    the unit that theirs begins with. Rows that state a total of units or of everything have none.
#}
with

coded as (
    select
        document_id,
        statement_code,
        document_kind,
        statement_family,
        side,
        stage,
        unit_ref,
        code,
        expenditure_nature,
        cost_category,
        amount_cny,
        cell_id,
        rounding_step_cny,
        coalesce(funding_source_code, '') as funding_source_code,
        {# A misprinted code has no parent by its digits, but by its place. #}
        coalesce(code_depth > min(code_depth) over (
            partition by document_id, statement_code, unit_ref
        ), false) as is_below
    from {{ ref('int_lines_to_reconcile') }}
    where
        line_kind in ('function', 'economic')
        and code is not null
),

parents as (
    select
        children.cell_id,
        max(length(shorter.code)) as parent_length
    from coded as children
    inner join coded as shorter
        on
            children.document_id = shorter.document_id
            and children.statement_code = shorter.statement_code
            and children.unit_ref = shorter.unit_ref
            and length(children.code) > length(shorter.code)
            and starts_with(children.code, shorter.code)
    group by children.cell_id
)

select
    coded.document_id,
    coded.statement_code,
    coded.document_kind,
    coded.statement_family,
    coded.side,
    coded.stage,
    coded.unit_ref,
    coded.code,
    coded.expenditure_nature,
    coded.cost_category,
    coded.amount_cny,
    coded.cell_id,
    coded.rounding_step_cny,
    coded.funding_source_code,
    coded.is_below,
    parents.parent_length
from coded
left join parents
    on coded.cell_id = parents.cell_id
