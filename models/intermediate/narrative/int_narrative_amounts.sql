{#
    Amounts of money stated in running text: each with its subject, what it measures, and the year and
    stage that it is of.
#}
with

documents as (
    select
        titles.document_id,
        titles.stage,
        years.fiscal_year
    from {{ ref('int_document_titles') }} as titles
    inner join {{ ref('int_texts_disclosing') }} as disclosing
        on
            titles.document_id = disclosing.document_id
            and disclosing.is_disclosure
    left join {{ ref('int_document_years') }} as years
        on titles.document_id = years.document_id
),

figures as (
    select
        figures.document_id,
        figures.line_no,
        figures.page_no,
        figures.figure_no,
        figures.is_own,
        figures.words_behind,
        figures.amount_printed,
        figures.unit_printed,
        figures.amount_cny,
        words.clause,
        words.shares_words,
        measures.measure,
        measures.is_reference,
        contexts.sentence_no,
        contexts.subject,
        contexts.subject_above,
        contexts.opens_parts,
        contexts.is_restricted or texts.is_heading_restricting as is_restricted,
        {# A year that the sentence before named is not this one's, unless it is the document's. #}
        contexts.year_stated is null
        and contexts.year_of_line <> documents.fiscal_year as is_year_doubtful,
        documents.fiscal_year as document_year,
        documents.stage as document_stage,
        coalesce(contexts.year_stated, texts.heading_year, documents.fiscal_year) as fiscal_year,
        contexts.stage_stated
    from {{ ref('int_narrative_figures') }} as figures
    inner join {{ ref('int_narrative_texts') }} as texts
        on
            figures.document_id = texts.document_id
            and figures.line_no = texts.line_no
    inner join {{ ref('int_narrative_words') }} as words
        on
            figures.document_id = words.document_id
            and figures.line_no = words.line_no
            and figures.figure_no = words.figure_no
    inner join {{ ref('int_narrative_measures') }} as measures
        on
            figures.document_id = measures.document_id
            and figures.line_no = measures.line_no
            and figures.figure_no = measures.figure_no
    inner join {{ ref('int_narrative_contexts_carried') }} as contexts
        on
            figures.document_id = contexts.document_id
            and figures.line_no = contexts.line_no
            and figures.figure_no = contexts.figure_no
    inner join documents
        on figures.document_id = documents.document_id
),

{# 减少3万元,其中:A 2万元: a part of the change as well as a level. #}
changes as (
    select
        document_id,
        line_no,
        figure_no,
        sum(case when measure in ('increase', 'decrease') then 1 else 0 end) over sentence_so_far
            as change_no,
        last_value(
            case when measure in ('increase', 'decrease') then amount_cny end ignore nulls
        ) over sentence_so_far as change_cny,
        case when measure = 'level' then amount_cny end as level_cny,
        opens_parts
        and lag(measure in ('increase', 'decrease')) over in_sentence
        {# What is itself compared with another year is a level. #}
        and not coalesce(
            lead(measure in ('increase', 'decrease')) over in_sentence, false
        ) as is_part_of_change
    from figures
    window
        in_sentence as (partition by document_id, line_no, sentence_no order by figure_no),
        sentence_so_far as (
            partition by document_id, line_no, sentence_no order by figure_no
            rows between unbounded preceding and current row
        )
),

changed as (
    select
        changes.document_id,
        changes.line_no,
        changes.figure_no,
        coalesce(
            bool_or(changes.is_part_of_change) over sentence_changes
            and max(changes.level_cny) over sentence_changes <= changes.change_cny,
            false
        ) as may_be_change
    from changes
    inner join figures
        on
            changes.document_id = figures.document_id
            and changes.line_no = figures.line_no
            and changes.figure_no = figures.figure_no
    window sentence_changes as (
        partition by changes.document_id, changes.line_no, figures.sentence_no, changes.change_no
    )
),

judged as (
    select
        figures.document_id,
        figures.line_no,
        figures.page_no,
        figures.figure_no,
        figures.is_own,
        figures.clause,
        figures.subject,
        figures.subject_above,
        figures.is_restricted,
        figures.shares_words,
        figures.fiscal_year,
        figures.document_year,
        figures.document_stage,
        figures.amount_printed,
        figures.unit_printed,
        figures.amount_cny,
        {# Of another year, only a stage that is named is known. #}
        coalesce(
            figures.stage_stated,
            case
                when coalesce(figures.fiscal_year, 0) = coalesce(figures.document_year, 0)
                    then figures.document_stage
            end
        ) as stage,
        case
            when
                figures.is_year_doubtful
                and figures.measure in ('level', 'increase', 'decrease')
                then 'unclear'
            when
                figures.measure = 'level'
                and (
                    changed.may_be_change
                    or figures.subject is null
                    {# Half of a name that was broken. #}
                    or length(replace(figures.subject, '(', ''))
                    <> length(replace(figures.subject, ')', ''))
                    or figures.fiscal_year < 2000
                    or (
                        figures.stage_stated is null
                        and coalesce(figures.fiscal_year, 0) <> coalesce(figures.document_year, 0)
                    )
                )
                then 'unclear'
            else figures.measure
        end as measure
    from figures
    inner join changed
        on
            figures.document_id = changed.document_id
            and figures.line_no = changed.line_no
            and figures.figure_no = changed.figure_no
)

select
    document_id,
    line_no,
    page_no,
    {{ line_id('document_id', 'line_no') }} as cell_id,
    cast(row_number() over (partition by document_id, line_no order by figure_no) as integer)
        as mention_no,
    figure_no,
    subject,
    subject_above,
    clause,
    measure,
    fiscal_year,
    stage,
    measure = 'level'
    and not shares_words
    and coalesce(fiscal_year, 0) = coalesce(document_year, 0)
    and coalesce(stage, '') = coalesce(document_stage, '') as is_level_of_document,
    is_restricted,
    amount_printed,
    unit_printed,
    amount_cny
from judged
where is_own
