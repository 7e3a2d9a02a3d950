{#
    Cells below the headers of open tables, and what each may be: a code or a name of a list, an amount,
    a sign, a level, a unit, a value; several at once where lists strength a name.
#}
{%- set unit = money_units() %}
with

cells as (
    select
        unnested.document_id,
        unnested.table_no,
        unnested.row_no,
        unnested.col_no,
        unnested.page_no,
        unnested.cell_id,
        unnested.cell_text,
        unnested.bare_text,
        unnested.line_key,
        unnested.header_key,
        unnested.is_number or unnested.is_number_with_unit as is_figure,
        case
            when unnested.is_number or unnested.is_number_with_unit
                then {{ to_number('unnested.cell_text', 'decimal(28, 4)') }}
        end as amount
    from {{ ref('int_cells_unnested') }} as unnested
    inner join {{ ref('int_layout_rows') }} as printed
        on
            {{ same_row('unnested', 'printed') }}
            and printed.layout_role = 'body'
),

names as (
    select distinct
        code_kind,
        name_key
    from {{ ref('int_codes_listed') }}
    where code_kind in ('function', 'economic', 'revenue')
    union distinct
    select distinct
        code_kind,
        wording as name_key
    from {{ ref('int_codes_to_suggest') }}
    where code_kind = 'funding_source'
),

codes as (
    select distinct
        code_kind,
        code
    from {{ ref('int_codes_listed') }}
    where code_kind in ('function', 'economic', 'revenue')
),

levels as (
    select
        wording,
        bool_or(level = 1) as is_level1,
        bool_or(level = 2) as is_level2
    from {{ ref('stg_map__levels') }}
    group by wording
),

units_of_measure as (
    select unit_printed
    from {{ ref('stg_code__measurement_units') }}
),

names_of_units as (
    select distinct cells.bare_text
    from cells
    inner join {{ ref('int_publisher_endings') }} as endings
        on
            substr(cells.bare_text, length(cells.bare_text), 1) = endings.last_character
            and ends_with(cells.bare_text, endings.ending)
    where length(cells.bare_text) between 4 and 30
)

select
    cells.document_id,
    cells.table_no,
    cells.row_no,
    cells.col_no,
    cells.page_no,
    cells.cell_id,
    cells.cell_text,
    cells.bare_text,
    cells.line_key,
    cells.is_figure,
    cells.amount,
    totals.wording is not null as is_total_wording,
    function_codes.code is not null as is_function_code,
    economic_codes.code is not null as is_economic_code,
    revenue_codes.code is not null as is_revenue_code,
    cells.is_figure
    and paid.col_no is null
    and function_codes.code is null
    and economic_codes.code is null
    and revenue_codes.code is null
    and {{ regex_found('cells.bare_text', '^[0-9]{6,20}$') }} as is_other_code,
    cells.is_figure
    and (
        paid.col_no is not null
        or {{ regex_found('cells.bare_text', '[.][0-9]|,[0-9]{3}|(?:' ~ unit ~ ')$') }}
    )
    and not {{ regex_found('cells.bare_text', '%') }} as is_amount,
    paid.col_no is null and {{ regex_found('cells.bare_text', '^[0-9]{1,5}$') }} as is_count,
    {{ regex_found('cells.bare_text', '^-?[0-9][0-9,.]*%$') }} as is_percent,
    function_names.name_key is not null as is_function_name,
    economic_names.name_key is not null as is_economic_name,
    revenue_names.name_key is not null as is_revenue_name,
    source_names.name_key is not null as is_source_name,
    three_public.wording is not null as is_three_public_name,
    names_of_units.bare_text is not null as is_unit_name,
    operators.printed is not null as is_operator,
    coalesce(levels.is_level1, false) as is_level1,
    coalesce(levels.is_level2, false) as is_level2,
    units_of_measure.unit_printed is not null
    and not {{ regex_found('cells.bare_text', '[0-9]') }} as is_measurement_unit,
    {{ regex_found('cells.bare_text', '^[≥≤＞＜><=≧≦]=?[0-9]') }} as is_value_with_operator,
    {{ regex_found('cells.bare_text', '^[0-9][0-9,.]*[^0-9,.]{0,4}$') }} as is_value,
    length(cells.bare_text) > 25 as is_long_text
from cells
left join {{ ref('int_rows_classified') }} as printed
    on {{ same_row('cells', 'printed') }}
left join {{ ref('int_columns_of_money') }} as paid
    on
        {{ same_block('printed', 'paid') }}
        and cells.col_no = paid.col_no
left join {{ ref('int_total_wordings') }} as totals
    on cells.line_key = totals.wording
left join codes as function_codes
    on
        cells.bare_text = function_codes.code
        and function_codes.code_kind = 'function'
left join codes as economic_codes
    on
        cells.bare_text = economic_codes.code
        and economic_codes.code_kind = 'economic'
left join codes as revenue_codes
    on
        cells.bare_text = revenue_codes.code
        and revenue_codes.code_kind = 'revenue'
left join names as revenue_names
    on
        cells.line_key = revenue_names.name_key
        and revenue_names.code_kind = 'revenue'
left join names as function_names
    on
        cells.line_key = function_names.name_key
        and function_names.code_kind = 'function'
left join names as economic_names
    on
        cells.line_key = economic_names.name_key
        and economic_names.code_kind = 'economic'
left join names as source_names
    on
        cells.line_key = source_names.name_key
        and source_names.code_kind = 'funding_source'
left join {{ ref('stg_map__headers') }} as three_public
    on
        cells.line_key = three_public.wording
        and three_public.three_public_category is not null
left join names_of_units
    on cells.bare_text = names_of_units.bare_text
left join {{ ref('stg_map__operators') }} as operators
    on cells.bare_text = operators.printed
left join levels
    on cells.bare_text = levels.wording
left join units_of_measure
    on cells.bare_text = units_of_measure.unit_printed
