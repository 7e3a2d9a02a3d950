{#
    Cells without a known header, in columns and in forms, or below one that is a guess, with what a text says of the figures below or beside it: that they
    are money, that they count, or either.
#}
{%- set patterns = wording_patterns([
    'figure_end', 'figure_front', 'figure_of_no_money', 'figure_of_either', 'figure_alone',
    'money_word',
]) %}
with

measures as (
    select unit_printed
    from {{ ref('stg_code__measurement_units') }}
    where quantity_kind not in ('money', 'money_rate')
),

cells_not_headed as (
    select
        document_id,
        table_no,
        block_no,
        row_no,
        col_no,
        column_span,
        cell_id,
        bare_text,
        is_in_form,
        row_role <> 'header' and is_number as is_number,
        {{ to_number('cell_text', 'decimal(28, 4)') }} as amount,
        {{ regex_replace('bare_text', '[(][^()]*[)]?$', '') }} as word,
        {{ regex_group('bare_text', '[(]([^()]+)[)]$') }} as remark
    from {{ ref('int_cells_described') }}
    where
        (row_role in ('header', 'body') or (row_role = 'form' and is_in_form))
        and (coalesce(role, 'unknown') = 'unknown' or is_figure_or_money)
)

{# 编号, 面积(平方米), 个数 count; 金额 is money; 车辆 may be their number or what they cost. #}
select
    cells.document_id,
    cells.table_no,
    cells.block_no,
    cells.row_no,
    cells.col_no,
    cells.column_span,
    cells.cell_id,
    cells.bare_text,
    cells.is_in_form,
    cells.is_number,
    cells.amount,
    case
        when cells.is_number then null
        when {{ regex_found('cells.remark', '^(?:' ~ money_units() ~ ')$') }} then 'money'
        when {{ wording_found('cells.word', patterns.figure_of_either, behind='$') }} then 'either'
        when
            measures.unit_printed is not null
            or {{ wording_found('cells.word', patterns.figure_end, behind='$') }}
            or {{ wording_found('cells.word', patterns.figure_of_no_money, behind='$') }}
            or {{ wording_found('cells.word', patterns.figure_front, '^') }}
            or {{ wording_found('cells.word', patterns.figure_alone, '^', '$') }}
            then 'counts'
        when {{ wording_found('cells.bare_text', patterns.money_word) }} then 'money'
    end as says
from cells_not_headed as cells
left join measures
    on cells.remark = measures.unit_printed
