{#
    Names that may mean one unit or one project and are not taken for it, each with what it may mean:
    of the units of a division one whose name is short for another's, where one of both publishes a
    document; of the projects of a unit and year two of one amount in a list and in a form. For people to
    judge, never taken by the build.
#}
with

units as (
    select
        mentions.jurisdiction_code,
        mentions.budget_unit_key,
        compared.department_wording,
        compared.is_head_office,
        max_by(mentions.unit_name, row(mentions.is_publisher, mentions.unit_name)) as unit_name,
        max(mentions.identified_unit_code) as unit_code,
        max(mentions.identified_unit_name) as identified_unit_name,
        min(mentions.fiscal_year) as fiscal_year,
        min(mentions.document_id) as document_id,
        count(distinct mentions.document_id) as document_count,
        count(*) as times_printed,
        bool_or(mentions.is_publisher) as is_publisher
    from {{ ref('int_units_identified') }} as mentions
    inner join {{ ref('int_unit_names_compared') }} as compared
        on
            mentions.jurisdiction_code = compared.jurisdiction_code
            and mentions.unit_name = compared.unit_name
    where {{ regex_found('compared.department_wording', '^[一-鿿]{3,}$') }}
    group by
        mentions.jurisdiction_code, mentions.budget_unit_key, compared.department_wording,
        compared.is_head_office
),

{# All characters of the shorter name stand in the longer one, in their order: 人社局. #}
units_alike as (
    select
        shorter.jurisdiction_code,
        shorter.unit_name as wording,
        shorter.fiscal_year,
        shorter.document_id,
        shorter.document_count,
        shorter.times_printed,
        longer.unit_code as suggested_code,
        longer.identified_unit_name as suggested_name,
        2.0 * length(shorter.department_wording)
        / (length(shorter.department_wording) + length(longer.department_wording)) as similarity
    from units as shorter
    inner join units as longer
        on
            shorter.jurisdiction_code = longer.jurisdiction_code
            and shorter.is_head_office = longer.is_head_office
            and substr(shorter.department_wording, length(shorter.department_wording), 1)
            = substr(longer.department_wording, length(longer.department_wording), 1)
    where
        shorter.budget_unit_key <> longer.budget_unit_key
        and length(shorter.department_wording) < length(longer.department_wording)
        and (shorter.is_publisher or longer.is_publisher)
        and {{ wording_found(
            'longer.department_wording',
            regex_replace('shorter.department_wording', '(.)', '\\1.*')
        ) }}
),

projects as (
    select
        priced.jurisdiction_code,
        priced.fiscal_year,
        priced.project_unit_key,
        priced.project_unit_name,
        priced.document_id,
        priced.wording,
        priced.project_name,
        priced.identified_project_code,
        priced.amount_cny,
        priced.is_listed,
        priced.statement_code,
        keyed.project_key
    from {{ ref('int_projects_priced') }} as priced
    inner join {{ ref('int_projects_identified') }} as keyed
        on priced.mention_key = keyed.mention_key
),

{# Listed projects that a form names, and the other way round, need no other name. #}
projects_told_twice as (
    select project_key
    from projects
    group by project_key
    having bool_or(is_listed) and bool_or(not is_listed)
),

projects_alone as (
    select
        projects.jurisdiction_code,
        projects.fiscal_year,
        projects.project_unit_key,
        projects.project_unit_name,
        projects.document_id,
        projects.wording,
        projects.project_name,
        projects.identified_project_code,
        projects.amount_cny,
        projects.is_listed,
        projects.statement_code
    from projects
    left join projects_told_twice
        on projects.project_key = projects_told_twice.project_key
    where projects_told_twice.project_key is null
)

select
    'map_unit_alias' as seed_name,
    'unit_doubtful' as reason,
    jurisdiction_code,
    cast(null as varchar) as unit_name,
    wording,
    fiscal_year,
    document_id,
    document_count,
    times_printed,
    cast(null as decimal(18, 2)) as amount_cny,
    cast(null as varchar) as statement_code,
    suggested_code,
    suggested_name,
    cast(similarity as decimal(4, 3)) as similarity
from units_alike
union all
select
    'map_project_alias' as seed_name,
    'project_doubtful' as reason,
    formed.jurisdiction_code,
    formed.project_unit_name as unit_name,
    formed.wording,
    formed.fiscal_year,
    min(formed.document_id) as document_id,
    count(distinct formed.document_id) as document_count,
    count(*) as times_printed,
    max(formed.amount_cny) as amount_cny,
    min(formed.statement_code) as statement_code,
    listed.identified_project_code as suggested_code,
    min(listed.project_name) as suggested_name,
    cast(null as decimal(4, 3)) as similarity
from projects_alone as formed
inner join projects_alone as listed
    on
        formed.jurisdiction_code = listed.jurisdiction_code
        and formed.fiscal_year = listed.fiscal_year
        and formed.project_unit_key = listed.project_unit_key
        and formed.amount_cny = listed.amount_cny
where
    not formed.is_listed
    and listed.is_listed
    and (formed.identified_project_code is null or listed.identified_project_code is null)
group by
    formed.jurisdiction_code, formed.project_unit_name, formed.wording, formed.fiscal_year,
    listed.wording, listed.identified_project_code
