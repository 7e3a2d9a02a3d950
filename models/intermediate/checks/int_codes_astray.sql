{#
    Codes that stand where no row above them is printed, or no row below, though the other codes of
    the statement, or all others of the document, have one: a row is missing, or a code is misprinted.
    One row a code. Where one amount is missed and found, the code that the document prints more
    seldom is the wrong one, and the other is not told.
#}
{%- set place = ['document_id', 'statement_code', 'unit_ref', 'section_no'] %}
with

levels_counted as (
    select
        {{ place | join(', ') }},
        code,
        code_kind,
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
    from {{ ref('int_codes_related') }}
),

{# A statement of one branch shows no habit of its own: that of the whole document is taken. #}
habits as (
    select
        document_id,
        code_kind,
        code_length,
        count(case when has_parent then 1 end) as parent_count,
        count(distinct case when not has_parent then concat(statement_code, parent_code) end)
            as orphan_count,
        count(case when has_children then 1 end) as children_count,
        count(case when not has_children then 1 end) as barren_count
    from levels_counted
    group by document_id, code_kind, code_length
),

judged as (
    select
        {% for column in place -%}
            levels_counted.{{ column }},
        {% endfor -%}
        levels_counted.code,
        levels_counted.cell_id,
        levels_counted.printing_count,
        levels_counted.parent_code,
        levels_counted.amount_cny,
        levels_counted.code_length > 3
        and not levels_counted.has_parent
        and (
            levels_counted.parent_count > 1
            or (habits.parent_count > 5 and habits.orphan_count = 1)
        ) as lacks_parent,
        not levels_counted.has_children
        and (
            (
                levels_counted.code_length < levels_counted.longest
                and levels_counted.children_count > 1
            )
            or (habits.children_count > 5 and habits.barren_count = 1)
        ) as lacks_children
    from levels_counted
    inner join habits
        on
            levels_counted.document_id = habits.document_id
            and levels_counted.code_kind = habits.code_kind
            and levels_counted.code_length = habits.code_length
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
            partition by {{ place | join(', ') }}, parent_code order by code asc, cell_id asc
        ) as code_no
    from judged
    where lacks_parent
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
    from judged
    where lacks_children
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
