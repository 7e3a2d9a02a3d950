{#
    What each change that running text states is compared with: year and stage by the words before it
    (比上年预算数增加), by those of the figure right before that is compared with (比上年预算10万元减少),
    by those of the rate behind (减少2万元,同比下降5%), else by those of the change before it in its
    sentence that is of the same year and stage. NULL where the words do not say.
#}
{%- set patterns = narrative_patterns() %}
{%- set alone = wording_patterns(['compared_alone']).compared_alone %}
{%- set compared_any = "concat('(?:', " ~ patterns.comparison ~ ", '|(?:', " ~ alone
    ~ ", ')[^,;:。]*)')" %}
with

worded as (
    select
        words.document_id,
        words.line_no,
        words.figure_no,
        contexts.sentence_no,
        contexts.year_stated,
        contexts.stage_stated,
        measures.is_reference,
        {{ wording_group(
            wordings_removed('words.sentence_words', patterns.no_year), compared_any, '^.*'
        ) }} as words_own,
        {{ regex_group(
            'coalesce(' ~ wording_group('figures.words_behind', compared_any, '^[,、(]?') ~ ", '')",
            '^(.*%)'
        ) }} as words_of_rate
    from {{ ref('int_narrative_words') }} as words
    inner join {{ ref('int_narrative_figures') }} as figures
        on
            words.document_id = figures.document_id
            and words.line_no = figures.line_no
            and words.figure_no = figures.figure_no
    inner join {{ ref('int_narrative_measures') }} as measures
        on
            words.document_id = measures.document_id
            and words.line_no = measures.line_no
            and words.figure_no = measures.figure_no
    inner join {{ ref('int_narrative_contexts_carried') }} as contexts
        on
            words.document_id = contexts.document_id
            and words.line_no = contexts.line_no
            and words.figure_no = contexts.figure_no
    where measures.measure in ('level', 'increase', 'decrease')
),

compared as (
    select
        document_id,
        line_no,
        figure_no,
        sentence_no,
        year_stated,
        stage_stated,
        is_reference,
        coalesce(
            words_own,
            case when lag(is_reference) over in_sentence then lag(words_own) over in_sentence end,
            words_of_rate
        ) as comparison
    from worded
    window in_sentence as (partition by document_id, line_no, sentence_no order by figure_no)
),

carried as (
    select
        document_id,
        line_no,
        figure_no,
        last_value(comparison ignore nulls) over (
            partition by
                document_id, line_no, sentence_no, is_reference, year_stated, stage_stated
            order by figure_no rows between unbounded preceding and current row
        ) as comparison
    from compared
),

{# Each stage that is named is one sign; two kinds of them name none. #}
changes as (
    select
        amounts.document_id,
        amounts.line_no,
        amounts.mention_no,
        amounts.stage,
        amounts.fiscal_year,
        years.fiscal_year as document_year,
        carried.comparison,
        {{ regex_replace(
            wordings_replaced(
                wordings_replaced(
                    wordings_replaced(
                        wordings_replaced(
                            wordings_removed('carried.comparison', patterns.fund_word),
                            patterns.stage_adjusted, '◇'
                        ), patterns.stage_execution, '▷'
                    ), patterns.stage_final, '◁'
                ), patterns.stage_budget, '□'
            ), '[^◇▷◁□]', ''
        ) }} as stage_signs
    from {{ ref('int_narrative_amounts') }} as amounts
    inner join carried
        on
            amounts.document_id = carried.document_id
            and amounts.line_no = carried.line_no
            and amounts.figure_no = carried.figure_no
    left join {{ ref('int_document_years') }} as years
        on amounts.document_id = years.document_id
    where
        amounts.measure in ('increase', 'decrease')
        and carried.comparison is not null
),

{# Beside a figure of another year 上年 may be the year before either. #}
dated as (
    select
        document_id,
        line_no,
        mention_no,
        stage,
        fiscal_year,
        case
            when {{ regex_found('stage_signs', '^◇+$') }} then 'adjusted_budget'
            when {{ regex_found('stage_signs', '^▷+$') }} then 'execution'
            when {{ regex_found('stage_signs', '^◁+$') }} then 'final_account'
            when {{ regex_found('stage_signs', '^□+$') }} then 'budget'
        end as base_stage,
        coalesce(
            {{ year_named_last('comparison') }},
            case
                when fiscal_year = document_year
                    then case
                        when {{ wording_found('comparison', alone, '^') }} then document_year - 1
                        else {{ year_of_words('comparison', 'document_year', patterns) }}
                    end
            end
        ) as year_named
    from changes
),

{# What was spent is compared with the budget of its own year where no year is said. #}
based as (
    select
        document_id,
        line_no,
        mention_no,
        stage,
        fiscal_year,
        base_stage,
        case
            when year_named is not null then year_named
            when
                base_stage in ('budget', 'adjusted_budget')
                and stage in ('execution', 'final_account')
                then fiscal_year
        end as base_fiscal_year
    from dated
)

select
    document_id,
    line_no,
    mention_no,
    base_fiscal_year,
    base_stage
from based
where
    (base_fiscal_year is not null or base_stage is not null)
    {# Nothing is compared with itself. #}
    and not (
        coalesce(base_fiscal_year = fiscal_year, false)
        and coalesce(base_stage = stage, true)
    )
