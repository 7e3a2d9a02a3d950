{#
    What a printed target value says: sign, one number, unit. Two numbers, dates and references
    give no number.
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

signed as (
    select
        document_id,
        table_no,
        row_no,
        part_no,
        unit_column,
        value_text,
        coalesce(sign_column, {{ leading_sign('value_text') }}) as sign_printed,
        {{ regex_replace('value_text', '^(>=|<=|[≥≧≤≦=><《》])', '') }} as body_text
    from printed
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
        {{ regex_replace(
            regex_group('body_text', '^[^0-9]*[0-9][0-9,]*(?:\\.[0-9]+)?(.*)$'),
            '(以上|以内|以下)$|内$|[,，;；。].*$', ''
        ) }} as words_after
    from signed
),

judged as (
    select
        split_up.document_id,
        split_up.table_no,
        split_up.row_no,
        split_up.part_no,
        split_up.value_text,
        split_up.sign_printed,
        split_up.body_text,
        split_up.numbers,
        split_up.number_text,
        split_up.words_after,
        split_up.unit_column,
        {{ worded_operator('split_up.body_text') }} as worded_operator,
        {#
            One number, no year, and what follows it can be a unit; after other words only a
            known unit will do.
        #}
        split_up.numbers = 1
        and not {{ regex_found('split_up.body_text', '(19|20)[0-9]{2}年') }}
        and length(coalesce(split_up.words_after, '')) <= 8
        and (
            split_up.words_before is null
            or (
                {{ regex_found('split_up.body_text', '^[^,，;；。]*$') }}
                and (
                    units.unit_printed is not null
                    or split_up.unit_column is not null
                    or {{ worded_operator('split_up.body_text') }} is not null
                )
            )
        ) as is_number
    from split_up
    left join {{ ref('stg_code__measurement_units') }} as units
        on split_up.words_after = units.unit_printed
)

select
    judged.document_id,
    judged.table_no,
    judged.row_no,
    judged.part_no,
    case
        when operators.operator is not null then operators.operator
        when judged.is_number and judged.worded_operator is not null then judged.worded_operator
        when judged.value_text is null then 'none'
        when judged.is_number or judged.numbers >= 2 then 'none'
        when {{ regex_found('judged.body_text', '(19|20)[0-9]{2}年') }} then 'none'
        else 'qualitative'
    end as operator,
    case
        when judged.is_number then cast({{ to_number('judged.number_text') }} as decimal(18, 4))
    end as value_number,
    coalesce(
        judged.unit_column, case when judged.is_number then nullif(judged.words_after, '') end
    ) as unit_printed
from judged
left join {{ ref('stg_map__operators') }} as operators
    on judged.sign_printed = operators.printed
