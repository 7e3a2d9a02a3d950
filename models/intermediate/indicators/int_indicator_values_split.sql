{#
    A printed target value taken apart: sign, words before the number, the number, the unit behind
    it, and the words that stand for a relation.
#}
with

printed as (
    select
        document_id,
        table_no,
        row_no,
        part_no,
        unit_printed as unit_column,
        {{ bare('value_printed') }} as value_text,
        {{ bare('operator_printed') }} as sign_column
    from {{ ref('int_indicators_levelled') }}
),

{# The longest sign in front; a title mark only right before a number alone: 《方案》 is a title. #}
leading_signs as (
    select
        printed.value_text,
        max_by(operators.printed, length(operators.printed)) as sign_printed
    from printed
    inner join {{ ref('stg_map__operators') }} as operators
        on
            operators.printed = substr(printed.value_text, 1, length(operators.printed))
            and operators.operator <> 'qualitative'
    where
        not operators.is_substitute
        or {{ regex_found('printed.value_text', '^[^0-9][0-9.,]+[^《》〈〉«»]*$') }}
    group by printed.value_text
),

signed as (
    select
        printed.document_id,
        printed.table_no,
        printed.row_no,
        printed.part_no,
        printed.unit_column,
        printed.value_text,
        coalesce(printed.sign_column, signs.sign_printed) as sign_printed,
        substr(printed.value_text, length(coalesce(signs.sign_printed, '')) + 1) as body_text
    from printed
    left join leading_signs as signs on printed.value_text = signs.value_text
),

split_up as (
    select
        document_id,
        table_no,
        row_no,
        part_no,
        unit_column,
        value_text,
        sign_printed,
        body_text,
        {{ number_count('body_text') }} as numbers,
        {{ regex_group('body_text', '^([^0-9]*)[0-9]') }} as words_before,
        {{ regex_group('body_text', '([0-9][0-9,]*(?:\\.[0-9]+)?)') }} as number_text,
        {# What stands behind the number, up to the next pause; a unit in brackets too: 27(项). #}
        {{ regex_replace(
            regex_replace(
                regex_group('body_text', '^[^0-9]*[0-9][0-9,]*(?:\\.[0-9]+)?(.*)$'),
                '[,，;；。].*$', ''
            ),
            '^\\(([^()]*)\\)$', '\\1'
        ) }} as words_behind
    from signed
),

fillers as (
    select
        worded.wording as opening,
        '' as kept
    from {{ ref('stg_map__worded_operators') }} as worded
    where worded.place = 'filler'
    union all
    select
        concat(magnitudes.magnitude, worded.wording) as opening,
        magnitudes.magnitude as kept
    from {{ ref('stg_map__worded_operators') }} as worded
    cross join {{ ref('stg_code__magnitudes') }} as magnitudes
    where worded.place = 'filler'
),

{# 100余人 and 5万余件 are counted in 人 and 万件. #}
filled as (
    select
        split_up.document_id,
        split_up.table_no,
        split_up.row_no,
        split_up.part_no,
        case
            when fillers.opening is null then split_up.words_behind
            else
                concat(fillers.kept, substr(split_up.words_behind, length(fillers.opening) + 1))
        end as words_behind
    from split_up
    left join fillers
        on fillers.opening = substr(split_up.words_behind, 1, length(fillers.opening))
),

{# The longest wording in each place: 及以上 before 以上, 不低于 before 低于. #}
worded_behind as (
    select
        filled.document_id,
        filled.table_no,
        filled.row_no,
        filled.part_no,
        worded.wording,
        row_number() over (
            partition by filled.document_id, filled.table_no, filled.row_no, filled.part_no
            order by length(worded.wording) desc
        ) as preference
    from filled
    inner join {{ ref('stg_map__worded_operators') }} as worded
        on
            right(filled.words_behind, length(worded.wording)) = worded.wording
            and worded.place = 'end'
),

{# Some words must end what stands before the number, others are all that stands there. #}
worded_before as (
    select
        split_up.document_id,
        split_up.table_no,
        split_up.row_no,
        split_up.part_no,
        worded.operator,
        row_number() over (
            partition by split_up.document_id, split_up.table_no, split_up.row_no, split_up.part_no
            order by length(worded.wording) desc
        ) as preference
    from split_up
    inner join {{ ref('stg_map__worded_operators') }} as worded
        on
            case worded.place
                when 'before' then right(split_up.words_before, length(worded.wording))
                when 'start' then split_up.words_before
            end = worded.wording
),

{# 6月底前 is a date: its number counts nothing. #}
dated as (
    select distinct
        split_up.document_id,
        split_up.table_no,
        split_up.row_no,
        split_up.part_no
    from split_up
    inner join {{ ref('stg_map__worded_operators') }} as worded
        on
            worded.wording = substr(split_up.words_behind, 1, length(worded.wording))
            and worded.place = 'date'
)

select
    split_up.document_id,
    split_up.table_no,
    split_up.row_no,
    split_up.part_no,
    split_up.value_text,
    split_up.sign_printed,
    split_up.body_text,
    split_up.numbers,
    split_up.words_before,
    split_up.number_text,
    split_up.unit_column,
    worded_behind.wording as wording_behind,
    worded_before.operator as operator_before,
    dated.document_id is not null as is_date,
    nullif(
        substr(
            filled.words_behind,
            1,
            length(filled.words_behind) - length(coalesce(worded_behind.wording, ''))
        ),
        ''
    ) as words_after
from split_up
inner join filled
    on
        {{ same_row('split_up', 'filled') }}
        and split_up.part_no = filled.part_no
left join worded_behind
    on
        {{ same_row('split_up', 'worded_behind') }}
        and split_up.part_no = worded_behind.part_no
        and worded_behind.preference = 1
left join worded_before
    on
        {{ same_row('split_up', 'worded_before') }}
        and split_up.part_no = worded_before.part_no
        and worded_before.preference = 1
left join dated
    on
        {{ same_row('split_up', 'dated') }}
        and split_up.part_no = dated.part_no
