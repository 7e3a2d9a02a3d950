{#
    The three likeliest answers for every wording of a layout that no seed knows; for people to choose
    from, never taken by the build. Traits speak for and against an answer by their weight; a known
    wording that is alike speaks for what it means.
#}
with

wordings as (
    select
        seed_name,
        wording,
        min(content_kind) as content_kind,
        max(content_kind) as other_kind
    from {{ ref('int_layout_subjects') }}
    group by seed_name, wording
),

{# A table without a title is told by what it shows, as one with a title is. #}
weights as (
    select
        suggestions.seed_name,
        suggestions.found_in,
        suggestions.trait,
        suggestions.target,
        suggestions.weight
    from {{ ref('stg_map__trait_suggestions') }} as suggestions
    union all
    select
        'map_header_to_statement' as seed_name,
        suggestions.found_in,
        suggestions.trait,
        suggestions.target,
        suggestions.weight
    from {{ ref('stg_map__trait_suggestions') }} as suggestions
    where suggestions.seed_name = 'map_title_to_statement'
),

by_traits as (
    select
        evidence.seed_name,
        evidence.wording,
        weights.target,
        evidence.found_in,
        evidence.trait,
        weights.weight * evidence.share as weight
    from {{ ref('int_layout_evidence') }} as evidence
    inner join weights
        on
            evidence.seed_name = weights.seed_name
            and evidence.found_in = weights.found_in
            and evidence.trait = weights.trait
),

{# A document has one table of a kind, but for forms; and totals agree with those of other tables. #}
by_documents as (
    select distinct
        subjects.seed_name,
        subjects.wording,
        weights.target,
        weights.found_in,
        weights.trait,
        weights.weight
    from {{ ref('int_layout_subjects') }} as subjects
    inner join {{ ref('int_tables_recognised') }} as recognised
        on subjects.document_id = recognised.document_id
    inner join weights
        on
            subjects.seed_name = weights.seed_name
            and recognised.statement_code = weights.target
            and weights.trait = 'taken'
    union all
    select distinct
        subjects.seed_name,
        subjects.wording,
        agreements.target,
        'table' as found_in,
        agreements.trait,
        cast(1.5 as decimal(7, 5)) as weight
    from {{ ref('int_layout_subjects') }} as subjects
    inner join {{ ref('int_layout_agreements') }} as agreements
        on
            {{ same_table('subjects', 'agreements') }}
            and agreements.target is not null
    where subjects.seed_name in ('map_title_to_statement', 'map_header_to_statement')
),

alike as (
    select
        compared.seed_name,
        compared.wording,
        answers.target,
        max(compared.similarity) as similarity,
        max_by(compared.known_wording, compared.similarity) as known_wording
    from {{ ref('int_layout_wordings_compared') }} as compared
    inner join {{ ref('int_layout_answers') }} as answers
        on
            compared.seed_name = answers.seed_name
            and compared.known_wording = answers.wording
    where compared.similarity >= 0.25
    group by compared.seed_name, compared.wording, answers.target
),

scores as (
    select
        seed_name,
        wording,
        target,
        found_in,
        trait,
        cast(weight as double) as weight
    from by_traits
    union all
    select
        seed_name,
        wording,
        target,
        found_in,
        trait,
        cast(weight as double) as weight
    from by_documents
    union all
    select
        seed_name,
        wording,
        target,
        'known' as found_in,
        known_wording as trait,
        similarity * 2 as weight
    from alike
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
            '；' order by scores.weight desc, scores.found_in, scores.trait
        ) as why
    from scores
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
    where
        summed.score > 0
        and case
            when summed.seed_name = 'map_level_to_category'
                then kinds.value_type = wordings.content_kind
            when summed.seed_name <> 'map_header_to_role' then true
            when wordings.content_kind <> wordings.other_kind then true
            when wordings.content_kind = 'figures'
                then kinds.value_type in ('amount', 'quantity', 'weight', 'value', 'code')
                or summed.target = '序号'
            when wordings.content_kind = 'texts'
                then kinds.value_type not in ('amount', 'group', 'quantity', 'weight')
            when wordings.content_kind = 'codes' then kinds.value_type in ('code', 'code_part', 'text')
            when wordings.content_kind in ('group', 'row') then kinds.value_type in ('group', 'amount')
            else kinds.value_type <> 'group'
        end
        and (
            summed.seed_name not in ('map_title_to_statement', 'map_header_to_statement')
            or (wordings.content_kind = 'final_account') = (
                kinds.value_type = 'final_account' or finals.statement_code is not null
            )
            or kinds.value_type = 'performance_target'
            or (wordings.content_kind <> 'final_account' and kinds.value_type = 'budget')
        )
),

ranked as (
    select
        seed_name,
        wording,
        target,
        max(score) as score,
        max_by(why, score) as why,
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
