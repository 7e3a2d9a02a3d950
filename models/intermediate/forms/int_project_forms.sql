{#
    One row per project target form: its fields, its name from the heading where no field gives
    it.
#}
with

patterns as (
    {{ wording_patterns(['form_title_ending']) }}
),

forms as (
    select
        document_id,
        table_no,
        statement_title_printed
    from {{ ref('int_tables_recognised') }}
    where statement_code = 'project_performance_target'
),

fields_chosen as (
    select
        document_id,
        table_no,
        field,
        value_text,
        row_number() over (
            partition by document_id, table_no, field
            order by row_no, label_col_no
        ) as field_rank
    from {{ ref('int_form_fields') }}
    where
        value_text is not null
        and value_text <> ''
),

fields_pivoted as (
    select
        document_id,
        table_no,
        max(case when field = 'project_code' then value_text end) as project_code,
        max(case when field = 'project_name' then value_text end) as project_name,
        max(case when field = 'project_type' then value_text end) as project_type,
        max(case when field = 'activity' then value_text end) as activity,
        max(case when field = 'attribute' then value_text end) as attribute,
        max(case when field = 'term' then value_text end) as term,
        max(case when field = 'unit' then value_text end) as unit_text,
        max(case when field = 'execution_weight' then value_text end) as execution_weight,
        max(case when field = 'goal' then value_text end) as goal_text
    from fields_chosen
    where field_rank = 1
    group by document_id, table_no
),

{# Of a row of check boxes, what is ticked counts: ☑, or the P that stands for a tick. #}
ticked as (
    select
        document_id,
        table_no,
        {{ ticked_choice('attribute') }} as attribute,
        {{ ticked_choice('term') }} as term
    from fields_pivoted
)

select
    forms.document_id,
    forms.table_no,
    fields_pivoted.project_code,
    coalesce(
        fields_pivoted.project_name,
        nullif({{ regex_replace(
            wording_removed(
                'forms.statement_title_printed', 'patterns.form_title_ending', '[-—–]?', '$'
            ), '^\\d{1,2}[.、]\\s?', ''
        ) }}, '')
    ) as project_name,
    {{ regex_group('fields_pivoted.unit_text', '^([0-9]{3,})\\s*-') }} as unit_code,
    {{ regex_replace('fields_pivoted.unit_text', '^[0-9]{3,}\\s*-\\s*', '') }} as unit_name,
    fields_pivoted.project_type,
    fields_pivoted.activity,
    ticked.attribute,
    ticked.term,
    try_cast(
        {{ regex_replace('fields_pivoted.execution_weight', '[^0-9.]', '') }} as decimal(9, 4)
    ) as execution_weight,
    fields_pivoted.goal_text
from forms
cross join patterns
left join fields_pivoted
    on {{ same_table('forms', 'fields_pivoted') }}
left join ticked
    on {{ same_table('forms', 'ticked') }}
