{#
    Every amount that a table shows. The one definition of an amount, for lines and coverage alike;
    `withheld_reason` says why no line may be made of it: the last reason is a table of which the
    unit cannot be true.
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
    amounts.factor,
    coalesce(
        amounts.withheld_reason,
        case when contradicted.table_no is not null and amounts.factor > 1 then 'unit_implausible' end
    ) as withheld_reason
from {{ ref('int_amounts_measured') }} as amounts
left join {{ ref('int_units_contradicted') }} as contradicted
    on {{ same_table('amounts', 'contradicted') }}
