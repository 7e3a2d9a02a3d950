{#
    Which unit a mention means: the code that it has or was given, under the name that is printed
    most often beside that code in the jurisdiction. Without a code all its wordings are one unit,
    under the name of a publisher where one has it, else the usual one. Every unit of an unknown place
    stays as printed.
#}
with

mentions as (
    select
        mention_key,
        document_id,
        jurisdiction_code,
        fiscal_year,
        unit_code,
        unit_name,
        project_code,
        project_name,
        meant_code,
        meant_name,
        is_aliased,
        is_publisher,
        times_printed,
        identified_unit_code,
        {# A unit with a code is one under all its names; one without is its name. #}
        coalesce(identified_unit_code, '') as code_of_unit,
        case when identified_unit_code is null then meant_wording else '' end as name_of_unit
    from {{ ref('int_units_coded') }}
),

{# Only what is printed beside a code counts for its name; what an alias calls it, if nothing is. #}
names_counted as (
    select
        jurisdiction_code,
        code_of_unit,
        name_of_unit,
        meant_name as unit_name,
        sum(
            case
                when identified_unit_code is null then times_printed
                when unit_code is not null and not is_aliased then times_printed
                else 0
            end
        ) as times_printed,
        max(case when meant_code is not null then 1 else 0 end) as is_beside_code,
        max(case when identified_unit_code is null and is_publisher then 1 else 0 end)
            as is_of_publisher
    from mentions
    where
        jurisdiction_code is not null
        and meant_name is not null
    group by jurisdiction_code, code_of_unit, name_of_unit, meant_name
),

names_ranked as (
    select
        jurisdiction_code,
        code_of_unit,
        name_of_unit,
        unit_name,
        row_number() over (
            partition by jurisdiction_code, code_of_unit, name_of_unit
            order by
                is_of_publisher desc, times_printed desc, is_beside_code desc,
                length(unit_name) desc, unit_name asc
        ) as name_rank
    from names_counted
),

usual_names as (
    select
        jurisdiction_code,
        code_of_unit,
        name_of_unit,
        unit_name
    from names_ranked
    where name_rank = 1
),

units_named as (
    select
        mentions.mention_key,
        mentions.document_id,
        mentions.jurisdiction_code,
        mentions.fiscal_year,
        mentions.unit_code,
        mentions.unit_name,
        mentions.project_code,
        mentions.project_name,
        mentions.is_aliased,
        mentions.is_publisher,
        mentions.identified_unit_code,
        coalesce(usual_names.unit_name, mentions.meant_name) as identified_unit_name
    from mentions
    left join usual_names
        on
            mentions.jurisdiction_code = usual_names.jurisdiction_code
            and mentions.code_of_unit = usual_names.code_of_unit
            and mentions.name_of_unit = usual_names.name_of_unit
)

select
    mention_key,
    document_id,
    jurisdiction_code,
    fiscal_year,
    unit_code,
    unit_name,
    project_code,
    project_name,
    is_publisher,
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
    end as identification_method,
    {{ budget_unit_key('jurisdiction_code', 'identified_unit_code', 'identified_unit_name') }}
        as budget_unit_key
from units_named
