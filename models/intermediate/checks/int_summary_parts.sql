{#
    Lines of the expenditure side of a summary that are parts of a line above them: numbered below
    it (一、基本支出: 1、工资福利支出), or without a number and of what the line above consists of
    (基本支出: 人员经费, 工资福利支出). They are not added to a total beside it.
#}
with

{# 其他支出 is a function as well: such a name tells nothing. #}
economic_classes as (
    select name_key
    from {{ ref('int_codes_listed') }}
    where level = 'class'
    group by name_key
    having
        bool_or(code_kind = 'economic')
        and not bool_or(code_kind = 'function')
),

summary_lines as (
    select
        amounts.document_id,
        amounts.statement_code,
        amounts.table_no,
        amounts.col_no,
        amounts.row_no,
        amounts.cell_id,
        amounts.amount_cny,
        amounts.rounding_step_cny,
        keyed.is_total_wording,
        {{ numbering_level('keyed.name_printed') }} as numbering_level,
        {# What is spent for, on whom, on what: each consists of the next. #}
        case
            when economic_classes.name_key is not null then 3
            when headers.cost_category is not null then 2
            when headers.expenditure_nature is not null then 1
        end as meaning_level,
        sum(case when keyed.is_total_wording and not keyed.is_numbered then 1 else 0 end)
            over table_order as run_no
    from {{ ref('int_lines_to_reconcile') }} as amounts
    inner join {{ ref('int_line_names_keyed') }} as keyed
        on amounts.cell_id = keyed.cell_id
    left join economic_classes
        on keyed.name_key = economic_classes.name_key
    left join {{ ref('stg_map__headers') }} as headers
        on keyed.name_key = headers.wording
    where
        amounts.line_kind = 'summary'
        and amounts.side in ('revenue', 'expenditure')
    window table_order as (
        partition by amounts.document_id, amounts.table_no, amounts.col_no
        order by amounts.row_no
    )
),

lines_levelled as (
    select
        document_id,
        statement_code,
        table_no,
        col_no,
        row_no,
        cell_id,
        amount_cny,
        rounding_step_cny,
        is_total_wording,
        numbering_level,
        meaning_level,
        run_no,
        sum(case when meaning_level is null then 1 else 0 end) over (
            partition by document_id, table_no, col_no
            order by row_no
        ) as meaning_run_no
    from summary_lines
),

{# The nearest line above of a higher level. #}
lines_above as (
    select
        lines_below.cell_id,
        max_by(above.cell_id, above.row_no) as parent_cell_id
    from lines_levelled as lines_below
    inner join lines_levelled as above
        on
            {{ same_table('lines_below', 'above') }}
            and lines_below.col_no = above.col_no
            and lines_below.run_no = above.run_no
            and lines_below.row_no > above.row_no
            and lines_below.numbering_level > above.numbering_level
    group by lines_below.cell_id
    union all
    select
        lines_below.cell_id,
        max_by(above.cell_id, above.row_no) as parent_cell_id
    from lines_levelled as lines_below
    inner join lines_levelled as above
        on
            {{ same_table('lines_below', 'above') }}
            and lines_below.col_no = above.col_no
            and lines_below.run_no = above.run_no
            and lines_below.meaning_run_no = above.meaning_run_no
            and lines_below.row_no > above.row_no
            and case when lines_below.numbering_level is null then lines_below.meaning_level end
            > above.meaning_level
    group by lines_below.cell_id
),

{# 其中 stands for some parts, not all. #}
parents_in_part as (
    select distinct lines_above.parent_cell_id
    from lines_above
    inner join lines_levelled as parents
        on lines_above.parent_cell_id = parents.cell_id
    inner join lines_levelled as parts
        on lines_above.cell_id = parts.cell_id
    inner join {{ ref('int_cells_described') }} as cells
        on parents.cell_id = cells.cell_id
    inner join {{ ref('int_row_meanings') }} as meanings
        on
            {{ same_table('parents', 'meanings') }}
            and cells.label_group_no = meanings.label_group_no
            and parents.row_no < meanings.row_no
            and parts.row_no > meanings.row_no
    where not meanings.is_money
)

select
    parts.document_id,
    parts.statement_code,
    parts.table_no,
    parts.col_no,
    parts.cell_id,
    parts.amount_cny,
    parts.rounding_step_cny,
    parents.row_no as parent_row_no,
    parents.cell_id as parent_cell_id,
    parents.amount_cny as parent_amount_cny,
    parents.rounding_step_cny as parent_rounding_step_cny,
    parents_in_part.parent_cell_id is null as is_whole
from lines_above
inner join lines_levelled as parts
    on lines_above.cell_id = parts.cell_id
inner join lines_levelled as parents
    on lines_above.parent_cell_id = parents.cell_id
left join parents_in_part
    on parents.cell_id = parents_in_part.parent_cell_id
where not parents.is_total_wording
