{#
    Amounts of open tables that agree with lines that are known: a column whose amounts by code are those
    of one nature of expenditure (`agrees_basic`), and a table of which the greatest amount is the total
    that a check compares with another statement (`target` is the statement it would be).
#}
with

cells as (
    select
        document_id,
        table_no,
        row_no,
        col_no,
        bare_text,
        amount,
        is_amount,
        is_function_code or is_economic_code as is_code
    from {{ ref('int_layout_cells') }}
),

coded_amounts as (
    select
        cells.document_id,
        cells.table_no,
        cells.col_no,
        codes.bare_text as code,
        cells.amount
    from cells
    inner join cells as codes
        on
            {{ same_row('cells', 'codes') }}
            and codes.is_code
    where
        cells.is_amount
        and cells.amount > 0
),

lines_known as (
    select distinct
        document_id,
        table_no,
        amount_cny,
        coalesce(function_code, economic_code) as code,
        coalesce(nullif(cost_category, 'total'), expenditure_nature) as part
    from {{ ref('int_budget_lines') }}
    where
        coalesce(function_code, economic_code) is not null
        and not is_of_another_year
        and side = 'expenditure'
),

columns_counted as (
    select
        document_id,
        table_no,
        col_no,
        count(*) as amount_count
    from coded_amounts
    group by document_id, table_no, col_no
),

columns_agreed as (
    select
        coded_amounts.document_id,
        coded_amounts.table_no,
        coded_amounts.col_no,
        lines_known.part,
        count(distinct coded_amounts.code) as agreed_count
    from coded_amounts
    inner join lines_known
        on
            coded_amounts.document_id = lines_known.document_id
            and coded_amounts.code = lines_known.code
            and coded_amounts.table_no <> lines_known.table_no
    where
        coded_amounts.amount = lines_known.amount_cny
        or coded_amounts.amount * 10000 = lines_known.amount_cny
    group by
        coded_amounts.document_id, coded_amounts.table_no, coded_amounts.col_no,
        lines_known.part
),

greatest_amounts as (
    select
        cells.document_id,
        cells.table_no,
        max(cells.amount) as amount
    from cells
    inner join {{ ref('int_layout_tables') }} as tables_open
        on
            {{ same_table('cells', 'tables_open') }}
            and tables_open.is_unrecognised
    where cells.is_amount
    group by cells.document_id, cells.table_no
),

pairs as (
    select
        found_statement as statement_code,
        expected_statement as other_statement,
        expected_nature as nature,
        expected_source as source_code
    from {{ ref('stg_map__statement_pairs') }}
    where check_code = 'statements_agree'
    union distinct
    select
        expected_statement as statement_code,
        found_statement as other_statement,
        found_nature as nature,
        found_source as source_code
    from {{ ref('stg_map__statement_pairs') }}
    where check_code = 'statements_agree'
),

totals_agreed as (
    select distinct
        greatest_amounts.document_id,
        greatest_amounts.table_no,
        pairs.statement_code as target
    from greatest_amounts
    inner join {{ ref('int_statement_totals') }} as totals
        on greatest_amounts.document_id = totals.document_id
    inner join pairs
        on
            totals.statement_code = pairs.other_statement
            and totals.expenditure_nature = pairs.nature
            and totals.funding_source_code = pairs.source_code
    where
        greatest_amounts.amount = totals.amount_cny
        or greatest_amounts.amount * 10000 = totals.amount_cny
)

select
    agreed.document_id,
    agreed.table_no,
    agreed.col_no,
    cast(null as varchar) as target,
    concat('agrees_', agreed.part) as trait,
    cast(1 as decimal(4, 3)) as strength
from columns_agreed as agreed
inner join columns_counted
    on
        {{ same_table('agreed', 'columns_counted') }}
        and agreed.col_no = columns_counted.col_no
where
    agreed.part is not null
    and agreed.agreed_count >= 2
    and agreed.agreed_count * 5 >= columns_counted.amount_count * 4
union all
select
    document_id,
    table_no,
    cast(null as integer) as col_no,
    target,
    'agrees_with_others' as trait,
    cast(1 as decimal(4, 3)) as strength
from totals_agreed
