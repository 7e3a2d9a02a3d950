{#
    What every mention of a unit says, in one form: the code and the name that are printed, or what the
    alias says instead. Of an unknown place a name stays as printed; a head office without a name (本级,
    局机关) is that of the document's department.
#}
with

{# What is printed, or what the alias says instead; an alias names a code or only another name. #}
named as (
    select
        mentions.mention_key,
        mentions.document_id,
        mentions.jurisdiction_code,
        mentions.fiscal_year,
        mentions.publisher_code,
        mentions.publisher_name,
        mentions.department_code,
        mentions.department_name,
        mentions.unit_code,
        mentions.unit_name,
        mentions.project_code,
        mentions.project_name,
        mentions.times_printed,
        mentions.is_on_form,
        mentions.is_name_of_publisher,
        mentions.is_publisher,
        coalesce(mentions.project_code, {{ bare('mentions.project_name') }}) as project_printed,
        aliases.wording is not null as is_aliased,
        case when aliases.wording is not null then aliases.unit_code else mentions.unit_code end
            as meant_code,
        case when aliases.wording is not null then aliases.unit_name else mentions.unit_name end
            as meant_name
    from {{ ref('int_unit_mentions') }} as mentions
    left join {{ ref('stg_map__unit_aliases') }} as aliases
        on
            mentions.jurisdiction_code = aliases.jurisdiction_code
            and coalesce(mentions.unit_code, '') = coalesce(aliases.printed_code, '')
            and {{ bare('mentions.unit_name') }} = aliases.wording
            and {{ is_valid_in('coalesce(mentions.fiscal_year, 9999)', 'aliases') }}
)

select
    named.mention_key,
    named.document_id,
    named.jurisdiction_code,
    named.fiscal_year,
    named.publisher_code,
    named.department_code,
    named.department_name,
    named.unit_code,
    named.unit_name,
    named.project_code,
    named.project_name,
    named.times_printed,
    named.is_on_form,
    named.is_name_of_publisher,
    named.is_publisher,
    named.project_printed,
    named.is_aliased,
    named.meant_code,
    case
        when wordings.department_wording = '' then concat(named.department_name, named.meant_name)
        else named.meant_name
    end as meant_name,
    case
        when wordings.department_wording = ''
            then concat(publishers.department_wording, wordings.unit_wording)
        else coalesce(wordings.unit_wording, {{ bare('named.meant_name') }})
    end as meant_wording
from named
left join {{ ref('int_unit_names_compared') }} as publishers
    on
        named.jurisdiction_code = publishers.jurisdiction_code
        and named.publisher_name = publishers.unit_name
left join {{ ref('int_unit_names_compared') }} as wordings
    on
        named.jurisdiction_code = wordings.jurisdiction_code
        and named.meant_name = wordings.unit_name
