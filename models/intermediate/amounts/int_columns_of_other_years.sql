{#
    Columns that say that they are of another year than their table, by a number or by a word. Their
    amounts are facts of that year and of the stage that the header names; where either is left open
    no line can be made of them.
#}
with

years_printed as (
    select
        columns_resolved.document_id,
        columns_resolved.table_no,
        columns_resolved.block_no,
        columns_resolved.col_no,
        columns_resolved.year_offset,
        columns_resolved.stage,
        coalesce(statements.line_kind = 'debt', false) as is_of_debt,
        coalesce(
            columns_resolved.header_year,
            coalesce(dated.fiscal_year, years.fiscal_year) + columns_resolved.year_offset
        ) as column_year,
        coalesce(
            dated.fiscal_year,
            years.fiscal_year,
            max(columns_resolved.header_year) over (
                partition by columns_resolved.document_id
            )
        ) as fiscal_year
    from {{ ref('int_columns_resolved') }} as columns_resolved
    left join {{ ref('int_document_years') }} as years
        on columns_resolved.document_id = years.document_id
    left join {{ ref('int_tables_dated') }} as dated
        on {{ same_table('columns_resolved', 'dated') }}
    left join {{ ref('int_tables_recognised') }} as recognised
        on {{ same_table('columns_resolved', 'recognised') }}
    left join {{ ref('stg_code__statements') }} as statements
        on recognised.statement_code = statements.statement_code
    where
        columns_resolved.role in ('amount', 'unknown')
        and coalesce(columns_resolved.header_year, columns_resolved.year_offset) is not null
)

select
    document_id,
    table_no,
    block_no,
    col_no,
    column_year as fiscal_year,
    {# The year of a balance tells its stage. #}
    case
        when column_year is null or (stage is null and not is_of_debt) then 'other_year'
    end as reason
from years_printed
where
    column_year <> fiscal_year
    or (column_year is null and year_offset <> 0)
