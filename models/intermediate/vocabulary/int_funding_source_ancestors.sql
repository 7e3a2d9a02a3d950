{#
    Every funding source with the sources that it is part of, at any distance. All that is not a
    memo is part of the total. Lists of three levels below the total are enough; a test compares
    the steps with the list.
#}
with

sources as (
    select
        funding_source_code,
        parent_code
    from {{ ref('stg_code__funding_sources') }}
    where
        not is_memo
        and funding_source_code <> 'total'
),

grandparents as (
    select
        sources.funding_source_code,
        parents.parent_code as ancestor_code
    from sources
    inner join sources as parents
        on sources.parent_code = parents.funding_source_code
),

great_grandparents as (
    select
        grandparents.funding_source_code,
        parents.parent_code as ancestor_code
    from grandparents
    inner join sources as parents
        on grandparents.ancestor_code = parents.funding_source_code
)

select
    funding_source_code,
    parent_code as ancestor_code
from sources
where parent_code is not null
union distinct
select
    funding_source_code,
    ancestor_code
from grandparents
where ancestor_code is not null
union distinct
select
    funding_source_code,
    ancestor_code
from great_grandparents
where ancestor_code is not null
union distinct
select
    funding_source_code,
    'total' as ancestor_code
from sources
