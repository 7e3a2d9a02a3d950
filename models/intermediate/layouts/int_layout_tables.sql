{#
    Tables whose layout leaves something open: no seed knows the title, a column, or the name of the
    project of a form. Only what shows amounts or indicators is asked about.
#}
with

cells_told as (
    select
        cells.document_id,
        cells.table_no,
        count(distinct levels.wording) as level_count,
        count(operators.printed) as operator_count
    from {{ ref('int_cells_unnested') }} as cells
    left join {{ ref('stg_map__levels') }} as levels
        on cells.bare_text = levels.wording
    left join {{ ref('stg_map__operators') }} as operators
        on cells.bare_text = operators.printed
    group by cells.document_id, cells.table_no
),

tables_with_amounts as (
    select
        document_id,
        table_no,
        count(*) as amount_count,
        count(case when not is_loaded then 1 end) as left_out_count,
        bool_or((header_path is null or role = 'unknown') and not is_loaded) as has_headless
    from {{ ref('int_amounts_covered') }}
    group by document_id, table_no
),

tables_with_unknown_columns as (
    select distinct
        document_id,
        table_no
    from {{ ref('int_columns_resolved') }}
    where role = 'unknown'
),

forms_named as (
    select distinct
        document_id,
        table_no
    from {{ ref('int_project_forms') }}
    where project_name is not null
)

select
    recognised.document_id,
    recognised.table_no,
    recognised.page_no,
    recognised.statement_code,
    coalesce(periods.kind_said, scopes.document_kind) as document_kind,
    recognised.statement_code is null as is_unrecognised,
    coalesce({{ is_kind_of_forms('statements.document_kind') }}, false)
    or (
        recognised.statement_code is null
        and (told.level_count >= 2 or (told.level_count > 0 and told.operator_count >= 2))
    ) as is_like_form,
    coalesce(told.level_count, 0) as level_count,
    coalesce(told.operator_count, 0) as operator_count,
    coalesce(
        statements.document_kind = 'performance_target'
        and recognised.statement_code = 'project_performance_target'
        and forms_named.table_no is null, false
    ) as is_form_without_name
from {{ ref('int_tables_recognised') }} as recognised
inner join {{ ref('int_document_scopes') }} as scopes
    on recognised.document_id = scopes.document_id
left join {{ ref('int_table_periods') }} as periods
    on {{ same_table('recognised', 'periods') }}
left join {{ ref('stg_code__statements') }} as statements
    on recognised.statement_code = statements.statement_code
left join cells_told as told
    on {{ same_table('recognised', 'told') }}
left join tables_with_amounts as amounts
    on {{ same_table('recognised', 'amounts') }}
left join tables_with_unknown_columns as columns_unknown
    on {{ same_table('recognised', 'columns_unknown') }}
left join forms_named
    on {{ same_table('recognised', 'forms_named') }}
where
    (
        recognised.statement_code is null
        and recognised.title_scope is null
        and (amounts.amount_count > 0 or told.level_count >= 2 or told.operator_count >= 2)
    )
    or (
        {# What is known and not read has no use for more wordings. #}
        statements.line_kind is not null
        and (
            columns_unknown.table_no is not null
            or amounts.has_headless
            or (
                recognised.statement_code = 'project_performance_target'
                and forms_named.table_no is null
            )
        )
    )
