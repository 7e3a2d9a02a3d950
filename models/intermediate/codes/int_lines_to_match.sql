{#
    What every amount's row prints of a function, of an economic item or of a revenue category, rows without a placed
    amount included, with what decides which list and which aliases apply: the fiscal year, where
    it is known, and the publisher.
#}
with

keyed as (
    select
        cell_id,
        document_id,
        table_no,
        row_no,
        statement_code,
        side,
        name_key,
        name_key_short,
        is_total_wording,
        project_printed,
        case when has_subject_code then code_printed end as code_printed
    from {{ ref('int_line_names_keyed') }}
    union all
    select
        cell_id,
        document_id,
        table_no,
        row_no,
        statement_code,
        cast(null as varchar) as side,
        name_key,
        name_key_short,
        false as is_total_wording,
        cast(null as varchar) as project_printed,
        code_printed
    from {{ ref('int_rows_unplaced') }}
),

revenue_classes as (
    select distinct code
    from {{ ref('int_codes_listed') }}
    where
        code_kind = 'revenue'
        and level = 'class'
)

select
    keyed.cell_id,
    keyed.document_id,
    keyed.table_no,
    keyed.row_no,
    keyed.side,
    keyed.name_key,
    keyed.name_key_short,
    keyed.code_printed,
    publishers.unit_name as publisher,
    statements.line_kind,
    years.fiscal_year,
    case
        when statements.code_kind is not null then statements.code_kind
        when kinds.code_kind = 'economic' then 'economic'
        when revenue_classes.code is not null then 'revenue'
        else 'function'
    end as code_kind,
    {# A list of projects without a column for them names the project beside the code. #}
    keyed.is_total_wording
    or (statements.line_kind = 'project' and keyed.project_printed is null)
        as is_name_of_another_thing
from keyed
inner join {{ ref('stg_code__statements') }} as statements
    on
        keyed.statement_code = statements.statement_code
inner join {{ ref('stg_code__line_kinds') }} as kinds
    on
        statements.line_kind = kinds.code
        and kinds.code_kind in ('function', 'economic')
left join {{ ref('int_document_years') }} as years
    on keyed.document_id = years.document_id
left join {{ ref('int_document_publishers') }} as publishers
    on keyed.document_id = publishers.document_id
left join {{ ref('int_funding_wordings') }} as sources
    on
        keyed.document_id = sources.document_id
        and case when statements.line_kind = 'summary' then keyed.name_key end = sources.wording
{# Statements of revenue list functions, or categories of revenue: their codes tell. #}
left join revenue_classes
    on
        case
            when
                statements.line_kind = 'function'
                and coalesce(keyed.side, statements.side) = 'revenue'
                then substr(keyed.code_printed, 1, 3)
        end = revenue_classes.code
where
    {# What a summary receives, and what it carries over (年末结转和结余), serves no function. #}
    statements.line_kind <> 'summary'
    or (coalesce(keyed.side, 'expenditure') = 'expenditure' and sources.wording is null)
