{#
    How sure the amount of a line is, and by what: what arithmetic says, and where it says nothing, what
    a second reading of the page does, or the same amount that is proved elsewhere.
#}
select
    proved.budget_line_key,
    proved.cell_id,
    case
        when proved.proof <> 'unchecked' then proved.proof
        when compared.differs then 'contradicted'
        when restated.budget_line_key is not null or compared.agrees then 'consistent'
        else proved.proof
    end as proof,
    case
        when proved.proof <> 'unchecked' then proved.proof_basis
        when compared.differs then 'second_reading'
        when restated.budget_line_key is not null then 'restated'
        when compared.agrees then 'second_reading'
    end as proof_basis
from {{ ref('int_lines_proved') }} as proved
left join {{ ref('int_second_readings_compared') }} as compared
    on proved.cell_id = compared.cell_id
left join {{ ref('int_lines_restated') }} as restated
    on proved.budget_line_key = restated.budget_line_key
