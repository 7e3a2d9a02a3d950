{#
    Amounts under a code that is not known or stands below nothing: it may be misprinted. One row an
    amount.
#}
select
    coded.document_id,
    coded.statement_code,
    coded.code,
    coded.amount_cny
from {{ ref('int_codes_astray') }} as astray
inner join {{ ref('int_coded_lines') }} as coded
    on
        astray.document_id = coded.document_id
        and astray.statement_code = coded.statement_code
        and astray.unit_ref = coded.unit_ref
        and astray.section_no = coded.section_no
        and astray.code = coded.code
where astray.missing = 'parent'
union all
select
    document_id,
    statement_code,
    coalesce(function_code_printed, economic_code_printed) as code,
    amount_cny
from {{ ref('int_budget_lines') }}
where
    table_no is not null
    and 'unmapped' in (function_mapping_method, economic_mapping_method)
