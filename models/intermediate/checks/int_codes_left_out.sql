{#
    Codes that one statement prints and another does not, which is short by just what they amount
    to, while all that it prints stands in the other as well: their rows are missing. One row an
    identity that is short, statement beside and code; told are those of the highest level.
#}
with

{# The code below which rows are short, where it is that of a row. #}
identities_short as (
    select
        short.reconciliation_key,
        short.document_id,
        short.statement_code,
        short.tolerance_cny,
        short.is_at_least,
        short.short_cny,
        min(stated.stage) as stage,
        min(case when short.is_summand then stated.expenditure_nature end) as expenditure_nature,
        max(case when short.is_within and not short.is_summand then stated.code else '' end)
            as code_above
    from {{ ref('int_rows_short') }} as short
    inner join {{ ref('int_codes_stated') }} as stated
        on short.cell_id = stated.cell_id
    group by
        short.reconciliation_key,
        short.document_id,
        short.statement_code,
        short.tolerance_cny,
        short.is_at_least,
        short.short_cny
),

codes_of_statements as (
    select
        document_id,
        statement_code,
        side,
        stage,
        expenditure_nature,
        funding_source_code,
        section_no,
        code,
        length(code) as code_length,
        sum(amount_cny) as amount_cny,
        sum(rounding_step_cny) as rounding_step_cny
    from {{ ref('int_codes_stated') }}
    group by
        document_id, statement_code, side, stage, expenditure_nature, funding_source_code,
        section_no, code
    having sum(amount_cny) <> 0
),

codes_known as (
    select
        document_id,
        statement_code,
        code,
        length(code) as code_length,
        max(amount_cny) as amount_cny
    from {{ ref('int_codes_stated') }}
    where amount_cny <> 0
    group by document_id, statement_code, code
),

{# What another statement prints there, and whether this one prints the code at all. #}
codes_beside as (
    select
        short.reconciliation_key,
        short.statement_code,
        short.document_id,
        short.code_above,
        short.short_cny,
        short.tolerance_cny,
        short.is_at_least,
        beside.statement_code as other_statement_code,
        beside.side,
        beside.funding_source_code,
        beside.section_no,
        beside.code_length,
        beside.code,
        beside.amount_cny,
        beside.rounding_step_cny,
        known.code is null as is_left_out
    from identities_short as short
    inner join codes_of_statements as beside
        on
            short.document_id = beside.document_id
            and short.stage = beside.stage
            and short.expenditure_nature = beside.expenditure_nature
            and starts_with(beside.code, short.code_above)
    left join codes_known as known
        on
            short.document_id = known.document_id
            and short.statement_code = known.statement_code
            and beside.code = known.code
    where
        short.statement_code <> beside.statement_code
        and beside.code <> short.code_above
),

sums_left_out as (
    select
        reconciliation_key,
        document_id,
        statement_code,
        other_statement_code,
        code_above,
        code_length,
        side,
        funding_source_code,
        section_no,
        short_cny,
        count(case when not is_left_out then 1 end) as shared_count
    from codes_beside
    group by
        reconciliation_key, document_id, statement_code, other_statement_code, code_above,
        code_length, side, funding_source_code, section_no, short_cny, tolerance_cny, is_at_least
    having
        case
            when is_at_least
                then
                    sum(case when is_left_out then amount_cny end)
                    >= short_cny - tolerance_cny
                    - sum(case when is_left_out then rounding_step_cny end)
            else
                abs(sum(case when is_left_out then amount_cny end) - short_cny)
                <= tolerance_cny + sum(case when is_left_out then rounding_step_cny end) / 2
        end
),

{# A code that the other does not print may be one of the missing ones, misprinted. #}
codes_of_their_own as (
    select distinct
        left_out.reconciliation_key,
        left_out.other_statement_code,
        left_out.code_length
    from sums_left_out as left_out
    inner join codes_known as own
        on
            left_out.document_id = own.document_id
            and left_out.statement_code = own.statement_code
            and left_out.code_length = own.code_length
    left join codes_known as known_beside
        on
            own.document_id = known_beside.document_id
            and left_out.other_statement_code = known_beside.statement_code
            and own.code = known_beside.code
    where
        known_beside.code is null
        and (
            starts_with(own.code, left_out.code_above)
            or own.amount_cny = left_out.short_cny
        )
)

select distinct
    left_out.reconciliation_key,
    left_out.document_id,
    left_out.statement_code,
    left_out.other_statement_code,
    beside.code,
    dense_rank() over (
        partition by left_out.reconciliation_key
        order by left_out.code_length, left_out.other_statement_code
    ) = 1 as is_told
from sums_left_out as left_out
inner join codes_beside as beside
    on
        left_out.reconciliation_key = beside.reconciliation_key
        and left_out.other_statement_code = beside.other_statement_code
        and left_out.code_length = beside.code_length
        and left_out.side = beside.side
        and left_out.funding_source_code = beside.funding_source_code
        and left_out.section_no = beside.section_no
left join codes_of_their_own
    on
        left_out.reconciliation_key = codes_of_their_own.reconciliation_key
        and left_out.other_statement_code = codes_of_their_own.other_statement_code
        and left_out.code_length = codes_of_their_own.code_length
where
    left_out.shared_count > 0
    and beside.is_left_out
    and codes_of_their_own.reconciliation_key is null
