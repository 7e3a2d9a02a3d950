{#
    Cells of indicator forms whose rows may have slipped: level labels by their wording, the
    rest in order. In a row with a name and a value below their headers nothing slipped: there a text
    below the header of a level is one, known or not (产出目标, 长效管理).
#}
with

form_bodies as (
    select
        printed.document_id,
        printed.table_no,
        printed.row_no,
        printed.page_no,
        blocks.has_two_horizons,
        blocks.level1_col_no,
        blocks.level2_col_no,
        blocks.value_col_no,
        blocks.name_col_no
    from {{ ref('int_indicator_rows') }} as printed
    inner join {{ ref('int_indicator_blocks') }} as blocks
        on {{ same_block('printed', 'blocks') }}
    where not blocks.is_read_by_column
),

{# A form without an indicator header opens its indicators with the label 绩效指标 in front of a row. #}
section_starts as (
    select
        printed.document_id,
        printed.table_no,
        min(printed.row_no) as first_row_no
    from {{ ref('int_rows_classified') }} as printed
    where printed.first_field = 'indicator_section'
    group by printed.document_id, printed.table_no
),

tables_with_headers as (
    select distinct
        document_id,
        table_no
    from {{ ref('int_indicator_blocks') }}
),

headless_bodies as (
    select
        printed.document_id,
        printed.table_no,
        printed.row_no,
        printed.page_no,
        true as has_two_horizons,
        cast(null as integer) as level1_col_no,
        cast(null as integer) as level2_col_no,
        cast(null as integer) as value_col_no,
        cast(null as integer) as name_col_no
    from {{ ref('int_rows_classified') }} as printed
    inner join section_starts
        on
            {{ same_table('printed', 'section_starts') }}
            and printed.row_no >= section_starts.first_row_no
    left join tables_with_headers as blocks
        on {{ same_table('printed', 'blocks') }}
    where
        printed.is_in_form
        and blocks.table_no is null
        and printed.row_role <> 'header'
),

bodies as (
    select
        document_id,
        table_no,
        row_no,
        page_no,
        has_two_horizons,
        level1_col_no,
        level2_col_no,
        value_col_no,
        name_col_no
    from form_bodies
    union all
    select
        document_id,
        table_no,
        row_no,
        page_no,
        has_two_horizons,
        level1_col_no,
        level2_col_no,
        value_col_no,
        name_col_no
    from headless_bodies
),

levels as (
    select
        {{ bare('wording') }} as wording,
        max(case when level = 1 then category_code end) as level1_code,
        max(case when level = 2 then category_code end) as level2_code
    from {{ ref('stg_map__levels') }}
    group by {{ bare('wording') }}
),

section_labels as (
    select distinct {{ bare('wording') }} as wording
    from {{ ref('stg_map__labels') }}
    where field = 'indicator_section'
),

tokens as (
    select
        bodies.document_id,
        bodies.table_no,
        bodies.row_no,
        bodies.page_no,
        bodies.has_two_horizons,
        bodies.level1_col_no,
        bodies.level2_col_no,
        bodies.value_col_no,
        bodies.name_col_no,
        cells.col_no,
        cells.cell_id,
        cells.cell_text,
        cells.bare_text,
        levels.level1_code,
        levels.level2_code,
        cast(row_number() over (
            partition by bodies.document_id, bodies.table_no, bodies.row_no
            order by cells.col_no
        ) as integer) as token_no
    from bodies
    inner join {{ ref('int_cells_unnested') }} as cells
        on {{ same_row('bodies', 'cells') }}
    left join levels
        on cells.bare_text = levels.wording
    left join section_labels
        on cells.bare_text = section_labels.wording
    where
        section_labels.wording is null
        and not {{ regex_found('cells.bare_text', '^[-—–]+$') }}
),

neighbours as (
    select
        document_id,
        table_no,
        row_no,
        page_no,
        has_two_horizons,
        level1_col_no,
        level2_col_no,
        value_col_no,
        name_col_no,
        col_no,
        cell_id,
        cell_text,
        bare_text,
        level1_code,
        level2_code,
        token_no,
        lead(bare_text) over token_order as next_text,
        lead(level1_code is not null or level2_code is not null) over token_order as is_next_level,
        level1_code is null
        and level2_code is null
        and not has_two_horizons
        and coalesce(bool_or(col_no = value_col_no) over row_tokens, false)
        and coalesce(bool_or(
            col_no = name_col_no and level1_code is null and level2_code is null
        ) over row_tokens, false) as is_text_in_place
    from tokens
    window
        row_tokens as (partition by document_id, table_no, row_no),
        token_order as (partition by document_id, table_no, row_no order by token_no)
)

select
    document_id,
    table_no,
    row_no,
    page_no,
    has_two_horizons,
    value_col_no,
    name_col_no,
    col_no,
    cell_id,
    cell_text,
    bare_text,
    token_no,
    {# 成本指标 and 满意度指标 are of both levels: the first of two different labels is the first level. #}
    case
        when level1_code is not null and level2_code is null then 'level1'
        when
            level1_code is not null and token_no = 1
            and coalesce(is_next_level, false) and next_text <> bare_text
            then 'level1'
        when level2_code is not null then 'level2'
        when is_text_in_place and col_no = level1_col_no then 'level1'
        when is_text_in_place and col_no = level2_col_no then 'level2'
        else 'text'
    end as token_kind
from neighbours
