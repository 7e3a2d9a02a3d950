{#
    Columns by source that state again a part of a column beside them: what is carried over by fund
    beside its 小计 (`balance`), and a 其中 of which no column but 合计 is the whole by what sources
    consist of (事业收入 | 其中：教育收费: `of_which`).
#}
{%- set patterns = wording_patterns(['of_which']) %}
with

columns_by_source as (
    select
        columns_resolved.document_id,
        columns_resolved.table_no,
        columns_resolved.block_no,
        columns_resolved.col_no,
        columns_resolved.funding_source_code,
        sources.is_balance,
        totals.wording is not null as is_total_wording,
        {{ regex_group('columns_resolved.header_path', '^(.*) > [^>]*$') }} as path_above,
        {{ wording_found(
            bare('columns_resolved.header_printed'), patterns.of_which, '^'
        ) }} as is_of_which
    from {{ ref('int_columns_resolved') }} as columns_resolved
    inner join {{ ref('stg_code__funding_sources') }} as sources
        on columns_resolved.funding_source_code = sources.funding_source_code
    left join {{ ref('int_total_wordings') }} as totals
        on {{ bare('columns_resolved.header_printed') }} = totals.wording
    where columns_resolved.role = 'amount'
),

wholes_of_balances as (
    select distinct
        document_id,
        table_no,
        block_no,
        funding_source_code,
        path_above
    from columns_by_source
    where is_balance and is_total_wording
),

columns_below_wholes as (
    select distinct
        parts.document_id,
        parts.table_no,
        parts.block_no,
        parts.col_no
    from columns_by_source as parts
    inner join {{ ref('int_funding_source_ancestors') }} as ancestors
        on parts.funding_source_code = ancestors.funding_source_code
    inner join columns_by_source as wholes
        on
            {{ same_block('parts', 'wholes') }}
            and ancestors.ancestor_code = wholes.funding_source_code
    where
        parts.is_of_which
        and wholes.funding_source_code <> 'total'
)

select
    parts.document_id,
    parts.table_no,
    parts.block_no,
    parts.col_no,
    'balance' as part_of
from columns_by_source as parts
inner join wholes_of_balances as wholes
    on
        {{ same_block('parts', 'wholes') }}
        and parts.funding_source_code = wholes.funding_source_code
        and parts.path_above = wholes.path_above
where not parts.is_total_wording
union all
select
    parts.document_id,
    parts.table_no,
    parts.block_no,
    parts.col_no,
    'of_which' as part_of
from columns_by_source as parts
left join columns_below_wholes
    on {{ same_column('parts', 'columns_below_wholes') }}
where
    parts.is_of_which
    and not parts.is_balance
    and columns_below_wholes.col_no is null
