{#
    The labels of every amount's row in comparable form, and whether one of them says that the row
    is a total, whichever column it stands in.
#}
with

amounts as (
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
        amounts.unit_code_printed,
        amounts.unit_name_printed,
        amounts.project_printed,
        amounts.item_printed,
        amounts.task_printed,
        amounts.has_unit_column,
        statements.line_kind,
        coalesce(statements.counterpart_code, statements.statement_code) as statement_family,
        coalesce(recognised.title_scope = 'government', false) as is_of_government,
        {{ line_key('amounts.name_printed') }} as name_key,
        {{ regex_found('amounts.code_printed', '^[0-9]+$') }} as has_code,
        {{ regex_found('amounts.unit_code_printed', '^[0-9]+$') }} as has_code_of_unit
    from {{ ref('int_table_amounts') }} as amounts
    inner join {{ ref('stg_code__statements') }} as statements
        on amounts.statement_code = statements.statement_code
    left join {{ ref('int_tables_recognised') }} as recognised
        on {{ same_table('amounts', 'recognised') }}
),

labels as (
    {% for label in ['name', 'code', 'unit_code', 'unit_name', 'project', 'item', 'task'] -%}
        select
            cell_id,
            {{ loop.index }} as label_rank,
            coalesce(has_code, false) or coalesce(has_code_of_unit, false) as has_code,
            {{ line_key(label ~ '_printed') }} as label_key
        from amounts
        where {{ label }}_printed is not null
        {% if not loop.last -%} union all {% endif -%}
    {% endfor %}
),

{# A name that only ends in a word for a total is one where no code says what the row is. #}
totals_named as (
    select
        labels.cell_id,
        min_by(totals.wording, labels.label_rank) as total_wording
    from labels
    inner join {{ ref('int_total_wordings') }} as totals
        on labels.label_key = totals.wording
    where coalesce(totals.is_listed, false) or not labels.has_code
    group by labels.cell_id
),

{#
    合计 may stand in a column that names nothing (序号, 类型), or under the first of two groups of
    codes; the nearest speaks. In a summary what stands further left speaks for the other side.
#}
totals_beside as (
    select
        amounts.cell_id,
        max_by(total_cells.total_wording, total_cells.col_no) as total_wording
    from amounts
    inner join {{ ref('int_total_cells') }} as total_cells
        on
            {{ same_row('amounts', 'total_cells') }}
            and amounts.col_no > total_cells.col_no
    where
        amounts.line_kind <> 'summary'
        and coalesce(
            amounts.name_printed, amounts.code_printed, amounts.project_printed,
            amounts.item_printed, amounts.task_printed
        ) is null
    group by amounts.cell_id
)

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
    amounts.has_unit_column,
    amounts.project_printed,
    amounts.item_printed,
    amounts.unit_name_printed,
    amounts.name_key,
    {{ without_remark('amounts.name_key') }} as name_key_short,
    {# A unit code is digits; words in its column are a heading. #}
    case
        when {{ regex_found('amounts.unit_code_printed', '^[0-9A-Za-z-]+$') }}
            then amounts.unit_code_printed
    end as unit_code_printed,
    coalesce({{ is_numbered('amounts.name_printed') }}, false) as is_numbered,
    coalesce(totals_named.total_wording, totals_beside.total_wording) as total_wording,
    coalesce(totals_named.total_wording, totals_beside.total_wording) is not null
        as is_total_wording,
    {# A whole government lists no units by code: revenue has codes of 9 digits (土地出让价款收入). #}
    coalesce(
        amounts.has_code
        and amounts.code_depth is null
        and not amounts.is_of_government
        and (
            length(amounts.code_printed) in (6, 9, 12) or length(amounts.code_printed) = 3
            and amounts.statement_family = 'project_list'
        ), false
    ) as has_unit_code,
    {# A code of another length than those of units is that of a subject, be it misprinted. #}
    coalesce(
        amounts.has_code
        and (
            amounts.code_depth is not null
            or amounts.is_of_government
            or length(amounts.code_printed) in (3, 4, 5, 7, 8)
        ), false
    ) as has_subject_code
from amounts
left join totals_named
    on amounts.cell_id = totals_named.cell_id
left join totals_beside
    on amounts.cell_id = totals_beside.cell_id
