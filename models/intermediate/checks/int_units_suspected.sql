{#
    Tables whose unit of money breaks what other tables and the text say: what fails between them is
    off by a whole scale of units, and nothing between them holds. One row a failing identity that the
    label explains, with the first cell of the table.
#}
with

{# Sides that stand in one table each. #}
sides as (
    select
        reconciliation_key,
        document_id,
        side,
        min(table_no) as table_no,
        min(amount_cny) as amount_cny,
        min(rounding_step_cny) as rounding_step_cny
    from {{ ref('int_identity_sides') }}
    where side in ('expected', 'found')
    group by reconciliation_key, document_id, side
    having
        count(*) = 1
        and min(amount_cny) > 0
),

{# Between two tables, or a table and a text: which of them, and how often one is the other. #}
identities_between as (
    select
        expected.reconciliation_key,
        expected.document_id,
        expected.table_no,
        found.table_no as other_table_no,
        reconciled.verdict,
        greatest(expected.amount_cny, found.amount_cny) as larger_cny,
        least(expected.amount_cny, found.amount_cny) as smaller_cny,
        case
            when expected.amount_cny > found.amount_cny then expected.rounding_step_cny
            else found.rounding_step_cny
        end as larger_step_cny,
        case
            when expected.amount_cny > found.amount_cny then found.rounding_step_cny
            else expected.rounding_step_cny
        end as smaller_step_cny
    from sides as expected
    inner join sides as found
        on
            expected.reconciliation_key = found.reconciliation_key
            and expected.side = 'expected'
            and found.side = 'found'
    inner join {{ ref('int_reconciliations') }} as reconciled
        on expected.reconciliation_key = reconciled.reconciliation_key
    inner join {{ ref('stg_code__checks') }} as checks
        on reconciled.check_code = checks.code
    where
        expected.table_no <> found.table_no
        and (checks.relation = '=' or reconciled.verdict = 'fails')
),

scales as (
    select distinct cast(larger.factor / smaller.factor as bigint) as scale
    from {{ ref('stg_code__money_units') }} as larger
    cross join {{ ref('stg_code__money_units') }} as smaller
    where larger.factor >= 1000 * smaller.factor
),

{# Off by a whole scale but for rounding, that of the smaller ones by their own scale. #}
identities_judged as (
    select
        compared.reconciliation_key,
        compared.document_id,
        compared.table_no,
        compared.other_table_no,
        compared.verdict in ('holds', 'rounding') as is_holding,
        compared.verdict = 'fails'
        and coalesce(
            bool_or(
                abs(compared.larger_cny - scales.scale * compared.smaller_cny)
                <= (compared.larger_step_cny + scales.scale * compared.smaller_step_cny) / 2
            ),
            false
        ) as is_scaled
    from identities_between as compared
    cross join scales
    group by
        compared.reconciliation_key, compared.document_id, compared.table_no,
        compared.other_table_no, compared.verdict
),

tables_judged as (
    {% for table_no, opponent_no in [
        ('table_no', 'other_table_no'), ('other_table_no', 'table_no')
    ] -%}
        select
            document_id,
            {{ table_no }} as table_no,
            {{ opponent_no }} as opponent_no,
            reconciliation_key,
            is_holding,
            is_scaled
        from identities_judged
        where {{ table_no }} > 0
        {% if not loop.last -%} union all {% endif -%}
    {% endfor %}
),

tables_counted as (
    select
        document_id,
        table_no,
        count(case when is_scaled then 1 end) as scaled_count
    from tables_judged
    group by document_id, table_no
    having
        count(case when is_scaled then 1 end) > 0
        and not bool_or(is_holding)
),

{# Hardly a table of money prints so little in its unit. #}
tables_small as (
    select
        amounts.document_id,
        amounts.table_no
    from {{ ref('int_lines_to_reconcile') }} as amounts
    inner join {{ ref('int_table_units') }} as table_units
        on {{ same_table('amounts', 'table_units') }}
    inner join {{ ref('stg_code__money_units') }} as units
        on table_units.unit_printed = units.unit_printed
    group by amounts.document_id, amounts.table_no
    having max(amounts.amount_cny / units.factor) < max(units.least_of_a_table)
),

{# Of two that contradict each other, that which others contradict too or which is too small. #}
rivals as (
    select
        judged.document_id,
        judged.table_no,
        max(coalesce(counted.scaled_count, 0)) as scaled_count
    from tables_judged as judged
    left join tables_counted as counted
        on
            judged.document_id = counted.document_id
            and judged.opponent_no = counted.table_no
    where judged.is_scaled
    group by judged.document_id, judged.table_no
),

tables_suspected as (
    select
        counted.document_id,
        counted.table_no
    from tables_counted as counted
    inner join rivals
        on {{ same_table('counted', 'rivals') }}
    left join tables_small
        on {{ same_table('counted', 'tables_small') }}
    where
        counted.scaled_count > rivals.scaled_count
        and (counted.scaled_count > 1 or tables_small.table_no is not null)
),

first_cells as (
    select
        lines_read.document_id,
        lines_read.table_no,
        min_by(lines_read.cell_id, 1000 * lines_read.row_no + lines_read.col_no) as cell_id
    from {{ ref('int_lines_to_reconcile') }} as lines_read
    inner join tables_suspected as suspected
        on {{ same_table('lines_read', 'suspected') }}
    group by lines_read.document_id, lines_read.table_no
),

{# What fails between the table and anything else; its own sums are of one unit. #}
identities_crossing as (
    select
        sides_here.reconciliation_key,
        first_cells.document_id,
        first_cells.table_no,
        first_cells.cell_id
    from first_cells
    inner join {{ ref('int_identity_sides') }} as sides_here
        on {{ same_table('first_cells', 'sides_here') }}
    inner join {{ ref('int_identity_sides') }} as beside
        on
            sides_here.reconciliation_key = beside.reconciliation_key
            and sides_here.table_no <> beside.table_no
    inner join {{ ref('int_reconciliations') }} as reconciled
        on sides_here.reconciliation_key = reconciled.reconciliation_key
    where reconciled.verdict = 'fails'
)

select
    reconciliation_key,
    document_id,
    min(table_no) as table_no,
    min_by(cell_id, row(table_no, cell_id)) as cell_id
from identities_crossing
group by reconciliation_key, document_id
