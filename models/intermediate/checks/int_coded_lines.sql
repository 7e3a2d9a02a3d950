{#
    Lines that carry a code, with the length of their parent's code: the longest one printed for
    the unit that theirs begins with. Rows that state a total of units or of everything have none.
#}
with

coded as (
    select
        amounts.document_id,
        amounts.statement_code,
        amounts.document_kind,
        amounts.line_kind,
        amounts.statement_family,
        amounts.side,
        amounts.stage,
        amounts.unit_ref,
        amounts.code,
        amounts.expenditure_nature,
        amounts.cost_category,
        amounts.col_no,
        amounts.column_rank,
        amounts.amount_cny,
        amounts.cell_id,
        amounts.rounding_step_cny,
        amounts.funding_source_code,
        amounts.is_blank,
        amounts.is_total,
        coalesce(sections.section_no, 1) as section_no,
        {# A misprinted code has no parent by its digits, but by its place. #}
        coalesce(amounts.code_depth > min(amounts.code_depth) over (
            partition by amounts.document_id, amounts.statement_code, amounts.unit_ref
        ), false) as is_below
    from {{ ref('int_lines_and_blanks') }} as amounts
    left join {{ ref('int_statement_sections') }} as sections
        on
            {{ same_table('amounts', 'sections') }}
            and amounts.statement_code = sections.statement_code
    where
        amounts.line_kind in ('function', 'economic', 'government_economic', 'project')
        and amounts.code is not null
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
    coded.line_kind,
    coded.statement_family,
    coded.side,
    coded.stage,
    coded.unit_ref,
    coded.code,
    coded.expenditure_nature,
    coded.cost_category,
    coded.col_no,
    coded.column_rank,
    coded.section_no,
    coded.amount_cny,
    coded.cell_id,
    coded.rounding_step_cny,
    coded.funding_source_code,
    coded.is_blank,
    coded.is_total,
    coded.is_below,
    parents.parent_length
from coded
left join parents
    on coded.cell_id = parents.cell_id
