{#
    Every way to read a statement for a report with the lines that it adds up: in one table (`scope_no`
    is its number) or in all that print it (0). Balances that only one statement prints (结转下年 of
    the summary of both sides) stand by the lines of the others too.
#}
{%- set candidate = [
    'document_id', 'report_code', 'period_ref', 'set_order', 'statement_code', 'line_kind',
    'reading_order',
] %}
with

summands as (
    select
        summed.document_id,
        summed.report_code,
        summed.period_ref,
        summed.set_order,
        summed.statement_code,
        summed.line_kind,
        {# Of forms all tables together are one set, and each is read in a way of its own (0). #}
        case
            when summed.is_total_per_table then 0
            else columns_read.reading_order
        end as reading_order,
        case when summed.is_total_per_table then 0 else summed.table_no end as table_no,
        summed.budget_line_key,
        summed.amount_cny,
        summed.rounding_step_cny,
        summed.is_balance,
        summed.states_total
    from {{ ref('int_lines_to_sum') }} as summed
    inner join {{ ref('int_sum_columns') }} as columns_read
        on
            summed.document_id = columns_read.document_id
            and summed.report_code = columns_read.report_code
            and summed.period_ref = columns_read.period_ref
            and summed.statement_code = columns_read.statement_code
            and summed.line_kind = columns_read.line_kind
            and summed.table_no = columns_read.table_no
            and summed.form_no = columns_read.form_no
            and summed.expenditure_nature = columns_read.expenditure_nature
            and summed.cost_category = columns_read.cost_category
            and summed.funding_source = columns_read.funding_source
            and summed.three_public_category = columns_read.three_public_category
            and summed.repeats_others = columns_read.repeats_others
    left join {{ ref('int_forms_summed') }} as forms
        on
            summed.document_id = forms.document_id
            and summed.report_code = forms.report_code
            and summed.period_ref = forms.period_ref
            and summed.statement_code = forms.statement_code
            and summed.line_kind = forms.line_kind
            and summed.table_no = forms.table_no
            and summed.form_no = forms.form_no
            and columns_read.reading_order = forms.reading_order
    where
        summed.is_summand
        and (not summed.is_total_per_table or forms.form_no is not null)
),

sets_found as (
    select
        {% for column in candidate -%}
            {{ column }},
        {% endfor -%}
        min(table_no) as first_table_no,
        max(table_no) as last_table_no,
        bool_or(is_balance) as has_balances
    from summands
    group by {{ candidate | join(', ') }}
),

balances_ranked as (
    select
        document_id,
        report_code,
        period_ref,
        budget_line_key,
        amount_cny,
        rounding_step_cny,
        dense_rank() over (
            partition by document_id, report_code, period_ref
            order by set_order asc, table_no asc, line_kind asc, reading_order asc
        ) as statement_rank
    from summands
    where is_balance
),

{# In one table, in all tables, and the balances of another statement with either. #}
lines_of_candidates as (
    select
        {% for column in candidate -%}
            {{ column }},
        {% endfor -%}
        table_no as scope_no,
        budget_line_key,
        amount_cny,
        rounding_step_cny,
        is_balance,
        states_total
    from summands
    union all
    select
        {% for column in candidate -%}
            summands.{{ column }},
        {% endfor -%}
        0 as scope_no,
        summands.budget_line_key,
        summands.amount_cny,
        summands.rounding_step_cny,
        summands.is_balance,
        summands.states_total
    from summands
    inner join sets_found
        on
            {% for column in candidate -%}
                {{ 'and ' if not loop.first }}summands.{{ column }} = sets_found.{{ column }}
            {% endfor %}
    where sets_found.first_table_no < sets_found.last_table_no
    union all
    select
        {% for column in candidate -%}
            sets_found.{{ column }},
        {% endfor -%}
        sets_found.first_table_no as scope_no,
        balances_ranked.budget_line_key,
        balances_ranked.amount_cny,
        balances_ranked.rounding_step_cny,
        true as is_balance,
        false as states_total
    from sets_found
    inner join balances_ranked
        on
            sets_found.document_id = balances_ranked.document_id
            and sets_found.report_code = balances_ranked.report_code
            and sets_found.period_ref = balances_ranked.period_ref
    where
        not sets_found.has_balances
        and sets_found.first_table_no = sets_found.last_table_no
        and balances_ranked.statement_rank = 1
)

select
    {% for column in candidate -%}
        {{ column }},
    {% endfor -%}
    scope_no,
    budget_line_key,
    amount_cny,
    rounding_step_cny,
    is_balance,
    states_total
from lines_of_candidates
