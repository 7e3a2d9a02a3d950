{#
    How alike each wording of the worklist is to the wordings under which codes are found. Names are
    compared by the characters and pairs of characters that they share, the rarer the heavier, in
    the order of the names. One row is one pair of wordings that share a character.
#}
with

wordings_asked as (
    select distinct
        code_kind,
        wording
    from {{ ref('int_unmapped_codes') }}
    where wording is not null
),

spellings as (
    select
        code_kind,
        wording
    from {{ ref('int_codes_to_suggest') }}
    union distinct
    select
        code_kind,
        wording
    from wordings_asked
),

places as (
    {{ whole_numbers(40) }}
),

{# A pair counts for more than its two characters: it keeps their order. #}
grams as (
    select
        number as first_place,
        1 as width,
        number as last_place
    from places
    union all
    select
        number as first_place,
        2 as width,
        number + 1 as last_place
    from places
),

features as (
    select distinct
        spellings.code_kind,
        spellings.wording,
        substr(spellings.wording, grams.first_place, grams.width) as feature
    from spellings
    inner join grams
        on length(spellings.wording) >= grams.last_place
),

weights as (
    select
        code_kind,
        feature,
        1 + ln(
            sum(count(*)) over (partition by code_kind) / count(*)
        ) as weight
    from features
    group by code_kind, feature
),

weighted_features as (
    select
        features.code_kind,
        features.wording,
        features.feature,
        weights.weight
    from features
    inner join weights
        on
            features.code_kind = weights.code_kind
            and features.feature = weights.feature
),

totals as (
    select
        code_kind,
        wording,
        sum(weight) as weight
    from weighted_features
    group by code_kind, wording
),

shared as (
    select
        asked.code_kind,
        asked.wording,
        known.wording as known_wording,
        sum(asked_features.weight) as weight
    from wordings_asked as asked
    inner join weighted_features as asked_features
        on
            asked.code_kind = asked_features.code_kind
            and asked.wording = asked_features.wording
    inner join weighted_features as known
        on
            asked_features.code_kind = known.code_kind
            and asked_features.feature = known.feature
    group by asked.code_kind, asked.wording, known.wording
)

select
    shared.code_kind,
    shared.wording,
    shared.known_wording,
    2 * shared.weight / (asked_totals.weight + known_totals.weight) as similarity
from shared
inner join totals as asked_totals
    on
        shared.code_kind = asked_totals.code_kind
        and shared.wording = asked_totals.wording
inner join totals as known_totals
    on
        shared.code_kind = known_totals.code_kind
        and shared.known_wording = known_totals.wording
