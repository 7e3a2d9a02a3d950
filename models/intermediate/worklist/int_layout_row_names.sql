{#
    Names of rows that no seed knows and that may be asked about: in open tables a row that is the sum of
    the others and is not called a total, and the rows of a table of 三公; in tables that are read a line
    that most likely is a total.
#}
with

rows_read as (
    select
        document_id,
        table_no,
        row_no,
        col_no,
        page_no,
        row_name,
        is_total,
        is_three_public,
        is_of_list,
        code_length,
        is_sum,
        is_greatest
    from {{ ref('int_layout_row_sums') }}
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
            rows_read.row_name = traits.said
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
),

names_of_open_tables as (
    select
        rows_read.document_id,
        rows_read.table_no,
        rows_read.row_no,
        rows_read.col_no,
        rows_read.page_no,
        rows_read.row_name as wording,
        rows_read.is_sum,
        rows_read.is_greatest,
        tables_of_three.table_no is not null as is_of_three_public
    from rows_read
    left join tables_of_three
        on {{ same_table('rows_read', 'tables_of_three') }}
    where
        not rows_read.is_total
        and not rows_read.is_of_list
        and rows_read.code_length is null
        and length(rows_read.row_name) between 2 and 20
        and (
            (tables_of_three.table_no is not null and not rows_read.is_three_public)
            or rows_read.is_sum
        )
)

select
    document_id,
    table_no,
    row_no,
    col_no,
    page_no,
    wording,
    is_sum,
    is_greatest,
    is_of_three_public
from names_of_open_tables
union all
select
    named.document_id,
    named.table_no,
    named.row_no,
    named.col_no,
    named.page_no,
    named.wording,
    true as is_sum,
    true as is_greatest,
    false as is_of_three_public
from {{ ref('int_layout_line_names') }} as named
left join names_of_open_tables as asked
    on {{ same_cell('named', 'asked') }}
where asked.row_no is null
