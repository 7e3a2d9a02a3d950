{#
    The amounts by source that a roll-up may count, of projects and of revenue, each with the total
    that it is part of (`group_key`) and the set of sources that it stands in (`breakdown_ref`).
    Several sets may restate one total.
#}
with

lines_of_both as (
    select
        document_id,
        'project' as scope,
        stage,
        statement_code,
        unit_code,
        unit_name,
        project_ref,
        project_name,
        horizon,
        funding_source_code,
        is_total_source,
        amount_cny,
        table_no,
        row_no,
        col_no,
        group_ref,
        breakdown_ref
    from {{ ref('int_funding_lines_of_projects') }}
    union all
    select
        document_id,
        'revenue' as scope,
        stage,
        statement_code,
        unit_code,
        unit_name,
        cast(null as varchar) as project_ref,
        cast(null as varchar) as project_name,
        cast(null as varchar) as horizon,
        funding_source_code,
        is_total_source,
        amount_cny,
        table_no,
        row_no,
        col_no,
        group_ref,
        breakdown_ref
    from {{ ref('int_funding_lines_of_revenue') }}
)

select
    document_id,
    scope,
    stage,
    statement_code,
    unit_code,
    unit_name,
    project_ref,
    project_name,
    horizon,
    funding_source_code,
    is_total_source,
    amount_cny,
    table_no,
    row_no,
    col_no,
    breakdown_ref,
    {{ surrogate_key([
        'document_id', 'scope', 'stage', 'statement_code', 'unit_code', 'unit_name',
        'group_ref', 'horizon',
    ]) }} as group_key
from lines_of_both
