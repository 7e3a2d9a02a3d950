-- Every unit of the seed is one of the pattern's, and the other way round.
with

in_pattern as (
    select unnested.unit_printed
    from unnest(string_split('{{ money_units() }}', '|')) as unnested (unit_printed)
)

select coalesce(units.unit_printed, in_pattern.unit_printed) as unit_printed
from {{ ref('stg_code__money_units') }} as units
full outer join in_pattern
    on units.unit_printed = in_pattern.unit_printed
where units.unit_printed is null or in_pattern.unit_printed is null
