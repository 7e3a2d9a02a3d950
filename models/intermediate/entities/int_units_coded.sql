{#
    Which code a mention of a unit means. An alias decides first; then the printed code; a name
    without a code takes the code that stands beside it elsewhere in the jurisdiction, within the
    department where that is known. Codes are never merged. A department and its own head office may
    share a name: a project form is made out by a unit, so there the name is the head office's; a
    project that one unit of the department alone lists is that unit's; the publisher of a document
    is the department. What remains open has no code, and neither has a unit of an unknown place.
#}
with

meant as (
    select
        mention_key,
        document_id,
        jurisdiction_code,
        fiscal_year,
        publisher_code,
        department_code,
        department_name,
        unit_code,
        unit_name,
        project_code,
        project_name,
        times_printed,
        is_on_form,
        is_name_of_publisher,
        is_publisher,
        project_printed,
        is_aliased,
        meant_code,
        meant_name,
        meant_wording
    from {{ ref('int_units_meant') }}
),

codes_named as (
    select distinct
        jurisdiction_code,
        department_name,
        meant_code as unit_code,
        meant_wording as wording,
        {{ department_of('meant_code') }} as department_code,
        length(meant_code) <= {{ var('department_code_length') }} as is_department
    from meant
    where
        meant_code is not null
        and meant_name is not null
),

{# The name of a publisher is a full one: whoever prints a code beside it means the same. #}
departments_of_publishers as (
    select
        meant.document_id,
        codes_named.department_code
    from meant
    inner join codes_named
        on
            meant.jurisdiction_code = codes_named.jurisdiction_code
            and meant.meant_wording = codes_named.wording
    where meant.is_name_of_publisher
    union distinct
    select
        meant.document_id,
        codes_named.department_code
    from meant
    inner join codes_named
        on
            meant.jurisdiction_code = codes_named.jurisdiction_code
            and meant.meant_code = codes_named.unit_code
    where meant.is_name_of_publisher
),

departments as (
    select
        meant.document_id,
        coalesce(min(meant.department_code), min(found.department_code)) as department_code
    from meant
    left join departments_of_publishers as found
        on meant.document_id = found.document_id
    where meant.is_name_of_publisher
    group by meant.document_id
    having
        min(meant.department_code) is not null
        or count(distinct found.department_code) = 1
),

codes_of_name as (
    select
        meant.mention_key,
        count(distinct codes_named.unit_code) as codes_found,
        count(distinct case when codes_named.is_department then codes_named.unit_code end)
            as departments_found,
        count(distinct case when not codes_named.is_department then codes_named.unit_code end)
            as units_found,
        min(codes_named.unit_code) as any_code,
        min(case when codes_named.is_department then codes_named.unit_code end) as as_department,
        min(case when not codes_named.is_department then codes_named.unit_code end) as as_unit
    from meant
    inner join codes_named
        on
            meant.jurisdiction_code = codes_named.jurisdiction_code
            and meant.meant_wording = codes_named.wording
    left join departments
        on meant.document_id = departments.document_id
    where
        meant.meant_code is null
        and (
            meant.is_name_of_publisher
            or departments.department_code = codes_named.department_code
            or (
                departments.department_code is null
                and coalesce(meant.department_name, codes_named.department_name, '')
                = coalesce(codes_named.department_name, '')
            )
        )
    group by meant.mention_key
),

projects_of_one_unit as (
    select
        jurisdiction_code,
        fiscal_year,
        project_printed,
        {{ department_of('meant_code') }} as department_code,
        min(meant_code) as unit_code
    from meant
    where
        length(meant_code) > {{ var('department_code_length') }}
        and project_printed is not null
    group by
        jurisdiction_code, fiscal_year, project_printed, {{ department_of('meant_code') }}
    having count(distinct meant_code) = 1
)

select
    meant.mention_key,
    meant.document_id,
    meant.jurisdiction_code,
    meant.fiscal_year,
    meant.unit_code,
    meant.unit_name,
    meant.project_code,
    meant.project_name,
    meant.meant_code,
    meant.meant_name,
    meant.meant_wording,
    meant.is_aliased,
    meant.is_publisher,
    meant.times_printed,
    case
        when meant.meant_code is not null then meant.meant_code
        when meant.is_on_form and codes_of_name.units_found = 1 then codes_of_name.as_unit
        when codes_of_name.departments_found = 1 and projects_of_one_unit.unit_code is not null
            then projects_of_one_unit.unit_code
        when meant.is_name_of_publisher and meant.publisher_code is not null
            then meant.publisher_code
        when codes_of_name.codes_found = 1 then codes_of_name.any_code
        when meant.is_name_of_publisher and codes_of_name.departments_found = 1
            then codes_of_name.as_department
    end as identified_unit_code
from meant
left join codes_of_name
    on meant.mention_key = codes_of_name.mention_key
left join projects_of_one_unit
    on
        meant.jurisdiction_code = projects_of_one_unit.jurisdiction_code
        and meant.fiscal_year = projects_of_one_unit.fiscal_year
        and meant.project_printed = projects_of_one_unit.project_printed
        and codes_of_name.as_department = projects_of_one_unit.department_code
