{#
    A change that running text states against what lies between the level and the figure that it is
    compared with, and the change of a whole against those of all its parts. One row a figure of an
    identity.
#}
{%- set patterns = wording_patterns(['subject_rest', 'subject_rest_of_item']) %}
with

changes_measured as (
    select
        document_id,
        figure_no,
        cell_id,
        subject,
        'changes_agree' as check_code,
        amount_cny,
        rounding_step_cny,
        direction * (level_cny - base_cny) as expected_cny,
        level_step_cny + base_step_cny as expected_step_cny
    from {{ ref('int_narrative_changes') }}
    where level_cny is not null and base_cny is not null
),

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

{# Parts may go on over several lines: the last of them is where all are told. #}
parts_told as (
    select
        parts.document_id,
        parts.line_no,
        parts.sentence_no,
        parts.subject_above,
        change_parts.set_code,
        min(parts.figure_no) as figure_no,
        sum(parts.direction * parts.amount_cny) as change_cny,
        sum(parts.rounding_step_cny) as rounding_step_cny
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
    inner join set_sizes
        on change_parts.set_code = set_sizes.set_code
    where parts.subject_above is not null
    group by
        parts.document_id, parts.line_no, parts.sentence_no, parts.subject_above,
        change_parts.set_code
    having
        count(distinct change_parts.part_code) = max(set_sizes.part_count)
        and count(*) = max(set_sizes.part_count)
        and bool_or(parts.is_own)
),

parts_measured as (
    select
        parts_told.document_id,
        parts_told.figure_no,
        {{ line_id('parts_told.document_id', 'parts_told.line_no') }} as cell_id,
        wholes.subject,
        'changes_agree' as check_code,
        wholes.amount_cny,
        wholes.rounding_step_cny,
        wholes.direction * parts_told.change_cny as expected_cny,
        parts_told.rounding_step_cny as expected_step_cny
    from parts_told
    inner join changes_told as wholes
        on
            parts_told.document_id = wholes.document_id
            and parts_told.line_no = wholes.line_no
            and parts_told.sentence_no = wholes.sentence_no
            and parts_told.subject_above = wholes.subject
            and parts_told.figure_no - 1 = wholes.figure_no
),

measured as (
    select
        document_id,
        figure_no,
        cell_id,
        subject,
        check_code,
        amount_cny,
        rounding_step_cny,
        expected_cny,
        expected_step_cny
    from changes_measured
    union all
    select
        document_id,
        figure_no,
        cell_id,
        subject,
        check_code,
        amount_cny,
        rounding_step_cny,
        expected_cny,
        expected_step_cny
    from parts_measured
)

{{ sides_measured('measured') }}
