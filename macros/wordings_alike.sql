{#
    How alike each wording of `asked` is to the wordings of `known`, both relations with `key_column` and
    `wording`: by the characters and pairs of characters that they share, the rarer the heavier, in the
    order of the names. One row is one pair of wordings of one key that share a character.
#}
{% macro wordings_alike(asked, known, key_column) -%}
    with

    wordings_asked as (
        select distinct
            {{ key_column }},
            wording
        from {{ asked }}
        where wording is not null
    ),

    spellings as (
        select
            {{ key_column }},
            wording
        from {{ known }}
        union distinct
        select
            {{ key_column }},
            wording
        from wordings_asked
    ),

    places as (
        {{ gongkai.whole_numbers(40) }}
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
            spellings.{{ key_column }},
            spellings.wording,
            substr(spellings.wording, grams.first_place, grams.width) as feature
        from spellings
        inner join grams
            on length(spellings.wording) >= grams.last_place
    ),

    weights as (
        select
            {{ key_column }},
            feature,
            {# Sums of decimals do not depend on the order in which they are taken. #}
            cast(
                1 + ln(sum(count(*)) over (partition by {{ key_column }}) / count(*)) as decimal(18, 6)
            ) as weight
        from features
        group by {{ key_column }}, feature
    ),

    weighted_features as (
        select
            features.{{ key_column }},
            features.wording,
            features.feature,
            weights.weight
        from features
        inner join weights
            on
                features.{{ key_column }} = weights.{{ key_column }}
                and features.feature = weights.feature
    ),

    totals as (
        select
            {{ key_column }},
            wording,
            sum(weight) as weight
        from weighted_features
        group by {{ key_column }}, wording
    ),

    shared as (
        select
            asked.{{ key_column }},
            asked.wording,
            known.wording as known_wording,
            sum(asked_features.weight) as weight
        from wordings_asked as asked
        inner join weighted_features as asked_features
            on
                asked.{{ key_column }} = asked_features.{{ key_column }}
                and asked.wording = asked_features.wording
        inner join weighted_features as known
            on
                asked_features.{{ key_column }} = known.{{ key_column }}
                and asked_features.feature = known.feature
        group by asked.{{ key_column }}, asked.wording, known.wording
    )

    select
        shared.{{ key_column }},
        shared.wording,
        shared.known_wording,
        2 * shared.weight / (asked_totals.weight + known_totals.weight) as similarity
    from shared
    inner join totals as asked_totals
        on
            shared.{{ key_column }} = asked_totals.{{ key_column }}
            and shared.wording = asked_totals.wording
    inner join totals as known_totals
        on
            shared.{{ key_column }} = known_totals.{{ key_column }}
            and shared.known_wording = known_totals.wording
{%- endmacro %}
