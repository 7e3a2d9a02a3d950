{#
    Totals that are those of their whole table and of one account, and rows of 三公 that add up others.
    小计 states the total only where it stands once and alone; 合计 of 三公 not beside a total that is
    named after them, nor in a table that prints more (会议费); 收入总计 in the text of final accounts has balances in it.
#}
{%- set patterns = wording_patterns(['total_with_balances', 'beside_three_public']) %}
with

{# 三公 categories that consist of others. #}
wholes as (
    select distinct whole_code as three_public_category
    from {{ ref('int_parts_of_wholes') }}
    where axis = 'three_public_category'
),

lines as (
    select
        accepted.document_id,
        accepted.statement_code,
        accepted.line_kind,
        accepted.side,
        accepted.table_no,
        accepted.row_no,
        accepted.budget_line_key,
        accepted.item_name,
        accepted.is_total,
        {{ period_ref('accepted') }} as period_ref,
        coalesce(totals.is_of_year, false) as is_of_year,
        keyed.total_wording is not null as is_total_wording,
        coalesce(totals.is_subtotal, false) as is_subtotal,
        headers.wording is not null as is_named,
        keyed.total_wording is not null
        or (accepted.is_total and wholes.three_public_category is null) as adds_up_rows,
        accepted.table_no is null
        and accepted.stage = 'final_account'
        and {{ wording_found(
            bare('accepted.funding_source_printed'), patterns.total_with_balances, '^'
        ) }} as has_balances,
        accepted.function_code_printed is null
        and accepted.economic_code_printed is null as is_without_code
    from {{ ref('int_budget_lines_accepted') }} as accepted
    left join {{ ref('int_line_names_keyed') }} as keyed
        on accepted.cell_id = keyed.cell_id
    left join {{ ref('int_total_wordings') }} as totals
        on keyed.total_wording = totals.wording
    left join {{ ref('stg_map__headers') }} as headers
        on
            keyed.name_key = headers.wording
            and headers.three_public_category = 'total'
    left join wholes
        on accepted.item_name = wholes.three_public_category
    where
        coalesce(accepted.horizon, 'annual') = 'annual'
        and (accepted.is_total or accepted.line_kind = 'three_public')
),

tables_counted as (
    select
        document_id,
        statement_code,
        line_kind,
        side,
        period_ref,
        table_no,
        count(distinct case when is_subtotal then row_no end) as subtotal_count,
        count(distinct case when item_name = 'total' then row_no end) as row_count,
        bool_or(is_total_wording and not is_subtotal) as has_total,
        bool_or(is_named) as has_named
    from lines
    group by document_id, statement_code, line_kind, side, period_ref, table_no
),

{# 合计 may hold what such a table prints besides. #}
tables_with_others as (
    select distinct
        keyed.document_id,
        keyed.table_no
    from {{ ref('int_line_names_keyed') }} as keyed
    inner join {{ ref('stg_code__statements') }} as statements
        on keyed.statement_code = statements.statement_code
    where
        statements.line_kind = 'three_public'
        and {{ wording_found('keyed.name_key', patterns.beside_three_public, '^') }}
),

rows_of_three_public as (
    select
        document_id,
        statement_code,
        table_no,
        row_no,
        bool_or(adds_up_rows) as is_total_row
    from lines
    where line_kind = 'three_public'
    group by document_id, statement_code, table_no, row_no
)

select
    lines.document_id,
    lines.budget_line_key,
    lines.is_of_year,
    coalesce(three_public.is_total_row, lines.is_total_wording) as is_total_row,
    tables_with_others.table_no is not null
    and lines.item_name = 'total'
    and not lines.is_named as may_hold_others,
    lines.is_total
    and lines.is_without_code
    and not coalesce(lines.has_balances, false)
    and case
        when lines.table_no is null
            then lines.line_kind <> 'three_public' or lines.item_name = 'total'
        when lines.line_kind = 'three_public'
            then
                lines.item_name = 'total'
                and (
                    lines.is_named
                    or (
                        not tables_counted.has_named
                        and tables_with_others.table_no is null
                        and (three_public.is_total_row or tables_counted.row_count = 1)
                    )
                )
        when lines.line_kind = 'summary' and not lines.is_total_wording then false
        when lines.is_subtotal
            then tables_counted.subtotal_count = 1 and not tables_counted.has_total
        when not lines.is_total_wording
            then unnamed.row_no is not null and not tables_counted.has_total
        else true
    end as states_all
from lines
inner join tables_counted
    on
        lines.document_id = tables_counted.document_id
        and lines.statement_code = tables_counted.statement_code
        and lines.line_kind = tables_counted.line_kind
        and lines.side = tables_counted.side
        and lines.period_ref = tables_counted.period_ref
        and coalesce(lines.table_no, 0) = coalesce(tables_counted.table_no, 0)
left join {{ ref('int_totals_unnamed') }} as unnamed
    on
        {{ same_row('lines', 'unnamed') }}
        and lines.statement_code = unnamed.statement_code
        and lines.line_kind = unnamed.line_kind
        and lines.side = unnamed.side
        and lines.period_ref = unnamed.period_ref
left join tables_with_others
    on {{ same_table('lines', 'tables_with_others') }}
left join rows_of_three_public as three_public
    on
        {{ same_table('lines', 'three_public') }}
        and lines.statement_code = three_public.statement_code
        and case when lines.line_kind = 'three_public' then lines.row_no end = three_public.row_no
