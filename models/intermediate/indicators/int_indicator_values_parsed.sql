{#
    What a printed target value says: sign, one number, unit. Two numbers, dates and references
    give no number.
#}
with

{# Some words stand for a relation beside one kind of quantity only: 7日内 but not 3组内. #}
operators_behind as (
    select
        wording,
        operator,
        coalesce(quantity_kind, '') as quantity_kind
    from {{ ref('stg_map__worded_operators') }}
    where place = 'end'
),

worded as (
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
        split_up.words_after,
        split_up.unit_column,
        split_up.is_date,
        coalesce(units.is_known, false) as is_unit_known,
        {# Words behind the number go before those in front: 达到95%以上 is at least. #}
        coalesce(
            operators_of_kind.operator, operators_of_all.operator, split_up.operator_before
        ) as worded_operator
    from {{ ref('int_indicator_values_split') }} as split_up
    left join {{ ref('int_unit_wordings_parsed') }} as units
        on
            split_up.document_id = units.document_id
            and coalesce(split_up.words_after, split_up.unit_column) = units.unit_printed
    left join operators_behind as operators_of_kind
        on
            split_up.wording_behind = operators_of_kind.wording
            and units.quantity_kind = operators_of_kind.quantity_kind
    left join operators_behind as operators_of_all
        on
            split_up.wording_behind = operators_of_all.wording
            and operators_of_all.quantity_kind = ''
),

judged as (
    select
        document_id,
        table_no,
        row_no,
        part_no,
        value_text,
        sign_printed,
        body_text,
        numbers,
        number_text,
        words_after,
        unit_column,
        worded_operator,
        {{ regex_found('body_text', '(19|20)[0-9]{2}年') }} or is_date as is_date,
        {#
            One number, no date, and what follows it can be a unit; after other words only a
            known unit will do.
        #}
        numbers = 1
        and not {{ regex_found('body_text', '(19|20)[0-9]{2}年') }}
        and not is_date
        and (is_unit_known or length(coalesce(words_after, '')) <= 8)
        and (
            words_before is null
            or (
                {{ regex_found('body_text', '^[^,，;；。]*$') }}
                and (is_unit_known or unit_column is not null or worded_operator is not null)
            )
        ) as is_number
    from worded
)

select
    judged.document_id,
    judged.table_no,
    judged.row_no,
    judged.part_no,
    case
        {# The sign in a column of its own may be in words: 大于等于, 不超过. #}
        when coalesce(operators.operator, signs_in_words.operator) is not null
            then coalesce(operators.operator, signs_in_words.operator)
        when judged.is_number and judged.worded_operator is not null then judged.worded_operator
        when judged.value_text is null then 'none'
        when judged.is_number or judged.numbers >= 2 or judged.is_date then 'none'
        else 'qualitative'
    end as operator,
    coalesce(operators.is_substitute, false) as is_operator_substituted,
    case
        when judged.is_number then cast({{ to_number('judged.number_text') }} as decimal(18, 4))
    end as value_number,
    coalesce(judged.unit_column, case when judged.is_number then judged.words_after end)
        as unit_printed
from judged
left join {{ ref('stg_map__operators') }} as operators
    on judged.sign_printed = operators.printed
left join {{ ref('stg_map__worded_operators') }} as signs_in_words
    on
        judged.sign_printed = signs_in_words.wording
        and signs_in_words.place = 'before'
        and signs_in_words.quantity_kind is null
