{#
    Codes that a statement prints for a unit, with the code above and whether rows above and below are
    printed, and how often the document prints the code. One row a code.
#}
{%- set place = ['document_id', 'statement_code', 'unit_ref', 'section_no'] %}
with

cells_with_a_code as (
    select distinct cell_id
    from {{ ref('int_budget_lines') }}
    where function_code_printed is not null or economic_code_printed is not null
),

lines_coded as (
    select
        coded.document_id,
        coded.statement_code,
        coded.unit_ref,
        coded.section_no,
        coded.code,
        coded.col_no,
        coded.cell_id,
        coded.amount_cny,
        case when coded.line_kind = 'project' then 'function' else coded.line_kind end as code_kind,
        cells_with_a_code.cell_id is not null as prints_code,
        max(cells_with_a_code.cell_id) over (
            partition by coded.document_id, coded.statement_code, coded.unit_ref
        ) is not null as has_codes
    from {{ ref('int_coded_lines') }} as coded
    left join cells_with_a_code
        on coded.cell_id = cells_with_a_code.cell_id
    where
        coded.line_kind in ('function', 'economic', 'government_economic', 'project')
        and coded.column_rank = 1
        and not coded.is_blank
        and coded.amount_cny <> 0
),

codes as (
    select
        {{ place | join(', ') }},
        code,
        length(code) as code_length,
        left(code, length(code) - 2) as parent_code,
        min(code_kind) as code_kind,
        min_by(cell_id, col_no) as cell_id,
        min_by(amount_cny, col_no) as amount_cny
    from lines_coded
    {# 调出资金 below the total is known by its name: it is no part of a tree of printed codes. #}
    where prints_code or not has_codes
    group by {{ place | join(', ') }}, code
),

codes_known as (
    select
        document_id,
        code,
        count(*) as printing_count
    from codes
    group by document_id, code
),

codes_above as (
    select distinct
        {{ place | join(', ') }},
        parent_code
    from codes
)

select
    {% for column in place -%}
        codes.{{ column }},
    {% endfor -%}
    codes.code,
    codes.code_kind,
    codes.code_length,
    codes.parent_code,
    codes.cell_id,
    codes.amount_cny,
    known.printing_count,
    parents.code is not null as has_parent,
    children.parent_code is not null as has_children
from codes
inner join codes_known as known
    on
        codes.document_id = known.document_id
        and codes.code = known.code
left join codes as parents
    on
        {% for column in place -%}
            codes.{{ column }} = parents.{{ column }}
            and {% endfor -%}
        codes.parent_code = parents.code
left join codes_above as children
    on
        {% for column in place -%}
            codes.{{ column }} = children.{{ column }}
            and {% endfor -%}
        codes.code = children.parent_code
