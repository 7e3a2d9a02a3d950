select
    nullif(trim(check_code), '') as check_code,
    nullif(trim(found_statement), '') as found_statement,
    coalesce(trim(found_nature), '') as found_nature,
    coalesce(trim(found_source), '') as found_source,
    nullif(trim(expected_statement), '') as expected_statement,
    coalesce(trim(expected_nature), '') as expected_nature,
    coalesce(trim(expected_source), '') as expected_source,
    nullif(trim(only_source), '') as only_source,
    nullif(trim(compares), '') as compares,
    coalesce(trim(crosses_sides) = 'yes', false) as crosses_sides
from {{ ref('check_statement_pair') }}
