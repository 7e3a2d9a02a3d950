-- The key of a fact is that of the unit its print means, and one project of a unit has one key,
-- whichever fact holds it and however unit and project are printed there.
with fact_keys as (

    {%- for fact, key, has_project in [
        ('fct_revenue', 'revenue_key', false),
        ('fct_function_expenditure', 'function_expenditure_key', false),
        ('fct_economic_expenditure', 'economic_expenditure_key', false),
        ('fct_three_public', 'three_public_key', false),
        ('fct_asset', 'asset_key', false),
        ('fct_project_funding', 'project_funding_key', true),
        ('fct_procurement', 'procurement_key', true),
        ('fct_narrative_amount', 'narrative_amount_key', true),
    ] %}
        {%- if not loop.first %}
            union all
        {%- endif %}
        select
            '{{ fact }}' as fact_name,
            {{ key }} as line_key,
            budget_unit_key,
            {{ 'project_key' if has_project else 'cast(null as ' ~ dbt.type_string() ~ ')' }}
                as project_key
        from {{ ref(fact) }}
    {%- endfor %}

),

printed_lines as (

    select
        budget_line_key as line_key,
        document_id,
        unit_code,
        unit_name,
        project_code,
        project_name
    from {{ ref('rpt_budget_lines') }}
    union all
    select
        performance_indicator_key as line_key,
        document_id,
        unit_code,
        unit_name,
        project_code,
        project_name
    from {{ ref('rpt_performance_indicators') }}

),

all_keys as (

    select
        fact_name,
        line_key,
        budget_unit_key,
        project_key
    from fact_keys
    union all
    select
        'fct_performance_indicator' as fact_name,
        performance_indicator_key as line_key,
        budget_unit_key,
        project_key
    from {{ ref('fct_performance_indicator') }}

),

meant as (

    select
        all_keys.fact_name,
        all_keys.line_key,
        all_keys.project_key,
        documents.fiscal_year,
        documents.jurisdiction_code,
        units_meant.identified_unit_code as meant_code,
        units_meant.identified_unit_name as meant_name,
        units.unit_code as key_code,
        units.unit_name as key_name,
        printed_lines.project_code,
        printed_lines.document_id,
        {{ bare('printed_lines.project_name') }} as project_wording
    from all_keys
    inner join printed_lines
        on all_keys.line_key = printed_lines.line_key
    inner join {{ ref('dim_document') }} as documents
        on printed_lines.document_id = documents.document_id
    left join {{ ref('int_units_identified') }} as units_meant
        on {{ unit_mention_key('printed_lines') }} = {{ unit_mention_key('units_meant') }}
    left join {{ ref('dim_budget_unit') }} as units
        on all_keys.budget_unit_key = units.budget_unit_key

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
