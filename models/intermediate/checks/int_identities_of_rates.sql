{#
    The rate behind a change against the change over the level before it, and the share behind a part
    against the part over the level that its sentence begins with. One row a figure of an identity.
#}
with

rates_measured as (
    select
        document_id,
        figure_no,
        cell_id,
        subject,
        'rates_agree' as check_code,
        amount_cny,
        rounding_step_cny,
        rate * coalesce(base_cny, level_cny - direction * amount_cny) as expected_cny,
        rate_step * coalesce(base_cny, level_cny - direction * amount_cny)
        + rate * coalesce(base_step_cny, level_step_cny + rounding_step_cny)
            as expected_step_cny
    from {{ ref('int_narrative_changes') }}
    where
        rate is not null
        and (is_of_document_year or base_cny is not null)
        and coalesce(base_cny, level_cny - direction * amount_cny) > 0
),

figures as (
    select
        *,
        min(case when measure = 'level' then figure_no end)
            over (partition by document_id, line_no, sentence_no) as first_level_no
    from {{ ref('int_narrative_figures_described') }}
),

{# Parts with shares that add up to what their sentence begins with are parts of it (主要用于以下方面:). #}
lists as (
    select
        parts.document_id,
        parts.line_no,
        parts.sentence_no,
        min(wholes.figure_no) as whole_no
    from figures as parts
    inner join figures as wholes
        on
            parts.document_id = wholes.document_id
            and parts.line_no = wholes.line_no
            and parts.sentence_no = wholes.sentence_no
            and parts.first_level_no = wholes.figure_no
    where
        parts.is_own
        and parts.measure = 'level'
        and not parts.is_rate
        and not parts.is_reference
        and parts.rate is not null
        and parts.subject_above is null
        and parts.figure_no > parts.first_level_no
    group by
        parts.document_id, parts.line_no, parts.sentence_no, wholes.amount_cny,
        wholes.rounding_step_cny
    having
        abs(sum(parts.amount_cny) - wholes.amount_cny)
        <= (sum(parts.rounding_step_cny) + wholes.rounding_step_cny) / 2
        and count(*) > 1
),

{# The whole is what the sentence begins with; of a part of a part it is open what is meant. #}
shares_measured as (
    select
        parts.document_id,
        parts.figure_no,
        parts.cell_id,
        parts.subject,
        'rates_agree' as check_code,
        parts.amount_cny,
        parts.rounding_step_cny,
        parts.rate * wholes.amount_cny as expected_cny,
        parts.rate_step * wholes.amount_cny + parts.rate * wholes.rounding_step_cny
            as expected_step_cny
    from figures as parts
    inner join figures as wholes
        on
            parts.document_id = wholes.document_id
            and parts.line_no = wholes.line_no
            and parts.sentence_no = wholes.sentence_no
            and parts.first_level_no = wholes.figure_no
    left join lists
        on
            parts.document_id = lists.document_id
            and parts.line_no = lists.line_no
            and parts.sentence_no = lists.sentence_no
            and parts.first_level_no = lists.whole_no
    where
        (
            parts.subject_above = wholes.subject
            or parts.subject_above is null and lists.whole_no is not null
        )
        and parts.is_own
        and not parts.is_rate
        and parts.measure = 'level'
        and parts.is_of_document_year
        and parts.is_of_document_stage
        and parts.figure_no > parts.first_level_no
        and wholes.is_of_document_year
        and wholes.is_of_document_stage
        and not wholes.is_reference
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
    from rates_measured
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
    from shares_measured
)

{{ sides_measured('measured') }}
