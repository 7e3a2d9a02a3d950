{#
    Tables printed in a unit of money in which no other table of the document is, while all others have
    one other unit, and nothing tells that it is meant: no identity with another table or the text holds
    that would not hold in the other unit, and in that unit the figures would not be out of all scale.
    One row a table, with its first cell.
#}
with

amounts as (
    select
        document_id,
        row_no,
        col_no,
        cell_id,
        coalesce(table_no, 0) as table_no,
        abs(amount_cny) as amount_cny
    from {{ ref('int_budget_lines') }}
    where
        amount_cny <> 0
        and not is_of_another_year
),

{# Target forms go their own way. #}
tables_counted as (
    select
        units.document_id,
        units.table_no,
        max(units.factor) as factor,
        max(units.unit_printed) as unit_printed,
        max(units.unit_method) as unit_method,
        max(amounts.amount_cny) as largest_cny,
        min_by(amounts.cell_id, 1000 * amounts.row_no + amounts.col_no) as cell_id
    from {{ ref('int_table_units') }} as units
    inner join amounts
        on {{ same_table('units', 'amounts') }}
    inner join {{ ref('int_tables_recognised') }} as recognised
        on {{ same_table('units', 'recognised') }}
    inner join {{ ref('stg_code__statements') }} as statements
        on recognised.statement_code = statements.statement_code
    where
        units.factor is not null
        and statements.document_kind <> 'performance_target'
    group by units.document_id, units.table_no
),

factors_counted as (
    select
        document_id,
        factor,
        count(*) as table_count,
        min(unit_printed) as unit_printed
    from tables_counted
    group by document_id, factor
),

tables_alone as (
    select
        alone.document_id,
        alone.table_no,
        alone.cell_id,
        alone.unit_printed,
        alone.factor,
        alone.largest_cny,
        min(peers.unit_printed) as other_unit,
        min(peers.factor) as other_factor,
        min(peers.table_count) as other_count
    from tables_counted as alone
    inner join factors_counted as own
        on
            alone.document_id = own.document_id
            and alone.factor = own.factor
    inner join factors_counted as peers
        on alone.document_id = peers.document_id
    where
        own.table_count = 1
        and alone.unit_method = 'printed'
        and alone.factor <> peers.factor
    group by
        alone.document_id, alone.table_no, alone.cell_id, alone.unit_printed, alone.factor,
        alone.largest_cny
    having count(*) = 1
),

largest_beside as (
    select
        alone.document_id,
        alone.table_no,
        max(amounts.amount_cny) as largest_cny
    from tables_alone as alone
    inner join amounts
        on alone.document_id = amounts.document_id
    where amounts.table_no <> alone.table_no
    group by alone.document_id, alone.table_no
),

{# What holds and would not with the same figures in the other unit tells that the unit is meant. #}
tables_confirmed as (
    select distinct
        alone.document_id,
        alone.table_no
    from tables_alone as alone
    inner join {{ ref('int_identity_sides') }} as sides
        on {{ same_table('alone', 'sides') }}
    inner join {{ ref('int_identity_sides') }} as beside
        on sides.reconciliation_key = beside.reconciliation_key
    inner join {{ ref('int_reconciliations') }} as reconciled
        on sides.reconciliation_key = reconciled.reconciliation_key
    where
        sides.table_no <> beside.table_no
        and reconciled.verdict in ('holds', 'rounding')
        and least(reconciled.expected_cny, reconciled.found_cny) > 0
        and least(reconciled.expected_cny, reconciled.found_cny)
        * greatest(alone.factor, alone.other_factor) / least(alone.factor, alone.other_factor)
        > greatest(reconciled.expected_cny, reconciled.found_cny)
)

select
    alone.document_id,
    alone.table_no,
    alone.cell_id,
    concat(
        '单位：', alone.unit_printed, '; ', alone.other_count, ' × ', alone.other_unit, '; ',
        cast(alone.largest_cny / alone.factor as decimal(18, 2))
    ) as evidence
from tables_alone as alone
left join tables_confirmed as confirmed
    on {{ same_table('alone', 'confirmed') }}
left join largest_beside as beside
    on {{ same_table('alone', 'beside') }}
left join {{ ref('int_units_contradicted') }} as contradicted
    on {{ same_table('alone', 'contradicted') }}
left join {{ ref('stg_code__money_units') }} as own_unit
    on alone.unit_printed = own_unit.unit_printed
left join {{ ref('stg_code__money_units') }} as other_units
    on alone.other_unit = other_units.unit_printed
where
    confirmed.table_no is null
    and contradicted.table_no is null
    and alone.largest_cny / alone.factor * alone.other_factor
    <= 10 * coalesce(beside.largest_cny, 0)
    and coalesce(alone.largest_cny / alone.factor >= other_units.least_of_a_table, true)
    {# That is told of itself. #}
    and coalesce(alone.largest_cny / alone.factor >= own_unit.least_of_a_table, true)
