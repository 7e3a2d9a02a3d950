{# What the cells of a document say beside numbers, each text once. #}
select distinct
    document_id,
    bare_text
from {{ ref('int_cells_unnested') }}
where not is_number
