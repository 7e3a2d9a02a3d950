{#
    Forms of projects whose parts are not their total, tables of forms that do not add up to the total
    that they print, and forms that are printed again.
#}
with

parts_not_counted as (
    select
        forms.document_id,
        'parts_not_counted' as finding_code,
        forms.table_no,
        max_by(printed.row_no, row(printed.amount_cny, printed.cell_id)) as row_no,
        max_by(printed.cell_id, row(printed.amount_cny, printed.cell_id)) as cell_id,
        concat(
            forms.report_code, ' ', forms.statement_code, ': ', forms.parts_cny, ' / ',
            forms.sum_cny
        ) as evidence
    from {{ ref('int_forms_summed') }} as forms
    inner join {{ ref('int_lines_to_sum') }} as printed
        on
            forms.document_id = printed.document_id
            and forms.report_code = printed.report_code
            and forms.period_ref = printed.period_ref
            and forms.statement_code = printed.statement_code
            and forms.line_kind = printed.line_kind
            and forms.table_no = printed.table_no
            and forms.form_no = printed.form_no
    where
        not forms.is_by_parts
        and forms.period_ref = '{{ own_period() }}'
        and printed.is_summand
    group by
        forms.document_id, forms.report_code, forms.statement_code, forms.table_no, forms.form_no,
        forms.parts_cny, forms.sum_cny
),

sums_not_as_printed as (
    select distinct
        document_id,
        'sum_not_as_printed' as finding_code,
        table_no,
        concat(
            report_code, ' ', statement_code, ': ', table_cny, ' / ', table_total_cny
        ) as evidence
    from {{ ref('int_forms_summed') }}
    where
        table_cny <> table_total_cny
        and period_ref = '{{ own_period() }}'
),

forms_again as (
    select distinct
        document_id,
        table_no,
        concat(first_table_no, ' = ', table_no) as evidence,
        case when is_alike then 'statement_repeated' else 'table_not_counted' end as finding_code
    from {{ ref('int_forms_repeated') }}
)

{{ findings_united({
    'parts_not_counted': ['table_no', 'row_no', 'cell_id'],
    'sums_not_as_printed': ['table_no'],
    'forms_again': ['table_no'],
}) }}
