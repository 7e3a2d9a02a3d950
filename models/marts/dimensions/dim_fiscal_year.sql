-- Every year from the first to the last fiscal year of the documents, without gaps (2000 to 2099).
with span as (

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
        years.year_start_date,
        years.year_end_date,
        {{ code_key('years.fiscal_year') }} as fiscal_year_key
    from {{ ref('int_fiscal_years') }} as years
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
