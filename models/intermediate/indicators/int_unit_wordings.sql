{#
    Every wording of a document that can be a unit of measure, of indicators and of quantities, with
    its comparable form. 每人元 stands for 元/人. One row is one wording as printed in one document.
#}
with

printed as (
    select
        document_id,
        unit_column as unit_printed
    from {{ ref('int_indicator_values_split') }}
    where unit_column is not null
    union distinct
    select
        document_id,
        words_after as unit_printed
    from {{ ref('int_indicator_values_split') }}
    where
        words_after is not null
        and numbers = 1
    union distinct
    select
        document_id,
        quantity_unit_printed as unit_printed
    from {{ ref('int_table_amounts') }}
    where quantity_unit_printed is not null
    union distinct
    select
        amounts.document_id,
        {{ unit_in_brackets('amounts.name_printed') }} as unit_printed
    from {{ ref('int_table_amounts') }} as amounts
    inner join {{ ref('stg_code__statements') }} as statements
        on amounts.statement_code = statements.statement_code
    where
        statements.line_kind = 'asset'
        and {{ unit_in_brackets('amounts.name_printed') }} is not null
),

keyed as (
    select
        document_id,
        unit_printed,
        {{ unit_key('unit_printed') }} as unit_key,
        {{ unit_choices('unit_printed') }} as choices_text
    from printed
),

opened_by_each as (
    select
        document_id,
        unit_printed,
        {{ regex_replace('unit_key', '^/|[^/·]+$', '') }} as parts_before,
        {{ regex_group('unit_key', '([^/·]+)$') }} as last_part
    from keyed
    where {{ regex_found('unit_key', '^/') }}
),

places as (
    {{ whole_numbers(12) }}
),

parted as (
    select
        opened_by_each.document_id,
        opened_by_each.unit_printed,
        opened_by_each.parts_before,
        substr(opened_by_each.last_part, 1, places.number) as denominator,
        substr(opened_by_each.last_part, places.number + 1) as numerator
    from opened_by_each
    inner join places
        on length(opened_by_each.last_part) > places.number
    left join {{ ref('int_units_listed') }} as whole_units
        on opened_by_each.last_part = whole_units.wording
    where whole_units.wording is null
),

{# Only where the words behind 每 are two units in one way. #}
turned as (
    select
        parted.document_id,
        parted.unit_printed,
        max(concat(parted.numerator, '/', parted.parts_before, parted.denominator)) as unit_key
    from parted
    inner join {{ ref('int_units_listed') }} as numerators
        on parted.numerator = numerators.wording
    inner join {{ ref('int_units_listed') }} as denominators
        on parted.denominator = denominators.wording
    group by parted.document_id, parted.unit_printed
    having count(*) = 1
)

select
    keyed.document_id,
    keyed.unit_printed,
    keyed.unit_key,
    keyed.choices_text,
    coalesce(turned.unit_key, keyed.unit_key) as rate_text
from keyed
left join turned
    on
        keyed.document_id = turned.document_id
        and keyed.unit_printed = turned.unit_printed
