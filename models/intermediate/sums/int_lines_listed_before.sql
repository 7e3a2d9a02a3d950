{#
    Lines of a report that another one of the document has already (a service is purchased by
    procurement): rows of one amount under one project or of one item, each matched once.
#}
with

rows_of_reports as (
    select
        summed.document_id,
        summed.report_code,
        accepted.table_no,
        accepted.row_no,
        max({{ bare('accepted.item_name') }}) as item,
        max({{ bare('accepted.project_name') }}) as project,
        sum(accepted.amount_cny) as amount_cny
    from {{ ref('int_lines_summed') }} as summed
    inner join {{ ref('int_budget_lines_accepted') }} as accepted
        on summed.budget_line_key = accepted.budget_line_key
    where
        not accepted.is_total
        and accepted.amount_cny <> 0
    group by summed.document_id, summed.report_code, accepted.table_no, accepted.row_no
),

rows_named as (
    {% for naming in ['item', 'project'] -%}
        select
            document_id,
            report_code,
            table_no,
            row_no,
            amount_cny,
            '{{ naming }}' as naming,
            {{ naming }} as wording,
            row_number() over (
                partition by document_id, report_code, {{ naming }}, amount_cny
                order by table_no, row_no
            ) as times_listed
        from rows_of_reports
        where {{ naming }} is not null
        {% if not loop.last -%} union all {% endif -%}
    {% endfor %}
),

rows_listed_before as (
    select distinct
        later.document_id,
        later.report_code,
        later.table_no,
        later.row_no
    from rows_named as later
    inner join {{ ref('stg_code__report_overlaps') }} as pairs
        on later.report_code = pairs.report_code
    inner join rows_named as earlier
        on
            pairs.after_report_code = earlier.report_code
            and later.document_id = earlier.document_id
            and later.naming = earlier.naming
            and later.wording = earlier.wording
            and later.amount_cny = earlier.amount_cny
            and later.times_listed = earlier.times_listed
)

select
    summed.document_id,
    summed.report_code,
    accepted.table_no,
    accepted.row_no,
    accepted.cell_id,
    accepted.page_no,
    accepted.item_name,
    accepted.project_name,
    accepted.amount_printed,
    summed.budget_line_key
from {{ ref('int_lines_summed') }} as summed
inner join {{ ref('int_budget_lines_accepted') }} as accepted
    on summed.budget_line_key = accepted.budget_line_key
inner join rows_listed_before
    on
        {{ same_row('accepted', 'rows_listed_before') }}
        and summed.report_code = rows_listed_before.report_code
