{#
    Amounts of 三公 whose row is called a total and that hold more than 三公: of tables that print rows
    besides (会议费, 培训费), where another row is named 三公 or its categories do not add up to them.
#}
{%- set patterns = wording_patterns(['beside_three_public']) %}
with

amounts as (
    select
        keyed.document_id,
        keyed.table_no,
        keyed.row_no,
        keyed.col_no,
        keyed.cell_id,
        keyed.is_total_wording,
        headers.three_public_category,
        scaled.amount_cny,
        scaled.rounding_step_cny,
        {{ wording_found('keyed.name_key', patterns.beside_three_public, '^') }} as is_beside
    from {{ ref('int_line_names_keyed') }} as keyed
    inner join {{ ref('stg_code__statements') }} as statements
        on
            keyed.statement_code = statements.statement_code
            and statements.line_kind = 'three_public'
    inner join {{ ref('int_amounts_scaled') }} as scaled
        on
            keyed.cell_id = scaled.cell_id
            and scaled.part_no = 1
    left join {{ ref('stg_map__headers') }} as headers
        on
            keyed.name_key = headers.wording
            and headers.three_public_category is not null
),

tables_with_others as (
    select distinct
        document_id,
        table_no
    from amounts
    where is_beside
),

{# Parts of a category that is printed as well do not count again. #}
parts_of_parts as (
    select distinct parts.cell_id
    from amounts as parts
    inner join {{ ref('int_parts_of_wholes') }} as relations
        on
            parts.three_public_category = relations.part_code
            and relations.axis = 'three_public_category'
            and relations.whole_code <> 'total'
    inner join amounts as wholes
        on
            {{ same_table('parts', 'wholes') }}
            and parts.col_no = wholes.col_no
            and relations.whole_code = wholes.three_public_category
),

columns_summed as (
    select
        amounts.document_id,
        amounts.table_no,
        amounts.col_no,
        bool_or(amounts.three_public_category = 'total') as has_named,
        sum(
            case
                when amounts.three_public_category <> 'total' and parts_of_parts.cell_id is null
                    then amounts.amount_cny
            end
        ) as parts_cny
    from amounts
    left join parts_of_parts
        on amounts.cell_id = parts_of_parts.cell_id
    where amounts.three_public_category is not null
    group by amounts.document_id, amounts.table_no, amounts.col_no
)

select totals.cell_id
from amounts as totals
inner join tables_with_others
    on {{ same_table('totals', 'tables_with_others') }}
left join columns_summed
    on
        {{ same_table('totals', 'columns_summed') }}
        and totals.col_no = columns_summed.col_no
where
    totals.is_total_wording
    and totals.three_public_category is null
    and (
        columns_summed.has_named
        or columns_summed.parts_cny is null
        or abs(totals.amount_cny - columns_summed.parts_cny) > totals.rounding_step_cny
    )
