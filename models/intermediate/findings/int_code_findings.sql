{#
    What is doubtful of printed codes and names: not matched and why, a source that no wording
    knows, a name of other years, a name that is not that of the list. In the columns of
    int_findings.
#}
with

codes_unmapped as (
    select
        budget_lines.document_id,
        'warning' as severity,
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
        case codes_matched.unmapped_reason
            when 'code_contradicts_name'
                then
                    concat(
                        '印出的名称属于另一代码，两者均不采用。',
                        'The printed name is that of another code; neither is taken.'
                    )
            when 'name_differs'
                then
                    concat(
                        '代码表中此代码另有名称，未采用。',
                        'The list holds this code under another name; it is not taken.'
                    )
            when 'code_of_another_year'
                then
                    concat(
                        '此代码在该年度无效。',
                        'The code is not valid in the fiscal year.'
                    )
            when 'code_unknown'
                then '该年度代码表中没有此代码。The code list of the year does not hold this code.'
            when 'name_ambiguous'
                then '几个代码同用此名称。Several codes carry this name.'
            else '该年度代码表中没有此名称。The code list of the year does not hold this name.'
        end as message,
        concat_ws(
            ' ',
            codes_matched.code_printed,
            coalesce(budget_lines.function_name_printed, budget_lines.economic_name_printed)
        ) as evidence
    from {{ ref('int_budget_lines') }} as budget_lines
    inner join {{ ref('int_codes_matched') }} as codes_matched
        on budget_lines.cell_id = codes_matched.cell_id
    where
        budget_lines.function_mapping_method = 'unmapped'
        or budget_lines.economic_mapping_method = 'unmapped'
),

sources_unmapped as (
    select
        document_id,
        'funding_source_unmapped' as finding_code,
        'warning' as severity,
        page_no,
        table_no,
        row_no,
        col_no,
        cell_id,
        '没有一个资金来源有此名称。No funding source carries this name.' as message,
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
        'info' as severity,
        budget_lines.page_no,
        budget_lines.table_no,
        budget_lines.row_no,
        budget_lines.col_no,
        budget_lines.cell_id,
        concat(
            '印出的是该代码其他年度的名称，已按该代码匹配。',
            'The printed name is that of the code in other years; it is matched to the code.'
        ) as message,
        concat_ws(
            ' ',
            codes_matched.code,
            coalesce(budget_lines.function_name_printed, budget_lines.economic_name_printed)
        ) as evidence
    from {{ ref('int_budget_lines') }} as budget_lines
    inner join {{ ref('int_codes_matched') }} as codes_matched
        on
            budget_lines.cell_id = codes_matched.cell_id
            and codes_matched.is_former_name
),

names_differing as (
    select
        budget_lines.document_id,
        'name_differs_from_code_list' as finding_code,
        'info' as severity,
        budget_lines.table_no,
        budget_lines.row_no,
        cast(null as integer) as col_no,
        concat(
            '名称与代码表不同，依别名或去掉括注后相符。',
            'Not the name of the list; it agrees by an alias or without its remark.'
        ) as message,
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
)

{% for found in [
    'codes_unmapped', 'sources_unmapped', 'names_of_other_years', 'names_differing',
] -%}
    select
        document_id,
        finding_code,
        severity,
        page_no,
        table_no,
        row_no,
        col_no,
        cell_id,
        message,
        evidence
    from {{ found }}
    {% if not loop.last %}union all
    {% endif %}
{%- endfor %}
