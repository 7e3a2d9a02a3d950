{%- set labelled = {'stage': 'stage', 'statement_code': 'statement', 'horizon': 'horizon'} -%}
{%- set of_unit = [
    'unit_name_resolved', 'department_name', 'jurisdiction_code', 'jurisdiction_name',
    'prefecture_name', 'province_name',
] -%}
-- The rows of a table by function are added up by source; every other group is one printed total.
with summed as (

    select
        document_id,
        scope,
        stage,
        unit_code,
        unit_name,
        statement_code,
        project_ref,
        horizon,
        funding_source_code,
        breakdown,
        max(project_name) as project_name,
        sum(amount_cny) as amount_cny
    from {{ ref('int_funding_sources_counted') }}
    group by
        document_id,
        scope,
        stage,
        unit_code,
        unit_name,
        statement_code,
        project_ref,
        horizon,
        funding_source_code,
        breakdown

),

{# The unit of a project is that of its list, not the department that its form names. #}
projects as (

    select
        document_id,
        unit_code,
        unit_name,
        project_key,
        coalesce(project_code, project_name) as project_ref,
        min(budget_unit_key) as budget_unit_key
    from {{ ref('int_budget_lines_keyed') }}
    where line_kind = 'funding'
    group by document_id, unit_code, unit_name, project_key, project_ref

),

units as (

    select
        document_id,
        unit_code,
        unit_name,
        min(budget_unit_key) as budget_unit_key
    from {{ ref('int_unit_mentions_keyed') }}
    group by document_id, unit_code, unit_name

),

described as (

    select
        documents.document_key,
        documents.file_name as document_file,
        documents.fiscal_year,
        projects.project_key,
        summed.stage,
        summed.scope,
        summed.unit_code,
        summed.unit_name,
        summed.statement_code,
        summed.project_name,
        summed.project_ref as project_code,
        summed.horizon,
        summed.funding_source_code,
        sources.funding_source_name_zh,
        sources.funding_source_name_en,
        sources.parent_code,
        sources.is_fiscal,
        summed.breakdown,
        summed.amount_cny,
        {{ key_or_unknown(
            'coalesce(projects.budget_unit_key, units.budget_unit_key)'
        ) }} as budget_unit_key,
        {# Balances count where the total of the report holds them. #}
        chosen.document_id is not null
        and (
            coalesce(sums.with_balances, true) or not coalesce(balances.is_balance, false)
        ) as is_counted
    from summed
    inner join {{ ref('dim_document') }} as documents
        on summed.document_id = documents.document_id
    left join {{ ref('dim_funding_source') }} as sources
        on summed.funding_source_code = sources.funding_source_code
    left join {{ ref('int_documents_chosen') }} as chosen
        on
            summed.document_id = chosen.document_id
            and case when summed.scope = 'revenue' then 'rpt_revenue' end = chosen.report_code
    left join {{ ref('int_sums_chosen') }} as sums
        on
            chosen.document_id = sums.document_id
            and chosen.report_code = sums.report_code
    left join {{ ref('stg_code__funding_sources') }} as balances
        on summed.funding_source_code = balances.funding_source_code
    left join projects
        on
            summed.document_id = projects.document_id
            and summed.project_ref = projects.project_ref
            and coalesce(summed.unit_code, '') = coalesce(projects.unit_code, '')
            and coalesce(summed.unit_name, '') = coalesce(projects.unit_name, '')
    left join units
        on
            summed.document_id = units.document_id
            and coalesce(summed.unit_code, '') = coalesce(units.unit_code, '')
            and coalesce(summed.unit_name, '') = coalesce(units.unit_name, '')

),

keyed_sums as (

    select
        described.document_key,
        described.document_file,
        described.fiscal_year,
        described.stage,
        described.scope,
        described.unit_code,
        described.unit_name,
        described.statement_code,
        described.project_name,
        described.horizon,
        described.funding_source_code,
        described.funding_source_name_zh,
        described.funding_source_name_en,
        described.budget_unit_key,
        described.parent_code,
        described.is_fiscal,
        described.breakdown,
        described.project_key,
        described.is_counted,
        {{ surrogate_key([
            'described.document_key', 'described.stage', 'described.scope', 'described.unit_code',
            'described.unit_name', 'described.statement_code', 'described.project_code',
            'described.horizon', 'described.funding_source_code', 'described.breakdown',
        ]) }} as funding_by_source_key,
        cast(described.amount_cny as decimal(18, 2)) as amount_cny,
        {{ columns_described(labelled, of_unit) }}
    from described
    {{ joins_described('described', labelled) }}

)

select
    funding_by_source_key,
    document_key,
    document_file,
    fiscal_year,
    stage,
    scope,
    unit_code,
    unit_name,
    statement_code,
    project_key,
    project_name,
    horizon,
    funding_source_code,
    funding_source_name_zh,
    parent_code,
    is_fiscal,
    breakdown,
    amount_cny,
    is_counted,
    budget_unit_key,
    funding_source_name_en,
    {{ names_described(labelled, of_unit) | join(',\n    ') }}
from keyed_sums
