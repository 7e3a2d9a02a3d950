{#
    Failing identities of which the cause is a row that is not there: another statement of the same
    total prints the code, this one does not, and a sum in it lacks just that amount, or the rows
    below the code stand below nothing. A row that stands there under another code, or with its amount
    in another column, is not missing. One row an identity that the missing row explains.
#}
with

codes_of_one_side as (
    select
        compared.document_id,
        compared.found_statement as statement_code,
        compared.check_code,
        compared.told_apart_by,
        compared.code,
        concat(
            compared.code, ': ', compared.found_statement, ' = ', compared.expected_statement
        ) as scope,
        case
            when min(compared.side) = 'expected' then compared.found_statement
            else compared.expected_statement
        end as missing_in,
        sum(compared.amount_cny) as amount_cny
    from {{ ref('int_codes_compared') }} as compared
    group by
        compared.document_id, compared.found_statement, compared.expected_statement,
        compared.check_code, compared.told_apart_by, compared.code
    having count(distinct compared.side) = 1 and bool_or(compared.amount_cny <> 0)
),

codes_keyed as (
    select
        document_id,
        missing_in,
        code,
        amount_cny,
        {{ surrogate_key([
            'document_id', 'statement_code', 'check_code', 'scope', 'told_apart_by'
        ]) }} as reconciliation_key
    from codes_of_one_side
),

codes_printed as (
    select distinct
        document_id,
        statement_code,
        code
    from {{ ref('int_coded_lines') }}
    where
        not is_blank
        and amount_cny <> 0
),

{# What stands there under another code, not below its own. #}
codes_misprinted as (
    select distinct codes_keyed.reconciliation_key
    from codes_keyed
    inner join {{ ref('int_amounts_astray') }} as amounts_astray
        on
            codes_keyed.document_id = amounts_astray.document_id
            and codes_keyed.missing_in = amounts_astray.statement_code
            and codes_keyed.amount_cny = amounts_astray.amount_cny
    where not starts_with(amounts_astray.code, codes_keyed.code)
),

codes_missing as (
    select
        codes_keyed.document_id,
        codes_keyed.missing_in,
        codes_keyed.code,
        codes_keyed.amount_cny,
        codes_keyed.reconciliation_key
    from codes_keyed
    inner join {{ ref('int_reconciliations') }} as reconciled
        on codes_keyed.reconciliation_key = reconciled.reconciliation_key
    left join codes_misprinted
        on codes_keyed.reconciliation_key = codes_misprinted.reconciliation_key
    left join codes_printed
        on
            codes_keyed.document_id = codes_printed.document_id
            and codes_keyed.missing_in = codes_printed.statement_code
            and codes_keyed.code = codes_printed.code
    where
        reconciled.verdict = 'fails'
        and codes_misprinted.reconciliation_key is null
        and codes_printed.code is null
),

{# Sums within the statement that lack so much, with the cell of the sum. #}
sums_short as (
    select
        missing.document_id,
        missing.missing_in,
        missing.code,
        reconciled.reconciliation_key,
        min(cells.cell_id) as cell_id
    from codes_missing as missing
    inner join {{ ref('int_reconciliations') }} as reconciled
        on
            missing.document_id = reconciled.document_id
            and missing.missing_in = reconciled.statement_code
    inner join {{ ref('stg_code__checks') }} as checks
        on reconciled.check_code = checks.code
    inner join {{ ref('int_identity_cells') }} as cells
        on
            reconciled.reconciliation_key = cells.reconciliation_key
            and cells.side = 'expected'
    where
        reconciled.verdict = 'fails'
        and checks.shows_cut_off
        and abs(reconciled.difference_cny + missing.amount_cny) <= reconciled.tolerance_cny
    group by
        missing.document_id, missing.missing_in, missing.code, reconciled.reconciliation_key
),

{# The row stands above what stands below nothing, else in the sum that lacks it. #}
places as (
    select
        document_id,
        missing_in,
        code,
        0 as place_order,
        cell_id
    from sums_short
    union all
    select
        document_id,
        statement_code as missing_in,
        missing_code as code,
        1 as place_order,
        cell_id
    from {{ ref('int_codes_astray') }}
    where missing = 'parent'
),

rows_missing as (
    select
        missing.document_id,
        missing.missing_in,
        missing.code,
        min_by(places.cell_id, concat(places.place_order, places.cell_id)) as cell_id
    from codes_missing as missing
    inner join places
        on
            missing.document_id = places.document_id
            and missing.missing_in = places.missing_in
            and missing.code = places.code
    group by missing.document_id, missing.missing_in, missing.code
),

identities_explained as (
    select
        document_id,
        missing_in,
        code,
        reconciliation_key
    from codes_missing
    union distinct
    select
        document_id,
        missing_in,
        code,
        reconciliation_key
    from sums_short
)

{# A sum that two rows would explain is told with the first. #}
select
    explained.reconciliation_key,
    min(rows_missing.document_id) as document_id,
    min_by(rows_missing.missing_in, rows_missing.code) as statement_code,
    min(rows_missing.code) as code,
    min_by(rows_missing.cell_id, rows_missing.code) as cell_id
from identities_explained as explained
inner join rows_missing
    on
        explained.document_id = rows_missing.document_id
        and explained.missing_in = rows_missing.missing_in
        and explained.code = rows_missing.code
group by explained.reconciliation_key
