{#
    Which unit a mention means. An alias decides first; then the printed code; a name without a code
    takes the code that stands beside it elsewhere in the jurisdiction, within the department where
    that is known. Codes are never merged. A department and its own head office may share a name:
    a project form is made out by a unit, so there the name is the head office's; a project that
    one unit of the department alone lists is that unit's; the publisher of a document is the
    department. What remains open stays as printed, and so does every unit of an unknown place.
#}
with

{# What is printed, or what the alias says instead; an alias names a code or only another name. #}
meant as (
    select
        mentions.document_id,
        mentions.jurisdiction_code,
        mentions.fiscal_year,
        mentions.publisher_code,
        mentions.department_code,
        mentions.department_name,
        mentions.unit_code,
        mentions.unit_name,
        mentions.project_code,
        mentions.project_name,
        mentions.times_printed,
        mentions.is_on_form,
        mentions.is_name_of_publisher,
        coalesce(mentions.project_code, {{ bare('mentions.project_name') }}) as project_printed,
        aliases.wording is not null as is_aliased,
        case
            when aliases.wording is not null then aliases.unit_code
            else mentions.unit_code
        end as meant_code,
        case
            when aliases.wording is not null then aliases.unit_name
            else mentions.unit_name
        end as meant_name,
        {{ unit_mention_key('mentions') }} as mention_key
    from {{ ref('int_unit_mentions') }} as mentions
    left join {{ ref('stg_map__unit_aliases') }} as aliases
        on
            mentions.jurisdiction_code = aliases.jurisdiction_code
            and coalesce(mentions.unit_code, '') = coalesce(aliases.printed_code, '')
            and {{ bare('mentions.unit_name') }} = aliases.wording
            and {{ is_valid_in('coalesce(mentions.fiscal_year, 9999)', 'aliases') }}
),

codes_named as (
    select distinct
        jurisdiction_code,
        department_name,
        meant_code as unit_code,
        {{ bare('meant_name') }} as wording,
        substr(meant_code, 1, {{ var('department_code_length') }}) as department_code,
        length(meant_code) <= {{ var('department_code_length') }} as is_department
    from meant
    where
        meant_code is not null
        and meant_name is not null
),

{# The name of a publisher is a full one: whoever prints a code beside it means the same. #}
departments as (
    select
        meant.document_id,
        coalesce(min(meant.department_code), min(codes_named.department_code)) as department_code
    from meant
    left join codes_named
        on
            meant.jurisdiction_code = codes_named.jurisdiction_code
            and (
                {{ bare('meant.meant_name') }} = codes_named.wording
                or meant.meant_code = codes_named.unit_code
            )
    where meant.is_name_of_publisher
    group by meant.document_id
    having
        min(meant.department_code) is not null
        or count(distinct codes_named.department_code) = 1
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
            and {{ bare('meant.meant_name') }} = codes_named.wording
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
        substr(meant_code, 1, {{ var('department_code_length') }}) as department_code,
        min(meant_code) as unit_code
    from meant
    where
        length(meant_code) > {{ var('department_code_length') }}
        and project_printed is not null
    group by
        jurisdiction_code,
        fiscal_year,
        project_printed,
        substr(meant_code, 1, {{ var('department_code_length') }})
    having count(distinct meant_code) = 1
),

coded as (
    select
        meant.mention_key,
        meant.document_id,
        meant.jurisdiction_code,
        meant.unit_code,
        meant.unit_name,
        meant.project_code,
        meant.project_name,
        meant.meant_code,
        meant.meant_name,
        meant.is_aliased,
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
),

{# Only what is printed beside a code counts for its name; what an alias calls it, if nothing is. #}
names_counted as (
    select
        jurisdiction_code,
        identified_unit_code,
        meant_name as unit_name,
        case when identified_unit_code is null then {{ bare('meant_name') }} end as wording,
        sum(
            case
                when identified_unit_code is null then times_printed
                when unit_code is not null and not is_aliased then times_printed
                else 0
            end
        ) as times_printed,
        max(case when meant_code is not null then 1 else 0 end) as is_beside_code
    from coded
    where
        jurisdiction_code is not null
        and meant_name is not null
    group by
        jurisdiction_code,
        identified_unit_code,
        meant_name,
        case when identified_unit_code is null then {{ bare('meant_name') }} end
),

names_ranked as (
    select
        jurisdiction_code,
        identified_unit_code,
        wording,
        unit_name,
        row_number() over (
            partition by jurisdiction_code, identified_unit_code, wording
            order by
                times_printed desc, is_beside_code desc, length(unit_name) desc, unit_name asc
        ) as name_rank
    from names_counted
),

units_named as (
    select
        coded.document_id,
        coded.jurisdiction_code,
        coded.unit_code,
        coded.unit_name,
        coded.project_code,
        coded.project_name,
        coded.is_aliased,
        coded.identified_unit_code,
        coalesce(names_ranked.unit_name, coded.meant_name) as identified_unit_name
    from coded
    left join names_ranked
        on
            coded.jurisdiction_code = names_ranked.jurisdiction_code
            and coalesce(coded.identified_unit_code, '')
            = coalesce(names_ranked.identified_unit_code, '')
            and (
                coded.identified_unit_code is not null
                or {{ bare('coded.meant_name') }} = names_ranked.wording
            )
            and names_ranked.name_rank = 1
)

select
    document_id,
    jurisdiction_code,
    unit_code,
    unit_name,
    project_code,
    project_name,
    identified_unit_code,
    identified_unit_name,
    case
        when is_aliased then 'alias'
        when
            coalesce(unit_code, '') = coalesce(identified_unit_code, '')
            and coalesce(unit_name, '') = coalesce(identified_unit_name, '')
            then 'printed'
        when unit_code is not null then 'code'
        else 'name'
    end as identification_method
from units_named
