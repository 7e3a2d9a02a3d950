{# Wordings and codes that no seed knows, shaped like the seed they belong into. #}
with

headers_unknown as (
    select
        filled.document_id,
        filled.table_no,
        filled.block_no,
        filled.col_no,
        filled.header_key as wording,
        filled.cell_text
    from {{ ref('int_header_cells_filled') }} as filled
    left join {{ ref('stg_map__headers') }} as headers
        on filled.header_key = headers.wording
    where headers.wording is null
),

header_wordings as (
    select
        headers_unknown.document_id,
        'map_header_to_role' as seed_name,
        headers_unknown.wording,
        recognised.statement_code,
        min(headers_unknown.cell_text) as context,
        count(distinct found.row_no) as rows_affected
    from headers_unknown
    inner join {{ ref('int_tables_recognised') }} as recognised
        on
            headers_unknown.document_id = recognised.document_id
            and headers_unknown.table_no = recognised.table_no
    left join {{ ref('int_amount_cells_found') }} as found
        on
            headers_unknown.document_id = found.document_id
            and headers_unknown.table_no = found.table_no
            and headers_unknown.col_no = found.col_no
    group by headers_unknown.document_id, headers_unknown.wording, recognised.statement_code
),

contradicted as (
    select cell_id
    from {{ ref('int_functions_matched') }}
    where is_contradicted
    union all
    select cell_id
    from {{ ref('int_economics_matched') }}
    where is_contradicted
),

line_wordings as (
    select
        budget_lines.document_id,
        budget_lines.statement_code,
        {#
            A printed code that the list of the year lacks belongs into the list; a bare name
            into the aliases.
        #}
        case
            when budget_lines.function_match_method = 'unmapped' then 'code_function'
            when budget_lines.economic_match_method = 'unmapped' then 'code_economic'
            when budget_lines.line_kind = 'economic' then 'map_item_to_economic'
            when budget_lines.line_kind = 'summary' and budget_lines.side = 'revenue'
                then 'map_item_to_funding_source'
            else 'map_item_to_function'
        end as seed_name,
        coalesce(
            budget_lines.function_code_printed,
            budget_lines.economic_code_printed,
            budget_lines.function_name_printed,
            budget_lines.economic_name_printed,
            budget_lines.funding_source_printed
        ) as unknown_wording,
        min(coalesce(
            budget_lines.function_name_printed,
            budget_lines.economic_name_printed,
            budget_lines.funding_source_printed
        )) as context,
        count(*) as rows_affected,
        sum(budget_lines.amount_cny) as amount_cny
    from {{ ref('int_budget_lines') }} as budget_lines
    left join {{ ref('stg_map__item_funding_sources') }} as sources
        on {{ line_key('budget_lines.function_name_printed') }} = sources.wording
    left join contradicted
        on budget_lines.cell_id = contradicted.cell_id
    where
        budget_lines.statement_code <> 'narrative_statement'
        {# 年末结转和结余 stands on the expenditure side without being spent on any function. #}
        and sources.wording is null
        {# A code that the list holds under another name is a finding, not a gap of the list. #}
        and contradicted.cell_id is null
        and not budget_lines.is_total
        and (
            budget_lines.function_match_method = 'unmapped'
            or budget_lines.economic_match_method = 'unmapped'
            or (budget_lines.line_kind = 'economic' and budget_lines.economic_code is null)
            or (
                budget_lines.line_kind in ('summary', 'function')
                and budget_lines.side = 'expenditure'
                and budget_lines.function_code is null
                and budget_lines.function_name_printed is not null
            )
            or (
                budget_lines.line_kind = 'summary'
                and budget_lines.side = 'revenue'
                and budget_lines.funding_source_code is null
            )
        )
    group by budget_lines.document_id, seed_name, unknown_wording, budget_lines.statement_code
),

unit_wordings as (
    select
        indicators.document_id,
        'code_measurement_unit' as seed_name,
        indicators.unit_printed as wording,
        cast(null as varchar) as statement_code,
        min(indicators.indicator_name) as context,
        count(*) as rows_affected
    from {{ ref('int_indicators') }} as indicators
    left join {{ ref('stg_code__measurement_units') }} as units
        on indicators.unit_printed = units.unit_printed
    where
        indicators.unit_printed is not null
        and units.unit_printed is null
    group by indicators.document_id, indicators.unit_printed
),

level_wordings as (
    select
        document_id,
        'map_level_to_category' as seed_name,
        cast(null as varchar) as statement_code,
        case
            when level1_code is null and level1_printed is not null then level1_printed
            else level2_printed
        end as wording,
        min(indicator_name) as context,
        count(*) as rows_affected
    from {{ ref('int_indicators') }}
    where
        (level1_printed is not null and level1_code is null)
        or (level2_printed is not null and level2_code is null)
    group by document_id, seed_name, wording
),

title_wordings as (
    select
        recognised.document_id,
        'map_title_to_statement' as seed_name,
        cast(null as varchar) as statement_code,
        coalesce(max(captions.caption_text), '') as wording,
        min(concat('table ', recognised.table_no)) as context,
        count(distinct found.row_no) as rows_affected
    from {{ ref('int_tables_recognised') }} as recognised
    inner join {{ ref('int_amount_cells_found') }} as found
        on
            recognised.document_id = found.document_id
            and recognised.table_no = found.table_no
    left join {{ ref('int_table_captions') }} as captions
        on
            recognised.document_id = captions.document_id
            and recognised.table_no = captions.table_no
            and {{ regex_found('captions.bare_text', '表$') }}
    where recognised.statement_code is null
    group by recognised.document_id, recognised.table_no
),

unmapped as (
    select
        document_id,
        seed_name,
        wording,
        statement_code,
        context,
        rows_affected,
        cast(null as decimal(18, 2)) as amount_cny
    from header_wordings
    union all
    select
        document_id,
        seed_name,
        unknown_wording as wording,
        statement_code,
        context,
        rows_affected,
        amount_cny
    from line_wordings
    union all
    select
        document_id,
        seed_name,
        wording,
        statement_code,
        context,
        rows_affected,
        cast(null as decimal(18, 2)) as amount_cny
    from unit_wordings
    union all
    select
        document_id,
        seed_name,
        wording,
        statement_code,
        context,
        rows_affected,
        cast(null as decimal(18, 2)) as amount_cny
    from level_wordings
    union all
    select
        document_id,
        seed_name,
        wording,
        statement_code,
        context,
        rows_affected,
        cast(null as decimal(18, 2)) as amount_cny
    from title_wordings
)

select
    unmapped.seed_name,
    unmapped.wording,
    unmapped.statement_code,
    unmapped.context,
    cast(null as varchar) as target,
    years.fiscal_year as valid_from_year,
    cast(null as integer) as valid_to_year,
    unmapped.rows_affected,
    unmapped.amount_cny,
    unmapped.document_id
from unmapped
left join {{ ref('int_document_years') }} as years
    on unmapped.document_id = years.document_id
