{#
    Amounts of statements in which rows add up to one total or to those of units, with the part
    that a row plays in it. Summaries and project forms add up in ways of their own.
#}
with

{# 其中 repeats a part of the line above it. #}
names_of_parts as (
    select distinct keyed.name_printed
    from {{ ref('int_line_names_keyed') }} as keyed
    inner join {{ ref('stg_map__labels') }} as labels
        on starts_with(keyed.name_printed, labels.wording)
    where labels.field = 'of_which'
),

{# A category of revenue is a line whatever its level: what stands below it is in it. #}
codes_above as (
    select distinct
        document_id,
        statement_code,
        unit_ref,
        substr(code, 1, parent_length) as code
    from {{ ref('int_coded_lines') }}
    where parent_length is not null
)

select
    amounts.document_id,
    amounts.statement_code,
    amounts.statement_family,
    amounts.document_kind,
    amounts.line_kind,
    amounts.unit_ref,
    amounts.side,
    amounts.stage,
    amounts.expenditure_nature,
    amounts.cost_category,
    amounts.col_no,
    amounts.column_rank,
    amounts.amount_cny,
    amounts.rounding_step_cny,
    amounts.cell_id,
    amounts.funding_source_code,
    amounts.is_blank,
    coalesce(sections.section_no, 1) as section_no,
    coalesce(case when amounts.line_kind = 'three_public' then amounts.item_name end, '')
        as category,
    {# The totals of 三公 are columns. #}
    (amounts.line_kind = 'three_public' or not amounts.is_total)
    and not keyed.is_total_wording
    and not coalesce(units.is_unit_heading and amounts.line_kind <> 'three_public', false)
    and names_of_parts.name_printed is null
    and told_again.cell_id is null
    and codes_above.code is null as is_line,
    {#
        小计 is the total of the rows around it, not of the statement, and 本年收入合计 that of the rows
        above it where 收入总计 stands below.
    #}
    keyed.is_total_wording
    and not coalesce(totals.is_subtotal, false)
    and not (
        coalesce(totals.is_of_year, false)
        and bool_or(keyed.is_total_wording and not coalesce(totals.is_of_year, false)) over (
            partition by
                amounts.document_id, amounts.statement_code, amounts.table_no, amounts.col_no
        )
    ) as is_grand_total,
    coalesce(units.is_unit_heading, false) as is_unit_heading
from {{ ref('int_lines_and_blanks') }} as amounts
inner join {{ ref('int_line_names_keyed') }} as keyed
    on amounts.label_cell_id = keyed.cell_id
left join {{ ref('int_statement_sections') }} as sections
    on
        {{ same_table('amounts', 'sections') }}
        and amounts.statement_code = sections.statement_code
left join {{ ref('int_row_units_filled') }} as units
    on {{ same_row('amounts', 'units') }}
left join {{ ref('int_total_wordings') }} as totals
    on keyed.total_wording = totals.wording
left join {{ ref('int_lines_told_again') }} as told_again
    on amounts.cell_id = told_again.cell_id
left join codes_above
    on
        amounts.document_id = codes_above.document_id
        and amounts.statement_code = codes_above.statement_code
        and amounts.unit_ref = codes_above.unit_ref
        and amounts.code = codes_above.code
left join names_of_parts
    on keyed.name_printed = names_of_parts.name_printed
where amounts.line_kind not in ('summary', 'funding')
