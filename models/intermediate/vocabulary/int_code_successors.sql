{#
    What became of a code that was renamed, moved, merged, split or abolished. What all paths of a
    split end in is the longest code of the newest edition that every end begins with. One row is
    one old code in one window of years.
#}
with

path_ends as (
    select
        scheme,
        old_code,
        last_year,
        code,
        mapping_path
    from {{ ref('int_code_paths') }}
    where is_end
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

ends_above as (
    {{ with_code_prefixes('path_ends', ['scheme', 'old_code', 'last_year'], 'code') }}
),

newest_codes as (
    select
        code_kind as scheme,
        code
    from {{ ref('int_codes_listed') }}
    where last_year = 9999
),

codes_shared as (
    select
        ends_above.scheme,
        ends_above.old_code,
        ends_above.last_year,
        newest_codes.code,
        count(*) as end_count,
        row_number() over (
            partition by ends_above.scheme, ends_above.old_code, ends_above.last_year
            order by count(*) desc, length(newest_codes.code) desc, newest_codes.code asc
        ) as code_rank
    from ends_above
    inner join newest_codes
        on
            ends_above.scheme = newest_codes.scheme
            and ends_above.code_prefix = newest_codes.code
    group by
        ends_above.scheme, ends_above.old_code, ends_above.last_year, newest_codes.code
),

{# The code that most ends begin with, the longest of them. #}
code_shared_most as (
    select
        scheme,
        old_code,
        last_year,
        code,
        end_count
    from codes_shared
    where code_rank = 1
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
    from {{ ref('int_code_paths') }}
    where change_kind is not null
    group by scheme, old_code, first_year, last_year
),

sources as (
    select distinct
        scheme,
        old_code,
        last_year,
        source_ref
    from {{ ref('int_code_paths') }}
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
left join code_shared_most as codes_shared
    on
        changes_by_window.scheme = codes_shared.scheme
        and changes_by_window.old_code = codes_shared.old_code
        and changes_by_window.last_year = codes_shared.last_year
        and ends_by_window.end_count = codes_shared.end_count
left join sources_by_window
    on
        changes_by_window.scheme = sources_by_window.scheme
        and changes_by_window.old_code = sources_by_window.old_code
        and changes_by_window.last_year = sources_by_window.last_year
