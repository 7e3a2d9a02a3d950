{#
    Rows whose labels say that their figures are no money of the table's unit (heads, shares, rates,
    changes, other years, notes, signatures), and rows that slipped; of a summary each side by itself.
#}
{%- set paid = '[0-9](?:' ~ money_units() ~ ')' %}
{%- set patterns = wording_patterns([
    'figure_front', 'figure_end', 'figure_word', 'signature_front', 'signature_or_project',
    'note_front', 'of_which', 'year_before', 'year_rest', 'threshold_behind',
]) %}
with

wordings as (
    select distinct
        bare_text,
        {{ without_remark('line_key') }} as label_key,
        {{ regex_group('bare_text', '[(]([^()]+)[)]$') }} as remark,
        {# 在职25人, 第1页共4页: a name that counts; 12.5% is none. #}
        {{ regex_group('bare_text', '[一-鿿].*[0-9]([^0-9()]+)$') }} as counted_in
    from {{ ref('int_cells_described') }}
    where row_role = 'body' and not is_in_form and not is_number
),

wordings_judged as (
    select
        wordings.bare_text,
        wordings.label_key,
        paid_in.unit_printed as unit_in_label,
        {{ wording_found('wordings.bare_text', patterns.signature_front, '^', '(?:[:：]|$)') }}
            as is_signature,
        {{ wording_found('wordings.bare_text', patterns.signature_front, '^', '[:：]?$') }}
            as is_signature_alone,
        {{ wording_found('wordings.bare_text', patterns.signature_or_project, '^', '[:：]') }}
            as may_be_project,
        {{ wording_found('wordings.label_key', patterns.figure_word, '^', '$') }}
            as is_figure_word,
        {{ wording_found('wordings.label_key', patterns.figure_front, '^') }}
        or {{ wording_found('wordings.label_key', patterns.figure_end, behind='$') }}
        or {{ wording_found('wordings.label_key', patterns.note_front, '^', '[:：]') }}
        {# 元/人 is a rate, 单价100万元以上 a threshold: what stands beside is no sum of money. #}
        or {{ regex_found('wordings.remark', '^(?:' ~ money_units() ~ ')/') }}
        or {{ wording_found('wordings.bare_text', patterns.threshold_behind, paid ~ '及?') }}
        or measured_in.unit_printed is not null
        or counted_in.unit_printed is not null as is_figure_of_subjects,
        {{ wording_found('wordings.bare_text', patterns.of_which, '^') }} as is_of_which,
        {# A year and what it counts, be it in no seed of headers: 2023年预算, 上年同期. #}
        {{ wording_found('wordings.bare_text', patterns.year_rest, '^20[0-9]{2}年?度?', '?$') }}
        or {{ wording_found(
            wording_removed('wordings.bare_text', patterns.year_before, '^'),
            patterns.year_rest, '^', '?$'
        ) }} as is_of_year
    from wordings
    left join {{ ref('stg_code__measurement_units') }} as measured_in
        on
            wordings.remark = measured_in.unit_printed
            and measured_in.quantity_kind not in ('money', 'money_rate')
    left join {{ ref('stg_code__measurement_units') }} as counted_in
        on
            wordings.counted_in = counted_in.unit_printed
            and counted_in.quantity_kind not in ('money', 'money_rate', 'duration')
    left join {{ ref('stg_code__money_units') }} as paid_in
        on wordings.remark = paid_in.unit_printed
),

cells as (
    select
        described.document_id,
        described.table_no,
        described.row_no,
        described.label_group_no,
        described.bare_text,
        described.role,
        described.is_number,
        wordings.unit_in_label,
        wordings.may_be_project,
        wordings.is_signature_alone,
        coalesce(wordings.is_signature, false) as is_signature,
        coalesce(wordings.is_figure_word, false) as is_figure_word,
        coalesce(described.role, '') in ('project_name', 'item_name', 'task_name')
            as is_name_of_line,
        coalesce(
            statements.line_kind in (
                'function', 'economic', 'government_economic', 'summary', 'three_public'
            ), false
        ) as is_of_subjects,
        {# 三公 have their parts in rows of 其中: these are categories. #}
        coalesce(wordings.is_of_which and statements.line_kind <> 'three_public', false)
            as is_of_which,
        wordings.is_figure_of_subjects
        or (
            coalesce(
                described.header_year <> years.fiscal_year, described.year_offset <> 0, false
            )
            and (headers.wording is not null or wordings.is_of_year)
        ) as is_figure_of_subjects
    from {{ ref('int_cells_described') }} as described
    left join wordings_judged as wordings
        on
            case when not described.is_number then described.bare_text end = wordings.bare_text
            and {{ without_remark('described.line_key') }} = wordings.label_key
    left join {{ ref('stg_code__statements') }} as statements
        on described.statement_code = statements.statement_code
    left join {{ ref('int_document_years') }} as years
        on described.document_id = years.document_id
    left join {{ ref('stg_map__headers') }} as headers
        on described.header_key = headers.wording
    where described.row_role = 'body' and not described.is_in_form
),

{# Signatures stand below the last line; 审核：林地变更 is a project if text follows and it is alone. #}
last_lines as (
    select
        document_id,
        table_no,
        max(row_no) as last_row_no
    from cells
    where is_name_of_line and not is_signature
    group by document_id, table_no
),

signatures as (
    select
        cells.document_id,
        cells.table_no,
        cells.row_no,
        count(*) >= 2
        or bool_or(
            not cells.is_name_of_line
            or cells.is_signature_alone
            or (
                not cells.may_be_project
                and cells.row_no > coalesce(last_lines.last_row_no, 0)
            )
        ) as is_signature
    from cells
    left join last_lines
        on {{ same_table('cells', 'last_lines') }}
    where cells.is_signature
    group by cells.document_id, cells.table_no, cells.row_no
),

judged as (
    select
        document_id,
        table_no,
        row_no,
        label_group_no,
        coalesce(role = 'code' and is_number, false) as is_code,
        not is_number
        and (
            is_figure_word
            or (
                is_of_subjects
                and coalesce(role, '') <> 'project_name'
                and (coalesce(is_figure_of_subjects, false) or is_of_which)
            )
        ) as is_figure,
        is_of_which and not coalesce(is_figure_of_subjects, false) as is_of_which,
        case when is_of_subjects then unit_in_label end as unit_in_label,
        role = 'name' and is_number as has_figure_for_name,
        role = 'amount'
        and {{ regex_found('bare_text', '[一-鿿]{2}') }}
        and not {{ regex_found('bare_text', '[0-9]') }} as has_words_for_amount
    from cells
),

{# An item of a code list is money, whatever its name ends with. #}
rows_judged as (
    select
        judged.document_id,
        judged.table_no,
        judged.row_no,
        judged.label_group_no,
        coalesce(bool_or(signatures.is_signature), false)
        or (bool_or(judged.is_figure) and not bool_or(judged.is_code)) as is_figure,
        bool_or(judged.is_of_which) as is_of_which,
        max(judged.unit_in_label) as unit_in_label,
        bool_or(coalesce(judged.has_figure_for_name, false))
        and bool_or(coalesce(judged.has_words_for_amount, false)) as is_slipped
    from judged
    left join signatures
        on {{ same_row('judged', 'signatures') }}
    group by judged.document_id, judged.table_no, judged.row_no, judged.label_group_no
)

select
    document_id,
    table_no,
    row_no,
    label_group_no,
    unit_in_label,
    is_slipped,
    is_of_which,
    not is_figure as is_money
from rows_judged
where
    is_figure
    or is_slipped
    or unit_in_label is not null
