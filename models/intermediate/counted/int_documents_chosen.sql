{#
    The documents from which each report takes the money of a unit, year and stage: the first that has
    it; where that has nothing but project forms, the forms of the others as well.
#}
select
    document_id,
    report_code,
    speaker_ref,
    fiscal_year,
    stage,
    choice_rank
from {{ ref('int_documents_compared') }}
where
    choice_rank = 1
    or is_of_forms_alone
