{#
    Names of the revenue side, and which of them are headings by their number. Where the numbering starts
    anew below a line without a number, the numbered lines are parts of that one (年初结转: 一、一般公共预算 …).
#}
with

numbered_anew as (
    select
        document_id,
        table_no,
        row_no,
        funding_source_code,
        mapping_method,
        is_balance,
        is_listed,
        is_numbered,
        is_total_wording,
        is_first_number
        and coalesce(lag(not is_numbered and not is_total_wording) over table_order, false)
        and coalesce(bool_or(is_first_number) over rows_before, false) as starts_anew
    from {{ ref('int_revenue_rows') }}
    where not is_of_which
    window
        table_order as (partition by document_id, table_no order by row_no),
        rows_before as (
            partition by document_id, table_no
            order by row_no
            rows between unbounded preceding and 1 preceding
        )
),

numbered_runs as (
    select
        document_id,
        table_no,
        row_no,
        funding_source_code,
        mapping_method,
        is_balance,
        is_listed,
        is_numbered,
        is_total_wording,
        starts_anew,
        coalesce(lead(starts_anew) over table_order, false) as has_parts_below,
        sum(case when starts_anew or not is_numbered then 1 else 0 end)
            over table_order as run_no
    from numbered_anew
    window table_order as (partition by document_id, table_no order by row_no)
)

select
    document_id,
    table_no,
    row_no,
    funding_source_code,
    mapping_method,
    is_balance,
    is_listed,
    is_total_wording,
    has_parts_below
    or (
        is_numbered
        and not bool_or(starts_anew) over (partition by document_id, table_no, run_no)
    ) as is_numbered
from numbered_runs
