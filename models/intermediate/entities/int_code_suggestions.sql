{#
    The three likeliest codes for every code or wording of the worklist; for people to choose from,
    never taken by the build. Names are compared by the characters and pairs of characters that they
    share, the rarer the heavier, in the order of the names; a code that begins like the printed one
    is the likelier.
#}
with

asked as (
    select distinct
        code_kind,
        printed_code,
        wording,
        coalesce(fiscal_year, 2023) as fiscal_year
    from {{ ref('int_unmapped_codes') }}
),

wordings_asked as (
    select distinct
        code_kind,
        wording
    from asked
    where wording is not null
),

spellings as (
    select
        code_kind,
        wording
    from {{ ref('int_codes_to_suggest') }}
    union
    select
        code_kind,
        wording
    from wordings_asked
),

places as (
    {{ whole_numbers(40) }}
),

{# A pair counts for more than its two characters: it keeps their order. #}
features as (
    select distinct
        spellings.code_kind,
        spellings.wording,
        substr(spellings.wording, places.number, widths.number) as feature
    from spellings
    inner join places
        on length(spellings.wording) >= places.number
    inner join places as widths
        on
            widths.number <= 2
            and places.number + widths.number - 1 <= length(spellings.wording)
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
        known.wording as other_wording,
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
),

similarities as (
    select
        shared.code_kind,
        shared.wording,
        shared.other_wording,
        2 * shared.weight / (asked_totals.weight + other_totals.weight) as similarity
    from shared
    inner join totals as asked_totals
        on
            shared.code_kind = asked_totals.code_kind
            and shared.wording = asked_totals.wording
    inner join totals as other_totals
        on
            shared.code_kind = other_totals.code_kind
            and shared.other_wording = other_totals.wording
),

compared as (
    select
        asked.code_kind,
        asked.printed_code,
        asked.wording,
        asked.fiscal_year,
        candidates.code,
        candidates.code_name,
        candidates.wording as known_wording,
        coalesce(similarities.similarity, 0) as similarity,
        coalesce({{ shared_prefix_length('asked.printed_code', 'candidates.code', 7) }}, 0)
            as shared_digits
    from asked
    inner join {{ ref('int_codes_to_suggest') }} as candidates
        on
            asked.code_kind = candidates.code_kind
            and asked.fiscal_year between candidates.first_year and candidates.last_year
    left join similarities
        on
            asked.code_kind = similarities.code_kind
            and asked.wording = similarities.wording
            and candidates.wording = similarities.other_wording
    where
        similarities.similarity is not null
        or substr(asked.printed_code, 1, 3) = substr(candidates.code, 1, 3)
),

best_wordings as (
    select
        code_kind,
        printed_code,
        wording,
        fiscal_year,
        code,
        code_name,
        known_wording,
        similarity,
        shared_digits,
        similarity
        + case
            when printed_code = code then 0.6
            when printed_code is not null then 0.25 * shared_digits / length(printed_code)
            else 0
        end as likelihood,
        row_number() over (
            partition by code_kind, printed_code, wording, fiscal_year, code
            order by similarity desc, known_wording asc
        ) as wording_rank
    from compared
),

ranked as (
    select
        code_kind,
        printed_code,
        wording,
        fiscal_year,
        code,
        code_name,
        known_wording,
        similarity,
        shared_digits,
        row_number() over (
            partition by code_kind, printed_code, wording, fiscal_year
            order by likelihood desc, length(code) asc, code asc
        ) as suggestion_no
    from best_wordings
    where wording_rank = 1
)

select
    code_kind,
    printed_code,
    wording,
    fiscal_year,
    suggestion_no,
    code,
    code_name,
    cast(similarity as decimal(4, 3)) as similarity,
    case
        when printed_code = code
            then
                concat('所印代码，表中名称为“', code_name, '”。The printed code; the list calls it so.')
        when wording = known_wording and printed_code is not null
            then '名称相同，代码不同。The same name under another code.'
        when wording = known_wording
            then '名称相同。The same name.'
        when known_wording <> code_name
            then concat('近于其别名“', known_wording, '”。Close to this alias of it.')
        when shared_digits >= 3
            then '名称相近，且同类。A similar name in the same class.'
        else '名称相近。A similar name.'
    end as why
from ranked
where suggestion_no <= 3
