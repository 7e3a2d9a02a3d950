{#
    三公 and its vehicles are the sums of their parts, by category: in one row where the categories
    are columns, in one column where they are rows. One row a figure of an identity.
#}
with

categories as (
    select code as category
    from {{ ref('stg_code__parts') }}
    where vocabulary = 'three_public_category'
    union distinct
    select whole_code as category
    from {{ ref('stg_code__parts') }}
    where vocabulary = 'three_public_category'
),

amounts_placed as (
    select
        amounts.document_id,
        amounts.statement_code,
        amounts.table_no,
        amounts.row_no,
        amounts.col_no,
        amounts.item_name as category,
        amounts.cell_id,
        amounts.amount_cny,
        amounts.rounding_step_cny,
        amounts.is_blank,
        case
            when
                count(*) over (
                    partition by
                        amounts.document_id, amounts.table_no, amounts.row_no, amounts.stage,
                        amounts.column_rank
                ) > 1
                then concat(
                    't', amounts.table_no, ' r', amounts.row_no, ' ', amounts.stage, ' ',
                    amounts.column_rank
                )
            else concat('t', amounts.table_no, ' c', amounts.col_no, ' ', amounts.stage)
        end as scope
    from {{ ref('int_lines_and_blanks') }} as amounts
    inner join categories
        on amounts.item_name = categories.category
    where amounts.line_kind = 'three_public'
),

{# Where a category stands twice, as for several units in one column, nothing is claimed. #}
scopes_clear as (
    select
        document_id,
        scope
    from amounts_placed
    group by document_id, scope
    having count(*) = count(distinct category) and not bool_and(is_blank)
),

{# Of parts at any distance those count between which and the whole none is printed. #}
wholes_with_parts as (
    select
        wholes.document_id,
        wholes.statement_code,
        wholes.table_no,
        wholes.col_no,
        wholes.scope,
        wholes.cell_id as whole_cell_id,
        wholes.amount_cny as whole_amount_cny,
        wholes.rounding_step_cny as whole_rounding_step_cny,
        parts.cell_id,
        parts.amount_cny,
        parts.rounding_step_cny,
        parts.category
    from amounts_placed as wholes
    inner join scopes_clear
        on
            wholes.document_id = scopes_clear.document_id
            and wholes.scope = scopes_clear.scope
    inner join {{ ref('stg_code__parts') }} as relations
        on wholes.category = relations.whole_code
    inner join amounts_placed as parts
        on
            wholes.document_id = parts.document_id
            and wholes.scope = parts.scope
            and relations.code = parts.category
    where relations.vocabulary = 'three_public_category'
),

parts_of_parts as (
    select distinct
        outer_parts.whole_cell_id,
        inner_parts.cell_id
    from wholes_with_parts as outer_parts
    inner join wholes_with_parts as inner_parts
        on outer_parts.cell_id = inner_parts.whole_cell_id
),

wholes_short as (
    select distinct wholes.whole_cell_id
    from wholes_with_parts as wholes
    inner join {{ ref('int_amounts_missing') }} as missing
        on {{ same_table('wholes', 'missing') }}
    left join {{ ref('int_columns_apart') }} as apart
        on
            {{ same_table('wholes', 'apart') }}
            and wholes.col_no = apart.col_no
            and missing.col_no = apart.other_col_no
    where apart.col_no is null
),

figures as (
    select distinct
        document_id,
        statement_code,
        scope,
        whole_cell_id,
        'expected' as side,
        whole_cell_id as cell_id,
        whole_amount_cny as amount_cny,
        whole_rounding_step_cny as rounding_step_cny
    from wholes_with_parts
    union all
    select
        wholes.document_id,
        wholes.statement_code,
        wholes.scope,
        wholes.whole_cell_id,
        'found' as side,
        wholes.cell_id,
        wholes.amount_cny,
        wholes.rounding_step_cny
    from wholes_with_parts as wholes
    left join parts_of_parts
        on
            wholes.whole_cell_id = parts_of_parts.whole_cell_id
            and wholes.cell_id = parts_of_parts.cell_id
    where parts_of_parts.cell_id is null
)

select
    figures.document_id,
    figures.statement_code,
    'three_public_parts' as check_code,
    figures.scope,
    figures.whole_cell_id as told_apart_by,
    figures.side,
    figures.cell_id,
    figures.amount_cny,
    figures.rounding_step_cny,
    wholes_short.whole_cell_id is not null as is_open
from figures
left join wholes_short
    on figures.whole_cell_id = wholes_short.whole_cell_id
