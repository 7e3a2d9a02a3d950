{#
    The labels of every amount's row in comparable form, and whether they say that the row is a
    total.
#}
with

keyed as (
    select
        amounts.document_id,
        amounts.table_no,
        amounts.row_no,
        amounts.col_no,
        amounts.cell_id,
        amounts.statement_code,
        amounts.code_printed,
        amounts.name_printed,
        amounts.unit_code_printed,
        amounts.has_unit_column,
        {{ line_key('amounts.name_printed') }} as name_key,
        {{ regex_replace(line_key('amounts.name_printed'), '\\([^()]*\\)$', '') }}
            as name_key_short,
        {{ regex_found(bare('amounts.name_printed'), '^[一二三四五六七八九十]+、') }} as is_numbered,
        {{ regex_found('amounts.code_printed', '^[0-9]+$') }} as has_code
    from {{ ref('int_table_amounts') }} as amounts
)

select
    keyed.document_id,
    keyed.table_no,
    keyed.row_no,
    keyed.col_no,
    keyed.cell_id,
    keyed.statement_code,
    keyed.code_printed,
    keyed.name_printed,
    keyed.unit_code_printed,
    keyed.has_unit_column,
    keyed.name_key,
    keyed.name_key_short,
    coalesce(keyed.is_numbered, false) as is_numbered,
    totals.wording is not null as is_total_wording,
    coalesce(
        keyed.has_code and (
            length(keyed.code_printed) in (6, 9, 12) or length(keyed.code_printed) = 3
            and keyed.statement_code = 'project_list'
        ), false
    ) as has_unit_code,
    coalesce(keyed.has_code and length(keyed.code_printed) in (3, 5, 7), false) as has_subject_code
from keyed
left join {{ ref('stg_map__total_wordings') }} as totals
    on keyed.name_key = totals.wording
