{#
    Every place where a wording of a layout stands that no seed knows, with the seed it belongs into.
    A table without any title is known by its headers together.
#}
{%- set patterns = personal_patterns() %}
with

cells_counted as (
    select
        cells.document_id,
        cells.table_no,
        cells.col_no,
        count(*) as cell_count,
        count(case when cells.is_function_code or cells.is_economic_code then 1 end) as code_count,
        count(
            case
                when
                    cells.is_figure and not cells.is_function_code and not cells.is_economic_code
                    then 1
            end
        ) as figure_count,
        min(cells.cell_text) as example
    from {{ ref('int_layout_cells') }} as cells
    group by cells.document_id, cells.table_no, cells.col_no
),

headers as (
    select
        headers.document_id,
        headers.table_no,
        headers.row_no,
        headers.col_no,
        headers.page_no,
        'map_header_to_role' as seed_name,
        headers.wording,
        headers.cell_text as printed,
        cells_counted.example,
        case
            when headers.is_group then 'group'
            when cells_counted.cell_count is null then 'blank'
            when cells_counted.code_count * 2 >= cells_counted.cell_count then 'codes'
            when cells_counted.figure_count * 2 >= cells_counted.cell_count then 'figures'
            else 'texts'
        end as content_kind
    from {{ ref('int_layout_headers') }} as headers
    left join cells_counted
        on
            {{ same_table('headers', 'cells_counted') }}
            and headers.col_no = cells_counted.col_no
    where headers.is_asked
),

row_names as (
    select
        document_id,
        table_no,
        row_no,
        col_no,
        page_no,
        wording,
        wording as printed,
        cast(null as varchar) as example,
        'row' as content_kind,
        case when is_of_three_public then 'map_header_to_role' else 'map_total_wording' end
            as seed_name
    from {{ ref('int_layout_row_names') }}
),

labels as (
    select
        document_id,
        table_no,
        row_no,
        col_no,
        page_no,
        'map_label_to_field' as seed_name,
        wording,
        wording as printed,
        value_text as example,
        'label' as content_kind
    from {{ ref('int_layout_labels') }}
),

header_lists as (
    select
        document_id,
        table_no,
        string_agg(distinct wording, '|' order by wording) as wording
    from {{ ref('int_layout_headers') }}
    where wording <> ''
    group by document_id, table_no
),

titles as (
    select
        tables_open.document_id,
        tables_open.table_no,
        cast(null as integer) as row_no,
        cast(null as integer) as col_no,
        tables_open.page_no,
        titles.caption_text as printed,
        cast(null as varchar) as example,
        tables_open.document_kind as content_kind,
        case
            when titles.wording is null then 'map_header_to_statement'
            else 'map_title_to_statement'
        end as seed_name,
        coalesce(titles.wording, header_lists.wording) as wording
    from {{ ref('int_layout_tables') }} as tables_open
    left join {{ ref('int_layout_titles') }} as titles
        on {{ same_table('tables_open', 'titles') }}
    left join header_lists
        on {{ same_table('tables_open', 'header_lists') }}
    where
        tables_open.is_unrecognised
        and coalesce(titles.wording, header_lists.wording) is not null
),

{# Levels of indicators, with the level as what the answer must be of. #}
levels as (
    select
        document_id,
        table_no,
        row_no,
        cast(null as integer) as col_no,
        page_no,
        'map_level_to_category' as seed_name,
        indicator_name as printed,
        indicator_name as example,
        case
            when level1_printed is not null and level1_code is null then level1_printed
            else level2_printed
        end as wording,
        case when level1_printed is not null and level1_code is null then '1' else '2' end
            as content_kind
    from {{ ref('int_indicators') }}
    where
        (level1_printed is not null and level1_code is null)
        or (level2_printed is not null and level2_code is null)
),

subjects as (
    {% for subjects in ['headers', 'row_names', 'labels', 'titles', 'levels'] -%}
        select
            document_id,
            table_no,
            row_no,
            col_no,
            page_no,
            seed_name,
            wording,
            printed,
            example,
            content_kind
        from {{ subjects }}
        {% if not loop.last %}union all
        {% endif %}
    {%- endfor %}
)

select
    document_id,
    table_no,
    row_no,
    col_no,
    page_no,
    seed_name,
    wording,
    printed,
    case
        when example is not null
            then {{ persons_masked_behind("coalesce(wording, '')", 'example', patterns) }}
    end as example,
    content_kind
from subjects
