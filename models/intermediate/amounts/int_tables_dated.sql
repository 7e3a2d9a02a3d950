{#
    Tables that are not of the year and stage of their document, or say so with a contradiction: year
    and stage where they are others (NULL: the document's), and what is told of them. The document's
    year is kept where the table says it in one place and another year in another, or where its largest
    total is a total of the document's own tables and no other table stands for its statement. A stage
    later than the document's cannot be of the document's year: without a year it stays open.
#}
with

stages as (
    select
        code as stage,
        display_order as stage_order
    from {{ ref('int_vocabulary') }}
    where vocabulary = 'stage'
),

{# A table that goes on from another has the title of that one. #}
said as (
    select
        recognised.document_id,
        recognised.table_no,
        statements.line_kind,
        periods.title_year,
        periods.line_year,
        periods.chapter_year,
        titles.stage as document_stage,
        years.fiscal_year as document_year,
        periods.year_said,
        coalesce(statements.counterpart_code, statements.statement_code) as statement_family,
        coalesce(
            periods.stage_said,
            case when statements.document_kind = 'final_account' then 'final_account' end
        ) as stage_said,
        coalesce(periods.title_year <> periods.line_year, false) as is_contradicted,
        coalesce(years.fiscal_year in (periods.title_year, periods.line_year), false)
            as names_document_year
    from {{ ref('int_tables_recognised') }} as recognised
    inner join {{ ref('stg_code__statements') }} as statements
        on recognised.statement_code = statements.statement_code
    inner join {{ ref('int_table_periods') }} as periods
        on
            recognised.document_id = periods.document_id
            and recognised.titled_table_no = periods.table_no
    inner join {{ ref('int_document_titles') }} as titles
        on recognised.document_id = titles.document_id
    left join {{ ref('int_document_years') }} as years
        on recognised.document_id = years.document_id
),

compared as (
    select
        said.document_id,
        said.table_no,
        said.statement_family,
        said.line_kind,
        said.title_year,
        said.line_year,
        said.chapter_year,
        said.document_year,
        said.document_stage,
        said.stage_said,
        said.year_said,
        said.is_contradicted and said.names_document_year as is_settled,
        coalesce(said.year_said <> said.document_year, false)
        and not (said.is_contradicted and said.names_document_year) as is_of_another_year,
        coalesce(said.stage_said <> said.document_stage, false) as is_of_another_stage,
        coalesce(own.stage_order > documents.stage_order, false) as is_of_later_stage
    from said
    left join stages as own
        on said.stage_said = own.stage
    left join stages as documents
        on said.document_stage = documents.stage
),

{# Totals in columns that are of the year and stage of their table. #}
totals as (
    select
        cells.document_id,
        cells.table_no,
        {{ to_number('cells.cell_text') }} as figure
    from {{ ref('int_cells_described') }} as cells
    inner join {{ ref('int_total_cells') }} as total_cells
        on {{ same_row('cells', 'total_cells') }}
    inner join compared
        on {{ same_table('cells', 'compared') }}
    inner join {{ ref('int_columns_resolved') }} as columns_resolved
        on {{ same_column('cells', 'columns_resolved') }}
    where
        cells.row_role = 'body'
        and columns_resolved.role = 'amount'
        and cells.is_number
        and coalesce(columns_resolved.year_offset, 0) = 0
        and coalesce(columns_resolved.header_year, compared.document_year)
        = compared.document_year
        and coalesce(columns_resolved.stage, compared.document_stage) = compared.document_stage
        and {{ to_number('cells.cell_text') }} <> 0
),

largest_totals as (
    select
        document_id,
        table_no,
        max(figure) as figure
    from totals
    group by document_id, table_no
),

tables_proved as (
    select
        differing.document_id,
        differing.table_no,
        max(largest_totals.figure) as figure
    from compared as differing
    inner join largest_totals
        on {{ same_table('differing', 'largest_totals') }}
    inner join totals
        on
            differing.document_id = totals.document_id
            and largest_totals.figure = totals.figure
    inner join compared as own
        on {{ same_table('totals', 'own') }}
    left join compared as counterparts
        on
            differing.document_id = counterparts.document_id
            and differing.statement_family = counterparts.statement_family
            and differing.table_no <> counterparts.table_no
            and not counterparts.is_of_another_year
            and not counterparts.is_of_another_stage
    where
        differing.is_of_another_year
        and not differing.is_of_another_stage
        and differing.line_kind in ('function', 'summary', 'economic', 'project')
        and not own.is_of_another_year
        and not own.is_of_another_stage
        and counterparts.table_no is null
    group by differing.document_id, differing.table_no
),

settled as (
    select
        compared.document_id,
        compared.table_no,
        compared.stage_said,
        compared.year_said,
        compared.document_year,
        compared.document_stage,
        compared.is_of_another_stage,
        compared.is_of_another_year and proved.table_no is null as is_of_another_year,
        compared.is_of_later_stage and compared.year_said is null as is_open,
        compared.is_settled or proved.table_no is not null as is_taken_for_document,
        concat(
            coalesce('title: ' || cast(compared.title_year as varchar) || '; ', ''),
            coalesce('below: ' || cast(compared.line_year as varchar) || '; ', ''),
            coalesce('chapter: ' || cast(compared.chapter_year as varchar) || '; ', ''),
            coalesce('stage: ' || compared.stage_said || '; ', ''),
            'document: ', coalesce(cast(compared.document_year as varchar), '?'), ' ',
            compared.document_stage,
            coalesce('; total ' || cast(proved.figure as varchar), '')
        ) as evidence
    from compared
    left join tables_proved as proved
        on {{ same_table('compared', 'proved') }}
)

select
    document_id,
    table_no,
    is_of_another_year,
    is_open,
    evidence,
    case when is_of_another_year then year_said end as fiscal_year,
    case when is_of_another_stage then stage_said end as stage,
    case
        when is_open then 'table_period_open'
        when is_of_another_year or is_of_another_stage then 'table_of_another_period'
        else 'table_year_contradicted'
    end as finding_code
from settled
where
    is_of_another_year
    or is_of_another_stage
    or is_taken_for_document
