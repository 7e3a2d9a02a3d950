{#
    What each cell of a failing identity would have to change by to mend it; and what is mended
    elsewhere: a code that stands astray or below another name, of which the amount is just what is
    missing or too much, and an amount that stands in another column. One row an identity and cell.
#}
with

checks_of_statements as (
    select distinct check_code
    from {{ ref('stg_map__statement_pairs') }}
),

{# Where rows are missing no figure is to be changed. #}
identities_failing as (
    select
        reconciled.reconciliation_key,
        reconciled.document_id,
        reconciled.statement_code,
        reconciled.difference_cny,
        reconciled.tolerance_cny,
        checks.counts_as_agreement,
        checks_of_statements.check_code is not null as compares_statements
    from {{ ref('int_reconciliations') }} as reconciled
    inner join {{ ref('stg_code__checks') }} as checks
        on reconciled.check_code = checks.code
    left join checks_of_statements
        on reconciled.check_code = checks_of_statements.check_code
    left join {{ ref('int_rows_missing') }} as rows_missing
        on reconciled.reconciliation_key = rows_missing.reconciliation_key
    where
        reconciled.verdict = 'fails'
        and rows_missing.reconciliation_key is null
),

{# A cell on both sides of one identity changes nothing in it. #}
changes_of_cells as (
    select
        failing.reconciliation_key,
        failing.document_id,
        failing.tolerance_cny,
        cells.cell_id,
        min(cells.amount_cny) as amount_cny,
        min(case
            when cells.side = 'expected' then failing.difference_cny else -failing.difference_cny
        end) as change_cny,
        {# What text states is looked at before that by which it is checked. #}
        bool_and(failing.counts_as_agreement and cells.side = 'found') as is_stated
    from identities_failing as failing
    inner join {{ ref('int_identity_cells') }} as cells
        on failing.reconciliation_key = cells.reconciliation_key
    where cells.cell_id is not null
    group by
        failing.reconciliation_key, failing.document_id, failing.tolerance_cny, cells.cell_id
    having count(*) = 1
),

{#
    A code that is misprinted stands elsewhere than where its amount is wanted: it breaks the sums
    of its own statement, and what is compared with others.
#}
cells_astray as (
    select
        coded.document_id,
        coded.statement_code,
        true as breaks_others,
        coded.cell_id,
        coded.amount_cny
    from {{ ref('int_codes_astray') }} as astray
    inner join {{ ref('int_coded_lines') }} as coded
        on
            astray.document_id = coded.document_id
            and astray.statement_code = coded.statement_code
            and astray.unit_ref = coded.unit_ref
            and astray.section_no = coded.section_no
            and astray.code = coded.code
    where
        not coded.is_blank
        and coded.amount_cny <> 0
    union distinct
    {# Below another name a code is misprinted in its own statement, if at all. #}
    select
        document_id,
        statement_code,
        false as breaks_others,
        cell_id,
        amount_cny
    from {{ ref('int_budget_lines') }}
    where
        table_no is not null
        and amount_cny <> 0
        and (
            (function_code_printed is not null and function_mapping_method = 'unmapped')
            or (economic_code_printed is not null and economic_mapping_method = 'unmapped')
        )
),

changes_of_codes as (
    select distinct
        failing.reconciliation_key,
        failing.document_id,
        failing.tolerance_cny,
        astray.cell_id,
        astray.amount_cny
    from identities_failing as failing
    inner join cells_astray as astray
        on failing.document_id = astray.document_id
    where
        not failing.counts_as_agreement
        and (
            astray.statement_code = failing.statement_code
            or (astray.breaks_others and failing.compares_statements)
        )
        and abs(abs(failing.difference_cny) - astray.amount_cny) <= 2 * failing.tolerance_cny
),

{# A code that explains the failure comes before a column. #}
amounts_elsewhere as (
    select
        reconciliation_key,
        document_id,
        tolerance_cny,
        cell_id,
        amount_cny,
        'code_astray' as reason
    from changes_of_codes
    union all
    select
        misplaced.reconciliation_key,
        misplaced.document_id,
        misplaced.tolerance_cny,
        misplaced.cell_id,
        misplaced.amount_cny,
        'amount_moved' as reason
    from {{ ref('int_amounts_misplaced') }} as misplaced
    left join changes_of_codes as of_codes
        on misplaced.reconciliation_key = of_codes.reconciliation_key
    where of_codes.reconciliation_key is null
)

select
    reconciliation_key,
    document_id,
    tolerance_cny,
    cell_id,
    amount_cny,
    cast(0 as decimal(18, 2)) as change_cny,
    false as is_stated,
    reason as reason_elsewhere
from amounts_elsewhere
union all
select
    of_cells.reconciliation_key,
    of_cells.document_id,
    of_cells.tolerance_cny,
    of_cells.cell_id,
    of_cells.amount_cny,
    of_cells.change_cny,
    of_cells.is_stated,
    cast(null as {{ dbt.type_string() }}) as reason_elsewhere
from changes_of_cells as of_cells
left join amounts_elsewhere as elsewhere
    on
        of_cells.reconciliation_key = elsewhere.reconciliation_key
        and of_cells.cell_id = elsewhere.cell_id
where elsewhere.cell_id is null
