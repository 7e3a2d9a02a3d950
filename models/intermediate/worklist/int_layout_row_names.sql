{#
    Names of rows in open tables that no seed knows and that may be asked about: a row that is the sum of
    the others and is not called a total, and the rows of a table of 三公.
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
        is_amount,
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

rows_read as (
    select
        cells.document_id,
        cells.table_no,
        cells.row_no,
        min_by(cells.line_key, case when not cells.is_figure then cells.col_no end) as row_name,
        min(case when not cells.is_figure then cells.col_no end) as col_no,
        min(cells.page_no) as page_no,
        bool_or(cells.is_total_wording) as is_total,
        bool_or(cells.is_three_public_name) as is_three_public,
        bool_or(cells.is_of_list) as is_of_list,
        max(case when cells.is_code then length(cells.bare_text) end) as code_length
    from cells
    group by cells.document_id, cells.table_no, cells.row_no
),

amounts as (
    select
        cells.document_id,
        cells.table_no,
        cells.row_no,
        cells.col_no,
        cells.amount,
        rows_read.code_length,
        rows_read.is_total,
        max(rows_read.code_length) over (partition by cells.document_id, cells.table_no)
            as deepest_length
    from cells
    inner join amount_columns
        on
            {{ same_table('cells', 'amount_columns') }}
            and cells.col_no = amount_columns.col_no
    inner join rows_read
        on {{ same_row('cells', 'rows_read') }}
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
        max(amount) as greatest
    from amounts
    group by document_id, table_no, col_no
),

rows_summed as (
    select
        amounts.document_id,
        amounts.table_no,
        amounts.row_no,
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
        bool_or(amounts.amount = sums.greatest) as is_greatest
    from amounts
    inner join sums
        on
            {{ same_table('amounts', 'sums') }}
            and amounts.col_no = sums.col_no
    group by amounts.document_id, amounts.table_no, amounts.row_no
),

words as (
    select
        rows_read.document_id,
        rows_read.table_no,
        rows_read.row_no,
        count(distinct traits.trait) as trait_count
    from rows_read
    inner join {{ ref('int_layout_word_traits') }} as traits
        on
            rows_read.row_name = traits.text
            and traits.found_in = 'row'
            and traits.trait in ('overseas', 'vehicle', 'reception')
    group by rows_read.document_id, rows_read.table_no, rows_read.row_no
),

{# Travel abroad, vehicles and receptions in a table without codes and items of lists. #}
tables_of_three as (
    select
        rows_read.document_id,
        rows_read.table_no
    from rows_read
    left join words
        on {{ same_row('rows_read', 'words') }}
    group by rows_read.document_id, rows_read.table_no
    having
        count(words.row_no) + count(case when rows_read.is_three_public then 1 end) >= 3
        and count(rows_read.code_length) = 0
)

select
    rows_read.document_id,
    rows_read.table_no,
    rows_read.row_no,
    rows_read.col_no,
    rows_read.page_no,
    rows_read.row_name as wording,
    tables_of_three.table_no is not null as is_of_three_public,
    coalesce(rows_summed.is_sum, false) as is_sum,
    coalesce(rows_summed.is_greatest, false) as is_greatest
from rows_read
left join rows_summed
    on {{ same_row('rows_read', 'rows_summed') }}
left join tables_of_three
    on {{ same_table('rows_read', 'tables_of_three') }}
where
    not rows_read.is_total
    and not rows_read.is_of_list
    and rows_read.code_length is null
    and length(rows_read.row_name) between 2 and 20
    and (
        (tables_of_three.table_no is not null and not rows_read.is_three_public)
        or rows_summed.is_sum
    )
