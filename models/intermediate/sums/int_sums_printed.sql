{#
    What a document prints as the total of a report: of the statement that says it best the largest
    amount of every kind of total that is part of no other (合计; or 人员经费合计 and 公用经费合计, where
    nothing unites them). Where units have a table each it is the total of them all, or of the one that
    unites two others or more.
#}
{%- set axes = ['expenditure_nature', 'cost_category', 'funding_source', 'three_public_category'] %}
with

totals_ranked as (
    select
        document_id,
        report_code,
        period_ref,
        statement_code,
        table_unit,
        table_no,
        row_no,
        col_no,
        budget_line_key,
        amount_cny,
        is_of_year,
        rounding_step_cny,
        {% for axis in axes -%}
            {{ axis }},
        {% endfor -%}
        dense_rank() over (
            partition by document_id, report_code, period_ref
            order by total_order asc, statement_code asc, line_kind asc
        ) as statement_rank
    from {{ ref('int_lines_to_sum') }}
    where
        states_total
        and not is_total_per_table
),

kinds_ranked as (
    select
        document_id,
        report_code,
        period_ref,
        statement_code,
        table_unit,
        budget_line_key,
        amount_cny,
        is_of_year,
        rounding_step_cny,
        {% for axis in axes -%}
            {{ axis }},
        {% endfor -%}
        row_number() over (
            partition by
                document_id, report_code, period_ref, table_unit, {{ axes | join(', ') }}
            order by amount_cny desc, table_no asc, row_no asc, col_no asc, budget_line_key asc
        ) as kind_rank
    from totals_ranked
    where statement_rank = 1
),

{# A value is part of itself. #}
wholes as (
    select
        axis,
        part_code,
        whole_code
    from {{ ref('int_parts_of_wholes') }}
    union distinct
    select
        axis,
        part_code,
        part_code as whole_code
    from {{ ref('int_parts_of_wholes') }}
    union distinct
    select
        axis,
        whole_code as part_code,
        whole_code
    from {{ ref('int_parts_of_wholes') }}
),

parts_of_others as (
    select distinct
        parts.budget_line_key,
        parts.report_code
    from kinds_ranked as parts
    {% for axis in axes -%}
        inner join wholes as whole_{{ axis }}
            on
                whole_{{ axis }}.axis = '{{ axis }}'
                and parts.{{ axis }} = whole_{{ axis }}.part_code
    {% endfor -%}
    inner join kinds_ranked as united
        on
            parts.document_id = united.document_id
            and parts.report_code = united.report_code
            and parts.period_ref = united.period_ref
            and parts.table_unit = united.table_unit
            {% for axis in axes -%}
                and whole_{{ axis }}.whole_code = united.{{ axis }}
            {% endfor %}
    where
        parts.kind_rank = 1
        and united.kind_rank = 1
        and parts.budget_line_key <> united.budget_line_key
),

totals_found as (
    select
        kinds_ranked.document_id,
        kinds_ranked.report_code,
        kinds_ranked.period_ref,
        kinds_ranked.statement_code,
        kinds_ranked.table_unit,
        kinds_ranked.budget_line_key,
        kinds_ranked.amount_cny,
        kinds_ranked.is_of_year,
        kinds_ranked.rounding_step_cny
    from kinds_ranked
    left join parts_of_others
        on
            kinds_ranked.budget_line_key = parts_of_others.budget_line_key
            and kinds_ranked.report_code = parts_of_others.report_code
    where
        kinds_ranked.kind_rank = 1
        and parts_of_others.budget_line_key is null
),

totals_of_units as (
    select
        document_id,
        report_code,
        period_ref,
        table_unit,
        2 * sum(amount_cny) = sum(sum(amount_cny)) over all_units
        and count(*) over all_units > 2 as unites_others
    from totals_found
    group by document_id, report_code, period_ref, table_unit
    window all_units as (partition by document_id, report_code, period_ref)
),

units_united as (
    select
        document_id,
        report_code,
        period_ref,
        min(table_unit) as table_unit
    from totals_of_units
    where unites_others
    group by document_id, report_code, period_ref
)

select
    totals_found.document_id,
    totals_found.report_code,
    totals_found.period_ref,
    totals_found.statement_code,
    totals_found.budget_line_key,
    totals_found.amount_cny,
    totals_found.is_of_year,
    totals_found.rounding_step_cny
from totals_found
left join units_united
    on
        totals_found.document_id = units_united.document_id
        and totals_found.report_code = units_united.report_code
        and totals_found.period_ref = units_united.period_ref
where
    units_united.table_unit is null
    or totals_found.table_unit = units_united.table_unit
