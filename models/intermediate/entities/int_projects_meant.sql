{#
    What every mention of a project says: its code or name as printed, or what the alias says instead;
    without a code, the code that alone stands beside the name at the same unit in the same year. Beside
    no unit it is one of the publisher's. `core_wording` is the name without year and a general ending
    (经费), by which names that differ in no more are near.
#}
{%- set patterns = wording_patterns(['project_ending']) %}
with

publishers as (
    select
        document_id,
        budget_unit_key,
        identified_unit_name
    from {{ ref('int_units_identified') }}
    where is_publisher
),

mentions as (
    select
        units.mention_key,
        units.document_id,
        units.jurisdiction_code,
        units.fiscal_year,
        units.project_code,
        units.project_name,
        {{ bare('units.project_name') }} as printed_wording,
        coalesce(units.budget_unit_key, publishers.budget_unit_key) as project_unit_key,
        case
            when units.budget_unit_key is null then publishers.identified_unit_name
            else units.identified_unit_name
        end as project_unit_name
    from {{ ref('int_units_identified') }} as units
    left join publishers
        on units.document_id = publishers.document_id
    where units.project_code is not null or units.project_name is not null
),

meant as (
    select
        mentions.mention_key,
        mentions.document_id,
        mentions.jurisdiction_code,
        mentions.fiscal_year,
        mentions.project_code,
        mentions.project_name,
        mentions.project_unit_key,
        mentions.project_unit_name,
        case
            when mentions.project_code is null and aliases.wording is not null
                then aliases.project_code
            else mentions.project_code
        end as meant_code,
        case
            when mentions.project_code is null and aliases.wording is not null
                then {{ bare('aliases.project_name') }}
            else mentions.printed_wording
        end as wording
    from mentions
    left join {{ ref('stg_map__project_aliases') }} as aliases
        on
            mentions.jurisdiction_code = aliases.jurisdiction_code
            and mentions.project_unit_name = aliases.unit_name
            and mentions.printed_wording = aliases.wording
            and {{ is_valid_in('coalesce(mentions.fiscal_year, 9999)', 'aliases') }}
),

codes_named as (
    select
        jurisdiction_code,
        fiscal_year,
        project_unit_key,
        wording,
        min(meant_code) as project_code
    from meant
    where meant_code is not null
    group by
        jurisdiction_code,
        fiscal_year,
        project_unit_key,
        wording
    having count(distinct meant_code) = 1
)

select
    meant.mention_key,
    meant.document_id,
    meant.jurisdiction_code,
    meant.fiscal_year,
    meant.project_code,
    meant.project_name,
    meant.project_unit_key,
    meant.project_unit_name,
    meant.wording,
    coalesce(meant.meant_code, codes_named.project_code) as identified_project_code,
    coalesce(meant.meant_code, codes_named.project_code, meant.wording) as project_ref,
    {{ project_core('meant.wording', patterns) }} as core_wording
from meant
left join codes_named
    on
        meant.jurisdiction_code = codes_named.jurisdiction_code
        and meant.fiscal_year = codes_named.fiscal_year
        and meant.project_unit_key = codes_named.project_unit_key
        and meant.wording = codes_named.wording
