{#
    Codes that stand where no row above them is printed, or no row below, though the other codes of
    the statement have one: a row is missing, or a code is misprinted. One row a code. Where one
    amount is missed and found, the code that the document prints more seldom is the wrong one,
    and the other is not told.
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
),

codes_related as (
    select
        {% for column in place -%}
            codes.{{ column }},
        {% endfor -%}
        codes.code,
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
),

levels_counted as (
    select
        {{ place | join(', ') }},
        code,
        code_length,
        parent_code,
        cell_id,
        amount_cny,
        printing_count,
        has_parent,
        has_children,
        max(code_length) over (partition by {{ place | join(', ') }}) as longest,
        count(case when has_parent then 1 end) over (
            partition by {{ place | join(', ') }}, code_length
        ) as parent_count,
        count(case when has_children then 1 end) over (
            partition by {{ place | join(', ') }}, code_length
        ) as children_count
    from codes_related
),

{# Rows without the row above them by that row; their sum is what it would say. #}
astray as (
    select
        {{ place | join(', ') }},
        code,
        cell_id,
        printing_count,
        parent_code as missing_code,
        'parent' as missing,
        sum(amount_cny) over (partition by {{ place | join(', ') }}, parent_code) as amount_cny,
        count(*) over (partition by {{ place | join(', ') }}, parent_code) as code_count,
        row_number() over (
            partition by {{ place | join(', ') }}, parent_code order by code asc
        ) as code_no
    from levels_counted
    where
        code_length > 3
        and not has_parent
        and parent_count > 1
    union all
    select
        {{ place | join(', ') }},
        code,
        cell_id,
        printing_count,
        code as missing_code,
        'children' as missing,
        amount_cny,
        1 as code_count,
        1 as code_no
    from levels_counted
    where
        code_length < longest
        and not has_children
        and children_count > 1
),

{# Of a row above and the rows below it that miss each other one is misprinted: not the many. #}
ranked as (
    select
        {{ place | join(', ') }},
        code,
        cell_id,
        missing_code,
        missing,
        code_no,
        code_count,
        printing_count,
        min(case when code_count = 1 then printing_count end) over (
            partition by {{ place | join(', ') }}, amount_cny
        ) as fewest_count,
        first_value(code_count) over likeliest as code_count_first,
        first_value(missing) over likeliest as missing_first
    from astray
    window likeliest as (
        partition by {{ place | join(', ') }}, amount_cny
        order by
            case when code_count > 1 then 1 else 0 end asc,
            printing_count asc,
            missing desc,
            code asc
    )
)

select
    {{ place | join(', ') }},
    code,
    cell_id,
    missing_code,
    missing,
    code_no
from ranked
where
    missing = missing_first
    and (
        (code_count = 1 and printing_count = fewest_count)
        or (code_count > 1 and code_count_first > 1)
    )
