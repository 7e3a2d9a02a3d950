{#
    The same code in two statements whose totals are the same, for the pairs of statements in the
    seed that are compared code by code. One row a figure of an identity.
#}
with

{# A side that does not print the code states nothing by it. #}
codes_stated as (
    select
        document_id,
        found_statement,
        expected_statement,
        check_code,
        told_apart_by,
        code,
        is_open,
        count(distinct side) as side_count,
        min(side) as side_printed
    from {{ ref('int_codes_compared') }}
    group by
        document_id, found_statement, expected_statement, check_code, told_apart_by, code, is_open
    having bool_or(amount_cny <> 0)
),

codes_told as (
    select
        stated.document_id,
        stated.found_statement,
        stated.expected_statement,
        stated.check_code,
        stated.told_apart_by,
        stated.code,
        stated.is_open,
        stated.side_count,
        stated.side_printed
    from codes_stated as stated
    left join {{ ref('int_codes_explained') }} as explained
        on
            stated.document_id = explained.document_id
            and stated.found_statement = explained.found_statement
            and stated.expected_statement = explained.expected_statement
            and stated.told_apart_by = explained.told_apart_by
            and stated.code = explained.code
    where explained.code is null
)

select
    codes.document_id,
    codes.found_statement as statement_code,
    codes.check_code,
    concat(codes.code, ': ', codes.found_statement, ' = ', codes.expected_statement) as scope,
    codes.told_apart_by,
    codes.side,
    codes.cell_id,
    codes.amount_cny,
    codes.rounding_step_cny,
    codes.is_open
from {{ ref('int_codes_compared') }} as codes
inner join codes_told as stated
    on
        codes.document_id = stated.document_id
        and codes.found_statement = stated.found_statement
        and codes.expected_statement = stated.expected_statement
        and codes.told_apart_by = stated.told_apart_by
        and codes.code = stated.code
union all
select
    stated.document_id,
    stated.found_statement as statement_code,
    stated.check_code,
    concat(stated.code, ': ', stated.found_statement, ' = ', stated.expected_statement) as scope,
    stated.told_apart_by,
    case when stated.side_printed = 'expected' then 'found' else 'expected' end as side,
    cast(null as varchar) as cell_id,
    0 as amount_cny,
    0 as rounding_step_cny,
    stated.is_open
from codes_told as stated
where stated.side_count = 1
