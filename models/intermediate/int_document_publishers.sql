{#
    The publishing unit, as printed: in the whole-unit form, above a table, or before the year
    of the title.
#}
with

form_units as (
    select
        form_fields.document_id,
        1 as priority,
        form_fields.value_text as unit_text
    from {{ ref('int_form_fields') }} as form_fields
    inner join {{ ref('int_tables_recognised') }} as recognised
        on
            form_fields.document_id = recognised.document_id
            and form_fields.table_no = recognised.table_no
    where
        form_fields.field = 'unit'
        and recognised.statement_code = 'unit_performance_target'
        and form_fields.value_text is not null
),

caption_units as (
    select
        document_id,
        2 as priority,
        {{ regex_group(
            'caption_text', '^(?:单位名称|编制单位|预算单位|填报单位|公开单位|单位)\\s*[:：]\\s*([^\\s].*)$'
        ) }} as unit_text
    from {{ ref('int_table_captions') }}
),

first_lines as (
    select
        document_id,
        line_no,
        line_text,
        row_number() over (
            partition by document_id
            order by line_no
        ) as line_rank
    from {{ ref('stg_raw__lines') }}
    where table_no is null
),

title_units as (
    select
        document_id,
        3 as priority,
        {{ regex_group('line_text', '^[#\\s]*([^0-9#]{4,40}?)\\s*20[0-9]{2}\\s*年') }} as unit_text
    from first_lines
    where
        line_rank <= 5
        and not {{ regex_found(bare('line_text'), '日期|时间|[0-9]{1,2}月') }}
    union all
    select
        document_id,
        4 as priority,
        {{ regex_group('line_text', '^[#\\s]*(.{3,40}(?:局|委员会|办公室|办事处|厅|院|中心|政府))$') }}
            as unit_text
    from first_lines
    where
        line_rank <= 5
        and not {{ regex_found(bare('line_text'), '日期|时间|[0-9]{1,2}月') }}
),

mentions as (
    select
        document_id,
        priority,
        unit_text
    from form_units
    union all
    select
        document_id,
        priority,
        unit_text
    from caption_units
    where
        unit_text is not null
        and not {{ regex_found(bare('unit_text'), '^(' ~ money_units() ~ ')') }}
    union all
    select
        document_id,
        priority,
        unit_text
    from title_units
    where unit_text is not null
),

counted as (
    select
        document_id,
        priority,
        unit_text,
        count(*) as mention_count
    from mentions
    group by document_id, priority, unit_text
),

ranked as (
    select
        document_id,
        unit_text,
        row_number() over (
            partition by document_id
            order by priority asc, mention_count desc, unit_text asc
        ) as unit_rank
    from counted
)

select
    document_id,
    {{ regex_group('unit_text', '^([0-9]{3,})\\s*-') }} as unit_code,
    {{ regex_replace('unit_text', '^[0-9]{3,}\\s*-\\s*', '') }} as unit_name
from ranked
where unit_rank = 1
