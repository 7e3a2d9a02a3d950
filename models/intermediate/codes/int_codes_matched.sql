{#
    The code of every amount and how it was found: by the printed code with a name of its own
    (exact), by an alias, by the name alone, or not at all (unmapped, and why). Names of other
    years and codes that lost a zero count as aliases. Lines that print neither code nor name have
    no method.
#}
with

codes_of_any_year as (
    select distinct
        code_kind,
        code
    from {{ ref('int_codes_listed') }}
),

found as (
    select
        printed_lines.cell_id,
        printed_lines.code_kind,
        printed_lines.code_printed,
        printed_lines.name_key,
        printed_lines.is_name_of_another_thing,
        printed_lines.fiscal_year,
        by_name.code_count as named_count,
        zero_lost.code as code_in_full,
        coalesce(by_code.is_former_name, by_name.is_former_name, false) as is_former_name,
        coalesce(by_code.is_contradicted, false) as is_contradicted,
        case when by_code.is_agreed and not by_code.is_contradicted then by_code.code end
            as own_code,
        case when by_name.code_count = 1 then by_name.code end as named_code,
        by_code.code is not null as is_listed,
        codes_of_any_year.code is not null as is_listed_in_any_year,
        coalesce(by_alias.code, nullif(zero_lost.code, printed_lines.code_printed)) as alias_code
    from {{ ref('int_lines_to_match') }} as printed_lines
    left join {{ ref('int_codes_by_code') }} as by_code
        on printed_lines.cell_id = by_code.cell_id
    left join {{ ref('int_codes_by_alias') }} as by_alias
        on printed_lines.cell_id = by_alias.cell_id
    left join {{ ref('int_codes_by_name') }} as by_name
        on
            {{ same_row('printed_lines', 'by_name') }}
            and coalesce(printed_lines.side, '') = coalesce(by_name.side, '')
            and case when printed_lines.code_printed is null then printed_lines.name_key end
            = by_name.name_key
    left join {{ ref('int_codes_zero_lost') }} as zero_lost
        on printed_lines.cell_id = zero_lost.cell_id
    left join codes_of_any_year
        on
            printed_lines.code_kind = codes_of_any_year.code_kind
            and printed_lines.code_printed = codes_of_any_year.code
),

methods as (
    select
        cell_id,
        code_kind,
        code_printed,
        coalesce(own_code, alias_code, named_code) as code,
        case
            when own_code = code_in_full then 'alias'
            when own_code is not null then 'exact'
            when alias_code is not null then 'alias'
            when named_code is not null and is_former_name then 'alias'
            when named_code is not null then 'name'
            when
                code_printed is not null
                or (name_key is not null and not is_name_of_another_thing)
                then 'unmapped'
        end as mapping_method,
        {# Codes are valid for years: without a year there is no list to look in. #}
        case
            when fiscal_year is null then 'year_unknown'
            when is_contradicted then 'code_contradicts_name'
            when is_listed then 'name_differs'
            when is_listed_in_any_year then 'code_of_another_year'
            when code_printed is not null then 'code_unknown'
            when named_count > 1 then 'name_ambiguous'
            else 'name_unknown'
        end as reason,
        is_former_name
        and coalesce(own_code, case when alias_code is null then named_code end) is not null
            as is_former_name,
        coalesce(coalesce(own_code, alias_code) = code_in_full, false) as is_zero_lost
    from found
)

select
    cell_id,
    code_kind,
    code_printed,
    code,
    mapping_method,
    is_former_name,
    is_zero_lost,
    case when mapping_method = 'unmapped' then reason end as unmapped_reason
from methods
