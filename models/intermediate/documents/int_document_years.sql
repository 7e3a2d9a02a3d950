{# The fiscal year of a document: the one that it prints, else the one that its sender names. #}
select
    printed.document_id,
    coalesce(printed.fiscal_year, manifest.fiscal_year) as fiscal_year,
    case when printed.fiscal_year is null then 'manifest' else 'printed' end as fiscal_year_origin
from {{ ref('int_years_printed') }} as printed
left join {{ ref('stg_raw__manifest') }} as manifest
    on printed.document_id = manifest.document_id
where coalesce(printed.fiscal_year, manifest.fiscal_year) is not null
