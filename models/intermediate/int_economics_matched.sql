{#
    The economic code of every amount in an economic table, by code, name or alias, valid in the
    year.
#}
with

lines_keyed as (
    select
        keyed.cell_id,
        keyed.name_key,
        keyed.is_total_wording,
        case when keyed.has_subject_code then keyed.code_printed end as code_printed,
        coalesce(documents.fiscal_year, 2023) as fiscal_year
    from {{ ref('int_line_names_keyed') }} as keyed
    inner join {{ ref('stg_code__statements') }} as statements
        on
            keyed.statement_code = statements.statement_code
            and statements.line_kind = 'economic'
    left join {{ ref('int_document_years') }} as documents
        on keyed.document_id = documents.document_id
),

codes_valid as (
    select
        economic_code,
        economic_name,
        valid_from_year,
        valid_to_year
    from {{ ref('stg_code__economics') }}
    where scheme = 'department'
),

{#
    A code whose printed name is that of another code of its class, and not its own: which of the
    two is wrong cannot be told, so neither is taken.
#}
contradicted as (
    select lines_keyed.cell_id
    from lines_keyed
    inner join codes_valid as codes
        on
            lines_keyed.name_key = codes.economic_name
            and lines_keyed.fiscal_year >= codes.valid_from_year
            and lines_keyed.fiscal_year <= coalesce(codes.valid_to_year, 9999)
    group by lines_keyed.cell_id, lines_keyed.code_printed
    having
        not bool_or(lines_keyed.code_printed = codes.economic_code)
        and bool_or(starts_with(lines_keyed.code_printed, substr(codes.economic_code, 1, 3)))
),

by_code as (
    select
        lines_keyed.cell_id,
        codes_valid.economic_code
    from lines_keyed
    inner join codes_valid
        on
            lines_keyed.code_printed = codes_valid.economic_code
            and lines_keyed.fiscal_year >= codes_valid.valid_from_year
            and lines_keyed.fiscal_year <= coalesce(codes_valid.valid_to_year, 9999)
    left join contradicted
        on lines_keyed.cell_id = contradicted.cell_id
    where contradicted.cell_id is null
),

{# A name that several codes carry (手续费 is one, 医疗费 another) decides nothing by itself. #}
by_name as (
    select
        lines_keyed.cell_id,
        min(codes_valid.economic_code) as economic_code
    from lines_keyed
    inner join codes_valid
        on
            lines_keyed.name_key = codes_valid.economic_name
            and lines_keyed.fiscal_year >= codes_valid.valid_from_year
            and lines_keyed.fiscal_year <= coalesce(codes_valid.valid_to_year, 9999)
    where lines_keyed.code_printed is null
    group by lines_keyed.cell_id
    having count(distinct codes_valid.economic_code) = 1
),

by_alias as (
    select
        lines_keyed.cell_id,
        min(aliases.economic_code) as economic_code
    from lines_keyed
    inner join {{ ref('stg_map__item_economics') }} as aliases
        on
            lines_keyed.name_key = aliases.wording
            and lines_keyed.fiscal_year >= aliases.valid_from_year
            and lines_keyed.fiscal_year <= coalesce(aliases.valid_to_year, 9999)
    where lines_keyed.code_printed is null
    group by lines_keyed.cell_id
)

select
    lines_keyed.cell_id,
    lines_keyed.code_printed,
    coalesce(by_code.economic_code, by_name.economic_code, by_alias.economic_code) as economic_code,
    case
        when by_code.economic_code is not null then 'exact'
        when by_name.economic_code is not null then 'name'
        when by_alias.economic_code is not null then 'alias'
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
