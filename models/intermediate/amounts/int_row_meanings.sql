{#
    Rows whose labels say that their figures are no money of the table's unit: heads, shares and
    rates, who made the table and when, another unit behind the name; and rows whose cells slipped, a
    figure standing for the name and words among the amounts.
#}
with

patterns as (
    {{ wording_patterns(['figure_front', 'figure_end', 'signature_front']) }}
),

cells as (
    select
        described.document_id,
        described.table_no,
        described.row_no,
        described.cell_text,
        described.bare_text,
        described.role,
        described.is_number,
        coalesce(
            described.header_year <> years.fiscal_year, described.year_offset <> 0, false
        ) and headers.wording is not null as is_of_another_year,
        {# 三公 have their parts in rows of 其中: these are categories. #}
        {{ regex_found('described.bare_text', '^其中') }}
        and statements.line_kind <> 'three_public' as is_of_which,
        {{ without_remark('described.line_key') }} as label_key,
        {{ regex_group('described.bare_text', '[(]([^()]+)[)]$') }} as remark,
        coalesce(
            statements.line_kind in ('function', 'economic', 'summary', 'three_public'), false
        ) as is_of_subjects
    from {{ ref('int_cells_described') }} as described
    left join {{ ref('stg_code__statements') }} as statements
        on described.statement_code = statements.statement_code
    left join {{ ref('int_document_years') }} as years
        on described.document_id = years.document_id
    left join {{ ref('stg_map__headers') }} as headers
        on described.header_key = headers.wording
    where
        described.row_role = 'body'
        and not described.is_in_form
),

judged as (
    select
        cells.document_id,
        cells.table_no,
        cells.row_no,
        {{ wording_found('cells.bare_text', 'patterns.signature_front', '^', '(?:[:：]|$)') }}
        and coalesce(cells.role, '') not in ('project_name', 'item_name', 'task_name')
            as is_signature,
        coalesce(cells.role = 'code' and cells.is_number, false) as is_code,
        (
            cells.is_of_subjects
            and not cells.is_number
            and coalesce(cells.role, '') <> 'project_name'
            and (
                {{ wording_found('cells.label_key', 'patterns.figure_front', '^') }}
                or {{ wording_found('cells.label_key', 'patterns.figure_end', behind='$') }}
                or measured_in.unit_printed is not null
                or cells.is_of_another_year
                or cells.is_of_which
            )
        ) as is_figure,
        case
            when cells.is_of_subjects and not cells.is_number then paid_in.unit_printed
        end as unit_in_label,
        cells.role = 'name' and cells.is_number as has_figure_for_name,
        cells.role = 'amount'
        and {{ regex_found('cells.bare_text', '[一-鿿]{2}') }}
        and not {{ regex_found('cells.bare_text', '[0-9]') }} as has_words_for_amount
    from cells
    cross join patterns
    left join {{ ref('stg_code__measurement_units') }} as measured_in
        on
            cells.remark = measured_in.unit_printed
            and measured_in.quantity_kind not in ('money', 'money_rate')
    left join {{ ref('stg_code__money_units') }} as paid_in
        on cells.remark = paid_in.unit_printed
),

{# An item of a code list is money, whatever its name ends with. #}
rows_judged as (
    select
        document_id,
        table_no,
        row_no,
        bool_or(is_signature)
        or (bool_or(is_figure) and not bool_or(is_code)) as is_figure,
        max(unit_in_label) as unit_in_label,
        bool_or(coalesce(has_figure_for_name, false))
        and bool_or(coalesce(has_words_for_amount, false)) as is_slipped
    from judged
    group by document_id, table_no, row_no
)

select
    document_id,
    table_no,
    row_no,
    unit_in_label,
    is_slipped,
    not is_figure as is_money
from rows_judged
where
    is_figure
    or is_slipped
    or unit_in_label is not null
