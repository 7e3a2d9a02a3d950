{#
    What each column holds: the deepest header wording that says so wins; an unknown one leaves it open.
#}
{%- set patterns = wording_patterns([
    'figure_end', 'figure_front', 'figure_of_either', 'revenue_word', 'expenditure_word'
]) %}
{%- set carried = [
    'header_path', 'header_printed', 'header_col_no', 'expenditure_nature', 'cost_category',
    'funding_source_code', 'three_public_category', 'stage', 'header_year', 'year_offset',
    'unit_in_header',
] %}
{%- set path = bare('columns_grouped.header_path') %}
with

pieces as (
    select
        filled.document_id,
        filled.table_no,
        filled.block_no,
        filled.col_no,
        filled.header_level,
        filled.cell_text,
        filled.header_key,
        {# Heads, shares and rates are figures, whatever the column is called. #}
        coalesce(headers.role, case
            when
                {{ wording_found('filled.header_key', patterns.figure_end, behind='([(].*)?$') }}
                or {{ wording_found('filled.header_key', patterns.figure_front, '^') }}
                then 'figure'
        end) as role,
        headers.side,
        headers.expenditure_nature,
        headers.cost_category,
        headers.funding_source_code,
        headers.three_public_category,
        headers.stage,
        headers.value_type,
        case when sources.is_balance then headers.funding_source_code end as balance_code,
        filled.source_col_no,
        filled.header_year,
        filled.year_offset,
        headers.wording is not null or filled.header_key = '' as is_known,
        headers.wording is null
        and {{ wording_found('filled.header_key', patterns.figure_of_either, behind='([(].*)?$') }}
            as is_figure_or_money,
        {{ regex_group(
            'filled.cell_text', '(?:^|[(: \n])(?:人民币)?(' ~ money_units() ~ ') ?[)]?$'
        ) }} as unit_in_header
    from {{ ref('int_header_cells_filled') }} as filled
    left join {{ ref('int_tables_recognised') }} as recognised
        on {{ same_table('filled', 'recognised') }}
    left join {{ ref('stg_code__statements') }} as statements
        on recognised.statement_code = statements.statement_code
    {# 余额 and 本级 head amounts of debt, and elsewhere whatever the table is about. #}
    left join {{ ref('stg_map__headers') }} as headers
        on
            filled.header_key = headers.wording
            and coalesce(headers.is_of_debt, false)
            <= coalesce(statements.line_kind = 'debt', false)
            and coalesce(headers.is_of_transfers, false)
            <= coalesce(statements.line_kind = 'transfer', false)
    left join {{ ref('stg_code__funding_sources') }} as sources
        on headers.funding_source_code = sources.funding_source_code
),

columns_described as (
    select
        document_id,
        table_no,
        block_no,
        col_no,
        string_agg(cell_text, ' > ' order by header_level) as header_path,
        max_by(cell_text, header_level) as header_printed,
        max_by(source_col_no, header_level) as header_col_no,
        count(case when not is_known then 1 end) as unknown_count,
        bool_or(is_figure_or_money) as is_figure_or_money,
        {% for column in [
            'role', 'side', 'expenditure_nature', 'cost_category', 'header_year', 'year_offset',
            'three_public_category', 'stage', 'unit_in_header',
        ] -%}
            {{ deepest(column) }} as {{ column }},
        {% endfor -%}
        {# What is carried over stays that, whoever paid it; 小计 below a source is its total. #}
        coalesce(
            {{ deepest('balance_code') }},
            max_by(
                funding_source_code, case when funding_source_code <> 'total' then header_level end
            ),
            {{ deepest('funding_source_code') }}
        ) as funding_source_code,
        min(case when role = 'code' then source_col_no end) as code_source_col_no,
        max_by(value_type, header_level) as value_type
    from pieces
    group by document_id, table_no, block_no, col_no
),

columns_grouped as (
    select
        document_id,
        table_no,
        block_no,
        col_no,
        {% for column in carried -%}
            {{ column }},
        {% endfor -%}
        unknown_count,
        is_figure_or_money,
        role,
        side,
        code_source_col_no,
        value_type = 'code_part'
        and count(*) over (
            partition by document_id, table_no, block_no, code_source_col_no
        ) = 1 as is_bare_part,
        count(case when role = 'name' and unknown_count = 0 then 1 end) over columns_left
            as name_group_no,
        count(case when unknown_count > 0 then 1 end) over columns_left as unknowns_left
    from columns_described
    window columns_left as (partition by document_id, table_no, block_no order by col_no)
),

{#
    In a summary each name speaks for what stands to its right up to the next one: 预算数 right of
    收入项目 is revenue, right of 支出项目 expenditure, right of 项目 or of what no seed knows neither.
#}
sides_named as (
    select
        columns_grouped.document_id,
        columns_grouped.table_no,
        columns_grouped.block_no,
        columns_grouped.name_group_no,
        columns_grouped.unknowns_left,
        case
            when {{ wording_found(path, patterns.expenditure_word) }} then 'expenditure'
            else 'revenue'
        end as side
    from columns_grouped
    inner join {{ ref('int_tables_recognised') }} as recognised
        on {{ same_table('columns_grouped', 'recognised') }}
    inner join {{ ref('stg_code__statements') }} as statements
        on recognised.statement_code = statements.statement_code
    where
        statements.line_kind = 'summary'
        and columns_grouped.role = 'name'
        and columns_grouped.unknown_count = 0
        and {{ wording_found(path, patterns.revenue_word) }}
        <> {{ wording_found(path, patterns.expenditure_word) }}
)

select
    columns_grouped.document_id,
    columns_grouped.table_no,
    columns_grouped.block_no,
    columns_grouped.col_no,
    {% for column in carried -%}
        columns_grouped.{{ column }},
    {% endfor -%}
    columns_grouped.name_group_no,
    {# 车辆 may be their number or what was paid for them: their figures decide. #}
    coalesce(columns_grouped.role = 'figure', false) and columns_grouped.is_figure_or_money
        as is_figure_or_money,
    coalesce(
        columns_grouped.side,
        case when columns_grouped.role in ('name', 'amount') then sides_named.side end
    ) as side,
    {# 类, 款 and 项 in columns print one code: below one header, or side by side without any. #}
    case
        when columns_grouped.is_bare_part
            then
                columns_grouped.col_no - row_number() over (
                    partition by
                        columns_grouped.document_id, columns_grouped.table_no,
                        columns_grouped.block_no, columns_grouped.is_bare_part
                    order by columns_grouped.col_no
                ) - 1000
        else columns_grouped.code_source_col_no
    end as code_group_no,
    case
        when
            columns_grouped.unknown_count > 0
            and coalesce(columns_grouped.role, '') <> 'figure'
            then 'unknown'
        {# What was reached in another year is the history of a target. #}
        when
            (columns_grouped.role in ('value', 'actual_value') and columns_grouped.year_offset < 0)
            or (columns_grouped.role = 'actual_value' and columns_grouped.header_year > 0)
            then 'history'
        {# A year alone heads money of that year. #}
        when
            columns_grouped.role is null
            and coalesce(columns_grouped.header_year, columns_grouped.year_offset) is not null
            then 'amount'
        else columns_grouped.role
    end as role
from columns_grouped
left join sides_named
    on
        {{ same_block('columns_grouped', 'sides_named') }}
        and columns_grouped.name_group_no = sides_named.name_group_no
        and columns_grouped.unknowns_left = sides_named.unknowns_left
