-- The words of a part in the macro and in the seed are the same.
with

in_pattern as (
    select unnested.wording
    from unnest(string_split('{{ of_which() }}', '|')) as unnested (wording)
),

in_seed as (
    select wording
    from {{ ref('stg_map__text_wordings') }}
    where used_for = 'of_which'
)

select coalesce(in_seed.wording, in_pattern.wording) as wording
from in_seed
full outer join in_pattern
    on in_seed.wording = in_pattern.wording
where in_seed.wording is null or in_pattern.wording is null
