{#
    Cells and lines in which a person is named, with a mark in the place of name and number. Raw keeps
    what was printed; all that reads stg_raw__rows and stg_raw__lines has the mark.
#}
{{ config(materialized='table') }}
{%- set patterns = personal_patterns() %}
{%- set labelled = labelled_patterns(patterns) %}
{%- set bare_numbers = [patterns.mobile, patterns.landline] %}
with

cells as (
    select
        printed.document_id,
        printed.table_no,
        printed.row_no,
        printed.page_no,
        unnested.cell_text,
        cast(unnested.col_no as integer) as col_no
    from {{ source('raw', 'rows') }} as printed
    cross join unnest(printed.cells) with ordinality as unnested (cell_text, col_no)
    where unnested.cell_text <> ''
),

{# What stands to the left of a cell may be its label. #}
cells_labelled as (
    select
        document_id,
        table_no,
        row_no,
        col_no,
        page_no,
        cell_text,
        concat(coalesce({{ bare(
            'lag(cell_text) over (partition by document_id, table_no, row_no order by col_no)'
        ) }}, ''), '|') as label_text
    from cells
),

texts as (
    select
        document_id,
        table_no,
        row_no,
        col_no,
        cast(null as integer) as line_no,
        page_no,
        cell_text as text_printed,
        substr({{ persons_masked(
            'concat(label_text, cell_text)',
            [patterns.name_beside_label, patterns.phone_beside_label]
        ) }}, length(label_text) + 1) as text_beside,
        {{ wording_found(
            'concat(label_text, cell_text)', patterns.name_beside_label
        ) }} as has_name_beside,
        {{ wording_found(
            'concat(label_text, cell_text)', patterns.phone_beside_label
        ) }} as has_phone_beside,
        false as is_line_of_table
    from cells_labelled
    union all
    select
        document_id,
        cast(null as integer) as table_no,
        cast(null as integer) as row_no,
        cast(null as integer) as col_no,
        line_no,
        page_no,
        line_text as text_printed,
        line_text as text_beside,
        false as has_name_beside,
        false as has_phone_beside,
        table_no is not null as is_line_of_table
    from {{ source('raw', 'lines') }}
),

{# In a line of a table a name and a figure stand side by side: a number needs its label there. #}
texts_masked as (
    select
        document_id,
        table_no,
        row_no,
        col_no,
        line_no,
        page_no,
        text_printed,
        is_line_of_table,
        case
            when is_line_of_table then {{ persons_masked('text_beside', labelled) }}
            else {{ persons_masked('text_beside', labelled + bare_numbers) }}
        end as text_masked,
        has_name_beside or {{ wording_found('text_printed', patterns.name_in_text) }} as has_name,
        has_phone_beside
        or {{ wording_found('text_printed', patterns.phone_in_text) }}
        or (not is_line_of_table and {{ wording_found('text_printed', patterns.mobile) }})
        or (not is_line_of_table and {{ wording_found('text_printed', patterns.landline) }})
            as has_phone,
        {{ wording_found('text_printed', patterns.identity_labelled) }} as has_identity,
        {{ wording_found('text_printed', patterns.email) }} as has_email
    from texts
),

identity_numbers as (
    select
        texts_masked.document_id,
        texts_masked.text_printed,
        unnested.identity_number
    from texts_masked
    cross join
        unnest({{ groups_found('texts_masked.text_masked', patterns.identity_checked) }})
            as unnested (identity_number)
    where {{ wording_found('texts_masked.text_masked', patterns.identity_checked) }}
),

{# Any eighteen digits may look like one; the check digit tells. #}
identities as (
    select
        document_id,
        text_printed,
        string_agg(distinct identity_number, '|') as pattern
    from identity_numbers
    where {{ identity_holds('identity_number') }}
    group by document_id, text_printed
),

masked as (
    select
        texts_masked.document_id,
        texts_masked.table_no,
        texts_masked.row_no,
        texts_masked.col_no,
        texts_masked.line_no,
        texts_masked.page_no,
        texts_masked.text_printed,
        texts_masked.is_line_of_table,
        texts_masked.has_name,
        texts_masked.has_phone,
        texts_masked.has_email,
        texts_masked.has_identity or identities.pattern is not null as has_identity,
        case
            when identities.pattern is null then texts_masked.text_masked
            else {{ wordings_replaced(
                'texts_masked.text_masked', 'identities.pattern', personal_mark()
            ) }}
        end as text_masked
    from texts_masked
    left join identities
        on
            texts_masked.document_id = identities.document_id
            and texts_masked.text_printed = identities.text_printed
)

select
    document_id,
    table_no,
    row_no,
    col_no,
    line_no,
    page_no,
    text_masked,
    is_line_of_table,
    concat_ws(
        ', ',
        case when has_name then 'name' end,
        case when has_phone then 'phone' end,
        case when has_identity then 'identity' end,
        case when has_email then 'email' end
    ) as kinds,
    {{ masks_counted('text_masked') }} - {{ masks_counted('text_printed') }} as mask_count
from masked
where text_masked <> text_printed
