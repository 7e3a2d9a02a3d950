select
    nullif(trim(check_code), '') as check_code,
    nullif(trim(found_statement), '') as found_statement,
    coalesce(trim(found_nature), '') as found_nature,
    nullif(trim(expected_statement), '') as expected_statement,
    coalesce(trim(expected_nature), '') as expected_nature
from {{ ref('check_statement_pair') }}
