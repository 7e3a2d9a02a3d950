{#
    Rows whose labels say that their figures are no money of the table's unit: heads, shares and
    rates, changes, other years, notes, who made the table and when, another unit behind the name; and
    rows whose cells slipped, a figure standing for the name and words among the amounts.
#}
{%- set names_of_lines = "('project_name', 'item_name', 'task_name')" -%}
with

patterns as (
    {{ wording_patterns([
        'figure_front', 'figure_end', 'figure_word', 'signature_front', 'signature_or_project',
        'note_front', 'of_which', 'year_before', 'year_rest',
    ]) }}
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
        {# A year and what it counts, be it in no seed of headers: 2023年预算, 上年数. #}
        coalesce(
            (
                coalesce(
                    described.header_year <> years.fiscal_year, described.year_offset <> 0, false
                ) and headers.wording is not null
            )
            or (
                described.header_year <> years.fiscal_year
                and {{ wording_found(
                    'described.bare_text', 'patterns.year_rest', '^20[0-9]{2}年?度?', '?$'
                ) }}
            )
            or (
                described.year_offset = -1
                and {{ wording_found(
                    wording_removed('described.bare_text', 'patterns.year_before', '^'),
                    'patterns.year_rest', '^', '?$'
                ) }}
            ), false
        ) as is_of_another_year,
        {# 三公 have their parts in rows of 其中: these are categories. #}
        {{ wording_found('described.bare_text', 'patterns.of_which', '^') }}
        and statements.line_kind <> 'three_public' as is_of_which,
        {{ without_remark('described.line_key') }} as label_key,
        {{ regex_group('described.bare_text', '[(]([^()]+)[)]$') }} as remark,
        {# 在职25人, 第1页共4页: a name that counts. #}
        {{ regex_group('described.bare_text', '[0-9]([^0-9()]+)$') }} as counted_in,
        coalesce(
            statements.line_kind in ('function', 'economic', 'summary', 'three_public'), false
        ) as is_of_subjects
    from {{ ref('int_cells_described') }} as described
    cross join patterns
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

{#
    Below the last line stands who made the table. The name of a project may begin like that
    (审核：林地变更): only a word that nothing follows, a second one in the row, or a word that begins no
    project, below all lines, is none.
#}
last_lines as (
    select
        cells.document_id,
        cells.table_no,
        max(cells.row_no) as last_row_no
    from cells
    cross join patterns
    where
        cells.role in {{ names_of_lines }}
        and not {{ wording_found('cells.bare_text', 'patterns.signature_front', '^', '(?:[:：]|$)') }}
    group by cells.document_id, cells.table_no
),

signatures as (
    select
        cells.document_id,
        cells.table_no,
        cells.row_no,
        count(*) >= 2
        or bool_or(
            cells.role is null
            or cells.role not in {{ names_of_lines }}
            or {{ wording_found('cells.bare_text', 'patterns.signature_front', '^', '[:：]?$') }}
            or (
                cells.row_no > last_lines.last_row_no
                and not {{ wording_found(
                    'cells.bare_text', 'patterns.signature_or_project', '^', '[:：]'
                ) }}
            )
        ) as is_signature
    from cells
    cross join patterns
    left join last_lines
        on {{ same_table('cells', 'last_lines') }}
    where {{ wording_found('cells.bare_text', 'patterns.signature_front', '^', '(?:[:：]|$)') }}
    group by cells.document_id, cells.table_no, cells.row_no
),

judged as (
    select
        cells.document_id,
        cells.table_no,
        cells.row_no,
        coalesce(cells.role = 'code' and cells.is_number, false) as is_code,
        not cells.is_number
        and (
            {{ wording_found('cells.label_key', 'patterns.figure_word', '^', '$') }}
            or (
                cells.is_of_subjects
                and coalesce(cells.role, '') <> 'project_name'
                and (
                    {{ wording_found('cells.label_key', 'patterns.figure_front', '^') }}
                    or {{ wording_found('cells.label_key', 'patterns.figure_end', behind='$') }}
                    or {{ wording_found('cells.label_key', 'patterns.note_front', '^', '[:：]') }}
                    or measured_in.unit_printed is not null
                    or counted_in.unit_printed is not null
                    or cells.is_of_another_year
                    or cells.is_of_which
                )
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
    left join {{ ref('stg_code__measurement_units') }} as counted_in
        on
            cells.counted_in = counted_in.unit_printed
            and counted_in.quantity_kind not in ('money', 'money_rate', 'duration')
    left join {{ ref('stg_code__money_units') }} as paid_in
        on cells.remark = paid_in.unit_printed
),

{# An item of a code list is money, whatever its name ends with. #}
rows_judged as (
    select
        judged.document_id,
        judged.table_no,
        judged.row_no,
        coalesce(bool_or(signatures.is_signature), false)
        or (bool_or(judged.is_figure) and not bool_or(judged.is_code)) as is_figure,
        max(judged.unit_in_label) as unit_in_label,
        bool_or(coalesce(judged.has_figure_for_name, false))
        and bool_or(coalesce(judged.has_words_for_amount, false)) as is_slipped
    from judged
    left join signatures
        on {{ same_row('judged', 'signatures') }}
    group by judged.document_id, judged.table_no, judged.row_no
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
