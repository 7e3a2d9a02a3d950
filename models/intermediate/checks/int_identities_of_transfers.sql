{#
    In one row of a table of transfers the total column is the sum of the columns beside it, that of a
    group of the columns of the group: kinds, or places. A group with a total counts by it. One row a
    figure of an identity; open where a column is not loaded.
#}
with

columns_parted as (
    select
        document_id,
        table_no,
        block_no,
        col_no,
        label_path,
        group_path,
        is_total,
        concat(coalesce(stage, ''), ' ', coalesce(cast(fiscal_year as varchar), '')) as period,
        case when is_total then group_path else label_path end as whole_path,
        {# The total of a group stands in the group above for all of it. #}
        bool_or(is_total) over (
            partition by document_id, table_no, block_no, stage, fiscal_year, group_path
        ) as has_total
    from {{ ref('int_transfer_columns') }}
),

parts as (
    select
        wholes.document_id,
        wholes.table_no,
        wholes.block_no,
        wholes.col_no as whole_col_no,
        members.col_no as part_col_no
    from columns_parted as wholes
    inner join columns_parted as members
        on
            {{ same_block('wholes', 'members') }}
            and wholes.period = members.period
    where
        wholes.is_total
        and members.col_no <> wholes.col_no
        and (
            (members.group_path = wholes.group_path and not members.is_total)
            or (
                wholes.group_path = ''
                and members.group_path <> ''
                and (members.is_total or not members.has_total)
            )
        )
),

columns_of_identities as (
    select
        document_id,
        table_no,
        block_no,
        whole_col_no,
        'found' as side,
        part_col_no as col_no
    from parts
    union all
    select distinct
        document_id,
        table_no,
        block_no,
        whole_col_no,
        'expected' as side,
        whole_col_no as col_no
    from parts
),

rows_short as (
    select distinct
        document_id,
        table_no,
        row_no
    from {{ ref('int_amounts_withheld') }}
),

figures as (
    select
        lines_read.document_id,
        lines_read.statement_code,
        lines_read.table_no,
        lines_read.row_no,
        sides.whole_col_no,
        sides.side,
        lines_read.cell_id,
        lines_read.amount_cny,
        lines_read.rounding_step_cny,
        rows_short.row_no is not null as is_open,
        count(case when sides.side = 'expected' then 1 end) over row_sums as whole_count,
        count(case when sides.side = 'found' then 1 end) over row_sums as part_count
    from {{ ref('int_lines_to_reconcile') }} as lines_read
    inner join {{ ref('int_rows_classified') }} as printed
        on {{ same_row('lines_read', 'printed') }}
    inner join columns_of_identities as sides
        on
            {{ same_block('printed', 'sides') }}
            and lines_read.col_no = sides.col_no
    left join rows_short
        on {{ same_row('lines_read', 'rows_short') }}
    window row_sums as (
        partition by
            lines_read.document_id, lines_read.table_no, lines_read.row_no, sides.whole_col_no
    )
)

select
    document_id,
    statement_code,
    'sources_equal_total' as check_code,
    side,
    cell_id,
    amount_cny,
    rounding_step_cny,
    is_open,
    concat('t', table_no, ' r', row_no, ' c', whole_col_no) as scope,
    concat('t', table_no, ' r', row_no, ' c', whole_col_no) as told_apart_by
from figures
where
    whole_count = 1
    and part_count > 0
