{#
    The changes that running text states, with the level that changed and the figure that it is
    compared with: the one right before the change, where it is of another year or is compared with.
    Both are of the document's stage; a comparison may be with what was executed, or with another stage
    of the year.
#}
with

figures as (
    select
        *,
        case measure when 'increase' then 1 when 'decrease' then -1 end as direction
    from {{ ref('int_narrative_figures_described') }}
),

{# The level that changed: all that the text before says of the subject and year is one amount. #}
levels_changed as (
    select
        changes.document_id,
        changes.line_no,
        changes.figure_no,
        min(levels.amount_cny) as amount_cny,
        max(levels.rounding_step_cny) as rounding_step_cny
    from figures as changes
    inner join figures as levels
        on
            changes.document_id = levels.document_id
            and changes.line_no = levels.line_no
            and changes.subject = levels.subject
    where
        changes.direction is not null
        and changes.is_own
        and levels.figure_no < changes.figure_no
        and levels.measure = 'level'
        and levels.is_of_document_year
        and levels.is_of_document_stage
        and not levels.is_reference
    group by changes.document_id, changes.line_no, changes.figure_no
    having count(distinct levels.amount_cny) = 1
)

select
    changes.document_id,
    changes.line_no,
    changes.figure_no,
    changes.cell_id,
    changes.subject,
    changes.direction,
    changes.amount_cny,
    changes.rounding_step_cny,
    changes.rate,
    changes.rate_step,
    changes.is_of_document_year,
    levels_changed.amount_cny as level_cny,
    levels_changed.rounding_step_cny as level_step_cny,
    bases.amount_cny as base_cny,
    bases.rounding_step_cny as base_step_cny
from figures as changes
left join levels_changed
    on
        changes.document_id = levels_changed.document_id
        and changes.line_no = levels_changed.line_no
        and changes.figure_no = levels_changed.figure_no
left join figures as bases
    on
        changes.document_id = bases.document_id
        and changes.line_no = bases.line_no
        and changes.sentence_no = bases.sentence_no
        and changes.subject = bases.subject
        and changes.figure_no - 1 = case
            when
                bases.measure = 'level'
                and (bases.is_reference or not bases.is_of_document_year)
                and (
                    bases.is_of_document_stage
                    or bases.stage_stated = 'execution'
                    or bases.is_of_document_year
                )
                then bases.figure_no
        end
where
    changes.direction is not null
    and changes.is_own
    and coalesce(changes.is_rate, true)
