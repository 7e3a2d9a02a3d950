{#
    Tables of another unit than the publisher, in a document that prints tables of several: the unit
    stands behind a label above the table (编制单位：…), or before the title that tables of one statement
    share. A name that is the end of the publisher's is the publisher.
#}
{%- set patterns = publisher_patterns(['aside']) %}
with

labels as (
    select wording
    from {{ ref('stg_map__publisher_wordings') }}
    where kind = 'label'
),

units_labelled as (
    select
        captions.document_id,
        captions.table_no,
        captions.line_no,
        {{ code_of_labelled_unit(text_behind_label('captions.caption_text')) }} as unit_code,
        {{ name_of_labelled_unit(
            text_behind_label('captions.caption_text'), patterns.aside
        ) }} as unit_name
    from {{ ref('int_table_captions') }} as captions
    inner join labels
        on {{ label_in_front('captions.caption_text') }} = labels.wording
),

units_in_titles as (
    select
        cut_titles.document_id,
        cut_titles.table_no,
        min_by(
            cut_titles.unit_name, row(length(cut_titles.unit_name), cut_titles.unit_name)
        ) as unit_name
    from {{ ref('int_titles_cut') }} as cut_titles
    inner join {{ ref('int_titles_cut') }} as beside
        on
            cut_titles.document_id = beside.document_id
            and cut_titles.statement_code = beside.statement_code
            and cut_titles.title_rest = beside.title_rest
    where cut_titles.unit_name <> beside.unit_name
    group by cut_titles.document_id, cut_titles.table_no
),

units_printed as (
    select
        document_id,
        table_no,
        line_no,
        unit_code,
        unit_name
    from units_labelled
    union all
    select
        document_id,
        table_no,
        0 as line_no,
        cast(null as varchar) as unit_code,
        unit_name
    from units_in_titles
),

units_ending as (
    select
        units_printed.document_id,
        units_printed.table_no,
        units_printed.unit_code,
        units_printed.unit_name,
        row_number() over (
            partition by units_printed.document_id, units_printed.table_no
            order by units_printed.line_no desc, units_printed.unit_name asc
        ) as nearness
    from units_printed
    inner join {{ ref('int_publisher_endings') }} as endings
        on
            substr(units_printed.unit_name, length(units_printed.unit_name), 1)
            = endings.last_character
            and ends_with(units_printed.unit_name, endings.ending)
),

units_nearest as (
    select
        units_ending.document_id,
        units_ending.table_no,
        units_ending.unit_code,
        units_ending.unit_name,
        coalesce(
            ends_with({{ bare('publishers.unit_name') }}, {{ bare('units_ending.unit_name') }})
            or ends_with({{ bare('units_ending.unit_name') }}, {{ bare('publishers.unit_name') }}),
            false
        ) as is_of_publisher
    from units_ending
    left join {{ ref('int_document_publishers') }} as publishers
        on units_ending.document_id = publishers.document_id
    where units_ending.nearness = 1
),

units_of_documents as (
    select
        document_id,
        count(distinct case when is_of_publisher then '' else {{ bare('unit_name') }} end)
            as unit_count
    from units_nearest
    group by document_id
)

select
    units_nearest.document_id,
    units_nearest.table_no,
    units_nearest.unit_code,
    units_nearest.unit_name
from units_nearest
inner join units_of_documents
    on units_nearest.document_id = units_of_documents.document_id
where
    units_of_documents.unit_count > 1
    and not units_nearest.is_of_publisher
