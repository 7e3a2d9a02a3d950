{#
    A bare total (合计) above 三公 that has a column beside it, below the same header, which no seed
    knows (会议费, 培训费): it may be the sum of more than 三公, so it states none. A count of 三公
    (公务接待费（批次）) adds nothing to it.
#}
with

columns_parted as (
    select
        columns_resolved.document_id,
        columns_resolved.table_no,
        columns_resolved.block_no,
        columns_resolved.col_no,
        columns_resolved.role,
        columns_resolved.header_path,
        columns_resolved.funding_source_code,
        columns_resolved.three_public_category,
        headers.three_public_category is not null as is_named_for_three_public,
        coalesce(
            {{ regex_group('columns_resolved.header_path', '^([\\s\\S]* > )[^>]*$') }}, ''
        ) as group_path
    from {{ ref('int_columns_resolved') }} as columns_resolved
    inner join {{ ref('int_tables_recognised') }} as recognised
        on {{ same_table('columns_resolved', 'recognised') }}
    inner join {{ ref('stg_code__statements') }} as statements
        on
            recognised.statement_code = statements.statement_code
            and statements.line_kind = 'three_public'
    left join {{ ref('stg_map__headers') }} as headers
        on {{ header_key('columns_resolved.header_printed') }} = headers.wording
)

select distinct
    totals.document_id,
    totals.table_no,
    totals.block_no,
    totals.col_no,
    'unknown_label' as reason
from columns_parted as totals
inner join columns_parted as unknowns
    on {{ same_block('totals', 'unknowns') }}
where
    totals.role = 'amount'
    and totals.three_public_category is null
    and totals.funding_source_code = 'total'
    and unknowns.role = 'unknown'
    and not unknowns.is_named_for_three_public
    and starts_with(unknowns.header_path, totals.group_path)
