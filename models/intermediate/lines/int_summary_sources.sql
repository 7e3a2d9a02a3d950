{#
    Lines of the revenue side, of a summary or of a statement of revenue by source: their funding
    source, and which of them are headings with lines below. What was carried over is a line of its own,
    be it numbered or not; what follows 其中 below a numbered line gives that line again.
#}
with

headings_above as (
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
        sum(case when is_numbered or is_total_wording then 1 else 0 end) over (
            partition by document_id, table_no
            order by row_no
        ) as numbered_no
    from {{ ref('int_revenue_rows_levelled') }}
),

{# Below 二、上年结转 a line of what was carried over is a part, elsewhere a line like a numbered one. #}
headings as (
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
        is_numbered
        or is_total_wording
        or (
            is_balance
            and not coalesce(bool_or(is_numbered and is_balance) over (
                partition by document_id, table_no, numbered_no
            ), false)
        ) as is_heading
    from headings_above
),

sections as (
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
        is_heading,
        sum(case when is_heading then 1 else 0 end) over (
            partition by document_id, table_no
            order by row_no
        ) as section_no
    from headings
),

described as (
    select
        document_id,
        table_no,
        row_no,
        section_no,
        funding_source_code,
        mapping_method,
        is_heading,
        is_total_wording,
        is_listed,
        max(case when is_heading and is_balance then funding_source_code end) over section_rows
            as balance_code,
        coalesce(bool_or(is_numbered) over section_rows, false) as is_below_number,
        min(case when is_heading then row_no end) over section_rows as heading_row_no
    from sections
    window section_rows as (partition by document_id, table_no, section_no)
),

rows_after_of_which as (
    select distinct
        described.document_id,
        described.table_no,
        described.row_no
    from described
    inner join {{ ref('int_revenue_rows') }} as of_which
        on {{ same_table('described', 'of_which') }}
    where
        of_which.is_of_which
        and described.is_below_number
        and not described.is_heading
        and not described.is_listed
        and of_which.row_no > described.heading_row_no
        and of_which.row_no < described.row_no
),

placed as (
    select
        described.document_id,
        described.table_no,
        described.row_no,
        described.section_no,
        described.funding_source_code,
        described.mapping_method,
        described.is_heading,
        described.is_total_wording,
        described.balance_code,
        after_of_which.row_no is not null as is_after_of_which,
        not described.is_heading
        and after_of_which.row_no is null
        and (described.is_below_number or carried_over.row_no is not null) as is_part
    from described
    left join rows_after_of_which as after_of_which
        on {{ same_row('described', 'after_of_which') }}
    left join {{ ref('int_rows_carried_over') }} as carried_over
        on {{ same_row('described', 'carried_over') }}
)

select
    document_id,
    table_no,
    row_no,
    case
        when is_total_wording then 'total'
        when is_part then coalesce(balance_code, funding_source_code)
        else funding_source_code
    end as funding_source_code,
    case
        when is_total_wording then null
        when is_part and balance_code is not null then 'alias'
        else coalesce(mapping_method, 'unmapped')
    end as mapping_method,
    is_total_wording
    or is_after_of_which
    or (
        is_heading
        and bool_or(is_part) over (partition by document_id, table_no, section_no)
    ) as is_total
from placed
