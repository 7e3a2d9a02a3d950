{#
    Indicators whose parts contradict each other beyond doubt: a rate counted in people, a share of
    more than all, a period or a date that is at least or at most something; and a sign in the place
    of another, as a title mark for less than; and levels of two kinds.
#}
with

indicators as (
    select
        document_id,
        page_no,
        table_no,
        row_no,
        col_no,
        cell_id,
        seq,
        indicator_name,
        operator,
        value_number,
        value_base,
        is_operator_substituted,
        level1_code,
        level2_code,
        unit_printed,
        {# 及时率(%) is named 及时率. #}
        {{ regex_replace(bare('indicator_name'), '\\([^()]*\\)$', '') }} as name_text,
        {{ bare('value_printed') }} as value_text,
        concat(
            indicator_name, ': ', operator, ' ', value_printed, ' ', coalesce(unit_printed, '')
        ) as evidence
    from {{ ref('int_indicators') }}
    where
        indicator_name is not null
        and value_printed is not null
),

units_known as (
    select
        document_id,
        unit_printed,
        quantity_kind
    from {{ ref('int_unit_wordings_parsed') }}
    where is_known
),

{# The longest ending that is known decides: 功率 is no share though 率 is one. #}
endings as (
    select
        indicators.cell_id,
        indicators.row_no,
        indicators.seq,
        max(length(quantities.wording)) as ending_length
    from indicators
    inner join {{ ref('stg_map__name_quantities') }} as quantities
        on right(indicators.name_text, length(quantities.wording)) = quantities.wording
    group by indicators.cell_id, indicators.row_no, indicators.seq
),

judged as (
    select
        indicators.document_id,
        indicators.page_no,
        indicators.table_no,
        indicators.row_no,
        indicators.col_no,
        indicators.cell_id,
        indicators.seq,
        indicators.evidence,
        coalesce(bool_or(
            (
                quantities.quantity_kind in ('*', units_known.quantity_kind)
                or quantities.quantity_kind = '*_rate'
                and units_known.quantity_kind like '%rate'
            )
            and coalesce(quantities.unit_printed, indicators.unit_printed)
            = indicators.unit_printed
        ), false) as is_unit_allowed,
        coalesce(bool_or(
            quantities.quantity_kind = units_known.quantity_kind
            and coalesce(quantities.unit_printed, indicators.unit_printed)
            = indicators.unit_printed
            and indicators.value_base > quantities.max_value
        ), false) as is_value_too_high
    from indicators
    inner join endings
        on
            indicators.cell_id = endings.cell_id
            and indicators.row_no = endings.row_no
            and indicators.seq = endings.seq
    inner join {{ ref('stg_map__name_quantities') }} as quantities
        on
            right(indicators.name_text, endings.ending_length) = quantities.wording
    inner join units_known
        on
            indicators.document_id = units_known.document_id
            and indicators.unit_printed = units_known.unit_printed
    where indicators.value_number is not null
    group by
        indicators.document_id, indicators.page_no, indicators.table_no, indicators.row_no,
        indicators.col_no, indicators.cell_id, indicators.seq, indicators.evidence
),

units_contradicting as (
    select
        document_id,
        'unit_contradicts_name' as finding_code,
        page_no,
        table_no,
        row_no,
        col_no,
        cell_id,
        evidence
    from judged
    where not is_unit_allowed
),

values_contradicting as (
    select
        document_id,
        'value_contradicts_name' as finding_code,
        page_no,
        table_no,
        row_no,
        col_no,
        cell_id,
        evidence
    from judged
    where is_value_too_high
),

operators_contradicting as (
    select
        document_id,
        'operator_contradicts_value' as finding_code,
        page_no,
        table_no,
        row_no,
        col_no,
        cell_id,
        evidence
    from indicators
    where
        operator in ('>=', '<=', '>', '<')
        and (
            {{ regex_found('value_text', '(19|20)[0-9]{2}年[0-9]{1,2}月') }}
            or {{ regex_found(
                'name_text',
                '^(19|20)[0-9]{2}年[0-9]{1,2}月([0-9]{1,2}日)?[-—–~至到]+((19|20)[0-9]{2}年)?[0-9]{1,2}月([0-9]{1,2}日)?$'
            ) }}
        )
),

operators_substituted as (
    select
        document_id,
        'operator_substituted' as finding_code,
        page_no,
        table_no,
        row_no,
        col_no,
        cell_id,
        evidence
    from indicators
    where is_operator_substituted
),

levels_contradicting as (
    select
        indicators.document_id,
        'levels_contradict' as finding_code,
        indicators.page_no,
        indicators.table_no,
        indicators.row_no,
        indicators.col_no,
        indicators.cell_id,
        indicators.evidence
    from indicators
    inner join {{ ref('stg_code__indicator_categories') }} as categories
        on
            indicators.level2_code = categories.level2_code
            and indicators.level1_code not in (categories.level1_code, indicators.level2_code)
)

{% for found in [
    'units_contradicting', 'values_contradicting', 'operators_contradicting',
    'operators_substituted', 'levels_contradicting',
] -%}
    select
        document_id,
        finding_code,
        page_no,
        table_no,
        row_no,
        col_no,
        cell_id,
        evidence
    from {{ found }}
    {% if not loop.last %}union all{% endif %}
{% endfor %}
