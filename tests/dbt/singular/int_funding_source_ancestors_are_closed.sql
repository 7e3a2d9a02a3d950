-- Every step up from an ancestor leads to another ancestor, and every source reaches the total:
-- a list with more levels than the closure walks through would count parts beside their whole.
with steps_up as (

    select
        ancestors.funding_source_code,
        sources.parent_code as ancestor_code
    from {{ ref('int_funding_source_ancestors') }} as ancestors
    inner join {{ ref('stg_code__funding_sources') }} as sources
        on ancestors.ancestor_code = sources.funding_source_code
    where sources.parent_code is not null

),

expected as (

    select
        funding_source_code,
        ancestor_code
    from steps_up
    union distinct
    select
        funding_source_code,
        parent_code as ancestor_code
    from {{ ref('stg_code__funding_sources') }}
    where
        parent_code is not null
        and not is_memo
    union distinct
    select
        funding_source_code,
        'total' as ancestor_code
    from {{ ref('stg_code__funding_sources') }}
    where
        not is_memo
        and funding_source_code <> 'total'

)

select
    expected.funding_source_code,
    expected.ancestor_code
from expected
left join {{ ref('int_funding_source_ancestors') }} as ancestors
    on
        expected.funding_source_code = ancestors.funding_source_code
        and expected.ancestor_code = ancestors.ancestor_code
where ancestors.ancestor_code is null
union all
-- No source is part of itself, and a memo is part of nothing.
select
    ancestors.funding_source_code,
    ancestors.ancestor_code
from {{ ref('int_funding_source_ancestors') }} as ancestors
left join {{ ref('stg_code__funding_sources') }} as sources
    on ancestors.funding_source_code = sources.funding_source_code
where
    ancestors.funding_source_code = ancestors.ancestor_code
    or sources.is_memo
