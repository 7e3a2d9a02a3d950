{#
    The function code of every amount, by code, alias or name, valid in the fiscal year of the
    document.
#}
with

lines_keyed as (
    select
        keyed.cell_id,
        keyed.statement_code,
        keyed.name_key,
        keyed.is_total_wording,
        statements.line_kind,
        case when keyed.has_subject_code then keyed.code_printed end as code_printed,
        coalesce(documents.fiscal_year, 2023) as fiscal_year
    from {{ ref('int_line_names_keyed') }} as keyed
    inner join {{ ref('stg_code__statements') }} as statements
        on keyed.statement_code = statements.statement_code
    left join {{ ref('int_document_years') }} as documents
        on keyed.document_id = documents.document_id
    where statements.line_kind in ('function', 'summary', 'project')
),

{#
    A code whose printed name is that of another code of its class, and not its own: which of the
    two is wrong cannot be told, so neither is taken.
#}
contradicted as (
    select lines_keyed.cell_id
    from lines_keyed
    inner join {{ ref('stg_code__functions') }} as codes
        on
            lines_keyed.name_key = codes.function_name
            and lines_keyed.fiscal_year >= codes.valid_from_year
            and lines_keyed.fiscal_year <= coalesce(codes.valid_to_year, 9999)
    group by lines_keyed.cell_id, lines_keyed.code_printed
    having
        not bool_or(lines_keyed.code_printed = codes.function_code)
        and bool_or(starts_with(lines_keyed.code_printed, substr(codes.function_code, 1, 3)))
),

by_code as (
    select
        lines_keyed.cell_id,
        codes.function_code
    from lines_keyed
    inner join {{ ref('stg_code__functions') }} as codes
        on
            lines_keyed.code_printed = codes.function_code
            and lines_keyed.fiscal_year >= codes.valid_from_year
            and lines_keyed.fiscal_year <= coalesce(codes.valid_to_year, 9999)
    left join contradicted
        on lines_keyed.cell_id = contradicted.cell_id
    where contradicted.cell_id is null
),

by_name as (
    select
        lines_keyed.cell_id,
        min(codes.function_code) as function_code
    from lines_keyed
    inner join {{ ref('stg_code__functions') }} as codes
        on
            lines_keyed.name_key = codes.function_name
            and codes.level = 'class'
            and lines_keyed.fiscal_year >= codes.valid_from_year
            and lines_keyed.fiscal_year <= coalesce(codes.valid_to_year, 9999)
    where
        lines_keyed.line_kind = 'summary'
        and lines_keyed.code_printed is null
    group by lines_keyed.cell_id
),

by_alias as (
    select
        lines_keyed.cell_id,
        min(aliases.function_code) as function_code
    from lines_keyed
    inner join {{ ref('stg_map__item_functions') }} as aliases
        on
            lines_keyed.name_key = aliases.wording
            and lines_keyed.fiscal_year >= aliases.valid_from_year
            and lines_keyed.fiscal_year <= coalesce(aliases.valid_to_year, 9999)
    where
        lines_keyed.line_kind = 'summary'
        and lines_keyed.code_printed is null
    group by lines_keyed.cell_id
)

select
    lines_keyed.cell_id,
    lines_keyed.code_printed,
    coalesce(by_code.function_code, by_name.function_code, by_alias.function_code) as function_code,
    case
        when by_code.function_code is not null then 'exact'
        when by_name.function_code is not null then 'name'
        when by_alias.function_code is not null then 'alias'
        when lines_keyed.code_printed is not null then 'unmapped'
    end as match_method,
    lines_keyed.code_printed is not null and contradicted.cell_id is not null as is_contradicted
from lines_keyed
left join by_code
    on lines_keyed.cell_id = by_code.cell_id
left join by_name
    on lines_keyed.cell_id = by_name.cell_id
left join by_alias
    on lines_keyed.cell_id = by_alias.cell_id
left join contradicted
    on lines_keyed.cell_id = contradicted.cell_id
