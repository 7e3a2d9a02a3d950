{#
    Codes that one of two statements prints in the place of another: one amount under two codes, each
    printed by one side alone, is one code printed wrongly. That which fewer statements print is the
    wrong one; here stand the others, which say nothing more.
#}
with

codes_stated as (
    select
        document_id,
        found_statement,
        expected_statement,
        told_apart_by,
        code,
        min(side) as side_printed,
        sum(amount_cny) as amount_cny
    from {{ ref('int_codes_compared') }}
    group by document_id, found_statement, expected_statement, told_apart_by, code
    having count(distinct side) = 1 and bool_or(amount_cny <> 0)
),

codes_known as (
    select
        document_id,
        code,
        count(distinct case when side = 'found' then found_statement else expected_statement end)
            as statement_count
    from {{ ref('int_codes_compared') }}
    group by document_id, code
),

codes_of_amounts as (
    select
        stated.document_id,
        stated.found_statement,
        stated.expected_statement,
        stated.told_apart_by,
        stated.code,
        row_number() over (
            partition by
                stated.document_id, stated.found_statement, stated.expected_statement,
                stated.told_apart_by, stated.amount_cny
            order by known.statement_count asc, stated.side_printed desc, stated.code asc
        ) as code_rank,
        count(*) over (
            partition by
                stated.document_id, stated.found_statement, stated.expected_statement,
                stated.told_apart_by, stated.amount_cny
        ) as code_count,
        count(*) over (
            partition by
                stated.document_id, stated.found_statement, stated.expected_statement,
                stated.told_apart_by, stated.amount_cny, stated.side_printed
        ) as own_side_count
    from codes_stated as stated
    inner join codes_known as known
        on
            stated.document_id = known.document_id
            and stated.code = known.code
)

select
    document_id,
    found_statement,
    expected_statement,
    told_apart_by,
    code
from codes_of_amounts
where
    code_count = 2
    and own_side_count = 1
    and code_rank = 2
