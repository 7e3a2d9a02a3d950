{#
    Identities that fail because rows of a statement are missing, and no printed figure is to be
    suspected: another statement prints just these codes; or every figure of the identity stands in
    another one that holds and fails nowhere but where the same statement is short; or it compares a
    code that is missing with nothing. One row an identity, with the row where the statement is short.
#}
with

cells_short as (
    select
        reconciliation_key,
        document_id,
        statement_code,
        check_code,
        is_within,
        cell_id,
        is_summand
    from {{ ref('int_rows_short') }}
    where amount_cny <> 0
),

cells_judged as (
    select
        cells.cell_id,
        bool_or(
            reconciled.verdict in ('holds', 'rounding') and checks.counts_as_proof
        ) as is_held,
        bool_or(
            reconciled.verdict = 'fails'
            and not checks.counts_as_agreement
            and short.reconciliation_key is null
        ) as is_contradicted,
        count(distinct short.statement_code) as short_count
    from {{ ref('int_identity_cells') }} as cells
    inner join {{ ref('int_reconciliations') }} as reconciled
        on cells.reconciliation_key = reconciled.reconciliation_key
    inner join {{ ref('stg_code__checks') }} as checks
        on cells.check_code = checks.code
    left join cells_short as short
        on
            cells.reconciliation_key = short.reconciliation_key
            and cells.cell_id = short.cell_id
    where cells.cell_id is not null
    group by cells.cell_id
),

{#
    Where lines add up to the total of their own statement none of them is missing; where others are
    more than theirs an amount moved.
#}
statements_otherwise as (
    select distinct
        reconciled.document_id,
        reconciled.statement_code,
        reconciled.verdict = 'holds' as is_whole
    from {{ ref('int_reconciliations') }} as reconciled
    inner join {{ ref('stg_code__checks') }} as checks
        on reconciled.check_code = checks.code
    where
        (reconciled.check_code = 'lines_equal_total' and reconciled.verdict = 'holds')
        or (
            checks.shows_cut_off
            and reconciled.verdict = 'fails'
            and reconciled.difference_cny > 0
        )
),

identities_without_suspect as (
    select
        short.reconciliation_key,
        short.document_id,
        short.statement_code,
        cast(null as {{ dbt.type_string() }}) as codes_told
    from cells_short as short
    inner join cells_judged
        on short.cell_id = cells_judged.cell_id
    left join statements_otherwise as moved
        on
            short.document_id = moved.document_id
            and short.statement_code = moved.statement_code
            and not moved.is_whole
    left join statements_otherwise as whole
        on
            short.document_id = whole.document_id
            and case when not short.is_within then short.statement_code end = whole.statement_code
            and whole.is_whole
    group by short.reconciliation_key, short.document_id, short.statement_code
    having
        bool_and(
            cells_judged.is_held
            and not (
                short.is_summand
                and (cells_judged.is_contradicted or cells_judged.short_count > 1)
            )
        )
        and count(moved.statement_code) = 0
        and count(whole.statement_code) = 0
),

codes_told as (
    select
        reconciliation_key,
        document_id,
        statement_code,
        concat(
            string_agg(code, ', ' order by code), ' (', min(other_statement_code), ')'
        ) as codes_told
    from {{ ref('int_codes_left_out') }}
    where is_told
    group by reconciliation_key, document_id, statement_code
),

explained as (
    select
        reconciliation_key,
        document_id,
        statement_code,
        codes_told
    from codes_told
    union all
    select
        without_suspect.reconciliation_key,
        without_suspect.document_id,
        without_suspect.statement_code,
        without_suspect.codes_told
    from identities_without_suspect as without_suspect
    left join codes_told
        on without_suspect.reconciliation_key = codes_told.reconciliation_key
    where codes_told.reconciliation_key is null
),

{# A code that is missing here is compared with nothing there. #}
codes_compared as (
    select
        cells.reconciliation_key,
        left_out.document_id,
        left_out.statement_code,
        min(left_out.reconciliation_key) as short_key
    from {{ ref('int_codes_left_out') }} as left_out
    inner join {{ ref('int_codes_stated') }} as stated
        on
            left_out.document_id = stated.document_id
            and left_out.code = stated.code
    inner join {{ ref('int_identity_cells') }} as cells
        on stated.cell_id = cells.cell_id
    inner join {{ ref('int_identity_cells') }} as absent
        on cells.reconciliation_key = absent.reconciliation_key
    where
        stated.statement_code <> left_out.statement_code
        and cells.check_code = 'codes_agree'
        and absent.cell_id is null
    group by cells.reconciliation_key, left_out.document_id, left_out.statement_code
),

{# The row below which others are missing, or the last one that is printed. #}
places_ranked as (
    select
        reconciliation_key,
        table_no,
        cell_id,
        row_number() over (
            partition by reconciliation_key
            order by
                case when is_within and not is_summand then 0 else 1 end asc,
                table_no desc, row_no desc, col_no asc
        ) as place_rank
    from {{ ref('int_rows_short') }}
    where is_within or is_summand
)

select
    explained.reconciliation_key,
    explained.document_id,
    explained.statement_code,
    explained.codes_told,
    places_ranked.table_no,
    places_ranked.cell_id,
    true as is_short
from explained
inner join places_ranked
    on explained.reconciliation_key = places_ranked.reconciliation_key
where places_ranked.place_rank = 1
union all
select
    compared.reconciliation_key,
    compared.document_id,
    compared.statement_code,
    cast(null as {{ dbt.type_string() }}) as codes_told,
    places_ranked.table_no,
    places_ranked.cell_id,
    false as is_short
from codes_compared as compared
inner join places_ranked
    on compared.short_key = places_ranked.reconciliation_key
where places_ranked.place_rank = 1
