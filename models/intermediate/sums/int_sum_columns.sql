{#
    The kinds of amounts that a table (of forms each form) has beside each other (nature, category of cost, source, 三公
    category) and how each stands to the others: a leaf has no part of it printed, a top no whole. What
    differs in one value only is compared. A 其中 that stands within another column is left out by some
    readings.
#}
{%- set axes = ['expenditure_nature', 'cost_category', 'funding_source', 'three_public_category'] %}
with

amount_columns as (
    select distinct
        document_id,
        report_code,
        period_ref,
        statement_code,
        line_kind,
        table_no,
        form_no,
        expenditure_nature,
        cost_category,
        funding_source,
        three_public_category,
        repeats_others
    from {{ ref('int_lines_to_sum') }}
    where is_summand
),

{% for axis in axes -%}
    {# Pairs of columns that are whole and part by this value and alike in all others. #}
    pairs_by_{{ axis }} as (
        select
            wholes.document_id,
            wholes.report_code,
            wholes.period_ref,
            wholes.statement_code,
            wholes.line_kind,
            wholes.table_no,
            wholes.form_no,
            {% for other in axes if other != axis -%}
                wholes.{{ other }},
            {% endfor -%}
            wholes.{{ axis }} as whole_code,
            parts.{{ axis }} as part_code
        from amount_columns as wholes
        inner join amount_columns as parts
            on
                wholes.document_id = parts.document_id
                and wholes.report_code = parts.report_code
                and wholes.period_ref = parts.period_ref
                and wholes.statement_code = parts.statement_code
                and wholes.line_kind = parts.line_kind
                and wholes.table_no = parts.table_no
                and wholes.form_no = parts.form_no
                {% for other in axes if other != axis -%}
                    and wholes.{{ other }} = parts.{{ other }}
                {% endfor %}
        inner join {{ ref('int_parts_of_wholes') }} as listed
            on
                listed.axis = '{{ axis }}'
                and wholes.{{ axis }} = listed.whole_code
                and parts.{{ axis }} = listed.part_code
    ),

    {% for role, opposite in [('whole', 'part'), ('part', 'whole')] -%}
        {{ role }}s_by_{{ axis }} as (
            select distinct
                document_id,
                report_code,
                period_ref,
                statement_code,
                line_kind,
                table_no,
                form_no,
                {% for other in axes if other != axis -%}
                    {{ other }},
                {% endfor -%}
                {{ role }}_code as {{ axis }}
            from pairs_by_{{ axis }}
        ),

    {% endfor -%}
{% endfor -%}

columns_placed as (
    select
        amount_columns.document_id,
        amount_columns.report_code,
        amount_columns.period_ref,
        amount_columns.statement_code,
        amount_columns.line_kind,
        amount_columns.table_no,
        amount_columns.form_no,
        amount_columns.expenditure_nature,
        amount_columns.cost_category,
        amount_columns.funding_source,
        amount_columns.three_public_category,
        amount_columns.repeats_others,
        wholes_by_expenditure_nature.document_id is null as is_leaf_by_expenditure_nature,
        parts_by_expenditure_nature.document_id is null as is_top_by_expenditure_nature,
        wholes_by_cost_category.document_id is null as is_leaf_by_cost_category,
        parts_by_cost_category.document_id is null as is_top_by_cost_category,
        wholes_by_funding_source.document_id is null as is_leaf_by_funding_source,
        parts_by_funding_source.document_id is null as is_top_by_funding_source,
        wholes_by_three_public_category.document_id is null as is_leaf_by_three_public_category,
        parts_by_three_public_category.document_id is null as is_top_by_three_public_category
    from amount_columns
    {% for axis in axes -%}
        {% for role in ['wholes', 'parts'] -%}
            left join {{ role }}_by_{{ axis }}
                on
                    amount_columns.document_id = {{ role }}_by_{{ axis }}.document_id
                    and amount_columns.report_code = {{ role }}_by_{{ axis }}.report_code
                    and amount_columns.period_ref = {{ role }}_by_{{ axis }}.period_ref
                    and amount_columns.statement_code = {{ role }}_by_{{ axis }}.statement_code
                    and amount_columns.line_kind = {{ role }}_by_{{ axis }}.line_kind
                    and amount_columns.table_no = {{ role }}_by_{{ axis }}.table_no
                    and amount_columns.form_no = {{ role }}_by_{{ axis }}.form_no
                    {% for other in axes -%}
                        and amount_columns.{{ other }} = {{ role }}_by_{{ axis }}.{{ other }}
                    {% endfor %}
        {% endfor -%}
    {% endfor -%}
)

select
    columns_placed.document_id,
    columns_placed.report_code,
    columns_placed.period_ref,
    columns_placed.statement_code,
    columns_placed.line_kind,
    columns_placed.table_no,
    columns_placed.form_no,
    columns_placed.expenditure_nature,
    columns_placed.cost_category,
    columns_placed.funding_source,
    columns_placed.three_public_category,
    columns_placed.repeats_others,
    readings.reading_order
from columns_placed
inner join {{ ref('stg_code__counted_readings') }} as readings
    on
        columns_placed.report_code = readings.report_code
        and (readings.takes_repeats or not columns_placed.repeats_others)
        {% for axis in axes -%}
            and case readings.{{ axis }}
                when 'leaves' then columns_placed.is_leaf_by_{{ axis }}
                when 'tops' then columns_placed.is_top_by_{{ axis }}
                when 'whole' then columns_placed.{{ axis }} = 'total'
                when 'parts' then columns_placed.{{ axis }} <> 'total'
            end
        {% endfor %}
