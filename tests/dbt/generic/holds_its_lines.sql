{#
    A fact holds the lines that code_line_kind sends to it (`fact` of int_budget_lines_keyed), each
    with its amount, and no other.

    Arguments:
        key     column that holds budget_line_key
        amount  column that holds amount_cny
        lines   which lines are meant, where it is not those of the fact
#}
{% test holds_its_lines(model, key, amount='amount_cny', lines=none) %}

with

lines_meant as (
    select
        budget_line_key,
        amount_cny
    from {{ ref('int_budget_lines_keyed') }}
    where {{ lines or "fact = '" ~ model.identifier ~ "'" }}
),

lines_held as (
    select
        {{ key }} as budget_line_key,
        {{ amount }} as amount_cny
    from {{ model }}
)

select
    lines_meant.budget_line_key as key_meant,
    lines_held.budget_line_key as key_held,
    lines_meant.amount_cny as amount_meant,
    lines_held.amount_cny as amount_held
from lines_meant
full outer join lines_held
    on lines_meant.budget_line_key = lines_held.budget_line_key
where
    lines_meant.budget_line_key is null
    or lines_held.budget_line_key is null
    or coalesce(cast(lines_meant.amount_cny as varchar), '')
    <> coalesce(cast(lines_held.amount_cny as varchar), '')

{% endtest %}
