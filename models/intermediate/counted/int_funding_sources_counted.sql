{#
    What is counted of each group: the sources of the set that adds up to its printed total, else
    the total alone, and without a total the sources as they are printed.
#}
with

groups_found as (
    select
        group_key,
        document_id,
        scope,
        stage,
        statement_code,
        unit_code,
        unit_name,
        project_ref,
        horizon,
        max(project_name) as project_name,
        max(case when is_total_source then amount_cny end) as total_cny
    from {{ ref('int_funding_lines') }}
    group by
        group_key,
        document_id,
        scope,
        stage,
        statement_code,
        unit_code,
        unit_name,
        project_ref,
        horizon
),

sets_counted as (
    select
        group_key,
        breakdown_ref,
        reading,
        is_complete
    from {{ ref('int_funding_breakdowns') }}
    where is_counted
),

sources_counted as (
    select
        sets_counted.group_key,
        sources_read.funding_source_code,
        sources_read.amount_cny,
        case when sets_counted.is_complete then 'complete' else 'unchecked' end as breakdown
    from sets_counted
    inner join {{ ref('int_funding_readings') }} as sources_read
        on
            sets_counted.group_key = sources_read.group_key
            and sets_counted.breakdown_ref = sources_read.breakdown_ref
            and sets_counted.reading = sources_read.reading
    union all
    select
        groups_found.group_key,
        'total' as funding_source_code,
        groups_found.total_cny as amount_cny,
        'total_only' as breakdown
    from groups_found
    left join sets_counted
        on groups_found.group_key = sets_counted.group_key
    where
        groups_found.total_cny is not null
        and sets_counted.group_key is null
)

select
    groups_found.group_key,
    groups_found.document_id,
    groups_found.scope,
    groups_found.stage,
    groups_found.statement_code,
    groups_found.unit_code,
    groups_found.unit_name,
    groups_found.project_ref,
    groups_found.project_name,
    groups_found.horizon,
    sources_counted.funding_source_code,
    sources_counted.breakdown,
    sources_counted.amount_cny
from groups_found
inner join sources_counted
    on groups_found.group_key = sources_counted.group_key
