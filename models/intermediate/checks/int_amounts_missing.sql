{#
    Amounts that stand in a column of sums but are not loaded, with the code of their row: what adds
    up the column proves nothing against the publisher. One of which the column is not known may be
    missing from any that does not stand under another heading.
#}
with

amounts_withheld as (
    select
        withheld.document_id,
        withheld.table_no,
        withheld.row_no,
        withheld.col_no,
        withheld.cell_id,
        seen.statement_code,
        seen.placement = 'unplaced' as is_unplaced
    from {{ ref('int_amounts_withheld') }} as withheld
    inner join {{ ref('int_amounts_seen') }} as seen
        on
            withheld.cell_id = seen.cell_id
            and withheld.part_no = seen.part_no
    where seen.statement_code is not null
),

columns_short as (
    select
        document_id,
        statement_code,
        table_no,
        row_no,
        col_no
    from amounts_withheld
    union distinct
    select
        withheld.document_id,
        withheld.statement_code,
        withheld.table_no,
        withheld.row_no,
        ranks.col_no
    from amounts_withheld as withheld
    inner join {{ ref('int_rows_classified') }} as printed
        on {{ same_row('withheld', 'printed') }}
    inner join {{ ref('int_column_ranks') }} as ranks
        on {{ same_block('printed', 'ranks') }}
    left join {{ ref('int_columns_apart') }} as apart
        on
            {{ same_table('ranks', 'apart') }}
            and ranks.col_no = apart.col_no
            and withheld.col_no = apart.other_col_no
    where
        withheld.is_unplaced
        and apart.col_no is null
),

codes as (
    select
        document_id,
        table_no,
        row_no,
        min_by(code_text, code_group_no) as code_text
    from {{ ref('int_codes_printed') }}
    group by document_id, table_no, row_no
),

rows_of_totals as (
    select distinct
        document_id,
        table_no,
        row_no
    from {{ ref('int_total_cells') }}
)

select
    short.document_id,
    short.statement_code,
    short.table_no,
    short.row_no,
    short.col_no,
    codes.code_text,
    rows_of_totals.row_no is not null as is_total
from columns_short as short
left join codes
    on {{ same_row('short', 'codes') }}
left join rows_of_totals
    on {{ same_row('short', 'rows_of_totals') }}
