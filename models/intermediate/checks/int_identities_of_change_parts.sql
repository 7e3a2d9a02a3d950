{#
    The change of a whole that running text states against those of all its parts, each in the line
    that it stands in. One row a figure of an identity; parts of one line are one figure.
#}
{%- set patterns = wording_patterns(['subject_rest', 'subject_rest_of_item']) %}
with

changes_told as (
    select
        document_id,
        line_no,
        figure_no,
        is_own,
        sentence_no,
        subject,
        subject_above,
        rounding_step_cny,
        amount_cny,
        case measure when 'increase' then 1 else -1 end as direction
    from {{ ref('int_narrative_figures_described') }}
    where measure in ('increase', 'decrease')
),

subjects_matched as (
    {{ subjects_matched('changes_told', patterns) }}
),

set_sizes as (
    select
        set_code,
        count(*) as part_count
    from {{ ref('stg_map__change_parts') }}
    group by set_code
),

{# A line repeats the figures of those that it goes on from: each stands in its own. #}
changes_placed as (
    select
        changes.document_id,
        changes.line_no,
        changes.figure_no,
        max(stated.line_no) as own_line_no
    from changes_told as changes
    inner join changes_told as stated
        on
            changes.document_id = stated.document_id
            and changes.subject = stated.subject
            and changes.direction = stated.direction
            and changes.amount_cny = stated.amount_cny
    where
        stated.is_own
        and stated.line_no <= changes.line_no
    group by changes.document_id, changes.line_no, changes.figure_no
),

parts_known as (
    select
        parts.document_id,
        parts.line_no,
        parts.sentence_no,
        parts.subject_above,
        parts.figure_no,
        parts.is_own,
        parts.direction,
        parts.amount_cny,
        parts.rounding_step_cny,
        change_parts.set_code,
        change_parts.part_code
    from changes_told as parts
    inner join subjects_matched
        on
            parts.subject = subjects_matched.subject
            and subjects_matched.match_rank = 1
    inner join {{ ref('stg_map__change_parts') }} as change_parts
        on
            subjects_matched.line_kind = change_parts.line_kind
            and coalesce(subjects_matched.item_name, subjects_matched.expenditure_nature)
            = change_parts.part_code
    where parts.subject_above is not null
),

{# Parts may go on over several lines: the last of them is where all are told. #}
parts_told as (
    select
        parts_known.document_id,
        parts_known.line_no,
        parts_known.sentence_no,
        parts_known.subject_above,
        parts_known.set_code,
        min(parts_known.figure_no) as figure_no
    from parts_known
    inner join set_sizes
        on parts_known.set_code = set_sizes.set_code
    group by
        parts_known.document_id, parts_known.line_no, parts_known.sentence_no,
        parts_known.subject_above, parts_known.set_code
    having
        count(distinct parts_known.part_code) = max(set_sizes.part_count)
        and count(*) = max(set_sizes.part_count)
        and bool_or(parts_known.is_own)
),

wholes_told as (
    select
        parts_told.document_id,
        parts_told.line_no,
        parts_told.sentence_no,
        parts_told.subject_above,
        parts_told.set_code,
        parts_told.figure_no,
        wholes.subject,
        wholes.direction,
        wholes.amount_cny,
        wholes.rounding_step_cny,
        coalesce(placed.own_line_no, parts_told.line_no) as own_line_no
    from parts_told
    inner join changes_told as wholes
        on
            parts_told.document_id = wholes.document_id
            and parts_told.line_no = wholes.line_no
            and parts_told.sentence_no = wholes.sentence_no
            and parts_told.subject_above = wholes.subject
            and parts_told.figure_no - 1 = wholes.figure_no
    left join changes_placed as placed
        on
            wholes.document_id = placed.document_id
            and wholes.line_no = placed.line_no
            and wholes.figure_no = placed.figure_no
),

{# In the line of the whole a part has no cell: one cell on both sides says nothing. #}
parts_added as (
    select
        wholes_told.document_id,
        wholes_told.own_line_no,
        wholes_told.figure_no,
        wholes_told.subject,
        nullif(placed.own_line_no, wholes_told.own_line_no) as part_line_no,
        sum(wholes_told.direction * parts_known.direction * parts_known.amount_cny) as amount_cny,
        sum(parts_known.rounding_step_cny) as rounding_step_cny
    from wholes_told
    inner join parts_known
        on
            wholes_told.document_id = parts_known.document_id
            and wholes_told.line_no = parts_known.line_no
            and wholes_told.sentence_no = parts_known.sentence_no
            and wholes_told.subject_above = parts_known.subject_above
            and wholes_told.set_code = parts_known.set_code
    left join changes_placed as placed
        on
            parts_known.document_id = placed.document_id
            and parts_known.line_no = placed.line_no
            and parts_known.figure_no = placed.figure_no
    group by
        wholes_told.document_id, wholes_told.own_line_no, wholes_told.figure_no,
        wholes_told.subject, placed.own_line_no
),

sides as (
    select
        document_id,
        figure_no,
        subject,
        amount_cny,
        rounding_step_cny,
        'found' as side,
        own_line_no,
        own_line_no as figure_line_no
    from wholes_told
    union all
    select
        document_id,
        figure_no,
        subject,
        amount_cny,
        rounding_step_cny,
        'expected' as side,
        own_line_no,
        part_line_no as figure_line_no
    from parts_added
)

select
    document_id,
    'narrative_statement' as statement_code,
    side,
    case when figure_line_no is not null then {{ line_id('document_id', 'figure_line_no') }} end
        as cell_id,
    'changes_agree' as check_code,
    cast(amount_cny as decimal(18, 4)) as amount_cny,
    cast(rounding_step_cny as decimal(18, 6)) as rounding_step_cny,
    concat(subject, ': ', {{ line_id('document_id', 'own_line_no') }}) as scope,
    concat({{ line_id('document_id', 'own_line_no') }}, ' ', figure_no) as told_apart_by,
    false as is_open
from sides
