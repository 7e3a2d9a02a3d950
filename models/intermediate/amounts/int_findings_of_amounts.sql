{#
    What is doubtful of amounts before anything is known of their lines: titles that the table or its
    document contradicts, tables and columns of other years, parts, units of money that are missing or
    cannot be true, amounts finer than a fen.
#}
with

columns_left_out as (
    select distinct
        withheld.document_id,
        withheld.table_no,
        withheld.col_no,
        columns_resolved.header_path as evidence,
        case
            when withheld.reason = 'other_year' then 'column_of_another_year'
            else 'column_of_which'
        end as finding_code
    from {{ ref('int_columns_withheld') }} as withheld
    inner join {{ ref('int_columns_resolved') }} as columns_resolved
        on {{ same_column('withheld', 'columns_resolved') }}
    where withheld.reason in ('other_year', 'of_which')
),

titles_contradicted as (
    select
        contradicted.document_id,
        'title_contradicted' as finding_code,
        contradicted.table_no,
        concat(
            recognised.statement_title_printed, ': ', contradicted.statement_by_title, ' -> ',
            contradicted.statement_read
        ) as evidence
    from {{ ref('int_titles_contradicted') }} as contradicted
    inner join {{ ref('int_tables_recognised') }} as recognised
        on {{ same_table('contradicted', 'recognised') }}
    where not contradicted.is_layout
),

titles_of_others as (
    select
        document_id,
        'title_of_another_unit' as finding_code,
        table_no,
        concat(unit_name, ' <> ', publisher_name) as evidence
    from {{ ref('int_titles_of_others') }}
),

tables_of_other_periods as (
    select
        document_id,
        table_no,
        finding_code,
        evidence
    from {{ ref('int_tables_dated') }}
),

units_contradicted as (
    select
        amounts.document_id,
        amounts.table_no,
        case
            when contradicted.is_in_yuan then 'unit_label_contradicted' else 'unit_implausible'
        end as finding_code,
        min(amounts.cell_id) as cell_id,
        concat('单位：', max(amounts.unit_printed), '; ', max(contradicted.largest_cny)) as evidence
    from {{ ref('int_amounts_seen') }} as amounts
    inner join {{ ref('int_units_contradicted') }} as contradicted
        on {{ same_table('amounts', 'contradicted') }}
    where
        amounts.withheld_reason = 'unit_implausible'
        or (contradicted.is_in_yuan and amounts.withheld_reason is null)
    group by amounts.document_id, amounts.table_no, contradicted.is_in_yuan
),

{# The figures of other tables refute the label of one: they are read in the unit of the others. #}
units_outvoted as (
    select
        amounts.document_id,
        'unit_label_contradicted' as finding_code,
        'figures_alike' as reason,
        amounts.table_no,
        min(amounts.cell_id) as cell_id,
        concat(
            '单位：', min(outvoted.unit_printed), ' -> ', min(outvoted.unit_proved), '; ',
            min(outvoted.vote_count)
        ) as evidence
    from {{ ref('int_units_outvoted') }} as outvoted
    inner join {{ ref('int_amounts_measured') }} as amounts
        on {{ same_table('outvoted', 'amounts') }}
    where
        amounts.is_unit_of_table
        and amounts.withheld_reason is null
    group by amounts.document_id, amounts.table_no
),

{# Hardly a bureau has a table of money without a thousand yuan: so little in 元 is 万元. #}
units_too_small as (
    select
        amounts.document_id,
        'unit_label_doubtful' as finding_code,
        amounts.table_no,
        min(amounts.cell_id) as cell_id,
        concat(
            '单位：', min(amounts.unit_printed), '; ',
            cast(max({{ to_number('amounts.amount_printed') }}) as decimal(18, 2))
        ) as evidence
    from {{ ref('int_amounts_measured') }} as amounts
    left join {{ ref('stg_code__money_units') }} as units
        on amounts.unit_printed = units.unit_printed
    where
        amounts.withheld_reason is null
        and amounts.table_no is not null
    group by amounts.document_id, amounts.table_no
    having
        bool_and(amounts.is_unit_of_table or amounts.is_unit_of_column)
        and max({{ to_number('amounts.amount_printed') }}) > 0
        and bool_and(
            coalesce(
                {{ to_number('amounts.amount_printed') }} < units.least_of_a_table, false
            )
        )
),

units_missing as (
    select
        document_id,
        'unit_not_printed' as finding_code,
        table_no,
        min(cell_id) as cell_id,
        concat(count(*), ' amounts') as evidence
    from {{ ref('int_amounts_seen') }}
    where withheld_reason = 'unit_unknown'
    group by document_id, table_no
),

units_proved as (
    select
        document_id,
        'unit_proved' as finding_code,
        table_no,
        unit_printed as evidence
    from {{ ref('int_table_units') }}
    where unit_method = 'proved'
),

{# The warehouse holds fen: what is printed beyond them is rounded. #}
amounts_rounded as (
    select
        scaled.document_id,
        'amount_below_a_fen' as finding_code,
        scaled.table_no,
        min(scaled.cell_id) as cell_id,
        concat(count(*), ' amounts; ', max(seen.amount_printed), ' ', max(scaled.unit_printed))
            as evidence
    from {{ ref('int_amounts_scaled') }} as scaled
    inner join {{ ref('int_amounts_seen') }} as seen
        on
            scaled.cell_id = seen.cell_id
            and scaled.part_no = seen.part_no
    where scaled.is_below_a_fen
    group by scaled.document_id, scaled.table_no
),

rows_without_money as (
    select
        meanings.document_id,
        'figures_not_money' as finding_code,
        meanings.table_no,
        meanings.row_no,
        case when bool_or(meanings.is_of_which) then 'of_which' end as reason,
        substr(string_agg(cells.cell_text, ' ' order by cells.col_no), 1, 80) as evidence
    from {{ ref('int_row_meanings') }} as meanings
    inner join {{ ref('int_cells_described') }} as cells
        on
            {{ same_row('meanings', 'cells') }}
            and meanings.label_group_no = cells.label_group_no
    where not meanings.is_money
    group by
        meanings.document_id, meanings.table_no, meanings.row_no, meanings.label_group_no
    having bool_or(cells.is_number and coalesce(cells.role, '') <> 'code')
)

{{ findings_united({
    'columns_left_out': ['table_no', 'col_no'],
    'titles_contradicted': ['table_no'],
    'titles_of_others': ['table_no'],
    'tables_of_other_periods': ['table_no'],
    'units_contradicted': ['table_no', 'cell_id'],
    'units_outvoted': ['table_no', 'cell_id', 'reason'],
    'units_too_small': ['table_no', 'cell_id'],
    'units_missing': ['table_no', 'cell_id'],
    'units_proved': ['table_no'],
    'amounts_rounded': ['table_no', 'cell_id'],
    'rows_without_money': ['reason', 'table_no', 'row_no'],
}) }}
