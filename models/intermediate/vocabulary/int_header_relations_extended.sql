{#
    Relations between header wordings, extended to wordings that no relation names but that mean
    the same column.
#}
with

relations as (
    select
        group_wording,
        member_wording,
        member_role
    from {{ ref('stg_map__header_relations') }}
),

wordings_named as (
    select group_wording as wording
    from relations
    union distinct
    select member_wording as wording
    from relations
),

meanings as (
    select
        wording,
        concat(
            coalesce(side, ''),
            '|',
            coalesce(expenditure_nature, ''),
            '|',
            coalesce(cost_category, ''),
            '|', coalesce(funding_source_code, ''), '|', coalesce(three_public_category, '')
        ) as meaning
    from {{ ref('stg_map__headers') }}
),

synonyms as (
    select
        unnamed.wording,
        meant.wording as named_wording
    from meanings as unnamed
    left join wordings_named
        on unnamed.wording = wordings_named.wording
    inner join meanings as meant
        on unnamed.meaning = meant.meaning
    inner join wordings_named as named
        on meant.wording = named.wording
    where
        wordings_named.wording is null
        and unnamed.meaning <> '||||'
),

extended as (
    select
        group_wording,
        member_wording,
        member_role
    from relations
    union distinct
    select
        relations.group_wording,
        synonyms.wording as member_wording,
        relations.member_role
    from relations
    inner join synonyms
        on relations.member_wording = synonyms.named_wording
    union distinct
    select
        synonyms.wording as group_wording,
        relations.member_wording,
        relations.member_role
    from relations
    inner join synonyms
        on relations.group_wording = synonyms.named_wording
)

select
    group_wording,
    member_wording,
    min(member_role) as member_role
from extended
group by group_wording, member_wording
