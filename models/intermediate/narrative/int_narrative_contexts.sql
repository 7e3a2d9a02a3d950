{#
    The year, the stage and the subject that the words of each figure name themselves; NULL where
    they name none.
#}
{%- set patterns = narrative_patterns() %}
{%- set fronts = wording_patterns(['share_front', 'share_front_of_budget', 'share_of_whole']) %}
{%- set share_front = "concat('(?:预算)?(?:', " ~ patterns_joined([
    fronts.share_front, fronts.share_front_of_budget, fronts.share_of_whole,
]) ~ ", ')+')" %}
with

publishers as (
    select
        document_id,
        nullif({{ bare('unit_name') }}, '') as unit_name
    from {{ ref('int_document_publishers') }}
),

{# What is compared with is of another year or stage: it counts only where it has the figure. #}
worded as (
    select
        words.document_id,
        words.line_no,
        words.figure_no,
        measures.is_reference,
        measures.is_base_of_share,
        {{ wordings_removed(
            regex_replace('words.clause', '[^,;:。]*%[^,;:。]*', ''), patterns.no_year
        ) }} as clause,
        {{ wordings_removed(
            regex_replace('words.sentence_words', '[^,;:。]*%[^,;:。]*', ''), patterns.no_year
        ) }} as sentence_words,
        replace(replace(words.part, coalesce(publishers.unit_name, ' '), ''), ' ', '') as part,
        {{ wording_group('words.words', patterns.named_function) }} as function_named,
        replace(
            {{ regex_replace('words.lead', '[^,;:。]*%[^,;:。]*', '') }},
            coalesce(publishers.unit_name, ' '), ''
        ) as lead
    from {{ ref('int_narrative_words') }} as words
    inner join {{ ref('int_narrative_measures') }} as measures
        on
            words.document_id = measures.document_id
            and words.line_no = measures.line_no
            and words.figure_no = measures.figure_no
    left join publishers
        on words.document_id = publishers.document_id
),

own_words as (
    select
        worded.document_id,
        worded.line_no,
        worded.figure_no,
        worded.function_named,
        worded.is_base_of_share,
        {{ wordings_removed('worded.lead', patterns.front_any, '^') }} = '' as is_alone,
        case
            when worded.is_reference then worded.clause
            else {{ wordings_removed('worded.clause', patterns.comparison) }}
        end as clause,
        case
            when worded.is_reference then ''
            else {{ wordings_removed('worded.sentence_words', patterns.comparison) }}
        end as sentence_words,
        {{ wordings_removed(
            wordings_removed(
                wordings_removed(
                    regex_replace(
                        wordings_removed('worded.part', patterns.comparison_head),
                        '(?:19|20)[0-9]{2}年度?', ''
                    ),
                    patterns.increase_end, behind='$'
                ), patterns.decrease_end, behind='$'
            ), patterns.front_any, '^'
        ) }} as subject_words
    from worded
),

{# What a share is taken of (占总支出100万元的20%) is named behind the word for it. #}
shared as (
    select
        own_words.document_id,
        own_words.line_no,
        own_words.figure_no,
        own_words.is_alone,
        own_words.function_named,
        own_words.clause,
        own_words.sentence_words,
        own_words.is_base_of_share
        and {{ wording_found('own_words.subject_words', share_front, '^') }} as names_whole,
        case
            when own_words.is_base_of_share
                then {{ wordings_removed(
                    wordings_removed('own_words.subject_words', share_front, '^'),
                    patterns.front_any, '^'
                ) }}
            else own_words.subject_words
        end as subject_words
    from own_words
),

{# 调整预算数 is no 预算数; 一般公共预算 is a fund and no stage. #}
staged as (
    select
        shared.document_id,
        shared.line_no,
        shared.figure_no,
        shared.is_alone,
        shared.function_named,
        shared.names_whole,
        shared.clause,
        shared.sentence_words,
        {{ regex_replace(
            wordings_removed('shared.subject_words', patterns.change_any, '^'),
            '^“([^“”]*[)])”', '\\1'
        ) }} as subject_words,
        {{ wording_group(
            wordings_replaced(
                wordings_removed('shared.clause', patterns.fund_word),
                patterns.stage_adjusted, '◇'
            ),
            patterns_joined([patterns.stage_any, "'◇'"]), '^.*'
        ) }} as stage_word
    from shared
),

named as (
    select
        staged.document_id,
        staged.line_no,
        staged.figure_no,
        staged.is_alone,
        staged.function_named,
        staged.names_whole,
        staged.clause,
        staged.sentence_words,
        staged.subject_words,
        staged.stage_word,
        {{ wordings_removed(
            wordings_removed('staged.subject_words', patterns.behind_any, behind='$'),
            patterns.subject_void, '^', '$'
        ) }} as subject_alone
    from staged
)

select
    named.document_id,
    named.line_no,
    named.figure_no,
    named.is_alone,
    named.names_whole,
    coalesce(
        {{ year_of_words('named.clause', 'years.fiscal_year', patterns) }},
        {{ year_of_words('named.sentence_words', 'years.fiscal_year', patterns) }}
    ) as own_year,
    case
        when named.stage_word = '◇' then 'adjusted_budget'
        when {{ wording_found('named.stage_word', patterns.stage_execution, '^', '$') }}
            then 'execution'
        when {{ wording_found('named.stage_word', patterns.stage_final, '^', '$') }}
            then 'final_account'
        when named.stage_word is not null then 'budget'
    end as own_stage,
    {#
        A name such as …(项) may stand in a sentence of its own before the figures; expenditure of no
        name behind it is its own.
    #}
    coalesce(
        nullif(
            case
                when named.function_named is null then named.subject_alone
                else {{ wordings_removed(
                    'named.subject_alone', patterns.subject_of_function, '^', '$'
                ) }}
            end, ''
        ),
        {{ wordings_removed('named.function_named', patterns.front_any, '^') }}
    ) as own_subject,
    nullif({{ wordings_removed(
        'named.subject_words', patterns.subject_behind, behind='+$'
    ) }}, '')
        as subject_words
from named
left join {{ ref('int_document_years') }} as years
    on named.document_id = years.document_id
