{#
    What a change made of a code, and since which year a code waits for that change. A change of a
    class or section changes the codes below it too; the longest of them tells how. One row is one
    code, one change and one code that it became.
#}
with

changes as (
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

codes_above as (
    {{ with_code_prefixes('codes_changed', ['scheme', 'code'], 'code') }}
),

changes_by_code as (
    select
        codes_above.scheme,
        codes_above.code,
        changes.new_code,
        changes.change_kind,
        changes.change_year,
        changes.source_ref,
        rank() over (
            partition by codes_above.scheme, codes_above.code, changes.change_year
            order by length(changes.old_code) desc
        ) as prefix_rank
    from codes_above
    inner join changes
        on
            codes_above.scheme = changes.scheme
            and codes_above.code_prefix = changes.old_code
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
)

select
    changes_by_code.scheme,
    changes_by_code.code,
    changes_by_code.change_kind,
    years_in_order.since_year,
    changes_by_code.change_year,
    changes_by_code.source_ref,
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
