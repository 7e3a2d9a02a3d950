-- What became of a code that was renamed, moved, merged, split or abolished, followed through all
-- later changes. A split goes on as several paths; what all of them end in is the longest code of
-- the newest edition that every end begins with.
with recursive changes as (

    select
        scheme,
        old_code,
        new_code,
        change_kind,
        source_ref,
        first_year as change_year
    from {{ ref('stg_map__code_successions') }}
    where old_code is not null

),

editions as (

    select
        'function' as scheme,
        function_code as code,
        valid_from_year,
        valid_to_year
    from {{ ref('stg_code__functions') }}
    union all
    select
        'economic' as scheme,
        economic_code as code,
        valid_from_year,
        valid_to_year
    from {{ ref('stg_code__economics') }}

),

codes_changed as (

    select
        scheme,
        old_code as code
    from changes
    union distinct
    select
        scheme,
        new_code as code
    from changes
    where new_code is not null

),

-- A change of a class or section changes the codes below it too; the longest of them tells how.
changes_by_code as (

    select
        codes_changed.scheme,
        codes_changed.code,
        changes.new_code,
        changes.change_kind,
        changes.change_year,
        changes.source_ref,
        rank() over (
            partition by codes_changed.scheme, codes_changed.code, changes.change_year
            order by length(changes.old_code) desc
        ) as prefix_rank
    from codes_changed
    inner join changes
        on
            codes_changed.scheme = changes.scheme
            and starts_with(codes_changed.code, changes.old_code)

),

change_years as (

    select distinct
        scheme,
        code,
        change_year
    from changes_by_code

),

years_in_order as (

    select
        scheme,
        code,
        change_year,
        coalesce(
            lag(change_year) over (
                partition by scheme, code
                order by change_year
            ), 0
        ) as since_year
    from change_years

),

-- A step is taken from any year between the change before it and its own.
steps as (

    select
        changes_by_code.scheme,
        changes_by_code.code,
        changes_by_code.change_kind,
        changes_by_code.change_year,
        changes_by_code.source_ref,
        years_in_order.since_year,
        case
            when changes_by_code.change_kind = 'renamed' then changes_by_code.code
            else changes_by_code.new_code
        end as next_code
    from changes_by_code
    inner join years_in_order
        on
            changes_by_code.scheme = years_in_order.scheme
            and changes_by_code.code = years_in_order.code
            and changes_by_code.change_year = years_in_order.change_year
    where changes_by_code.prefix_rank = 1

),

old_code_windows as (

    select
        years_in_order.scheme,
        years_in_order.code as old_code,
        years_in_order.change_year - 1 as last_year,
        greatest(years_in_order.since_year, editions.valid_from_year) as first_year
    from years_in_order
    inner join editions
        on
            years_in_order.scheme = editions.scheme
            and years_in_order.code = editions.code
            and {{ is_valid_in('years_in_order.change_year - 1', 'editions') }}

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
    inner join steps
        on
            paths.scheme = steps.scheme
            and paths.code = steps.code
            and paths.reached_year >= steps.since_year
            and paths.reached_year < steps.change_year

),

path_ends as (

    select
        paths.scheme,
        paths.old_code,
        paths.last_year,
        paths.code,
        paths.mapping_path
    from paths
    left join steps
        on
            paths.scheme = steps.scheme
            and paths.code = steps.code
            and paths.reached_year >= steps.since_year
            and paths.reached_year < steps.change_year
    where steps.scheme is null

),

ends_by_window as (

    select
        scheme,
        old_code,
        last_year,
        string_agg(mapping_path, '; ' order by mapping_path) as mapping_path,
        count(*) as end_count,
        count(code) as known_end_count
    from path_ends
    group by scheme, old_code, last_year

),

codes_shared as (

    select
        path_ends.scheme,
        path_ends.old_code,
        path_ends.last_year,
        editions.code,
        count(*) as end_count,
        row_number() over (
            partition by path_ends.scheme, path_ends.old_code, path_ends.last_year
            order by count(*) desc, length(editions.code) desc
        ) as code_rank
    from path_ends
    inner join editions
        on
            path_ends.scheme = editions.scheme
            and starts_with(path_ends.code, editions.code)
            and editions.valid_to_year is null
    group by path_ends.scheme, path_ends.old_code, path_ends.last_year, editions.code

),

changes_by_window as (

    select
        scheme,
        old_code,
        first_year,
        last_year,
        min(reached_year) as mapping_first_year,
        max(reached_year) as mapping_last_year,
        bool_or(change_kind = 'split') as has_split,
        bool_or(change_kind = 'merged') as has_merged,
        bool_and(change_kind = 'renamed') as is_renamed_only
    from paths
    where change_kind is not null
    group by scheme, old_code, first_year, last_year

),

sources as (

    select distinct
        scheme,
        old_code,
        last_year,
        source_ref
    from paths
    where source_ref is not null

),

sources_by_window as (

    select
        scheme,
        old_code,
        last_year,
        string_agg(source_ref, ' | ' order by source_ref) as mapping_source_ref
    from sources
    group by scheme, old_code, last_year

)

select
    changes_by_window.scheme,
    changes_by_window.old_code,
    changes_by_window.first_year,
    changes_by_window.last_year,
    codes_shared.code as comparable_code,
    changes_by_window.mapping_first_year,
    changes_by_window.mapping_last_year,
    sources_by_window.mapping_source_ref,
    ends_by_window.mapping_path,
    changes_by_window.is_renamed_only,
    case
        when ends_by_window.known_end_count = 0 then 'abolished'
        when changes_by_window.has_split then 'split'
        when changes_by_window.has_merged then 'merged'
        when changes_by_window.is_renamed_only then 'renamed'
        else 'moved'
    end as mapping
from changes_by_window
inner join ends_by_window
    on
        changes_by_window.scheme = ends_by_window.scheme
        and changes_by_window.old_code = ends_by_window.old_code
        and changes_by_window.last_year = ends_by_window.last_year
left join codes_shared
    on
        changes_by_window.scheme = codes_shared.scheme
        and changes_by_window.old_code = codes_shared.old_code
        and changes_by_window.last_year = codes_shared.last_year
        and ends_by_window.end_count = codes_shared.end_count
        and codes_shared.code_rank = 1
left join sources_by_window
    on
        changes_by_window.scheme = sources_by_window.scheme
        and changes_by_window.old_code = sources_by_window.old_code
        and changes_by_window.last_year = sources_by_window.last_year
