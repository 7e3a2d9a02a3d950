{#
    What is doubtful of lines: a column taken because it is the usual one, codes and names that are
    not matched and why, a source that no wording knows, a name of other years, a code that lost a
    zero, a name that is not that of the list, a code that is none any more and whose name was
    matched alone.
#}
{% set place = ['page_no', 'table_no', 'row_no', 'col_no', 'cell_id'] -%}
with

placements_assumed as (
    select
        document_id,
        'amount_placed_by_prior' as finding_code,
        page_no,
        table_no,
        row_no,
        col_no,
        cell_id,
        amount_printed as evidence
    from {{ ref('int_budget_lines') }}
    where placement = 'prior'
),

codes_unmapped as (
    select
        budget_lines.document_id,
        budget_lines.page_no,
        budget_lines.table_no,
        budget_lines.row_no,
        budget_lines.col_no,
        budget_lines.cell_id,
        case
            when codes_matched.unmapped_reason = 'code_contradicts_name'
                then codes_matched.unmapped_reason
            when codes_matched.code_printed is not null then 'code_unmapped'
            else 'name_unmapped'
        end as finding_code,
        {# A contradiction is a finding of its own. #}
        case
            when codes_matched.unmapped_reason = 'code_contradicts_name' then null
            when codes_meant.code is not null then 'code_misprinted'
            else codes_matched.unmapped_reason
        end as reason,
        concat_ws(
            ' ',
            codes_matched.code_printed,
            coalesce(budget_lines.function_name_printed, budget_lines.economic_name_printed),
            '-> ' || codes_meant.code
        ) as evidence
    from {{ ref('int_budget_lines') }} as budget_lines
    inner join {{ ref('int_codes_matched') }} as codes_matched
        on budget_lines.cell_id = codes_matched.cell_id
    left join {{ ref('int_codes_meant') }} as codes_meant
        on budget_lines.cell_id = codes_meant.cell_id
    where
        budget_lines.function_mapping_method = 'unmapped'
        or budget_lines.economic_mapping_method = 'unmapped'
),

sources_unmapped as (
    select
        document_id,
        'funding_source_unmapped' as finding_code,
        page_no,
        table_no,
        row_no,
        col_no,
        cell_id,
        funding_source_printed as evidence
    from {{ ref('int_budget_lines') }}
    where
        funding_source_mapping_method = 'unmapped'
        and not is_total
),

names_of_other_years as (
    select
        budget_lines.document_id,
        'name_of_another_year' as finding_code,
        budget_lines.page_no,
        budget_lines.table_no,
        budget_lines.row_no,
        budget_lines.col_no,
        budget_lines.cell_id,
        concat_ws(
            ' ',
            codes_matched.code,
            coalesce(budget_lines.function_name_printed, budget_lines.economic_name_printed)
        ) as evidence
    from {{ ref('int_budget_lines') }} as budget_lines
    inner join {{ ref('int_codes_matched') }} as codes_matched
        on budget_lines.cell_id = codes_matched.cell_id
    where codes_matched.is_former_name
),

zeros_lost as (
    select
        budget_lines.document_id,
        'code_lost_a_zero' as finding_code,
        budget_lines.table_no,
        budget_lines.row_no,
        max(budget_lines.page_no) as page_no,
        min(budget_lines.cell_id) as cell_id,
        concat_ws(
            ' ',
            codes_matched.code,
            min(coalesce(budget_lines.function_name_printed, budget_lines.economic_name_printed))
        ) as evidence
    from {{ ref('int_budget_lines') }} as budget_lines
    inner join {{ ref('int_codes_matched') }} as codes_matched
        on budget_lines.cell_id = codes_matched.cell_id
    where codes_matched.is_zero_lost
    group by
        budget_lines.document_id,
        budget_lines.table_no,
        budget_lines.row_no,
        codes_matched.code
),

names_differing as (
    select
        budget_lines.document_id,
        'name_differs_from_code_list' as finding_code,
        budget_lines.table_no,
        budget_lines.row_no,
        max(budget_lines.page_no) as page_no,
        min(budget_lines.cell_id) as cell_id,
        concat(
            codes_matched.code, ' ', min(printed_lines.name_key), ' / ', codes.code_name
        ) as evidence
    from {{ ref('int_budget_lines') }} as budget_lines
    inner join {{ ref('int_codes_matched') }} as codes_matched
        on
            budget_lines.cell_id = codes_matched.cell_id
            and codes_matched.code_printed = codes_matched.code
            and not codes_matched.is_former_name
    inner join {{ ref('int_lines_to_match') }} as printed_lines
        on
            codes_matched.cell_id = printed_lines.cell_id
            and not printed_lines.is_name_of_another_thing
    inner join {{ ref('int_codes_listed') }} as codes
        on
            codes_matched.code_kind = codes.code_kind
            and codes_matched.code = codes.code
            and printed_lines.fiscal_year between codes.valid_from_year and codes.last_year
    where printed_lines.name_key <> codes.name_key
    group by
        budget_lines.document_id,
        budget_lines.table_no,
        budget_lines.row_no,
        codes_matched.code,
        codes.code_name
),

codes_made_numbers as (
    select
        budget_lines.document_id,
        'code_made_a_number' as finding_code,
        budget_lines.table_no,
        budget_lines.row_no,
        max(budget_lines.page_no) as page_no,
        min(budget_lines.cell_id) as cell_id,
        concat(names_keyed.code_printed, ' ', names_keyed.name_key, ' / ', codes_matched.code)
            as evidence
    from {{ ref('int_budget_lines') }} as budget_lines
    inner join {{ ref('int_codes_matched') }} as codes_matched
        on
            budget_lines.cell_id = codes_matched.cell_id
            and codes_matched.code_printed is null
            and codes_matched.code is not null
    inner join {{ ref('int_line_names_keyed') }} as names_keyed
        on codes_matched.cell_id = names_keyed.cell_id
    where {{ is_code_made_a_number('names_keyed.code_printed') }}
    group by
        budget_lines.document_id,
        budget_lines.table_no,
        budget_lines.row_no,
        names_keyed.code_printed,
        names_keyed.name_key,
        codes_matched.code
)

{{ findings_united({
    'placements_assumed': place,
    'codes_unmapped': ['reason'] + place,
    'sources_unmapped': place,
    'names_of_other_years': place,
    'zeros_lost': ['page_no', 'table_no', 'row_no', 'cell_id'],
    'names_differing': ['page_no', 'table_no', 'row_no', 'cell_id'],
    'codes_made_numbers': ['page_no', 'table_no', 'row_no', 'cell_id'],
}) }}
