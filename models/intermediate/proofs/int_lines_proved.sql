{#
    What arithmetic says of the amount of a line: contradicted where a failing identity means its cell,
    or where running text and table disagree and no identity proves it; proved where one holds that
    counts as proof or where its line is one of a sum that is as printed, consistent where running text
    and table agree, else unchecked.
#}
with

{# A line of running text holds several amounts: that which is compared is meant. #}
amounts_compared as (
    select
        cells.cell_id,
        cells.amount_cny,
        {# A rate that differs beside an amount that agrees elsewhere speaks against itself. #}
        bool_or(reconciled.verdict = 'fails' and checks.reason_where_others_hold is null)
        or bool_or(reconciled.verdict = 'fails')
        and not bool_or(reconciled.verdict in ('holds', 'rounding')) as disagrees,
        bool_or(reconciled.verdict in ('holds', 'rounding')) as agrees
    from {{ ref('int_identity_cells') }} as cells
    inner join {{ ref('int_reconciliations') }} as reconciled
        on cells.reconciliation_key = reconciled.reconciliation_key
    inner join {{ ref('stg_code__checks') }} as checks
        on cells.check_code = checks.code
    where
        checks.counts_as_agreement
        and cells.cell_id is not null
    group by cells.cell_id, cells.amount_cny
),

{# Parts of a change that one line tells are one figure (减少4万元,项目支出增加8万元): all are in doubt. #}
changes_doubted as (
    select distinct compared.cell_id
    from amounts_compared as compared
    left join {{ ref('int_budget_lines_accepted') }} as accepted
        on
            compared.cell_id = accepted.cell_id
            and compared.amount_cny = accepted.amount_cny
    where
        compared.disagrees
        and accepted.cell_id is null
),

sums_as_printed as (
    select distinct
        document_id,
        report_code,
        period_ref
    from {{ ref('int_lines_of_periods') }}
    where basis in ('adds_up', 'rounding')
),

{# A total does not prove itself, but other lines that are printed do. #}
lines_of_sums as (
    select budget_line_key
    from {{ ref('int_lines_of_periods') }}
    where basis in ('adds_up', 'rounding', 'own_total')
    union distinct
    select printed.budget_line_key
    from {{ ref('int_sums_printed') }} as printed
    inner join sums_as_printed
        on
            printed.document_id = sums_as_printed.document_id
            and printed.report_code = sums_as_printed.report_code
            and printed.period_ref = sums_as_printed.period_ref
),

{#
    A sum proves no column that was settled by usage. What a sentence states is a line as it is told
    and one of the statement it stands for: the amount is the same.
#}
amounts_proved_by_sums as (
    select distinct
        accepted.cell_id,
        accepted.col_no
    from lines_of_sums
    inner join {{ ref('int_budget_lines_accepted') }} as accepted
        on lines_of_sums.budget_line_key = accepted.budget_line_key
    where accepted.placement <> 'prior'
)

select
    accepted.budget_line_key,
    accepted.cell_id,
    case
        when cells_contradicted.cell_id is not null then 'contradicted'
        when cells_checked.cell_id is not null then 'proved'
        when compared.disagrees or changes_doubted.cell_id is not null then 'contradicted'
        when proved_by_sums.cell_id is not null then 'proved'
        when compared.agrees then 'consistent'
        else 'unchecked'
    end as proof,
    case
        when cells_contradicted.cell_id is not null or cells_checked.cell_id is not null
            then 'identity'
        when compared.disagrees or changes_doubted.cell_id is not null then 'text_compared'
        when proved_by_sums.cell_id is not null then 'sum'
        when compared.agrees then 'text_compared'
    end as proof_basis
from {{ ref('int_budget_lines_accepted') }} as accepted
left join {{ ref('int_cells_contradicted') }} as cells_contradicted
    on accepted.cell_id = cells_contradicted.cell_id
left join {{ ref('int_cells_checked') }} as cells_checked
    on accepted.cell_id = cells_checked.cell_id
left join amounts_compared as compared
    on
        accepted.cell_id = compared.cell_id
        and accepted.amount_cny = compared.amount_cny
left join changes_doubted
    on
        case when accepted.measure in ('increase', 'decrease') then accepted.cell_id end
        = changes_doubted.cell_id
left join amounts_proved_by_sums as proved_by_sums
    on
        accepted.cell_id = proved_by_sums.cell_id
        and accepted.col_no = proved_by_sums.col_no
