{#
    What may stand before the name of a division's own unit: the name of the division, alone or behind
    those of the divisions above it (四川省遂宁市大英县). One above it alone is no such front:
    遂宁市教育局 is no bureau of 大英县.
#}
with

own_forms as (
    select distinct
        jurisdiction_code,
        form_text
    from {{ ref('int_jurisdiction_forms') }}
    where form_kind = 'name'
),

{# 彭水县 and 彭水苗族土家族自治县 are 彭水自治县 too. #}
own_forms_of_autonomy as (
    select distinct
        jurisdiction_code,
        concat(
            substr(form_text, 1, length(form_text) - 1),
            {{ regex_group('jurisdiction_name', '(自治.)$') }}
        ) as form_text
    from {{ ref('int_jurisdiction_forms') }}
    where
        form_kind = 'name'
        and form_text <> jurisdiction_name
        and {{ regex_found('jurisdiction_name', '自治.$') }}
),

forms as (
    select
        jurisdiction_code,
        form_text
    from own_forms
    union distinct
    select
        jurisdiction_code,
        form_text
    from own_forms_of_autonomy
),

parents_printed as (
    select
        jurisdiction_code,
        ancestor_text as front_text
    from {{ ref('int_jurisdiction_ancestors') }}
    union distinct
    select
        lower_ancestors.jurisdiction_code,
        concat(upper_ancestors.ancestor_text, lower_ancestors.ancestor_text) as front_text
    from {{ ref('int_jurisdiction_ancestors') }} as lower_ancestors
    inner join {{ ref('int_jurisdiction_ancestors') }} as upper_ancestors
        on
            lower_ancestors.ancestor_code = upper_ancestors.jurisdiction_code
)

select
    jurisdiction_code,
    form_text as front_text
from forms
union distinct
select
    forms.jurisdiction_code,
    concat(parents_printed.front_text, forms.form_text) as front_text
from forms
inner join parents_printed
    on forms.jurisdiction_code = parents_printed.jurisdiction_code
