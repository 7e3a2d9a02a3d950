{#
    Printed codes that the list of the year holds, and whether the name beside them is their own:
    one that they have or had, or a wording that means them. A publisher may number in its own way
    (30203 水费), so a code with the name of another one of its class is contradicted.
#}
with

codes_of_year as (
    select
        printed_lines.cell_id,
        printed_lines.fiscal_year,
        printed_lines.name_key,
        printed_lines.name_key_short,
        codes.code_kind,
        codes.code,
        printed_lines.name_key is null or printed_lines.is_name_of_another_thing as needs_no_name
    from {{ ref('int_lines_to_match') }} as printed_lines
    inner join {{ ref('int_codes_listed') }} as codes
        on
            printed_lines.code_kind = codes.code_kind
            and printed_lines.code_printed = codes.code
            and printed_lines.fiscal_year between codes.valid_from_year and codes.last_year
),

own_names as (
    select
        codes_of_year.cell_id,
        bool_or(
            codes_of_year.fiscal_year between names_of_codes.first_year and names_of_codes.last_year
        ) as is_name_of_year
    from codes_of_year
    inner join {{ ref('int_code_names') }} as names_of_codes
        on
            codes_of_year.code_kind = names_of_codes.code_kind
            and codes_of_year.code = names_of_codes.code
            and (
                codes_of_year.name_key = names_of_codes.name_key
                or codes_of_year.name_key_short = names_of_codes.name_key
            )
    group by codes_of_year.cell_id
),

names_of_others as (
    select distinct codes_of_year.cell_id
    from codes_of_year
    inner join {{ ref('int_codes_listed') }} as other_codes
        on
            codes_of_year.code_kind = other_codes.code_kind
            and codes_of_year.name_key = other_codes.name_key
            and codes_of_year.fiscal_year >= other_codes.valid_from_year
            and codes_of_year.fiscal_year <= other_codes.last_year
            and starts_with(codes_of_year.code, substr(other_codes.code, 1, 3))
)

select
    codes_of_year.cell_id,
    codes_of_year.code,
    own_names.cell_id is not null or codes_of_year.needs_no_name as is_agreed,
    not coalesce(own_names.is_name_of_year, true) as is_former_name,
    own_names.cell_id is null and names_of_others.cell_id is not null as is_contradicted
from codes_of_year
left join own_names
    on codes_of_year.cell_id = own_names.cell_id
left join names_of_others
    on codes_of_year.cell_id = names_of_others.cell_id
