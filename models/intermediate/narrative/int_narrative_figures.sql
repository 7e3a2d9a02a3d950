{#
    Figures of money in running text, a row each: those of a list (a、b万元) apart, with the words
    before and behind them.
#}
with

segments as (
    select
        texts.document_id,
        texts.line_no,
        texts.page_no,
        split_parts.segment,
        cast(split_parts.segment_no as integer) as segment_no
    from {{ ref('int_narrative_texts') }} as texts
    cross join unnest(
        string_split({{ figures_fenced('texts.joined_text') }}, '{{ figure_fence() }}')
    ) with ordinality as split_parts (segment, segment_no)
),

{# Words and figures take turns. What stands before the joint is a figure of another line. #}
placed as (
    select
        document_id,
        line_no,
        page_no,
        segment,
        segment_no,
        replace(lag(segment) over line_segments, '{{ line_joint() }}', '') as words_before,
        replace(lead(segment) over line_segments, '{{ line_joint() }}', '') as words_behind,
        max(case when strpos(segment, '{{ line_joint() }}') > 0 then segment_no end)
            over (partition by document_id, line_no) as own_from
    from segments
    window line_segments as (partition by document_id, line_no order by segment_no)
),

{# A figure that a line's end breaks is no number; its unit may stand in the next line. #}
figures as (
    select
        document_id,
        line_no,
        page_no,
        segment_no,
        words_before,
        words_behind,
        segment_no >= own_from as is_own,
        replace(
            {{ regex_replace(
                'segment', '(?:' ~ line_joint() ~ ')((?:' ~ money_units() ~ ')␟?)$', '\\1'
            ) }}, '␟', ''
        ) as figure_printed
    from placed
    where segment_no % 2 = 0
),

described as (
    select
        document_id,
        line_no,
        page_no,
        segment_no,
        words_before,
        words_behind,
        is_own,
        figure_printed,
        {{ regex_group('figure_printed', '(' ~ money_units() ~ ')$') }} as unit_printed,
        {{ is_figure_list('figure_printed') }} as is_list,
        {{ is_figure_range('figure_printed') }} as is_range
    from figures
),

amounts as (
    select
        described.document_id,
        described.line_no,
        described.page_no,
        described.segment_no,
        described.words_before,
        described.words_behind,
        described.is_own,
        described.is_range,
        described.unit_printed,
        listed.amount_text,
        cast(listed.list_no as integer) as list_no
    from described
    cross join unnest(
        case
            when described.is_list
                then regexp_extract_all(
                    described.figure_printed, '{{ digits() }}(?:{{ money_units() }})?', 0
                )
            else [described.figure_printed]
        end
    ) with ordinality as listed (amount_text, list_no)
),

{# The unit behind the last of a list is that of those without one. #}
with_unit as (
    select
        document_id,
        line_no,
        page_no,
        segment_no,
        words_behind,
        is_own,
        is_range,
        list_no,
        case when list_no = 1 then words_before else '' end as words_before,
        {{ regex_replace('amount_text', '(?:' ~ money_units() ~ ')$', '') }} as amount_printed,
        coalesce(
            {{ regex_group('amount_text', '(' ~ money_units() ~ ')$') }}, unit_printed
        ) as unit_printed
    from amounts
),

{# Figures with nothing but a comma or 和 between them are of one statement. #}
runs as (
    select
        with_unit.document_id,
        with_unit.line_no,
        with_unit.page_no,
        with_unit.words_before,
        with_unit.words_behind,
        with_unit.is_own,
        with_unit.is_range,
        with_unit.amount_printed,
        with_unit.unit_printed,
        cast(row_number() over line_figures as integer) as figure_no,
        sum(case when {{ regex_found('with_unit.words_before', '^[,、;和与及以]*$') }} then 0 else 1 end)
            over line_figures as run_no
    from with_unit
    window line_figures as (
        partition by with_unit.document_id, with_unit.line_no
        order by with_unit.segment_no, with_unit.list_no
    )
)

select
    runs.document_id,
    runs.line_no,
    runs.page_no,
    runs.figure_no,
    runs.run_no,
    cast(row_number() over (
        partition by runs.document_id, runs.line_no, runs.run_no order by runs.figure_no
    ) as integer) as place_in_run,
    cast(count(*) over (
        partition by runs.document_id, runs.line_no, runs.run_no
    ) as integer) as run_size,
    coalesce(first_value(runs.words_before) over (
        partition by runs.document_id, runs.line_no, runs.run_no order by runs.figure_no
    ), '') as run_words,
    coalesce(runs.words_before, '') as words_before,
    coalesce(runs.words_behind, '') as words_behind,
    runs.is_own,
    runs.is_range,
    runs.amount_printed,
    runs.unit_printed,
    cast({{ to_number('runs.amount_printed') }} * units.factor as decimal(18, 2)) as amount_cny
from runs
inner join {{ ref('stg_code__money_units') }} as units
    on runs.unit_printed = units.unit_printed
