{#
    Lines of the revenue side, of a summary or of a statement of revenue by source: their funding
    source, and which of them are headings with lines below.
#}
with

revenue_rows as (
    select distinct
        names_keyed.document_id,
        names_keyed.table_no,
        names_keyed.row_no,
        names_keyed.name_key,
        names_keyed.name_key_short,
        names_keyed.is_numbered,
        names_keyed.is_first_number,
        names_keyed.is_total_wording
    from (
        select
            cells.document_id,
            cells.table_no,
            cells.row_no,
            cells.line_key as name_key,
            {{ without_remark('cells.line_key') }} as name_key_short,
            {{ is_numbered('cells.cell_text') }} as is_numbered,
            {{ regex_found('cells.bare_text', '^一、') }} as is_first_number,
            totals.total_wording is not null as is_total_wording
        from {{ ref('int_cells_described') }} as cells
        left join {{ ref('int_total_cells') }} as totals
            on {{ same_cell('cells', 'totals') }}
        left join {{ ref('stg_code__statements') }} as statements
            on cells.statement_code = statements.statement_code
        {# 其中 repeats a part of the line above and does not make it a heading. #}
        left join {{ ref('int_row_meanings') }} as meanings
            on {{ same_row('cells', 'meanings') }}
        where
            cells.row_role = 'body'
            and cells.role = 'name'
            and coalesce(cells.side, statements.side) = 'revenue'
            and coalesce(meanings.is_money, true)
    ) as names_keyed
),

{#
    Where the numbering starts anew below a line without a number, the numbered lines are parts
    of that one (年初结转: 一、一般公共预算 …).
#}
numbered_anew as (
    select
        document_id,
        table_no,
        row_no,
        name_key,
        name_key_short,
        is_numbered,
        is_total_wording,
        is_first_number
        and coalesce(lag(not is_numbered and not is_total_wording) over table_order, false)
        and coalesce(bool_or(is_first_number) over rows_before, false) as starts_anew
    from revenue_rows
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
        name_key,
        name_key_short,
        is_numbered,
        is_total_wording,
        starts_anew,
        coalesce(lead(starts_anew) over table_order, false) as has_parts_below,
        sum(case when starts_anew or not is_numbered then 1 else 0 end)
            over table_order as run_no
    from numbered_anew
    window table_order as (partition by document_id, table_no order by row_no)
),

lines_levelled as (
    select
        document_id,
        table_no,
        row_no,
        name_key,
        name_key_short,
        is_total_wording,
        has_parts_below
        or (
            is_numbered
            and not bool_or(starts_anew) over (partition by document_id, table_no, run_no)
        ) as is_numbered
    from numbered_runs
),

sections as (
    select
        document_id,
        table_no,
        row_no,
        name_key,
        name_key_short,
        is_numbered,
        is_total_wording,
        sum(
            case when is_numbered or is_total_wording then 1 else 0 end
        ) over (
            partition by document_id, table_no
            order by row_no
        ) as section_no
    from lines_levelled
),

sourced as (
    select
        sections.document_id,
        sections.table_no,
        sections.row_no,
        sections.section_no,
        sections.is_numbered,
        sections.is_total_wording,
        sections.is_numbered or sections.is_total_wording as is_heading,
        coalesce(exact_sources.funding_source_code, short_sources.funding_source_code)
            as funding_source_code,
        coalesce(exact_sources.mapping_method, short_sources.mapping_method) as mapping_method
    from sections
    left join {{ ref('int_funding_wordings') }} as exact_sources
        on
            sections.document_id = exact_sources.document_id
            and sections.name_key = exact_sources.wording
    left join {{ ref('int_funding_wordings') }} as short_sources
        on
            sections.document_id = short_sources.document_id
            and sections.name_key_short = short_sources.wording
),

described as (
    select
        document_id,
        table_no,
        row_no,
        is_heading,
        is_total_wording,
        funding_source_code,
        mapping_method,
        max(case when is_numbered then funding_source_code end)
            over section_rows
            as heading_source_code,
        max(case when is_numbered then 1 else 0 end) over section_rows as has_numbered_heading,
        count(case when not is_heading then 1 end) over section_rows as subline_count
    from sourced
    window section_rows as (partition by document_id, table_no, section_no)
)

select
    document_id,
    table_no,
    row_no,
    case
        when is_total_wording then 'total'
        when not is_heading and heading_source_code = 'carryover' then 'carryover'
        else funding_source_code
    end as funding_source_code,
    case
        when is_total_wording then null
        when not is_heading and heading_source_code = 'carryover' then 'alias'
        else coalesce(mapping_method, 'unmapped')
    end as mapping_method,
    is_total_wording or (is_heading and has_numbered_heading = 1 and subline_count > 0) as is_total
from described
