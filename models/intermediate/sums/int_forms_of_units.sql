{#
    Rows with money beside a column of projects that are headings of units: they list no indicators, and
    their money is that of the projects right below them, which do.
#}
with

forms_with_money as (
    select
        document_id,
        report_code,
        period_ref,
        statement_code,
        line_kind,
        table_no,
        form_no,
        max(amount_cny) as amount_cny
    from {{ ref('int_lines_to_sum') }}
    where
        is_total_per_table
        and is_summand
    group by
        document_id, report_code, period_ref, statement_code, line_kind, table_no, form_no
),

forms_with_indicators as (
    select
        form_rows.document_id,
        form_rows.table_no,
        form_rows.form_no,
        bool_or(openings.has_indicator) as has_indicators
    from {{ ref('int_form_rows') }} as form_rows
    inner join {{ ref('int_form_openings') }} as openings
        on {{ same_row('form_rows', 'openings') }}
    where form_rows.is_beside_projects
    group by form_rows.document_id, form_rows.table_no, form_rows.form_no
),

{# Each with those below it up to the next one without indicators. #}
forms_in_runs as (
    select
        priced.document_id,
        priced.report_code,
        priced.period_ref,
        priced.statement_code,
        priced.line_kind,
        priced.table_no,
        priced.form_no,
        priced.amount_cny,
        listed.has_indicators,
        sum(case when listed.has_indicators then 0 else 1 end) over (
            partition by
                priced.document_id, priced.report_code, priced.period_ref, priced.statement_code,
                priced.line_kind, priced.table_no
            order by priced.form_no
        ) as run_no
    from forms_with_money as priced
    inner join forms_with_indicators as listed
        on
            {{ same_table('priced', 'listed') }}
            and priced.form_no = listed.form_no
)

select
    document_id,
    report_code,
    period_ref,
    statement_code,
    line_kind,
    table_no,
    max(case when not has_indicators then form_no end) as form_no
from forms_in_runs
group by document_id, report_code, period_ref, statement_code, line_kind, table_no, run_no
having
    count(case when not has_indicators then 1 end) = 1
    and sum(case when has_indicators then amount_cny end)
    = sum(case when not has_indicators then amount_cny end)
