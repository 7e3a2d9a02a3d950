{#
    Money fields of project forms. A field stands under the horizon whose total is nearest to
    its left.
#}
with

money_fields as (
    select
        document_id,
        table_no,
        row_no,
        label_col_no,
        part_no,
        wording,
        funding_source_code,
        horizon,
        label_text,
        value_cell_id,
        value_col_no,
        value_text,
        page_no,
        placement
    from {{ ref('int_form_fields') }}
    where field = 'funding'
),

{# A total beside that of the year is the total of all years. #}
totals as (
    select
        document_id,
        table_no,
        row_no,
        label_col_no,
        horizon,
        max(case when horizon = 'annual' then label_col_no end) over (
            partition by document_id, table_no, row_no
        ) as annual_col_no
    from money_fields
    where funding_source_code = 'total'
),

anchors as (
    select
        document_id,
        table_no,
        row_no,
        label_col_no,
        coalesce(
            horizon, case when annual_col_no > label_col_no then 'mid_long_term' end
        ) as horizon
    from totals
    where horizon is not null or annual_col_no > label_col_no
),

anchors_ranked as (
    select
        money_fields.document_id,
        money_fields.table_no,
        money_fields.row_no,
        money_fields.label_col_no,
        money_fields.part_no,
        anchors.horizon,
        row_number() over (
            partition by
                money_fields.document_id,
                money_fields.table_no,
                money_fields.row_no,
                money_fields.label_col_no,
                money_fields.part_no
            order by anchors.label_col_no desc, anchors.row_no desc
        ) as anchor_rank
    from money_fields
    inner join anchors
        on
            {{ same_table('money_fields', 'anchors') }}
            and money_fields.row_no >= anchors.row_no
            and money_fields.label_col_no >= anchors.label_col_no
),

{# 项目资金(万元): the label of the section names the unit of the amounts beside and below it. #}
sections as (
    select
        document_id,
        table_no,
        row_no,
        {{ regex_group('label_text', '[(](' ~ money_units() ~ ')[)]') }} as unit_of_section
    from {{ ref('int_form_fields') }}
    where field = 'funding_section'
),

sections_ranked as (
    select
        money_fields.document_id,
        money_fields.table_no,
        money_fields.row_no,
        max_by(sections.unit_of_section, sections.row_no) as unit_of_section
    from money_fields
    inner join sections
        on
            {{ same_table('money_fields', 'sections') }}
            and money_fields.row_no >= sections.row_no
    where sections.unit_of_section is not null
    group by money_fields.document_id, money_fields.table_no, money_fields.row_no
),

{#
    年度资金总额(元): the unit that the label of a total names is that of its parts. Of two totals side
    by side the one to the right says nothing of parts to the left.
#}
totals_labelled as (
    select
        document_id,
        table_no,
        row_no,
        label_col_no,
        {{ regex_group('label_text', '[(](' ~ money_units() ~ ')[)]') }} as unit_of_total
    from money_fields
    where funding_source_code = 'total'
),

totals_ranked as (
    select
        money_fields.document_id,
        money_fields.table_no,
        money_fields.row_no,
        money_fields.label_col_no,
        max_by(
            totals_labelled.unit_of_total, (totals_labelled.row_no, totals_labelled.label_col_no)
        ) as unit_of_total
    from money_fields
    inner join totals_labelled
        on
            {{ same_table('money_fields', 'totals_labelled') }}
            and money_fields.row_no >= totals_labelled.row_no
            and money_fields.label_col_no >= totals_labelled.label_col_no
    where totals_labelled.unit_of_total is not null
    group by
        money_fields.document_id,
        money_fields.table_no,
        money_fields.row_no,
        money_fields.label_col_no
),

amounts as (
    select
        money_fields.document_id,
        money_fields.table_no,
        money_fields.row_no,
        money_fields.value_col_no as col_no,
        money_fields.part_no,
        money_fields.page_no,
        money_fields.value_cell_id as cell_id,
        money_fields.wording as funding_source_printed,
        money_fields.funding_source_code,
        coalesce(money_fields.horizon, anchors_ranked.horizon, 'annual') as horizon,
        {{ regex_replace('money_fields.value_text', ' ?(?:' ~ money_units() ~ ')$', '') }}
            as amount_printed,
        {{ is_number('money_fields.value_text') }}
        or {{ is_number_with_unit('money_fields.value_text') }} as is_amount,
        coalesce(
            {{ unit_of_number('money_fields.value_text') }},
            {{ regex_group('money_fields.label_text', '\\((' ~ money_units() ~ ')\\)') }}
        ) as unit_printed,
        sections_ranked.unit_of_section,
        totals_ranked.unit_of_total,
        money_fields.placement
    from money_fields
    left join anchors_ranked
        on
            {{ same_row('money_fields', 'anchors_ranked') }}
            and money_fields.label_col_no = anchors_ranked.label_col_no
            and money_fields.part_no = anchors_ranked.part_no
            and anchors_ranked.anchor_rank = 1
    left join sections_ranked
        on {{ same_row('money_fields', 'sections_ranked') }}
    left join totals_ranked
        on
            {{ same_row('money_fields', 'totals_ranked') }}
            and money_fields.label_col_no = totals_ranked.label_col_no
    where {{ regex_found('money_fields.value_text', '[0-9]') }}
)

select
    document_id,
    table_no,
    row_no,
    col_no,
    part_no,
    page_no,
    cell_id,
    funding_source_printed,
    funding_source_code,
    horizon,
    amount_printed,
    is_amount,
    unit_printed,
    unit_of_section,
    unit_of_total,
    placement
from amounts
