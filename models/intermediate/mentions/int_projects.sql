{#
    Projects with what their forms and lists say of them, forms before lists; one row per project, unit
    and document.
#}
with

described as (
    select
        forms.document_id,
        forms.project_code,
        forms.project_name,
        forms.unit_code,
        forms.unit_name,
        forms.project_type,
        forms.activity,
        forms.attribute,
        forms.term,
        forms.execution_weight,
        forms.goal_text,
        forms.table_no,
        0 as row_no,
        true as is_form
    from {{ ref('int_project_forms') }} as forms
    where forms.project_name is not null or forms.project_code is not null
    union all
    select
        lines_listed.document_id,
        lines_listed.project_code,
        lines_listed.project_name,
        lines_listed.unit_code,
        lines_listed.unit_name,
        cast(null as varchar) as project_type,
        cast(null as varchar) as activity,
        cast(null as varchar) as attribute,
        cast(null as varchar) as term,
        cast(null as decimal(9, 4)) as execution_weight,
        goals.cell_text as goal_text,
        lines_listed.table_no,
        lines_listed.row_no,
        false as is_form
    from {{ ref('int_budget_lines') }} as lines_listed
    inner join {{ ref('stg_code__statements') }} as statements
        on lines_listed.statement_code = statements.statement_code
    left join {{ ref('int_rows_classified') }} as printed
        on {{ same_row('lines_listed', 'printed') }}
    left join {{ ref('int_columns_resolved') }} as goal_columns
        on
            {{ same_block('printed', 'goal_columns') }}
            and goal_columns.role = 'goal'
    left join {{ ref('int_cells_unnested') }} as goals
        on
            {{ same_row('lines_listed', 'goals') }}
            and goal_columns.col_no = goals.col_no
    where
        coalesce(statements.counterpart_code, statements.statement_code) = 'project_list'
        and lines_listed.project_name is not null
),

ranked as (
    select
        document_id,
        project_code,
        project_name,
        unit_code,
        unit_name,
        project_type,
        activity,
        attribute,
        term,
        execution_weight,
        goal_text,
        row_number() over (
            partition by document_id, coalesce(project_code, project_name), unit_code, unit_name
            order by is_form desc, table_no asc, row_no asc
        ) as project_rank
    from described
)

select
    ranked.document_id,
    ranked.project_code,
    ranked.project_name,
    ranked.unit_code,
    ranked.unit_name,
    years.fiscal_year,
    ranked.project_type,
    ranked.activity,
    ranked.attribute,
    ranked.term,
    ranked.execution_weight,
    ranked.goal_text,
    {{ unit_mention_key('ranked') }} as mention_key
from ranked
left join {{ ref('int_document_years') }} as years
    on ranked.document_id = years.document_id
where ranked.project_rank = 1
