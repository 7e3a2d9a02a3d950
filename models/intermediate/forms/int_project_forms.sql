{#
    One row per project target form: its fields, be they labels or columns, and its name from the
    heading where the form is alone in its table and no field gives it.
#}
{%- set patterns = wording_patterns(['form_title_ending']) %}
with

forms as (
    select
        recognised.document_id,
        recognised.table_no,
        coalesce(form_rows.form_no, 1) as form_no,
        coalesce(bool_or(form_rows.is_beside_projects), false) as is_beside_projects,
        count(*) over (partition by recognised.document_id, recognised.table_no) as form_count,
        min(recognised.statement_title_printed) as statement_title_printed
    from {{ ref('int_tables_recognised') }} as recognised
    left join {{ ref('int_form_rows') }} as form_rows
        on
            {{ same_table('recognised', 'form_rows') }}
            and form_rows.form_no > 0
    where recognised.statement_code = 'project_performance_target'
    group by recognised.document_id, recognised.table_no, form_rows.form_no
),

{# Beside a column of projects the columns are the fields. #}
fields_found as (
    select
        document_id,
        table_no,
        row_no,
        label_col_no,
        field,
        value_text
    from {{ ref('int_form_fields') }}
    union all
    select
        cells.document_id,
        cells.table_no,
        cells.row_no,
        cells.col_no as label_col_no,
        case cells.role when 'unit_name' then 'unit' else cells.role end as field,
        cells.cell_text as value_text
    from {{ ref('int_cells_described') }} as cells
    inner join {{ ref('int_form_rows') }} as form_rows
        on
            {{ same_row('cells', 'form_rows') }}
            and form_rows.is_beside_projects
    left join {{ ref('stg_map__total_wordings') }} as totals
        on cells.bare_text = totals.wording
    where
        cells.role in ('project_name', 'project_code', 'unit_name', 'goal')
        and totals.wording is null
),

fields_chosen as (
    select
        fields_found.document_id,
        fields_found.table_no,
        form_rows.form_no,
        fields_found.field,
        fields_found.value_text,
        row_number() over (
            partition by
                fields_found.document_id, fields_found.table_no, form_rows.form_no,
                fields_found.field
            order by fields_found.row_no, fields_found.label_col_no
        ) as field_rank
    from fields_found
    inner join {{ ref('int_form_rows') }} as form_rows
        on {{ same_row('fields_found', 'form_rows') }}
    where
        fields_found.value_text is not null
        and fields_found.value_text <> ''
),

fields_pivoted as (
    select
        document_id,
        table_no,
        form_no,
        max(case when field = 'project_code' then value_text end) as project_code,
        max(case when field = 'project_name' then value_text end) as project_name,
        max(case when field = 'project_type' then value_text end) as project_type,
        max(case when field = 'activity' then value_text end) as activity,
        max(case when field = 'attribute' then value_text end) as attribute,
        max(case when field = 'term' then value_text end) as term,
        max(case when field = 'unit' then value_text end) as unit_text,
        max(case when field = 'implementing_unit' then value_text end) as implementer_text,
        max(case when field = 'execution_weight' then value_text end) as execution_weight,
        max(case when field = 'goal' then value_text end) as goal_text
    from fields_chosen
    where field_rank = 1
    group by document_id, table_no, form_no
),

{# Who carries out a project may be a person. #}
implementers as (
    select distinct
        fields_pivoted.document_id,
        fields_pivoted.table_no,
        fields_pivoted.form_no,
        fields_pivoted.implementer_text
    from fields_pivoted
    inner join {{ ref('int_publisher_endings') }} as endings
        on
            substr(fields_pivoted.implementer_text, length(fields_pivoted.implementer_text), 1)
            = endings.last_character
            and ends_with(fields_pivoted.implementer_text, endings.ending)
    where length(fields_pivoted.implementer_text) >= 4
),

{# Of a row of check boxes, what is ticked counts: ☑, or the P that stands for a tick. #}
fields_told as (
    select
        forms.document_id,
        forms.table_no,
        forms.form_no,
        fields_pivoted.project_code,
        fields_pivoted.project_type,
        fields_pivoted.activity,
        {{ ticked_choice('fields_pivoted.attribute') }} as attribute,
        {{ ticked_choice('fields_pivoted.term') }} as term,
        fields_pivoted.execution_weight,
        fields_pivoted.goal_text,
        coalesce(
            fields_pivoted.project_name,
            case
                when
                    forms.form_count = 1
                    and not forms.is_beside_projects
                    and titles.names_project
                    then forms.statement_title_printed
            end
        ) as project_name,
        fields_pivoted.project_name is null as is_named_by_title,
        {# A unit stands once above the rows of its projects. #}
        case
            when forms.is_beside_projects
                then max_by(
                    fields_pivoted.unit_text,
                    case when fields_pivoted.unit_text is not null then forms.form_no end
                ) over (
                    partition by forms.document_id, forms.table_no
                    order by forms.form_no
                    rows between unbounded preceding and current row
                )
            else coalesce(fields_pivoted.unit_text, implementers.implementer_text)
        end as unit_text
    from forms
    left join fields_pivoted
        on
            {{ same_table('forms', 'fields_pivoted') }}
            and forms.form_no = fields_pivoted.form_no
    left join implementers
        on
            {{ same_table('forms', 'implementers') }}
            and forms.form_no = implementers.form_no
    left join {{ ref('int_titles_read') }} as titles
        on {{ bare('forms.statement_title_printed') }} = titles.bare_text
)

select
    told.document_id,
    told.table_no,
    told.form_no,
    told.project_code,
    case
        when not told.is_named_by_title then told.project_name
        else nullif({{ regex_replace(
            wording_removed(
                'told.project_name', patterns.form_title_ending, '[-—–]?', '$'
            ), '^\\d{1,2}[.、]\\s?', ''
        ) }}, '')
    end as project_name,
    {{ regex_group('told.unit_text', '^([0-9]{3,})\\s*-') }} as unit_code,
    {{ regex_replace('told.unit_text', '^[0-9]{3,}\\s*-\\s*', '') }} as unit_name,
    told.project_type,
    told.activity,
    told.attribute,
    told.term,
    try_cast(
        {{ regex_replace('told.execution_weight', '[^0-9.]', '') }} as decimal(9, 4)
    ) as execution_weight,
    told.goal_text
from fields_told as told
