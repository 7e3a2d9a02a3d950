{#
    Year, stage and subject of each figure: its own, else those that the figures before it in its
    sentence have, else the subject of the sentence before; behind one that told parts (A 6万元,其中:
    B 4万元。比上年7万元减少1万元) a change, and what it is compared with, is of what these are parts
    of, and nothing else is. What is compared with passes nothing on, nor does what a share is taken of.
#}
{%- set patterns = narrative_patterns() %}
{%- set costs = wording_patterns(['cost_word']) %}
with

stated as (
    select
        sentences.document_id,
        sentences.line_no,
        sentences.figure_no,
        sentences.sentence_no,
        sentences.statement_no,
        sentences.opens_parts,
        sentences.is_behind_parts,
        sentences.subject_in_sentence,
        sentences.main_before,
        contexts.is_alone,
        contexts.names_whole,
        measures.is_reference,
        contexts.own_year,
        contexts.own_stage,
        contexts.own_subject,
        contexts.subject_words,
        measures.measure in ('increase', 'decrease') or measures.is_reference as is_of_change,
        measures.measure = 'level'
        and not measures.is_reference
        and not measures.is_base_of_share as passes_on
    from {{ ref('int_narrative_sentences') }} as sentences
    inner join {{ ref('int_narrative_measures') }} as measures
        on
            sentences.document_id = measures.document_id
            and sentences.line_no = measures.line_no
            and sentences.figure_no = measures.figure_no
    inner join {{ ref('int_narrative_contexts') }} as contexts
        on
            sentences.document_id = contexts.document_id
            and sentences.line_no = contexts.line_no
            and sentences.figure_no = contexts.figure_no
),

before as (
    select
        stated.document_id,
        stated.line_no,
        stated.figure_no,
        stated.sentence_no,
        stated.is_reference,
        stated.is_of_change,
        stated.own_year,
        stated.own_stage,
        stated.own_subject,
        stated.subject_words,
        stated.opens_parts,
        stated.is_alone,
        stated.subject_in_sentence is null and stated.is_behind_parts as is_of_sentence_before,
        last_value(case when stated.passes_on then stated.own_year end ignore nulls)
            over sentence_before as year_before,
        last_value(case when stated.passes_on then stated.own_stage end ignore nulls)
            over sentence_before as stage_before,
        case
            when stated.subject_in_sentence is null and stated.is_behind_parts
                then stated.main_before
            else last_value(
                case when not stated.names_whole then stated.own_subject end ignore nulls
            ) over line_before
        end as subject_before,
        last_value(case when stated.passes_on then stated.own_year end ignore nulls)
            over line_before as year_of_line,
        coalesce(bool_or(
            coalesce({{ wording_found(
                wordings_removed('stated.own_subject', costs.cost_word), patterns.restricting
            ) }}, false)
        ) over statement_before, false) as is_restricted,
        {# Behind 人员经费 stands what is spent on it, or the other costs. #}
        coalesce(bool_or(
            coalesce({{ wording_found('stated.own_subject', costs.cost_word) }}, false)
        ) over statement_before, false)
        and not coalesce({{ wording_found('stated.own_subject', costs.cost_word) }}, false)
            as is_below_cost
    from stated
    window
        sentence_before as (
            partition by stated.document_id, stated.line_no, stated.sentence_no
            order by stated.figure_no rows between unbounded preceding and 1 preceding
        ),
        statement_before as (
            partition by stated.document_id, stated.line_no, stated.statement_no
            order by stated.figure_no rows between unbounded preceding and 1 preceding
        ),
        line_before as (
            partition by stated.document_id, stated.line_no
            order by stated.figure_no rows between unbounded preceding and 1 preceding
        )
),

sides as (
    select
        before.document_id,
        before.line_no,
        before.figure_no,
        before.sentence_no,
        before.is_reference,
        before.own_year,
        before.own_stage,
        before.own_subject,
        before.subject_words,
        before.year_before,
        before.stage_before,
        before.year_of_line,
        before.is_alone,
        before.is_restricted or before.is_below_cost as is_restricted,
        before.opens_parts,
        before.subject_before,
        before.is_of_sentence_before and not before.is_of_change as is_open,
        {# 支出决算 behind a figure of revenue is none of it, and stands for itself. #}
        coalesce(
            {{ wording_found('before.subject_words', patterns.expenditure_word) }}
            and {{ wording_found('before.subject_before', patterns.revenue_word) }}
            or {{ wording_found('before.subject_words', patterns.revenue_word) }}
            and {{ wording_found('before.subject_before', patterns.expenditure_word) }},
            false
        ) as is_of_other_side
    from before
),

subjects as (
    select
        document_id,
        line_no,
        figure_no,
        sentence_no,
        is_reference,
        own_year,
        own_stage,
        year_before,
        stage_before,
        year_of_line,
        opens_parts,
        subject_before,
        is_restricted or not is_alone as is_restricted,
        case
            when own_subject is not null then own_subject
            when
                subject_before is null
                or is_open
                or is_of_other_side
                then subject_words
            else subject_before
        end as subject
    from sides
)

select
    document_id,
    line_no,
    figure_no,
    sentence_no,
    subject,
    is_restricted,
    case when is_reference then own_year else coalesce(own_year, year_before) end as year_stated,
    {# A stage goes with its year: behind another year it is no longer said. #}
    case
        when own_stage is not null or is_reference then own_stage
        when own_year is null or own_year = year_before then stage_before
    end as stage_stated,
    year_of_line,
    last_value(case when opens_parts then subject_before end ignore nulls) over (
        partition by document_id, line_no, sentence_no order by figure_no
        rows between unbounded preceding and current row
    ) as subject_above,
    opens_parts
from subjects
