{#
    What basic expenditure spends on an item of 三公 is at most that category of the table of 三公, and
    机关运行经费 is at most the public cost of basic expenditure. One row a figure of an identity.
#}
with

{# A statement that is printed several times says nothing of which printing is meant. #}
statements_once as (
    select
        document_id,
        statement_code
    from {{ ref('int_statement_totals') }}
    group by document_id, statement_code
    having max(section_count) = 1
),

{# What is printed under another name is another item. #}
items as (
    select
        coded.document_id,
        coded.statement_code,
        coded.stage,
        categories.three_public_category as category,
        coded.cell_id,
        coded.amount_cny,
        coded.rounding_step_cny
    from {{ ref('int_coded_lines') }} as coded
    inner join statements_once
        on
            coded.document_id = statements_once.document_id
            and coded.statement_code = statements_once.statement_code
    inner join {{ ref('stg_map__item_categories') }} as categories
        on coded.code = categories.economic_code
    inner join {{ ref('int_budget_lines') }} as named
        on coded.cell_id = named.cell_id
    where
        coded.line_kind = 'economic'
        and coded.expenditure_nature = 'basic'
        and coded.cost_category in ('', 'total')
        and coded.column_rank = 1
        and not coded.is_blank
        and named.economic_mapping_method <> 'unmapped'
),

{# Of several columns the larger holds the other; a blank cell of a printed row is nothing. #}
categories_ranked as (
    select
        document_id,
        stage,
        item_name as category,
        cell_id,
        amount_cny,
        rounding_step_cny,
        row_number() over (
            partition by document_id, stage, item_name
            order by amount_cny desc, cell_id asc
        ) as amount_rank
    from {{ ref('int_lines_and_blanks') }}
    where line_kind = 'three_public'
),

public_costs as (
    select
        spent.document_id,
        spent.statement_code,
        spent.stage,
        spent.cell_id,
        spent.amount_cny,
        spent.rounding_step_cny
    from {{ ref('int_statement_rows') }} as spent
    inner join statements_once
        on
            spent.document_id = statements_once.document_id
            and spent.statement_code = statements_once.statement_code
    where
        spent.is_grand_total
        and spent.line_kind = 'economic'
        and spent.cost_category = 'public'
        and spent.column_rank = 1
        and not spent.is_blank
),

figures as (
    select
        items.document_id,
        items.statement_code,
        'item_within_category' as check_code,
        items.stage,
        items.category,
        'found' as side,
        items.cell_id,
        items.amount_cny,
        items.rounding_step_cny
    from items
    inner join categories_ranked as wholes
        on
            items.document_id = wholes.document_id
            and items.stage = wholes.stage
            and items.category = wholes.category
    where wholes.amount_rank = 1
    union all
    select distinct
        items.document_id,
        items.statement_code,
        'item_within_category' as check_code,
        items.stage,
        items.category,
        'expected' as side,
        wholes.cell_id,
        wholes.amount_cny,
        wholes.rounding_step_cny
    from items
    inner join categories_ranked as wholes
        on
            items.document_id = wholes.document_id
            and items.stage = wholes.stage
            and items.category = wholes.category
    where wholes.amount_rank = 1
    {% for side, figure in [('found', 'offices'), ('expected', 'public_costs')] -%}
        union all
        select
            public_costs.document_id,
            public_costs.statement_code,
            'agency_within_public_cost' as check_code,
            public_costs.stage,
            offices.category,
            '{{ side }}' as side,
            {{ figure }}.cell_id,
            {{ figure }}.amount_cny,
            {{ figure }}.rounding_step_cny
        from public_costs
        inner join categories_ranked as offices
            on
                public_costs.document_id = offices.document_id
                and public_costs.stage = offices.stage
        where
            offices.category = 'agency_operating_expense'
            and offices.amount_rank = 1
    {% endfor %}
)

select
    document_id,
    statement_code,
    check_code,
    side,
    cell_id,
    amount_cny,
    rounding_step_cny,
    '' as told_apart_by,
    false as is_open,
    concat(category, ' ', stage) as scope
from figures
