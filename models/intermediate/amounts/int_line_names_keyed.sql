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
        amounts.side,
        amounts.code_printed,
        amounts.code_depth,
        amounts.name_printed,
        {# A unit code is digits; words in its column are a heading. #}
        case
            when {{ regex_found('amounts.unit_code_printed', '^[0-9A-Za-z-]+$') }}
                then amounts.unit_code_printed
        end as unit_code_printed,
        amounts.has_unit_column,
        amounts.project_printed,
        amounts.unit_name_printed,
        {{ line_key('amounts.code_printed') }} as code_key,
        {{ line_key('amounts.unit_code_printed') }} as unit_code_key,
        {{ line_key('amounts.project_printed') }} as project_key,
        {{ line_key('amounts.name_printed') }} as name_key,
        {{ regex_replace(line_key('amounts.name_printed'), '\\([^()]*\\)$', '') }}
            as name_key_short,
        {{ regex_found(bare('amounts.name_printed'), '^[一二三四五六七八九十]+、') }} as is_numbered,
        {{ regex_found('amounts.code_printed', '^[0-9]+$') }} as has_code
    from {{ ref('int_table_amounts') }} as amounts
),

{# Where two groups of codes stand side by side, 合计 stands under the first one only. #}
totals_beside as (
    select
        keyed.cell_id,
        min(totals.wording) as wording
    from keyed
    inner join {{ ref('stg_code__statements') }} as statements
        on
            keyed.statement_code = statements.statement_code
            and statements.line_kind in ('function', 'economic')
    inner join {{ ref('int_cells_unnested') }} as cells
        on
            keyed.document_id = cells.document_id
            and keyed.table_no = cells.table_no
            and keyed.row_no = cells.row_no
            and keyed.col_no > cells.col_no
    inner join {{ ref('stg_map__total_wordings') }} as totals
        on {{ line_key('cells.cell_text') }} = totals.wording
    where
        keyed.name_printed is null
        and keyed.code_printed is null
        and keyed.project_printed is null
    group by keyed.cell_id
)

select
    keyed.document_id,
    keyed.table_no,
    keyed.row_no,
    keyed.col_no,
    keyed.cell_id,
    keyed.statement_code,
    keyed.side,
    keyed.code_printed,
    keyed.code_depth,
    keyed.name_printed,
    keyed.unit_code_printed,
    keyed.has_unit_column,
    keyed.project_printed,
    keyed.unit_name_printed,
    keyed.name_key,
    keyed.name_key_short,
    coalesce(keyed.is_numbered, false) as is_numbered,
    coalesce(
        name_totals.wording, code_totals.wording, unit_totals.wording, project_totals.wording,
        totals_beside.wording
    ) as total_wording,
    coalesce(
        name_totals.wording, code_totals.wording, unit_totals.wording, project_totals.wording,
        totals_beside.wording
    ) is not null as is_total_wording,
    coalesce(
        keyed.has_code and keyed.code_depth is null and (
            length(keyed.code_printed) in (6, 9, 12) or length(keyed.code_printed) = 3
            and keyed.statement_code = 'project_list'
        ), false
    ) as has_unit_code,
    {# A code of another length than those of units is that of a subject, be it misprinted. #}
    coalesce(
        keyed.has_code
        and (
            keyed.code_depth is not null
            or length(keyed.code_printed) in (3, 4, 5, 7, 8)
        ), false
    ) as has_subject_code
from keyed
left join {{ ref('stg_map__total_wordings') }} as name_totals
    on keyed.name_key = name_totals.wording
left join {{ ref('stg_map__total_wordings') }} as code_totals
    on keyed.code_key = code_totals.wording
left join {{ ref('stg_map__total_wordings') }} as unit_totals
    on keyed.unit_code_key = unit_totals.wording
left join {{ ref('stg_map__total_wordings') }} as project_totals
    on keyed.project_key = project_totals.wording
left join totals_beside
    on keyed.cell_id = totals_beside.cell_id
