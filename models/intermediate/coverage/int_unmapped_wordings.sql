{# Wordings of layouts that no seed knows: headers, levels of indicators, titles of tables. #}
with

headers_unknown as (
    select
        filled.document_id,
        filled.table_no,
        filled.block_no,
        filled.col_no,
        filled.header_key as wording,
        filled.cell_text
    from {{ ref('int_header_cells_filled') }} as filled
    left join {{ ref('stg_map__headers') }} as headers
        on filled.header_key = headers.wording
    where headers.wording is null
),

header_wordings as (
    select
        headers_unknown.document_id,
        'map_header_to_role' as seed_name,
        headers_unknown.wording,
        recognised.statement_code,
        min(headers_unknown.cell_text) as context,
        count(distinct found.row_no) as rows_affected
    from headers_unknown
    inner join {{ ref('int_tables_recognised') }} as recognised
        on {{ same_table('headers_unknown', 'recognised') }}
    left join {{ ref('int_amounts_covered') }} as found
        on
            {{ same_table('headers_unknown', 'found') }}
            and headers_unknown.col_no = found.col_no
    group by headers_unknown.document_id, headers_unknown.wording, recognised.statement_code
),

level_wordings as (
    select
        document_id,
        'map_level_to_category' as seed_name,
        cast(null as varchar) as statement_code,
        case
            when level1_code is null and level1_printed is not null then level1_printed
            else level2_printed
        end as wording,
        min(indicator_name) as context,
        count(*) as rows_affected
    from {{ ref('int_indicators') }}
    where
        (level1_printed is not null and level1_code is null)
        or (level2_printed is not null and level2_code is null)
    group by document_id, seed_name, wording
),

title_wordings as (
    select
        recognised.document_id,
        'map_title_to_statement' as seed_name,
        cast(null as varchar) as statement_code,
        coalesce(
            max(recognised.statement_title_printed), max(captions.caption_text), ''
        ) as wording,
        min(concat('table ', recognised.table_no)) as context,
        count(distinct found.row_no) as rows_affected
    from {{ ref('int_tables_recognised') }} as recognised
    inner join {{ ref('int_amounts_covered') }} as found
        on {{ same_table('recognised', 'found') }}
    left join {{ ref('int_table_captions') }} as captions
        on
            {{ same_table('recognised', 'captions') }}
            and {{ regex_found('captions.bare_text', '表$') }}
    where
        recognised.statement_code is null
        and recognised.title_scope is null
    group by recognised.document_id, recognised.table_no
),

unmapped as (
    select
        document_id,
        seed_name,
        wording,
        statement_code,
        context,
        rows_affected
    from header_wordings
    union all
    select
        document_id,
        seed_name,
        wording,
        statement_code,
        context,
        rows_affected
    from level_wordings
    union all
    select
        document_id,
        seed_name,
        wording,
        statement_code,
        context,
        rows_affected
    from title_wordings
)

select
    document_id,
    seed_name,
    wording,
    statement_code,
    context,
    rows_affected
from unmapped
