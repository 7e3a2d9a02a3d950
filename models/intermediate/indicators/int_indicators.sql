{# One row per printed indicator row, with unit, project, canonical levels and parsed value. #}
with

levelled as (
    select
        document_id,
        table_no,
        row_no,
        page_no,
        col_no,
        part_no,
        horizon,
        level1_printed,
        level2_printed,
        indicator_name,
        value_printed,
        weight_printed,
        historical_reference,
        remark,
        indicator_description,
        scoring_standard,
        value_basis,
        cell_id,
        placement,
        cast(row_number() over (
            partition by document_id, table_no, case when part_no > 2 then cell_id end
            order by row_no, part_no
        ) as integer) as seq
    from {{ ref('int_indicators_levelled') }}
),

listed_projects as (
    select distinct
        document_id,
        table_no,
        row_no,
        project_code,
        project_name,
        unit_code,
        unit_name
    from {{ ref('int_budget_lines') }}
    where
        line_kind = 'project'
        and project_name is not null
),

levels as (
    select
        level,
        {{ bare('wording') }} as wording,
        category_code
    from {{ ref('stg_map__levels') }}
),

publishers as (
    select
        document_id,
        unit_code,
        unit_name
    from {{ ref('int_document_publishers') }}
),

indicators as (
    select
        levelled.document_id,
        case
            when recognised.statement_code = 'unit_performance_target' then 'unit' else 'project'
        end as scope,
        case
            when recognised.statement_code = 'unit_performance_target' then publishers.unit_code
            else coalesce(forms.unit_code, listed_projects.unit_code)
        end as unit_code,
        case
            when recognised.statement_code = 'unit_performance_target' then publishers.unit_name
            else coalesce(forms.unit_name, listed_projects.unit_name)
        end as unit_name,
        coalesce(forms.project_code, listed_projects.project_code) as project_code,
        coalesce(forms.project_name, listed_projects.project_name) as project_name,
        levelled.horizon,
        levelled.seq,
        levelled.level1_printed,
        levelled.level2_printed,
        first_levels.category_code as level1_code,
        coalesce(
            second_levels.category_code,
            case when first_levels.category_code = 'satisfaction' then 'satisfaction' end
        ) as level2_code,
        levelled.indicator_name,
        parsed.operator,
        parsed.is_operator_substituted,
        levelled.value_printed,
        parsed.value_number,
        parsed.unit_printed,
        cast(cast(parsed.value_number as decimal(28, 4)) * units.factor as decimal(28, 4))
            as value_base,
        units.base_unit,
        try_cast({{ regex_replace('levelled.weight_printed', '%$', '') }} as decimal(9, 4))
            as weight,
        levelled.historical_reference,
        levelled.remark,
        levelled.indicator_description,
        levelled.scoring_standard,
        levelled.value_basis,
        levelled.cell_id,
        levelled.page_no,
        levelled.table_no,
        levelled.row_no,
        levelled.col_no,
        levelled.placement
    from levelled
    inner join {{ ref('int_tables_recognised') }} as recognised
        on {{ same_table('levelled', 'recognised') }}
    {# A form that is not read has no targets: a self-evaluation tells what was done. #}
    inner join {{ ref('stg_code__statements') }} as statements
        on
            recognised.statement_code = statements.statement_code
            and statements.line_kind is not null
    inner join {{ ref('int_indicator_values_parsed') }} as parsed
        on
            {{ same_row('levelled', 'parsed') }}
            and levelled.part_no = parsed.part_no
    left join {{ ref('int_project_rows') }} as forms
        on {{ same_row('levelled', 'forms') }}
    left join listed_projects
        on {{ same_row('levelled', 'listed_projects') }}
    left join levels as first_levels
        on
            levelled.level1_printed = first_levels.wording
            and first_levels.level = 1
    left join levels as second_levels
        on
            levelled.level2_printed = second_levels.wording
            and second_levels.level = 2
    left join {{ ref('int_unit_wordings_parsed') }} as units
        on
            parsed.document_id = units.document_id
            and parsed.unit_printed = units.unit_printed
    left join publishers
        on levelled.document_id = publishers.document_id
)

select
    indicators.document_id,
    indicators.scope,
    indicators.unit_code,
    indicators.unit_name,
    indicators.project_code,
    indicators.project_name,
    indicators.horizon,
    indicators.seq,
    indicators.level1_printed,
    indicators.level2_printed,
    indicators.level1_code,
    indicators.level2_code,
    indicators.indicator_name,
    indicators.operator,
    indicators.is_operator_substituted,
    indicators.value_printed,
    indicators.value_number,
    indicators.unit_printed,
    indicators.value_base,
    indicators.base_unit,
    indicators.weight,
    indicators.historical_reference,
    indicators.remark,
    indicators.indicator_description,
    indicators.scoring_standard,
    indicators.value_basis,
    indicators.cell_id,
    indicators.page_no,
    indicators.table_no,
    indicators.row_no,
    indicators.col_no,
    indicators.placement,
    {{ unit_mention_key('indicators') }} as mention_key
from indicators
