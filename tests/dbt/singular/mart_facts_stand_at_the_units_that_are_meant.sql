-- The key of a fact is that of the unit its print means, and one project of a unit has one key,
-- whichever fact holds it and however unit and project are printed there.
with all_keys as (

    select
        fact as fact_name,
        budget_unit_key,
        project_key,
        document_id,
        unit_code,
        unit_name,
        project_code,
        project_name
    from {{ ref('int_budget_lines_keyed') }}
    where not is_total
    union all
    select
        'fct_performance_indicator' as fact_name,
        facts.budget_unit_key,
        facts.project_key,
        report.document_id,
        report.unit_code,
        report.unit_name,
        report.project_code,
        report.project_name
    from {{ ref('fct_performance_indicator') }} as facts
    inner join {{ ref('rpt_performance_indicators') }} as report
        on facts.performance_indicator_key = report.performance_indicator_key

),

meant as (

    select
        all_keys.fact_name,
        all_keys.project_key,
        documents.fiscal_year,
        documents.jurisdiction_code,
        units_meant.identified_unit_code as meant_code,
        units_meant.identified_unit_name as meant_name,
        units.unit_code as key_code,
        units.unit_name as key_name,
        all_keys.project_code,
        all_keys.document_id,
        {{ bare('all_keys.project_name') }} as project_wording
    from all_keys
    inner join {{ ref('dim_document') }} as documents
        on all_keys.document_id = documents.document_id
    left join {{ ref('int_units_identified') }} as units_meant
        on {{ unit_mention_key('all_keys') }} = units_meant.mention_key
    left join {{ ref('dim_budget_unit') }} as units
        on
            all_keys.budget_unit_key = units.budget_unit_key
            and units.budget_unit_key <> {{ unknown_member_key('not_printed') }}

)

select
    fact_name as place,
    'unit' as what,
    coalesce(meant_code, meant_name) as name_printed,
    count(*) as row_count
from meant
where
    coalesce(key_code, '') <> coalesce(meant_code, '')
    or coalesce(key_name, '') <> coalesce(meant_name, '')
group by fact_name, coalesce(meant_code, meant_name)
union all
select
    coalesce(meant_code, meant_name) as place,
    'project' as what,
    project_wording as name_printed,
    count(distinct project_key) as row_count
from meant
where
    jurisdiction_code is not null
    and project_wording is not null
    and coalesce(meant_code, meant_name) is not null
group by jurisdiction_code, coalesce(meant_code, meant_name), fiscal_year, project_wording
having
    count(distinct project_key) > 1
    and count(distinct project_code) < 2
