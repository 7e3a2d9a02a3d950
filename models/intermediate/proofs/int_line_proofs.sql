{#
    How sure the amount of a line is: what arithmetic says, and where it says nothing, what a second
    reading of the page does.
#}
select
    proved.budget_line_key,
    case
        when proved.proof <> 'unchecked' then proved.proof
        when compared.agrees then 'consistent'
        when compared.differs then 'contradicted'
        else proved.proof
    end as proof
from {{ ref('int_lines_proved') }} as proved
left join {{ ref('int_second_readings_compared') }} as compared
    on proved.cell_id = compared.cell_id
