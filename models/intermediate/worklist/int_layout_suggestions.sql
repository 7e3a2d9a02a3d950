{#
    The three likeliest answers for every wording of a layout that no seed knows; for people to choose
    from, never taken by the build. Traits speak for and against an answer by their weight; a known
    wording that is alike speaks for what it means.
#}
with

wordings as (
    select
        subjects.seed_name,
        subjects.wording,
        min(subjects.content_kind) as content_kind,
        max(subjects.content_kind) as other_kind,
        min(scopes.scope) as scope,
        max(scopes.scope) as other_scope
    from {{ ref('int_layout_subjects') }} as subjects
    inner join {{ ref('int_document_scopes') }} as scopes
        on subjects.document_id = scopes.document_id
    group by subjects.seed_name, subjects.wording
),

{# Statements of a government are suggested for its documents, and no others. #}
statements as (
    select
        listed.statement_code,
        listed.statement_name_zh,
        case
            when listed.document_kind = 'performance_target' then null
            when bool_or(titles.scope = 'government') then 'government'
            else 'department'
        end as scope
    from {{ ref('stg_code__statements') }} as listed
    left join {{ ref('stg_map__titles') }} as titles
        on listed.statement_code = titles.statement_code
    group by listed.statement_code, listed.statement_name_zh, listed.document_kind
),

summed as (
    select
        scores.seed_name,
        scores.wording,
        scores.target,
        sum(scores.weight) as score,
        string_agg(
            case
                when scores.weight <= 0 then null
                when scores.found_in = 'known' then concat('近于“', scores.trait, '”')
                else concat(coalesce(places.name_zh, ''), coalesce(traits.name_zh, scores.trait))
            end,
            '；' order by scores.weight desc, scores.found_in asc, scores.trait asc
        ) as why
    from {{ ref('int_layout_scores') }} as scores
    left join {{ ref('int_vocabulary') }} as traits
        on
            scores.trait = traits.code
            and traits.vocabulary = 'layout_trait'
    left join {{ ref('int_vocabulary') }} as places
        on
            scores.found_in = places.code
            and places.vocabulary = 'layout_trait_place'
    group by scores.seed_name, scores.wording, scores.target
),

kinds as (
    select distinct
        seed_name,
        target,
        value_type
    from {{ ref('int_layout_answers') }}
    where
        wording = target
        or seed_name in ('map_title_to_statement', 'map_level_to_category')
),

finals as (
    select
        statement_code,
        counterpart_code
    from {{ ref('stg_code__statements') }}
    where document_kind = 'final_account'
),

{# Money is in figures, names are in words; a final account has statements of its own. #}
possible as (
    select
        summed.seed_name,
        summed.wording,
        summed.score,
        summed.why,
        case
            when wordings.content_kind = 'final_account' and kinds.value_type = 'budget'
                then finals.statement_code
            else summed.target
        end as target
    from summed
    inner join wordings
        on
            summed.seed_name = wordings.seed_name
            and summed.wording = wordings.wording
    left join kinds
        on
            case
                when summed.seed_name = 'map_header_to_statement' then 'map_title_to_statement'
                else summed.seed_name
            end = kinds.seed_name
            and summed.target = kinds.target
    left join finals
        on summed.target = finals.counterpart_code
    left join statements
        on summed.target = statements.statement_code
    left join {{ ref('int_layout_opposites') }} as opposites
        on
            summed.wording = opposites.wording
            and coalesce(statements.statement_name_zh, summed.target) = opposites.opposite_wording
    where
        {# What a column holds speaks for too many answers to be a reason by itself. #}
        summed.score > {{ var('least_suggestion_score') }}
        and opposites.wording is null
        and (
            statements.scope is null
            or wordings.scope <> wordings.other_scope
            or wordings.scope not in ('department', 'government')
            or wordings.scope = statements.scope
        )
        and case
            when summed.seed_name = 'map_level_to_category'
                then kinds.value_type = wordings.content_kind
            when summed.seed_name <> 'map_header_to_role' then true
            when wordings.content_kind <> wordings.other_kind then true
            when wordings.content_kind = 'figures'
                then
                    kinds.value_type in ('amount', 'quantity', 'weight', 'value', 'code')
                    or summed.target = '序号'
            when wordings.content_kind = 'texts'
                then kinds.value_type not in ('amount', 'group', 'quantity', 'weight')
            when wordings.content_kind = 'codes'
                then kinds.value_type in ('code', 'code_part', 'text')
            when wordings.content_kind in ('group', 'row')
                then kinds.value_type in ('group', 'amount')
            else kinds.value_type <> 'group'
        end
        and (
            summed.seed_name not in ('map_title_to_statement', 'map_header_to_statement')
            or (wordings.content_kind = 'final_account') = (
                kinds.value_type = 'final_account' or finals.statement_code is not null
            )
            or {{ is_kind_of_forms('kinds.value_type') }}
            or (wordings.content_kind <> 'final_account' and kinds.value_type = 'budget')
        )
),

ranked as (
    select
        seed_name,
        wording,
        target,
        max(score) as score,
        max_by(why, row(score, why)) as why,
        row_number() over (
            partition by seed_name, wording
            order by max(score) desc, target asc
        ) as suggestion_no
    from possible
    where target is not null
    group by seed_name, wording, target
)

select
    seed_name,
    wording,
    suggestion_no,
    target,
    cast(score as decimal(6, 2)) as score,
    why
from ranked
where suggestion_no <= 3
