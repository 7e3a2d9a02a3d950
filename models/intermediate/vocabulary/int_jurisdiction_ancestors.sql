{# Every form in which a division above another one may be printed. #}
with

parents as (
    select distinct
        jurisdiction_code,
        parent_code
    from {{ ref('stg_code__jurisdictions') }}
    where parent_code is not null
),

ancestors as (
    select
        jurisdiction_code,
        parent_code as ancestor_code
    from parents
    union distinct
    select
        parents.jurisdiction_code,
        grandparents.parent_code as ancestor_code
    from parents
    inner join parents as grandparents
        on parents.parent_code = grandparents.jurisdiction_code
)

select distinct
    ancestors.jurisdiction_code,
    ancestors.ancestor_code,
    forms.form_text as ancestor_text,
    forms.form_kind
from ancestors
inner join {{ ref('int_jurisdiction_forms') }} as forms
    on ancestors.ancestor_code = forms.jurisdiction_code
