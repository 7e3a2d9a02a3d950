{# Every trait of a column, or of a whole open table (without a column), and where it is found. #}
with

column_traits as (
    select
        document_id,
        table_no,
        col_no,
        trait,
        strength
    from {{ ref('int_layout_columns') }}
    union all
    select
        document_id,
        table_no,
        col_no,
        trait,
        cast(1 as decimal(4, 3)) as strength
    from {{ ref('int_layout_sums') }}
    union all
    select
        document_id,
        table_no,
        col_no,
        trait,
        cast(1 as decimal(4, 3)) as strength
    from {{ ref('int_layout_row_traits') }}
    where col_no is not null
    union all
    select
        document_id,
        table_no,
        col_no,
        trait,
        strength
    from {{ ref('int_layout_agreements') }}
    where col_no is not null
),

table_traits as (
    select
        document_id,
        table_no,
        'table' as found_in,
        trait
    from {{ ref('int_layout_table_traits') }}
    union all
    select
        document_id,
        table_no,
        'row' as found_in,
        trait
    from {{ ref('int_layout_row_traits') }}
    where col_no is null
    union all
    select
        titles.document_id,
        titles.table_no,
        'title' as found_in,
        words.trait
    from {{ ref('int_layout_titles') }} as titles
    inner join {{ ref('int_layout_word_traits') }} as words
        on
            titles.wording = words.said
            and words.found_in = 'title'
    union all
    select
        titles.document_id,
        titles.table_no,
        'title' as found_in,
        words.trait
    from {{ ref('int_table_titles') }} as titles
    inner join {{ ref('int_layout_word_traits') }} as words
        on
            {{ bare('titles.title_printed') }} = words.said
            and words.found_in = 'title'
)

select
    document_id,
    table_no,
    col_no,
    'column' as found_in,
    trait,
    strength
from column_traits
union
select
    document_id,
    table_no,
    cast(null as integer) as col_no,
    found_in,
    trait,
    cast(1 as decimal(4, 3)) as strength
from table_traits
