{#
    Labels of forms that no seed knows, with the value beside them: every other cell of the rows above
    the indicators. A form that is known and named is asked only about money that no field holds.
#}
with

first_headers as (
    select
        document_id,
        table_no,
        min(row_no) as row_no
    from {{ ref('int_layout_rows') }}
    where layout_role = 'header'
    group by document_id, table_no
),

cells as (
    select
        unnested.document_id,
        unnested.table_no,
        unnested.row_no,
        unnested.col_no,
        unnested.page_no,
        unnested.bare_text,
        tables_open.is_unrecognised or tables_open.is_form_without_name as is_asked_wholly,
        unnested.is_number or unnested.is_number_with_unit as is_figure,
        row_number() over in_row as place,
        count(*) over (
            partition by unnested.document_id, unnested.table_no, unnested.row_no
        ) as cell_count,
        lead(unnested.bare_text) over in_row as text_beside,
        lead(figures.label_col_no) over in_row as money_label_col_no,
        lead(unnested.is_number or unnested.is_number_with_unit) over in_row as is_figure_beside
    from {{ ref('int_cells_unnested') }} as unnested
    inner join {{ ref('int_layout_tables') }} as tables_open
        on
            {{ same_table('unnested', 'tables_open') }}
            and tables_open.is_like_form
    left join {{ ref('int_form_figures') }} as figures
        on
            unnested.cell_id = figures.cell_id
            and figures.is_money
    left join first_headers
        on {{ same_table('unnested', 'first_headers') }}
    where first_headers.row_no is null or unnested.row_no < first_headers.row_no
    window in_row as (
        partition by unnested.document_id, unnested.table_no, unnested.row_no
        order by unnested.col_no
    )
),

{# An odd number of cells begins with the name of a group. #}
labelled as (
    select
        document_id,
        table_no,
        row_no,
        col_no,
        page_no,
        {{ regex_replace('bare_text', '^[0-9]{1,2}[.、]|[:(].*$', '') }} as wording,
        coalesce(nullif({{ regex_replace('bare_text', '^[^:]*:?', '') }}, ''), text_beside)
            as value_text,
        is_figure_beside
    from cells
    where
        not is_figure
        and (is_asked_wholly or coalesce(money_label_col_no = col_no, false))
        and (
            bare_text like '%:_%'
            or (cell_count % 2 = 0 and place % 2 = 1)
            or (cell_count % 2 = 1 and cell_count > 1 and place % 2 = 0)
        )
),

levels as (
    select distinct wording
    from {{ ref('stg_map__levels') }}
)

select
    labelled.document_id,
    labelled.table_no,
    labelled.row_no,
    labelled.col_no,
    labelled.page_no,
    labelled.wording,
    labelled.value_text,
    endings.ending is not null as is_unit_name,
    {{ regex_found('labelled.value_text', '^[0-9,]+([.][0-9]+)?(' ~ money_units() ~ ')?$') }}
    and not {{ regex_found('labelled.value_text', '^[0-9]{6,}$') }} as is_amount,
    {{ regex_found('labelled.value_text', '^[0-9A-Za-z-]{6,}$') }} as is_code,
    length(labelled.value_text) > 20 as is_long_text
from labelled
left join {{ ref('stg_map__labels') }} as labels
    on labelled.wording = labels.wording
left join levels
    on labelled.wording = levels.wording
left join {{ ref('int_publisher_endings') }} as endings
    on
        substr(labelled.value_text, length(labelled.value_text), 1) = endings.last_character
        and ends_with(labelled.value_text, endings.ending)
where
    labels.wording is null
    and levels.wording is null
    and length(labelled.wording) between 2 and 14
    and {{ regex_found('labelled.wording', '^[一-鿿()/、]+$') }}
    and labelled.value_text is not null
