{#
    Of rows that are totals though no wording says so (headings of units, rows without a name) the one
    that is the total of its table: the only one, or the one that is the sum of
    the others (of two that are alike neither).
#}
{%- set table_key = [
    'document_id', 'statement_code', 'line_kind', 'side', 'period_ref', 'table_no',
] %}
with

rows_unnamed as (
    select
        accepted.document_id,
        accepted.statement_code,
        accepted.line_kind,
        accepted.side,
        accepted.table_no,
        accepted.row_no,
        {{ period_ref('accepted') }} as period_ref,
        max(accepted.amount_cny) as row_cny
    from {{ ref('int_budget_lines_accepted') }} as accepted
    left join {{ ref('int_line_names_keyed') }} as keyed
        on accepted.cell_id = keyed.cell_id
    where
        accepted.is_total
        and accepted.table_no is not null
        and coalesce(accepted.horizon, 'annual') = 'annual'
        and accepted.function_code_printed is null
        and accepted.economic_code_printed is null
        and keyed.total_wording is null
    group by
        accepted.document_id,
        accepted.statement_code,
        accepted.line_kind,
        accepted.side,
        accepted.table_no,
        accepted.row_no,
        {{ period_ref('accepted') }}
),

tables_unnamed as (
    select
        {% for column in table_key -%}
            {{ column }},
        {% endfor -%}
        max(row_cny) as total_cny
    from rows_unnamed
    group by {{ table_key | join(', ') }}
    having
        count(*) = 1
        or (count(*) > 2 and max(row_cny) * 2 = sum(row_cny))
)

select
    {% for column in table_key -%}
        rows_unnamed.{{ column }},
    {% endfor -%}
    rows_unnamed.row_no
from rows_unnamed
inner join tables_unnamed
    on
        {% for column in table_key -%}
            {{ 'and ' if not loop.first }}rows_unnamed.{{ column }} = tables_unnamed.{{ column }}
        {% endfor -%}
        and rows_unnamed.row_cny = tables_unnamed.total_cny
