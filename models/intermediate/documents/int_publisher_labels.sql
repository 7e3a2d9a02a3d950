{#
    What stands behind a label that introduces a publisher: 编制单位：某某局 above a table or among the
    first lines, 发布机构 | 某某局 in cells beside each other, the unit of a whole-unit form. `label` and
    `form` name whose the tables are, `source` who put the page up.
#}
{%- set patterns = publisher_patterns(['aside']) %}
with

labels as (
    select
        wording,
        kind
    from {{ ref('stg_map__publisher_wordings') }}
    where kind in ('label', 'source')
),

form_units as (
    select
        form_fields.document_id,
        'form' as label_kind,
        form_fields.value_text as unit_text
    from {{ ref('int_form_fields') }} as form_fields
    inner join {{ ref('int_tables_recognised') }} as recognised
        on {{ same_table('form_fields', 'recognised') }}
    where
        form_fields.field = 'unit'
        and recognised.statement_code = 'unit_performance_target'
        and form_fields.value_text is not null
),

{# The cover of a workbook is a sheet, so a table, but none that is recognised. #}
first_lines as (
    select
        text_rows.document_id,
        trim(text_rows.line_text) as line_text,
        row_number() over (
            partition by text_rows.document_id
            order by text_rows.line_no
        ) as line_rank
    from {{ ref('stg_raw__lines') }} as text_rows
    left join {{ ref('int_tables_recognised') }} as recognised
        on {{ same_table('text_rows', 'recognised') }}
    where recognised.statement_code is null
),

labelled_texts as (
    select
        document_id,
        trim(caption_text) as line_text
    from {{ ref('int_table_captions') }}
    union all
    select
        document_id,
        line_text
    from first_lines
    where line_rank <= 60
),

texts_behind as (
    select
        labelled_texts.document_id,
        labels.kind as label_kind,
        {{ text_behind_label('labelled_texts.line_text') }} as unit_text
    from labelled_texts
    inner join labels
        on {{ label_in_front('labelled_texts.line_text') }} = labels.wording
),

{# 发布时间：2024-02-10 来源：某某局 浏览次数：10 #}
texts_amid as (
    select
        first_lines.document_id,
        'source' as label_kind,
        {{ regex_group('first_lines.line_text', '\\s([^\\s:：]+)[:：]\\s*([^\\s:：]+)', 2) }}
            as unit_text
    from first_lines
    inner join labels
        on
            labels.kind = 'source'
            and {{ regex_group('first_lines.line_text', '\\s([^\\s:：]+)[:：]\\s*[^\\s:：]+') }}
            = labels.wording
    where first_lines.line_rank <= 60
),

first_cells as (
    select
        document_id,
        table_no,
        row_no,
        cell_text,
        {{ regex_replace('bare_text', '[:：]+$', '') }} as label_text,
        lead(cell_text) over (
            partition by document_id, table_no, row_no
            order by col_no
        ) as next_text
    from {{ ref('int_cells_unnested') }}
    where row_no <= 10
),

texts_beside as (
    select
        first_cells.document_id,
        labels.kind as label_kind,
        first_cells.next_text as unit_text
    from first_cells
    inner join labels
        on first_cells.label_text = labels.wording
    left join {{ ref('int_tables_recognised') }} as recognised
        on {{ same_table('first_cells', 'recognised') }}
    where recognised.statement_code is null or first_cells.row_no <= 3
),

mentions as (
    {% for part in ['form_units', 'texts_behind', 'texts_amid', 'texts_beside'] -%}
        select
            document_id,
            label_kind,
            unit_text,
            {{ 'true' if part in ['texts_amid', 'texts_beside'] else 'false' }} as needs_ending
        from {{ part }}
        where unit_text is not null
        {% if not loop.last %}union all
        {% endif %}
    {%- endfor %}
),

coded as (
    select
        mentions.document_id,
        mentions.label_kind,
        mentions.needs_ending or mentions.label_kind = 'source' as needs_ending,
        {{ code_of_labelled_unit('mentions.unit_text') }} as unit_code,
        {{ name_of_labelled_unit('mentions.unit_text', patterns.aside) }} as unit_name
    from mentions
),

barred as (
    select
        document_id,
        label_kind,
        needs_ending,
        unit_code,
        unit_name,
        {{ bare('unit_name') }} as bare_name
    from coded
    where
        not {{ regex_found('unit_name', '[:：]|20[0-9]{2}[-年]') }}
        and not {{ regex_found(
            bare('unit_name'), '^(' ~ money_units_in_text() ~ ')(?:$|[^一-鿿])'
        ) }}
),

ended as (
    select distinct barred.bare_name
    from barred
    inner join {{ ref('int_publisher_endings') }} as endings
        on
            substr(barred.bare_name, length(barred.bare_name), 1) = endings.last_character
            and ends_with(barred.bare_name, endings.ending)
)

{# Without an ending that is known, a name of four characters may be that of a person. #}
select
    barred.document_id,
    barred.label_kind,
    barred.unit_code,
    barred.unit_name,
    count(*) as mention_count
from barred
left join ended
    on barred.bare_name = ended.bare_name
where
    (ended.bare_name is not null and length(barred.bare_name) >= 3)
    or (not barred.needs_ending and length(barred.bare_name) >= 5)
group by barred.document_id, barred.label_kind, barred.unit_code, barred.unit_name
