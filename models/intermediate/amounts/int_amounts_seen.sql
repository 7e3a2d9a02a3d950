{#
    Every amount that a table shows. The one definition of an amount, for lines and coverage alike;
    `withheld_reason` says why no line may be made of it: the last reasons are a table that leaves its
    year open, and one of which the unit cannot be true and no other is proved.
#}
select
    amounts.document_id,
    amounts.table_no,
    amounts.row_no,
    amounts.col_no,
    amounts.cell_id,
    amounts.part_no,
    amounts.page_no,
    amounts.line_no,
    amounts.statement_code,
    amounts.block_no,
    amounts.role,
    amounts.header_path,
    amounts.amount_printed,
    amounts.placement,
    amounts.amount_place,
    amounts.unit_printed,
    case when contradicted.is_in_yuan then 1 else amounts.factor end as factor,
    coalesce(
        amounts.withheld_reason,
        case when dated.is_open then 'period_open' end,
        case
            when amounts.factor > 1 and not contradicted.is_in_yuan then 'unit_implausible'
        end
    ) as withheld_reason
from {{ ref('int_amounts_measured') }} as amounts
left join {{ ref('int_units_contradicted') }} as contradicted
    on {{ same_table('amounts', 'contradicted') }}
left join {{ ref('int_tables_dated') }} as dated
    on {{ same_table('amounts', 'dated') }}
