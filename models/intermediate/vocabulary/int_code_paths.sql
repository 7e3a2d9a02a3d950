{#
    Every code that changed, followed step by step through all later changes; a split goes on as
    several paths. One row is one place on one path from one old code in one window of years; the
    first place is the old code itself.
#}
with recursive old_code_windows as (
    select distinct
        steps.scheme,
        steps.code as old_code,
        steps.change_year - 1 as last_year,
        greatest(steps.since_year, editions.valid_from_year) as first_year
    from {{ ref('int_code_steps') }} as steps
    inner join {{ ref('int_codes_listed') }} as editions
        on
            steps.scheme = editions.code_kind
            and steps.code = editions.code
            and steps.change_year - 1 between editions.valid_from_year and editions.last_year
),

paths as (
    select
        scheme,
        old_code,
        first_year,
        last_year,
        old_code as code,
        last_year as reached_year,
        old_code as mapping_path,
        cast(null as varchar) as change_kind,
        cast(null as varchar) as source_ref
    from old_code_windows
    union all
    select
        paths.scheme,
        paths.old_code,
        paths.first_year,
        paths.last_year,
        steps.next_code as code,
        steps.change_year as reached_year,
        concat(
            paths.mapping_path, ' → ', coalesce(steps.next_code, '∅'), ' (', steps.change_year, ')'
        ) as mapping_path,
        steps.change_kind,
        steps.source_ref
    from paths
    inner join {{ ref('int_code_steps') }} as steps
        on
            paths.scheme = steps.scheme
            and paths.code = steps.code
            and paths.reached_year >= steps.since_year
            and paths.reached_year < steps.change_year
),

{# Where a step leads on. #}
places_left as (
    select distinct
        paths.scheme,
        paths.code,
        paths.reached_year
    from paths
    inner join {{ ref('int_code_steps') }} as steps
        on
            paths.scheme = steps.scheme
            and paths.code = steps.code
            and paths.reached_year >= steps.since_year
            and paths.reached_year < steps.change_year
)

select
    paths.scheme,
    paths.old_code,
    paths.first_year,
    paths.last_year,
    paths.code,
    paths.reached_year,
    paths.mapping_path,
    paths.change_kind,
    paths.source_ref,
    places_left.code is null as is_end
from paths
left join places_left
    on
        paths.scheme = places_left.scheme
        and paths.code = places_left.code
        and paths.reached_year = places_left.reached_year
