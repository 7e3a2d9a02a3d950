{#
    Lines that an additive report may be made of, with the values that part them from lines beside them:
    those of the document's own year and stage, and apart from them those of each other period. A
    whole that is printed once is a line as well: it counts where nothing below it does.
#}
{%- set patterns = wording_patterns(['carried_forward']) %}
with

{# 其中 repeats a part of the line above it. #}
names_of_parts as (
    select distinct keyed.name_printed
    from {{ ref('int_line_names_keyed') }} as keyed
    inner join {{ ref('stg_map__labels') }} as labels
        on starts_with(keyed.name_printed, labels.wording)
    where labels.field = 'of_which'
),

{# What stands beside the three public expenses (机关运行经费) is no part of their total. #}
categories_of_total as (
    select part_code as three_public_category
    from {{ ref('int_parts_of_wholes') }}
    where
        axis = 'three_public_category'
        and whole_code = 'total'
),

lines_of_sets as (
    select
        accepted.document_id,
        counted_sets.report_code,
        {{ period_ref('accepted', 'titles.stage') }} as period_ref,
        counted_sets.set_order,
        counted_sets.total_order,
        counted_sets.is_total_per_table,
        accepted.statement_code,
        accepted.line_kind,
        coalesce(accepted.table_no, 0) as table_no,
        coalesce(table_publishers.unit_name, '') as table_unit,
        case when counted_sets.is_total_per_table then project_rows.form_no end as form_no,
        accepted.row_no,
        accepted.col_no,
        accepted.cell_id,
        accepted.mention_key,
        accepted.is_total,
        accepted.amount_cny,
        accepted.budget_line_key,
        coalesce(accepted.expenditure_nature, 'total') as expenditure_nature,
        coalesce(accepted.cost_category, 'total') as cost_category,
        coalesce(accepted.funding_source_code, 'total') as funding_source,
        case
            when accepted.line_kind = 'three_public' then accepted.item_name
            else 'total'
        end as three_public_category,
        coalesce(
            scaled.rounding_step_cny,
            {# Running text prints each figure to its own digit; nothing is not rounded. #}
            case
                when accepted.table_no is null and accepted.amount_cny <> 0
                    then {{ last_digit_worth('accepted.amount_printed', 'units.factor') }}
            end,
            0
        ) as rounding_step_cny,
        names_of_parts.name_printed is not null as is_of_which,
        coalesce(sources.is_balance and accepted.side = 'revenue', false)
        or coalesce(
            accepted.line_kind = 'summary'
            and {{ wording_found(
                bare('accepted.function_name_printed'), patterns.carried_forward
            ) }},
            false
        ) as is_balance,
        coalesce(all_of_table.is_total_row, false) as is_total_row,
        coalesce(all_of_table.may_hold_others, false) as may_hold_others,
        coalesce(all_of_table.is_of_year, false) as is_of_year,
        coalesce(
            all_of_table.states_all
            {# The total of goods is that of goods alone. #}
            and coalesce(column_items.is_total, true)
            and (not counted_sets.is_total_of_year or all_of_table.is_of_year),
            false
        ) as states_total,
        coalesce(within_others.part_of, '') as part_of,
        told_again.cell_id is not null as is_told_again,
        {# In a table that names projects, money of none is the total of a unit or of all. #}
        counted_sets.is_total_per_table
        and coalesce(accepted.project_code, accepted.project_name) is null
        and count(coalesce(accepted.project_code, accepted.project_name)) over (
            partition by accepted.document_id, counted_sets.report_code, accepted.table_no
        ) > 0 as is_total_of_forms,
        count(*) over (
            partition by
                accepted.document_id, counted_sets.report_code, accepted.statement_code,
                accepted.table_no, accepted.item_name, accepted.funding_source_code,
                {{ period_ref('accepted', 'titles.stage') }}
        ) as item_count
    from {{ ref('int_budget_lines_accepted') }} as accepted
    inner join {{ ref('stg_code__counted_sets') }} as counted_sets
        on
            accepted.statement_code = counted_sets.statement_code
            and accepted.line_kind = counted_sets.line_kind
            and accepted.side = counted_sets.side
    inner join {{ ref('int_document_titles') }} as titles
        on accepted.document_id = titles.document_id
    left join {{ ref('int_table_publishers') }} as table_publishers
        on {{ same_table('accepted', 'table_publishers') }}
    left join {{ ref('int_forms_repeated') }} as repeated
        on
            {{ same_table('accepted', 'repeated') }}
            and accepted.mention_key = repeated.mention_key
    left join {{ ref('int_project_rows') }} as project_rows
        on {{ same_row('accepted', 'project_rows') }}
    left join {{ ref('int_amounts_scaled') }} as scaled
        on
            accepted.cell_id = scaled.cell_id
            and accepted.part_no = scaled.part_no
    left join {{ ref('stg_code__money_units') }} as units
        on accepted.unit_printed = units.unit_printed
    left join {{ ref('int_lines_of_all') }} as all_of_table
        on accepted.budget_line_key = all_of_table.budget_line_key
    left join {{ ref('int_table_amounts') }} as places
        on accepted.cell_id = places.cell_id
    left join {{ ref('int_columns_of_items') }} as column_items
        on {{ same_column('places', 'column_items') }}
    left join {{ ref('int_columns_within_others') }} as within_others
        on {{ same_column('places', 'within_others') }}
    left join {{ ref('int_lines_told_again') }} as told_again
        on accepted.cell_id = told_again.cell_id
    left join {{ ref('int_line_names_keyed') }} as keyed
        on accepted.cell_id = keyed.cell_id
    left join names_of_parts
        on keyed.name_printed = names_of_parts.name_printed
    left join {{ ref('stg_code__funding_sources') }} as sources
        on accepted.funding_source_code = sources.funding_source_code
    left join {{ ref('int_tables_unsaid') }} as unsaid
        on {{ same_table('accepted', 'unsaid') }}
    where
        unsaid.table_no is null
        and accepted.stage is not null
        and not coalesce(sources.is_memo, false)
        and coalesce(accepted.horizon, 'annual') = 'annual'
        and repeated.mention_key is null
)

select
    lines_of_sets.document_id,
    lines_of_sets.report_code,
    lines_of_sets.period_ref,
    lines_of_sets.set_order,
    lines_of_sets.total_order,
    lines_of_sets.is_total_per_table,
    lines_of_sets.statement_code,
    lines_of_sets.line_kind,
    lines_of_sets.table_no,
    lines_of_sets.table_unit,
    coalesce(lines_of_sets.form_no, 0) as form_no,
    lines_of_sets.row_no,
    lines_of_sets.col_no,
    lines_of_sets.cell_id,
    lines_of_sets.mention_key,
    lines_of_sets.budget_line_key,
    lines_of_sets.amount_cny,
    lines_of_sets.rounding_step_cny,
    lines_of_sets.expenditure_nature,
    lines_of_sets.cost_category,
    lines_of_sets.funding_source,
    lines_of_sets.three_public_category,
    lines_of_sets.is_balance,
    lines_of_sets.is_of_year,
    lines_of_sets.is_total_of_forms,
    lines_of_sets.part_of = 'of_which'
    or lines_of_sets.is_told_again as repeats_others,
    {# For another period the total of one fund is the most that is printed. #}
    case
        when lines_of_sets.is_total_per_table
            then lines_of_sets.is_total and not lines_of_sets.is_total_of_forms
        when lines_of_sets.period_ref = '{{ own_period() }}' and lines_of_sets.total_order is null
            then false
        else lines_of_sets.states_total
    end as states_total,
    case
        {# What is carried over by fund, beside its 小计; 合计 of 三公 and of more. #}
        when lines_of_sets.part_of = 'balance' or lines_of_sets.may_hold_others then false
        when lines_of_sets.line_kind = 'three_public' and lines_of_sets.table_no > 0
            then not lines_of_sets.is_total_row or lines_of_sets.item_count = 1
        when lines_of_sets.line_kind = 'three_public'
            then not lines_of_sets.is_total or lines_of_sets.item_count = 1
        when lines_of_sets.line_kind = 'funding'
            then
                not lines_of_sets.is_total_of_forms
                and (not lines_of_sets.is_total or lines_of_sets.funding_source = 'total')
        else not lines_of_sets.is_total and not lines_of_sets.is_of_which
    end as is_summand
from lines_of_sets
left join categories_of_total
    on lines_of_sets.three_public_category = categories_of_total.three_public_category
where
    lines_of_sets.three_public_category = 'total'
    or categories_of_total.three_public_category is not null
