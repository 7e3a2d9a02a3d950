-- Every year from the first to the last fiscal year of the documents, without gaps (2000 to 2099).
with digits as (

    select 0 as digit
    union all
    select 1 as digit
    union all
    select 2 as digit
    union all
    select 3 as digit
    union all
    select 4 as digit
    union all
    select 5 as digit
    union all
    select 6 as digit
    union all
    select 7 as digit
    union all
    select 8 as digit
    union all
    select 9 as digit

),

years as (

    select 2000 + 10 * tens.digit + ones.digit as fiscal_year
    from digits as tens
    cross join digits as ones

),

span as (

    select
        min(fiscal_year) as first_year,
        max(fiscal_year) as last_year
    from (
        select fiscal_year
        from {{ ref('int_documents_described') }}
        union all
        -- Columns and running text state amounts of other years.
        select fiscal_year
        from {{ ref('int_budget_lines_accepted') }}
    ) as years_named

),

years_of_documents as (

    select
        years.fiscal_year,
        cast(cast(years.fiscal_year as varchar) || '-01-01' as date) as year_start_date,
        cast(cast(years.fiscal_year as varchar) || '-12-31' as date) as year_end_date,
        {{ code_key('years.fiscal_year') }} as fiscal_year_key
    from years
    inner join span
        on years.fiscal_year between span.first_year and span.last_year

)

{{ with_unknown_members(
    'years_of_documents',
    [
        'fiscal_year', 'year_start_date', 'year_end_date', 'fiscal_year_key',
    ],
    {
        'fiscal_year_key': code_key('code'),
    },
) }}
