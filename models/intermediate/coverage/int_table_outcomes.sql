{#
    What became of every table: its amounts or indicators are loaded, it says that it is empty,
    or it is blank. Declared empty is not missing.
#}
with

recognised as (
    select
        document_id,
        table_no,
        page_no,
        first_line_no,
        last_line_no,
        statement_code,
        statement_title_printed,
        title_line_no,
        recognised_by,
        coalesce(
            lead(first_line_no) over (
                partition by document_id
                order by table_no
            ), last_line_no + 6
        ) as next_line_no
    from {{ ref('int_tables_recognised') }}
),

{# The note stands in the table or right below it. #}
notes as (
    select
        recognised.document_id,
        recognised.table_no,
        text_rows.line_no,
        text_rows.line_text
    from recognised
    inner join {{ ref('stg_raw__lines') }} as text_rows
        on
            recognised.document_id = text_rows.document_id
            and recognised.first_line_no <= text_rows.line_no
            and least(recognised.next_line_no, recognised.last_line_no + 6) > text_rows.line_no
    inner join {{ ref('stg_map__empty_declarations') }} as wordings
        on {{ bare('text_rows.line_text') }} like '%' || wordings.wording || '%'
    group by
        recognised.document_id, recognised.table_no, text_rows.line_no, text_rows.line_text
),

{# A form tells whoever fills it what to write where there is nothing: that declares nothing. #}
instructions as (
    select distinct
        notes.document_id,
        notes.line_no
    from notes
    inner join {{ ref('stg_map__text_wordings') }} as wordings
        on
            wordings.used_for = 'empty_instruction'
            and {{ bare('notes.line_text') }} like '%' || wordings.wording || '%'
),

declarations as (
    select
        notes.document_id,
        notes.table_no,
        min_by(notes.line_text, notes.line_no) as declaration_printed
    from notes
    left join instructions
        on
            notes.document_id = instructions.document_id
            and notes.line_no = instructions.line_no
    where instructions.document_id is null
    group by notes.document_id, notes.table_no
),

amounts_counted as (
    select
        document_id,
        table_no,
        count(*) as amounts_found,
        count(case when is_loaded then 1 end) as amounts_loaded
    from {{ ref('int_amounts_covered') }}
    group by document_id, table_no
),

indicators_counted as (
    select
        document_id,
        table_no,
        count(*) as indicators_loaded
    from {{ ref('int_indicators') }}
    group by document_id, table_no
),

rows_not_loaded as (
    select distinct
        document_id,
        table_no
    from {{ ref('int_rows_not_loaded') }}
)

select
    recognised.document_id,
    recognised.table_no,
    recognised.page_no,
    recognised.statement_code,
    recognised.statement_title_printed,
    recognised.title_line_no,
    table_units.unit_printed,
    recognised.recognised_by,
    declarations.declaration_printed,
    cast(coalesce(amounts_counted.amounts_found, 0) as integer) as amounts_found,
    cast(coalesce(amounts_counted.amounts_loaded, 0) as integer) as amounts_loaded,
    cast(coalesce(indicators_counted.indicators_loaded, 0) as integer) as indicators_loaded,
    case
        when recognised.statement_code is null then 'not_recognised'
        when amounts_counted.amounts_loaded < amounts_counted.amounts_found then 'partial'
        when amounts_counted.amounts_found > 0 or indicators_counted.indicators_loaded > 0
            then 'loaded'
        when declarations.table_no is not null then 'declared_empty'
        {# It has rows, though no amounts. #}
        when rows_not_loaded.table_no is not null then 'partial'
        else 'blank'
    end as outcome
from recognised
inner join {{ ref('int_table_units') }} as table_units
    on {{ same_table('recognised', 'table_units') }}
left join declarations
    on {{ same_table('recognised', 'declarations') }}
left join amounts_counted
    on {{ same_table('recognised', 'amounts_counted') }}
left join indicators_counted
    on {{ same_table('recognised', 'indicators_counted') }}
left join rows_not_loaded
    on {{ same_table('recognised', 'rows_not_loaded') }}
