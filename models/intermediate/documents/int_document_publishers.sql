{#
    The publishing unit, as printed: in the whole-unit form, above a table, or before the year
    of the title.
#}
with

patterns as (
    {{ wording_patterns(['date_word']) }}
),

form_units as (
    select
        form_fields.document_id,
        1 as priority,
        form_fields.value_text as unit_text
    from {{ ref('int_form_fields') }} as form_fields
    inner join {{ ref('int_tables_recognised') }} as recognised
        on {{ same_table('form_fields', 'recognised') }}
    where
        form_fields.field = 'unit'
        and recognised.statement_code = 'unit_performance_target'
        and form_fields.value_text is not null
),

labels as (
    select wording
    from {{ ref('stg_map__publisher_wordings') }}
    where kind = 'label'
),

endings as (
    select wording
    from {{ ref('stg_map__publisher_wordings') }}
    where kind = 'ending'
),

{# The cover of a workbook is a sheet, so a table, but none that is recognised. #}
first_lines as (
    select
        text_rows.document_id,
        text_rows.line_no,
        text_rows.line_text,
        row_number() over (
            partition by text_rows.document_id
            order by text_rows.line_no
        ) as line_rank
    from {{ ref('stg_raw__lines') }} as text_rows
    left join {{ ref('int_tables_recognised') }} as recognised
        on {{ same_table('text_rows', 'recognised') }}
    where recognised.statement_code is null
),

{# A line may go on after the name, with the unit of money: 编制单位：某某局    单位：元. #}
labelled_texts as (
    select
        document_id,
        trim(caption_text) as line_text
    from {{ ref('int_table_captions') }}
    union all
    select
        document_id,
        trim(line_text) as line_text
    from first_lines
    where line_rank <= 10
),

label_units as (
    select
        labelled_texts.document_id,
        2 as priority,
        {{ regex_replace(
            regex_group('labelled_texts.line_text', '^[^:：]*[:：]\\s*([^\\s].*)$'),
            '\\s+[^\\s:：]*[:：].*$', ''
        ) }} as unit_text
    from labelled_texts
    inner join labels
        on {{ regex_group(bare('labelled_texts.line_text'), '^([^:：]*)[:：]') }} = labels.wording
),

title_units as (
    select
        first_lines.document_id,
        3 as priority,
        {{ regex_group(
            'first_lines.line_text', '^[#\\s]*([^0-9#]{4,40}?)\\s*20[0-9]{2}\\s*年'
        ) }} as unit_text
    from first_lines
    cross join patterns
    where
        first_lines.line_rank <= 5
        and not {{ wording_found(bare('first_lines.line_text'), 'patterns.date_word') }}
        and not {{ regex_found(bare('first_lines.line_text'), '[0-9]{1,2}月') }}
    union all
    select
        first_lines.document_id,
        4 as priority,
        {{ regex_group('first_lines.line_text', '^[#\\s]*([^#]{4,41})$') }} as unit_text
    from first_lines
    inner join endings
        on trim(first_lines.line_text) like '%' || endings.wording
    cross join patterns
    where
        first_lines.line_rank <= 5
        and not {{ wording_found(bare('first_lines.line_text'), 'patterns.date_word') }}
        and not {{ regex_found(bare('first_lines.line_text'), '[:：]|[0-9]{1,2}月') }}
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
    from label_units
    where
        unit_text is not null
        and not {{ regex_found(bare('unit_text'), '^(' ~ money_units_in_text() ~ ')(?:$|[^一-鿿])') }}
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
