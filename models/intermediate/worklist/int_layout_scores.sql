{#
    How much speaks for and against each answer to a wording that no seed knows: its traits, what its
    documents hold besides, and how alike known wordings are.
#}
with

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
        weights.weight * evidence.strength as weight
    from {{ ref('int_layout_evidence') }} as evidence
    inner join weights
        on
            evidence.seed_name = weights.seed_name
            and evidence.found_in = weights.found_in
            and evidence.trait = weights.trait
),

{# A document has one table of a kind, but for forms; totals agree with those of other tables. #}
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
        compared.similarity,
        compared.known_wording,
        row_number() over (
            partition by compared.seed_name, compared.wording, answers.target
            order by compared.similarity desc, compared.known_wording asc
        ) as place
    from {{ ref('int_layout_wordings_compared') }} as compared
    inner join {{ ref('int_layout_answers') }} as answers
        on
            compared.seed_name = answers.seed_name
            and compared.known_wording = answers.wording
    left join {{ ref('int_layout_opposites') }} as opposites
        on
            compared.wording = opposites.wording
            and compared.known_wording = opposites.opposite_wording
    where
        compared.similarity >= 0.25
        and opposites.wording is null
)

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
where place = 1
