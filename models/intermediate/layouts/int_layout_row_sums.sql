{#
    Names of the rows of open tables, each with the columns of amounts that it names (a row of two sides
    has a name for each: the text nearest to the left), and whether its amounts are sums of the others.
#}
with

cells as (
    select
        document_id,
        table_no,
        row_no,
        col_no,
        page_no,
        line_key,
        bare_text,
        amount,
        is_figure,
        is_total_wording,
        is_three_public_name,
        is_function_name or is_economic_name or is_source_name as is_of_list,
        is_function_code or is_economic_code as is_code
    from {{ ref('int_layout_cells') }}
),

amount_columns as (
    select
        document_id,
        table_no,
        col_no
    from {{ ref('int_layout_columns') }}
    where trait = 'holds_amounts'
),

codes as (
    select
        document_id,
        table_no,
        row_no,
        max(length(bare_text)) as code_length
    from cells
    where is_code
    group by document_id, table_no, row_no
),

{# A row of two sides has a name for each: the text nearest to the left of its amounts. #}
texts as (
    select
        document_id,
        table_no,
        row_no,
        col_no,
        page_no,
        line_key as row_name,
        is_total_wording as is_total,
        is_three_public_name as is_three_public,
        is_of_list,
        lead(col_no) over (
            partition by document_id, table_no, row_no
            order by col_no
        ) as next_col_no,
        count(*) over (partition by document_id, table_no, row_no) as text_count
    from cells
    where not is_figure
),

amounts as (
    select
        cells.document_id,
        cells.table_no,
        cells.row_no,
        cells.col_no,
        cells.amount,
        codes.code_length,
        texts.col_no as name_col_no,
        coalesce(texts.is_total, false) as is_total,
        max(codes.code_length) over (partition by cells.document_id, cells.table_no)
            as deepest_length
    from cells
    inner join amount_columns
        on
            {{ same_table('cells', 'amount_columns') }}
            and cells.col_no = amount_columns.col_no
    left join texts
        on
            {{ same_row('cells', 'texts') }}
            and cells.col_no > texts.col_no
            and cells.col_no < coalesce(texts.next_col_no, 9999)
    left join codes
        on {{ same_row('cells', 'codes') }}
    where cells.amount is not null
),

{# Where codes are printed the deepest add up, else all rows. #}
sums as (
    select
        document_id,
        table_no,
        col_no,
        sum(
            case
                when deepest_length is not null and code_length = deepest_length then amount
                when deepest_length is null and not is_total then amount
            end
        ) as row_sum,
        count(case when not is_total then 1 end) as row_count,
        max(amount) as greatest_amount
    from amounts
    group by document_id, table_no, col_no
),

rows_summed as (
    select
        amounts.document_id,
        amounts.table_no,
        amounts.row_no,
        amounts.name_col_no as col_no,
        bool_or(
            sums.row_count >= 3
            and amounts.amount > 0
            and abs(
                amounts.amount
                - (
                    sums.row_sum
                    - case when amounts.deepest_length is null then amounts.amount else 0 end
                )
            ) <= 0.02
        ) as is_sum,
        bool_or(amounts.amount = sums.greatest_amount) as is_greatest
    from amounts
    inner join sums
        on
            {{ same_table('amounts', 'sums') }}
            and amounts.col_no = sums.col_no
    group by amounts.document_id, amounts.table_no, amounts.row_no, amounts.name_col_no
)

select
    texts.document_id,
    texts.table_no,
    texts.row_no,
    texts.col_no,
    texts.page_no,
    texts.row_name,
    texts.is_total,
    texts.is_three_public,
    texts.is_of_list,
    codes.code_length,
    coalesce(rows_summed.is_sum, false) as is_sum,
    coalesce(rows_summed.is_greatest, false) as is_greatest
from texts
left join codes
    on {{ same_row('texts', 'codes') }}
left join rows_summed
    on {{ same_cell('texts', 'rows_summed') }}
{# A row of 三公 may be blank; it has one name. #}
where
    rows_summed.row_no is not null
    or texts.text_count = 1
