-- A suggestion that no seed knows could never be given as an answer.
select
    suggestions.seed_name,
    suggestions.target
from {{ ref('map_trait_to_suggestion') }} as suggestions
left join {{ ref('int_layout_answers') }} as answers
    on
        suggestions.seed_name = answers.seed_name
        and suggestions.target = answers.target
where answers.target is null
