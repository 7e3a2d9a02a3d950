{#
    Amounts of tables of debt with what their column, their row and the title say: the measure, the kind
    of debt, whose it is, year and stage. Where two of them contradict each other, or the name of the
    row has a word that is not known, no measure is told and no line is made.
#}
with

tables_described as (
    select
        recognised.document_id,
        recognised.table_no,
        said.debt_measure,
        said.debt_kind,
        coalesce(said.is_whole, false) as is_whole,
        coalesce(dated.fiscal_year, years.fiscal_year) as fiscal_year,
        coalesce(dated.stage, document_titles.stage) as stage
    from {{ ref('int_tables_recognised') }} as recognised
    inner join {{ ref('stg_code__statements') }} as statements
        on recognised.statement_code = statements.statement_code
    inner join {{ ref('int_document_titles') }} as document_titles
        on recognised.document_id = document_titles.document_id
    left join {{ ref('int_document_years') }} as years
        on recognised.document_id = years.document_id
    left join {{ ref('int_tables_dated') }} as dated
        on {{ same_table('recognised', 'dated') }}
    left join {{ ref('int_table_titles') }} as titles
        on
            recognised.document_id = titles.document_id
            and recognised.titled_table_no = titles.table_no
    left join {{ ref('int_debt_wordings') }} as said
        on {{ bare('titles.title_printed') }} = said.wording
    where statements.line_kind = 'debt'
),

columns_said as (
    select
        amounts.document_id,
        amounts.table_no,
        amounts.row_no,
        amounts.col_no,
        amounts.cell_id,
        amounts.stage,
        said.is_known,
        said.is_of_last_year,
        said.is_whole,
        said.is_unclear,
        said.debt_kind,
        said.debt_region,
        coalesce(amounts.fiscal_year, said.year_printed) as fiscal_year,
        case
            when starts_with(amounts.expenditure_nature, 'debt_') then amounts.expenditure_nature
            else said.debt_measure
        end as debt_measure
    from {{ ref('int_table_amounts') }} as amounts
    inner join {{ ref('int_debt_wordings') }} as said
        on {{ bare('amounts.header_path') }} = said.wording
),

told as (
    select
        columns_said.document_id,
        columns_said.table_no,
        columns_said.row_no,
        columns_said.col_no,
        columns_said.cell_id,
        columns_said.stage as column_stage,
        tables_described.fiscal_year as table_year,
        tables_described.stage as table_stage,
        rows_said.is_actual,
        case when not rows_said.is_actual then rows_said.stage end as row_stage,
        coalesce(
            columns_said.fiscal_year,
            case when columns_said.is_of_last_year then tables_described.fiscal_year - 1 end
        ) as column_year,
        coalesce(
            rows_said.year_printed,
            case when rows_said.is_of_last_year then tables_described.fiscal_year - 1 end
        ) as row_year,
        coalesce(
            columns_said.debt_region,
            rows_said.debt_region,
            case
                when rows_said.is_place and rows_said.is_whole then 'all_places'
                when rows_said.is_place then 'place'
            end
        ) as debt_region,
        coalesce(
            columns_said.debt_kind,
            rows_said.debt_kind,
            tables_described.debt_kind,
            case
                when
                    columns_said.is_whole
                    or rows_said.is_of_all_debt
                    or (tables_described.is_whole and columns_said.is_known)
                    then 'total'
            end
        ) as debt_kind,
        case
            when
                rows_said.is_open
                or (columns_said.is_unclear and columns_said.debt_measure is null)
                or columns_said.debt_measure <> rows_said.debt_measure
                or columns_said.debt_kind <> rows_said.debt_kind
                then null
            else coalesce(
                columns_said.debt_measure, rows_said.debt_measure, tables_described.debt_measure
            )
        end as debt_measure
    from columns_said
    inner join tables_described
        on {{ same_table('columns_said', 'tables_described') }}
    inner join {{ ref('int_debt_rows') }} as rows_said
        on {{ same_row('columns_said', 'rows_said') }}
),

{# 实际数 has no stage of its own: what it is, the year tells. #}
placed as (
    select
        document_id,
        table_no,
        row_no,
        col_no,
        cell_id,
        table_year,
        table_stage,
        debt_region,
        debt_kind,
        coalesce(row_year, column_year, table_year) as debt_year,
        case when coalesce(column_year = row_year, true) then debt_measure end as debt_measure,
        coalesce(
            row_stage,
            case
                when
                    not is_actual
                    and coalesce(row_year, column_year, table_year)
                    = coalesce(column_year, table_year)
                    then column_stage
            end
        ) as stage_printed
    from told
),

{# In a budget last year is being executed, and years before it are accounted for. #}
dated as (
    select
        document_id,
        table_no,
        row_no,
        col_no,
        cell_id,
        debt_measure,
        debt_kind,
        debt_region,
        debt_year as fiscal_year,
        case
            when stage_printed is not null then stage_printed
            when debt_year = table_year then table_stage
            when debt_year > table_year then 'budget'
            when debt_year = table_year - 1 and table_stage = 'budget' then 'execution'
            when debt_year < table_year then 'final_account'
        end as stage
    from placed
)

select
    document_id,
    table_no,
    row_no,
    col_no,
    cell_id,
    debt_measure,
    debt_kind,
    debt_region,
    fiscal_year,
    stage,
    {# A total is what its parts are printed beside. #}
    coalesce(
        debt_kind = 'total' and bool_or(debt_kind in ('general', 'special')) over (
            partition by
                document_id, table_no, debt_measure, fiscal_year, stage, debt_region,
                case when debt_region = 'place' then row_no end
        ), false
    )
    or coalesce(
        debt_region = 'all_places' and bool_or(debt_region <> 'all_places') over (
            partition by document_id, table_no, debt_measure, debt_kind, fiscal_year, stage
        ), false
    ) as is_total
from dated
