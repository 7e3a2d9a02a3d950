{#
    Codes that lost the zero before a 款 or 项, as where a spreadsheet makes numbers of them: in cells
    of their own the zero is restored (301 | 2); in one cell (3012) the code that it would give is
    taken where the name beside it is the name of that code in the year, and no list has the code
    without the zero.
#}
with

codes_restored as (
    select
        printed_lines.cell_id,
        printed_lines.code_printed as code
    from {{ ref('int_lines_to_match') }} as printed_lines
    inner join {{ ref('int_codes_printed') }} as codes_printed
        on
            {{ same_row('printed_lines', 'codes_printed') }}
            and printed_lines.code_printed = codes_printed.code_text
    where codes_printed.is_zero_restored
),

codes_of_any_year as (
    select distinct
        code_kind,
        code
    from {{ ref('int_codes_listed') }}
),

{# One digit behind the class lacks a zero, two lack one each. #}
codes_in_full as (
    select
        printed_lines.cell_id,
        printed_lines.code_kind,
        printed_lines.name_key,
        printed_lines.fiscal_year,
        concat(
            substr(printed_lines.code_printed, 1, 3),
            '0',
            substr(printed_lines.code_printed, 4, 1),
            case when length(printed_lines.code_printed) = 5 then '0' else '' end,
            substr(printed_lines.code_printed, 5, 1)
        ) as code
    from {{ ref('int_lines_to_match') }} as printed_lines
    left join codes_of_any_year
        on
            printed_lines.code_kind = codes_of_any_year.code_kind
            and printed_lines.code_printed = codes_of_any_year.code
    where
        length(printed_lines.code_printed) in (4, 5)
        and codes_of_any_year.code is null
        and not printed_lines.is_name_of_another_thing
),

codes_named as (
    select
        codes_in_full.cell_id,
        codes_in_full.code
    from codes_in_full
    inner join {{ ref('int_codes_listed') }} as codes
        on
            codes_in_full.code_kind = codes.code_kind
            and codes_in_full.code = codes.code
            and codes_in_full.name_key = codes.name_key
            and codes_in_full.fiscal_year between codes.valid_from_year and codes.last_year
)

select distinct
    cell_id,
    code
from codes_restored
union distinct
select
    cell_id,
    code
from codes_named
