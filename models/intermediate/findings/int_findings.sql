{#
    Suspicions about printed things, each with its place, a message in both languages and the
    evidence.
#}
with

documents_doubtful as (
    select
        outcomes.document_id,
        'error' as severity,
        cast(null as integer) as page_no,
        cast(null as integer) as table_no,
        cast(null as integer) as row_no,
        cast(null as integer) as col_no,
        cast(null as varchar) as cell_id,
        concat('document_', outcomes.outcome) as finding_code,
        concat('文件未完整读取。The document was not read in full: ', outcomes.reason) as message,
        concat(coalesce(outcomes.place, ''), ' — ', coalesce(outcomes.remedy, '')) as evidence
    from {{ ref('stg_raw__outcomes') }} as outcomes
    where outcomes.outcome <> 'loaded'
),

documents_unplaced as (
    select
        described.document_id,
        'document_not_placed' as finding_code,
        'warning' as severity,
        cast(null as integer) as page_no,
        cast(null as integer) as table_no,
        cast(null as integer) as row_no,
        cast(null as integer) as col_no,
        cast(null as varchar) as cell_id,
        '年度、单位或地区未能识别。Fiscal year, publisher or division could not be told.' as message,
        concat(
            'fiscal_year: ', coalesce(cast(described.fiscal_year as varchar), '?'),
            ', unit: ', coalesce(described.unit_name, '?'),
            ', jurisdiction: ', coalesce(described.jurisdiction_code, '?')
        ) as evidence
    from {{ ref('int_documents_described') }} as described
    inner join {{ ref('int_documents_current') }} as documents
        on described.document_id = documents.document_id
    where
        described.fiscal_year is null
        or described.unit_name is null
        or described.jurisdiction_code is null
),

publishers_doubtful as (
    select
        document_id,
        finding_code,
        severity,
        page_no,
        table_no,
        row_no,
        col_no,
        cell_id,
        message,
        evidence
    from {{ ref('int_jurisdiction_doubts') }}
),

columns_of_other_years as (
    select
        withheld.document_id,
        'column_of_another_year' as finding_code,
        'info' as severity,
        cast(null as integer) as page_no,
        withheld.table_no,
        cast(null as integer) as row_no,
        withheld.col_no,
        cast(null as varchar) as cell_id,
        '该列为其他年度，未载入。The column is of another year; it is not loaded.' as message,
        columns_resolved.header_path as evidence
    from {{ ref('int_columns_withheld') }} as withheld
    inner join {{ ref('int_columns_resolved') }} as columns_resolved
        on
            withheld.document_id = columns_resolved.document_id
            and withheld.table_no = columns_resolved.table_no
            and withheld.block_no = columns_resolved.block_no
            and withheld.col_no = columns_resolved.col_no
    where withheld.reason = 'other_year'
),

tables_unknown as (
    select
        recognised.document_id,
        'table_not_recognised' as finding_code,
        recognised.table_no,
        cast(null as integer) as row_no,
        cast(null as integer) as col_no,
        cast(null as varchar) as cell_id,
        '没有一个已知标题。No known title stands above this table.' as message,
        case when count(found.cell_id) > 0 then 'warning' else 'info' end as severity,
        max(recognised.page_no) as page_no,
        concat(
            count(found.cell_id),
            ' amounts; lines ',
            max(recognised.first_line_no),
            '-',
            max(recognised.last_line_no)
        )
            as evidence
    from {{ ref('int_tables_recognised') }} as recognised
    left join {{ ref('int_amounts_covered') }} as found
        on
            recognised.document_id = found.document_id
            and recognised.table_no = found.table_no
    where recognised.statement_code is null
    group by recognised.document_id, recognised.table_no
),

amounts_left_out as (
    select
        document_id,
        'warning' as severity,
        page_no,
        table_no,
        row_no,
        col_no,
        cell_id,
        case
            when placement = 'unplaced' then 'amount_unplaced'
            when role = 'unknown' then 'amount_under_unknown_header'
            when statement_code is not null then 'amount_beside_unknown_header'
            else 'amount_not_loaded'
        end as finding_code,
        case
            when placement = 'unplaced'
                then '金额所在列无法确定，未载入。The column of the amount cannot be told; it is not loaded.'
            when role = 'unknown'
                then '表头不在任何词表中，金额未载入。No seed knows the header; the amount is not loaded.'
            when statement_code is not null
                then
                    concat(
                        '同表有未知表头，该行含义不明，未载入。',
                        'An unknown header beside it leaves the line open; not loaded.'
                    )
            else '金额未载入。The amount is not loaded.'
        end as message,
        concat(coalesce(header_path, ''), ': ', cell_text) as evidence
    from {{ ref('int_amounts_covered') }}
    where not is_line
),

amounts_unconfirmed as (
    select
        budget_lines.document_id,
        'amount_read_from_picture' as finding_code,
        'warning' as severity,
        budget_lines.page_no,
        budget_lines.table_no,
        budget_lines.row_no,
        budget_lines.col_no,
        budget_lines.cell_id,
        budget_lines.amount_printed as evidence,
        concat(
            '由图片识别的金额，没有等式可以证实，未载入。',
            'The amount was read from a picture and no identity confirms it; it is not loaded.'
        ) as message
    from {{ ref('int_budget_lines') }} as budget_lines
    left join {{ ref('int_budget_lines_accepted') }} as accepted
        on budget_lines.cell_id = accepted.cell_id
    where accepted.cell_id is null
),

sentences_unconfirmed as (
    select
        text_rows.document_id,
        'amount_read_from_picture' as finding_code,
        'info' as severity,
        text_rows.page_no,
        cast(null as integer) as table_no,
        cast(null as integer) as row_no,
        cast(null as integer) as col_no,
        substr(text_rows.line_text, 1, 80) as evidence,
        {{ line_id('text_rows.document_id', 'text_rows.line_no') }} as cell_id,
        concat(
            '由图片识别的文字中的金额，未载入。',
            'The amount stands in text recognised in a picture; it is not loaded.'
        ) as message
    from {{ ref('stg_raw__lines') }} as text_rows
    inner join {{ ref('int_documents_current') }} as documents
        on text_rows.document_id = documents.document_id
    where
        text_rows.table_no is null
        and text_rows.is_from_picture
        and {{ regex_found(bare('text_rows.line_text'), '[0-9](' ~ money_units() ~ ')') }}
),

placements_assumed as (
    select
        document_id,
        'amount_placed_by_prior' as finding_code,
        'info' as severity,
        page_no,
        table_no,
        row_no,
        col_no,
        cell_id,
        '算术不能区分几种列位，取最常见者。Arithmetic leaves several columns open; the usual one is taken.'
            as message,
        amount_printed as evidence
    from {{ ref('int_budget_lines') }}
    where placement = 'prior'
),

texts_in_amount_columns as (
    select
        cells.document_id,
        'amount_not_a_number' as finding_code,
        'warning' as severity,
        cells.page_no,
        cells.table_no,
        cells.row_no,
        cells.col_no,
        cells.cell_id,
        '金额栏中的文字。Text stands in a column of amounts.' as message,
        concat(columns_resolved.header_path, ': ', substr(cells.cell_text, 1, 60)) as evidence
    from {{ ref('int_cells_unnested') }} as cells
    inner join {{ ref('int_rows_classified') }} as printed
        on
            cells.document_id = printed.document_id
            and cells.table_no = printed.table_no
            and cells.row_no = printed.row_no
            and printed.row_role = 'body'
    inner join {{ ref('int_columns_resolved') }} as columns_resolved
        on
            printed.document_id = columns_resolved.document_id
            and printed.table_no = columns_resolved.table_no
            and printed.block_no = columns_resolved.block_no
            and cells.col_no = columns_resolved.col_no
            and columns_resolved.role = 'amount'
    left join {{ ref('int_amounts_covered') }} as found
        on cells.cell_id = found.cell_id
    where
        found.cell_id is null
        and printed.statement_code is not null
        and not {{ regex_found('cells.bare_text', '^[-—–*/]+$') }}
        and printed.statement_code not in ('unit_performance_target', 'project_performance_target')
),

units_contradicted as (
    select
        scaled.document_id,
        'unit_label_contradicted' as finding_code,
        'warning' as severity,
        cast(null as integer) as page_no,
        scaled.table_no,
        cast(null as integer) as row_no,
        cast(null as integer) as col_no,
        '金额超过支出总额，按元读取。In the unit of its label the table exceeds all expenditure; read as yuan.'
            as message,
        min(scaled.cell_id) as cell_id,
        concat('单位：', max(scaled.unit_printed), '; ', max(scaled.amount_cny)) as evidence
    from {{ ref('int_amounts_scaled') }} as scaled
    where scaled.is_unit_contradicted
    group by scaled.document_id, scaled.table_no
),

units_missing as (
    select
        scaled.document_id,
        'unit_not_printed' as finding_code,
        'info' as severity,
        cast(null as integer) as page_no,
        scaled.table_no,
        cast(null as integer) as row_no,
        cast(null as integer) as col_no,
        '没有印出金额单位，按元读取。No unit of money is printed; read as yuan.' as message,
        min(scaled.cell_id) as cell_id,
        concat(count(*), ' amounts') as evidence
    from {{ ref('int_amounts_scaled') }} as scaled
    where scaled.unit_printed is null
    group by scaled.document_id, scaled.table_no
),

codes_doubtful as (
    select
        document_id,
        finding_code,
        severity,
        page_no,
        table_no,
        row_no,
        col_no,
        cell_id,
        message,
        evidence
    from {{ ref('int_code_findings') }}
),

declared_empty_but_filled as (
    select
        document_id,
        'declared_empty_but_filled' as finding_code,
        'warning' as severity,
        page_no,
        table_no,
        cast(null as integer) as row_no,
        cast(null as integer) as col_no,
        cast(null as varchar) as cell_id,
        '附注称本表为空，表中却有金额，已载入。A note says the table is empty; its amounts are loaded.'
            as message,
        declaration_printed as evidence
    from {{ ref('int_table_outcomes') }}
    where
        amounts_found > 0
        and declaration_printed is not null
),

indicators_withheld as (
    select
        blocks.document_id,
        'indicators_under_unknown_header' as finding_code,
        'warning' as severity,
        cast(null as integer) as page_no,
        blocks.table_no,
        columns_resolved.col_no,
        cast(null as varchar) as cell_id,
        '指标表有未知表头，整块未载入。A header of the indicator table is in no seed; the block is not loaded.'
            as message,
        columns_resolved.header_path as evidence,
        min(columns_resolved.block_no) as row_no
    from {{ ref('int_indicator_blocks') }} as blocks
    inner join {{ ref('int_columns_resolved') }} as columns_resolved
        on
            blocks.document_id = columns_resolved.document_id
            and blocks.table_no = columns_resolved.table_no
            and blocks.block_no = columns_resolved.block_no
            and columns_resolved.role = 'unknown'
    group by
        blocks.document_id,
        blocks.table_no,
        columns_resolved.col_no,
        columns_resolved.header_path
),

indicators_slipped as (
    select
        document_id,
        'warning' as severity,
        page_no,
        table_no,
        row_no,
        col_no,
        cell_id,
        '指标行不完整，可能错列。The indicator row is not whole; its cells may have slipped.' as message,
        case
            when indicator_name is null then 'indicator_without_name' else 'indicator_without_value'
        end as finding_code,
        coalesce(indicator_name, value_printed) as evidence
    from {{ ref('int_indicators') }}
    where indicator_name is null or value_printed is null
),

indicators_contradicting as (
    select
        document_id,
        finding_code,
        severity,
        page_no,
        table_no,
        row_no,
        col_no,
        cell_id,
        message,
        evidence
    from {{ ref('int_indicator_contradictions') }}
),

identities_failing as (
    select
        document_id,
        concat('identity_', check_code) as finding_code,
        'warning' as severity,
        cast(null as integer) as page_no,
        cast(null as integer) as table_no,
        cast(null as integer) as row_no,
        cast(null as integer) as col_no,
        {{ regex_group('cell_ids', '^([^,]+)') }} as cell_id,
        '印出的数字相加不符。Printed figures do not add up.' as message,
        concat(scope, ': ', expected_cny, ' <> ', found_cny) as evidence
    from {{ ref('int_reconciliations') }}
    where verdict = 'fails'
)

{% for found in [
    'documents_doubtful', 'documents_unplaced', 'publishers_doubtful', 'columns_of_other_years',
    'tables_unknown', 'amounts_left_out', 'amounts_unconfirmed', 'sentences_unconfirmed',
    'placements_assumed',
    'texts_in_amount_columns', 'units_contradicted', 'units_missing', 'codes_doubtful',
    'declared_empty_but_filled', 'indicators_withheld', 'indicators_slipped',
    'indicators_contradicting', 'identities_failing',
] -%}
    select
        document_id,
        finding_code,
        severity,
        page_no,
        table_no,
        row_no,
        col_no,
        cell_id,
        message,
        evidence
    from {{ found }}
    {% if not loop.last %}union all
    {% endif %}
{%- endfor %}
