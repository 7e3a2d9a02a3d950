{# What was found in each registered document and what of it was loaded. #}
with

tables_counted as (
    select
        document_id,
        count(*) as tables_found,
        count(statement_code) as tables_recognised
    from {{ ref('int_tables_recognised') }}
    group by document_id
),

rows_counted as (
    select
        document_id,
        count(*) as rows_found,
        count(case when is_loaded then 1 end) as rows_loaded
    from (
        select
            document_id,
            table_no,
            row_no,
            bool_or(is_loaded) as is_loaded
        from (
            select
                document_id,
                table_no,
                row_no,
                is_line as is_loaded
            from {{ ref('int_amounts_covered') }}
            union all
            select
                document_id,
                table_no,
                row_no,
                true as is_loaded
            from {{ ref('int_indicators') }}
            union all
            select
                document_id,
                table_no,
                row_no,
                false as is_loaded
            from {{ ref('int_rows_not_loaded') }}
        ) as cells
        group by document_id, table_no, row_no
    ) as carrying
    group by document_id
),

{# Read from a picture and confirmed by nothing: found, but no fact. #}
amounts_counted as (
    select
        document_id,
        count(*) as amounts_found,
        count(case when is_loaded then 1 end) as amounts_loaded
    from {{ ref('int_amounts_covered') }}
    group by document_id
),

reconciled as (
    select
        cells_checked.document_id,
        count(*) as cells_reconciled
    from {{ ref('int_cells_checked') }} as cells_checked
    inner join {{ ref('int_cells_loaded') }} as loaded
        on cells_checked.cell_id = loaded.cell_id
    group by cells_checked.document_id
),

statements_in_text as (
    select distinct document_id
    from {{ ref('int_narrative_lines') }}
),

{# A template: a known table of it is empty and does not say so, and none has a figure. #}
templates as (
    select document_id
    from {{ ref('int_table_outcomes') }}
    group by document_id
    having
        bool_or(outcome = 'blank')
        and not bool_or(outcome in ('loaded', 'partial'))
),

outcomes as (
    select
        document_id,
        min(outcome) as outcome,
        string_agg(reason, '; ' order by reason) as outcome_reason,
        string_agg(place, '; ' order by reason) as outcome_place
    from {{ ref('stg_raw__outcomes') }}
    group by document_id
)

select
    documents.document_id,
    cast(
        case
            when amounts_counted.amounts_loaded > 0
                then
                    cast(coalesce(reconciled.cells_reconciled, 0) as decimal(18, 4))
                    / amounts_counted.amounts_loaded
        end as decimal(9, 4)
    ) as share_reconciled,
    coalesce(tables_counted.tables_found, 0) as tables_found,
    coalesce(tables_counted.tables_recognised, 0) as tables_recognised,
    coalesce(rows_counted.rows_found, 0) as rows_found,
    coalesce(rows_counted.rows_loaded, 0) as rows_loaded,
    coalesce(amounts_counted.amounts_found, 0) as amounts_found,
    coalesce(amounts_counted.amounts_loaded, 0) as amounts_loaded,
    {# Read is not loaded: unknown tables and amounts left out must not look like success. #}
    case
        when outcomes.outcome <> 'loaded' then outcomes.outcome
        when not documents.is_current then 'loaded'
        when
            coalesce(tables_counted.tables_recognised, 0) = 0
            and statements_in_text.document_id is null
            then 'not_recognised'
        when templates.document_id is not null and statements_in_text.document_id is null
            then 'blank'
        when amounts_counted.amounts_loaded < amounts_counted.amounts_found then 'partial'
        when rows_counted.rows_loaded < rows_counted.rows_found then 'partial'
        when tables_cut_off.table_no is not null then 'partial'
        else 'loaded'
    end as outcome,
    case
        when outcomes.outcome <> 'loaded' then outcomes.outcome_reason
        when not documents.is_current then null
        when
            coalesce(tables_counted.tables_recognised, 0) = 0
            and statements_in_text.document_id is null
            then 'no table with a known title'
        when templates.document_id is not null and statements_in_text.document_id is null
            then 'no figure in any table'
        when amounts_counted.amounts_loaded < amounts_counted.amounts_found
            then concat(
                amounts_counted.amounts_found - amounts_counted.amounts_loaded,
                ' amounts not loaded: see qc_finding and qc_unmapped_code'
            )
        when rows_counted.rows_loaded < rows_counted.rows_found
            then concat(
                rows_counted.rows_found - rows_counted.rows_loaded,
                ' rows not loaded: see qc_finding and qc_unmapped_code'
            )
        when tables_cut_off.table_no is not null
            then 'the document ends with a table whose lines are less than their total'
    end as outcome_reason,
    coalesce(
        outcomes.outcome_place, 'table ' || cast(tables_cut_off.table_no as {{ dbt.type_string() }})
    ) as outcome_place
from {{ ref('stg_raw__documents') }} as documents
left join tables_counted
    on documents.document_id = tables_counted.document_id
left join rows_counted
    on documents.document_id = rows_counted.document_id
left join amounts_counted
    on documents.document_id = amounts_counted.document_id
left join reconciled
    on documents.document_id = reconciled.document_id
left join outcomes
    on documents.document_id = outcomes.document_id
left join {{ ref('int_documents_cut_off') }} as tables_cut_off
    on documents.document_id = tables_cut_off.document_id
left join statements_in_text
    on documents.document_id = statements_in_text.document_id
left join templates
    on documents.document_id = templates.document_id
