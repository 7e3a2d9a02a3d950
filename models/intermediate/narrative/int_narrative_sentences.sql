{#
    The sentence that each figure stands in, and what it may go on with: the subject that its sentence
    named last, or the one that the sentence before it is about. 其中 goes on with the sentence before.
#}
{%- set patterns = wording_patterns(['parts_opening']) %}
with

stated as (
    select
        words.document_id,
        words.line_no,
        words.figure_no,
        words.begins_statement,
        case when not contexts.names_whole then contexts.own_subject end as own_subject,
        words.begins_sentence
        and not {{ wording_found('words.sentence_words', patterns.parts_opening, '^') }}
            as is_first,
        {{ wording_found('words.sentence_words', patterns.parts_opening) }} as opens_parts
    from {{ ref('int_narrative_words') }} as words
    inner join {{ ref('int_narrative_contexts') }} as contexts
        on
            words.document_id = contexts.document_id
            and words.line_no = contexts.line_no
            and words.figure_no = contexts.figure_no
),

numbered as (
    select
        document_id,
        line_no,
        figure_no,
        own_subject,
        opens_parts,
        sum(case when is_first then 1 else 0 end) over line_figures as sentence_no,
        sum(case when begins_statement then 1 else 0 end) over line_figures as statement_no
    from stated
    window line_figures as (
        partition by document_id, line_no order by figure_no
        rows between unbounded preceding and current row
    )
),

{# What stands before the parts of a sentence. #}
wholes as (
    select
        document_id,
        line_no,
        figure_no,
        own_subject,
        opens_parts,
        sentence_no,
        statement_no,
        case
            when not bool_or(opens_parts) over (
                partition by document_id, line_no, sentence_no order by figure_no
                rows between unbounded preceding and current row
            ) then own_subject
        end as whole_subject
    from numbered
),

{# '' where a sentence is about several. #}
mains as (
    select
        document_id,
        line_no,
        sentence_no,
        case
            when count(distinct whole_subject) = 1 then min(whole_subject)
            when count(distinct whole_subject) > 1 then ''
        end as main_subject,
        bool_or(opens_parts) as has_parts
    from wholes
    group by document_id, line_no, sentence_no
),

mains_before as (
    select
        document_id,
        line_no,
        sentence_no,
        coalesce(bool_or(has_parts) over line_before, false) as is_behind_parts,
        nullif(last_value(main_subject ignore nulls) over line_before, '') as main_before
    from mains
    window line_before as (
        partition by document_id, line_no order by sentence_no
        rows between unbounded preceding and 1 preceding
    )
)

select
    wholes.document_id,
    wholes.line_no,
    wholes.figure_no,
    wholes.sentence_no,
    wholes.statement_no,
    wholes.opens_parts,
    mains_before.is_behind_parts,
    mains_before.main_before,
    last_value(wholes.own_subject ignore nulls) over (
        partition by wholes.document_id, wholes.line_no, wholes.sentence_no
        order by wholes.figure_no rows between unbounded preceding and 1 preceding
    ) as subject_in_sentence
from wholes
inner join mains_before
    on
        wholes.document_id = mains_before.document_id
        and wholes.line_no = mains_before.line_no
        and wholes.sentence_no = mains_before.sentence_no
