{#
    The budget unit of every row with amounts: its own, else that of the last heading row above it,
    else that of its table, else the publisher.
#}
with

rows_keyed as (
    select
        keyed.document_id,
        keyed.table_no,
        keyed.row_no,
        min(keyed.statement_code) as statement_code,
        min(keyed.code_printed) as code_printed,
        min(keyed.name_printed) as name_printed,
        min(coalesce(
            keyed.unit_code_printed, {{ code_of_labelled_unit('keyed.unit_name_printed') }}
        )) as unit_code_printed,
        min(keyed.project_printed) as project_printed,
        min(coalesce(keyed.project_printed, keyed.item_printed)) as bought_printed,
        min({{ without_unit_code('keyed.unit_name_printed') }}) as unit_name_printed,
        bool_or(keyed.has_unit_code) as has_unit_code,
        bool_or(keyed.has_unit_column) as has_unit_column,
        bool_or(keyed.has_subject_code) as has_subject_code,
        bool_or(bool_or(
            keyed.has_subject_code or keyed.project_printed is not null
            or keyed.item_printed is not null
        )) over (
            partition by keyed.document_id, keyed.table_no
        ) as is_beside_subjects,
        bool_or(keyed.is_total_wording) as is_total_wording,
        bool_or(economics.code is not null and economics.code_kind = 'economic') as has_economic
    from {{ ref('int_line_names_keyed') }} as keyed
    left join {{ ref('int_codes_matched') }} as economics
        on keyed.cell_id = economics.cell_id
    group by keyed.document_id, keyed.table_no, keyed.row_no
),

headings as (
    select
        rows_keyed.document_id,
        rows_keyed.table_no,
        rows_keyed.row_no,
        rows_keyed.unit_code_printed,
        rows_keyed.unit_name_printed,
        rows_keyed.is_total_wording,
        statements.line_kind in ('procurement', 'asset') as is_of_items,
        case
            when rows_keyed.is_total_wording then null
            when rows_keyed.has_unit_code then rows_keyed.name_printed
            when
                statements.line_kind = 'economic'
                and rows_keyed.has_unit_column
                and rows_keyed.unit_code_printed is null
                and not rows_keyed.has_economic
                and not rows_keyed.has_subject_code
                then rows_keyed.name_printed
            {# A unit alone heads its lines, where others carry subjects, projects or purchases. #}
            when
                statements.line_kind in (
                    'function', 'economic', 'project', 'procurement', 'asset'
                )
                and (
                    rows_keyed.unit_code_printed is not null
                    or (
                        rows_keyed.unit_name_printed is not null
                        and rows_keyed.name_printed is null
                    )
                )
                and rows_keyed.bought_printed is null
                and rows_keyed.code_printed is null
                and rows_keyed.is_beside_subjects
                then coalesce(rows_keyed.name_printed, rows_keyed.unit_name_printed)
            when
                statements.line_kind in ('three_public', 'procurement')
                and rows_keyed.unit_code_printed is not null
                then rows_keyed.name_printed
            when
                coalesce(statements.counterpart_code, statements.statement_code) = 'project_list'
                and rows_keyed.unit_code_printed is not null
                and rows_keyed.project_printed is null
                then rows_keyed.name_printed
        end as unit_name,
        case
            when rows_keyed.has_unit_code then rows_keyed.code_printed
            else rows_keyed.unit_code_printed
        end as unit_code
    from rows_keyed
    inner join {{ ref('stg_code__statements') }} as statements
        on rows_keyed.statement_code = statements.statement_code
),

heading_runs as (
    select
        document_id,
        table_no,
        row_no,
        unit_code_printed,
        unit_name_printed,
        unit_code,
        unit_name,
        is_total_wording,
        case when is_of_items and not is_total_wording then unit_name_printed end
            as unit_carried,
        sum(
            case
                when unit_name is not null then 1
                when is_of_items and not is_total_wording and unit_name_printed is not null then 1
                else 0
            end
        ) over (
            partition by document_id, table_no
            order by row_no
        ) as run_no
    from headings
),

{#
    A unit printed in the row itself goes before the heading above it; of purchases and assets it is
    printed once for the rows below it.
#}
filled as (
    select
        document_id,
        table_no,
        row_no,
        is_total_wording,
        unit_name is not null as is_unit_heading,
        coalesce(
            unit_code, max(unit_code) over (partition by document_id, table_no, run_no)
        ) as unit_code,
        coalesce(
            unit_name_printed,
            max(coalesce(unit_name, unit_carried)) over (
                partition by document_id, table_no, run_no
            )
        ) as unit_name
    from heading_runs
),

publishers as (
    select
        document_id,
        unit_code,
        unit_name
    from {{ ref('int_document_publishers') }}
),

{# Who publishes the budget of a whole government has none of its money. #}
tables_of_governments as (
    select
        document_id,
        table_no
    from {{ ref('int_tables_recognised') }}
    where title_scope = 'government'
)

select
    filled.document_id,
    filled.table_no,
    filled.row_no,
    filled.is_unit_heading,
    case
        when not filled.is_total_wording and filled.unit_name is not null then filled.unit_code
        when governments.table_no is not null then null
        when tables_named.unit_name is not null then tables_named.unit_code
        else publishers.unit_code
    end as unit_code,
    case
        when not filled.is_total_wording and filled.unit_name is not null then filled.unit_name
        when governments.table_no is null
            then coalesce(tables_named.unit_name, publishers.unit_name)
    end as unit_name
from filled
left join tables_of_governments as governments
    on {{ same_table('filled', 'governments') }}
left join {{ ref('int_table_publishers') }} as tables_named
    on {{ same_table('filled', 'tables_named') }}
left join publishers
    on filled.document_id = publishers.document_id
