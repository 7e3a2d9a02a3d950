{#
    The code of a row that prints a name only: the one code of the year's list with this name, or
    the one within the section or class that the rows above opened. A summary lists classes.
#}
with

names_known as (
    select distinct
        code_kind,
        name_key
    from {{ ref('int_codes_listed') }}
),

{# A remark in brackets is part of some names (资本性支出(基本建设)), of others it is not. #}
printed_rows as (
    select distinct
        printed_lines.document_id,
        printed_lines.table_no,
        printed_lines.row_no,
        printed_lines.side,
        printed_lines.code_kind,
        printed_lines.line_kind,
        printed_lines.code_printed,
        printed_lines.name_key,
        printed_lines.fiscal_year,
        coalesce(names_known.name_key, printed_lines.name_key_short) as name_sought
    from {{ ref('int_lines_to_match') }} as printed_lines
    left join names_known
        on
            printed_lines.code_kind = names_known.code_kind
            and printed_lines.name_key = names_known.name_key
    where not printed_lines.is_name_of_another_thing
),

{# Names of other years count where the year's own list has none: 医疗卫生与计划生育支出 in 2022. #}
candidates as (
    select
        printed_rows.document_id,
        printed_rows.table_no,
        printed_rows.row_no,
        printed_rows.side,
        printed_rows.code_kind,
        printed_rows.line_kind,
        printed_rows.code_printed,
        printed_rows.name_key,
        printed_rows.fiscal_year,
        names_listed.code,
        names_listed.level,
        printed_rows.fiscal_year between names_listed.valid_from_year and names_listed.last_year
            as is_name_of_year,
        bool_or(
            printed_rows.fiscal_year between names_listed.valid_from_year and names_listed.last_year
        ) over (
            partition by
                printed_rows.document_id, printed_rows.table_no, printed_rows.row_no,
                printed_rows.code_kind, printed_rows.name_key
        ) as has_name_of_year
    from printed_rows
    inner join {{ ref('int_codes_listed') }} as names_listed
        on
            printed_rows.code_kind = names_listed.code_kind
            and printed_rows.name_sought = names_listed.name_key
            and coalesce(names_listed.scheme, 'department') = 'department'
    inner join {{ ref('int_codes_listed') }} as codes
        on
            names_listed.code_kind = codes.code_kind
            and names_listed.code = codes.code
            and printed_rows.fiscal_year between codes.valid_from_year and codes.last_year
),

candidates_of_year as (
    select
        document_id,
        table_no,
        row_no,
        side,
        code_kind,
        line_kind,
        code_printed,
        name_key,
        code,
        level,
        is_name_of_year
    from candidates
    where is_name_of_year = has_name_of_year
),

within_class as (
    select
        printed_rows.document_id,
        printed_rows.table_no,
        printed_rows.row_no,
        printed_rows.side,
        printed_rows.name_key,
        last_value(
            coalesce(substr(printed_rows.code_printed, 1, 3), min(opened.code)) ignore nulls
        ) over (
            partition by printed_rows.document_id, printed_rows.table_no, printed_rows.side
            order by printed_rows.row_no
            rows between unbounded preceding and current row
        ) as class_above
    from printed_rows
    left join candidates_of_year as opened
        on
            {{ same_row('printed_rows', 'opened') }}
            and printed_rows.name_key = opened.name_key
            and opened.level = 'class'
    group by
        printed_rows.document_id, printed_rows.table_no, printed_rows.row_no, printed_rows.side,
        printed_rows.name_key, printed_rows.code_printed
),

within_section as (
    select
        within_class.document_id,
        within_class.table_no,
        within_class.row_no,
        within_class.side,
        within_class.name_key,
        within_class.class_above,
        last_value(min(opened.code) ignore nulls) over (
            partition by within_class.document_id, within_class.table_no, within_class.side
            order by within_class.row_no
            rows between unbounded preceding and current row
        ) as section_above
    from within_class
    left join candidates_of_year as opened
        on
            {{ same_row('within_class', 'opened') }}
            and within_class.name_key = opened.name_key
            and within_class.class_above = case
                when opened.level = 'section' then substr(opened.code, 1, 3)
            end
    group by
        within_class.document_id, within_class.table_no, within_class.row_no, within_class.side,
        within_class.name_key, within_class.class_above
),

narrowed as (
    select
        candidates_of_year.document_id,
        candidates_of_year.table_no,
        candidates_of_year.row_no,
        candidates_of_year.side,
        candidates_of_year.code_kind,
        candidates_of_year.name_key,
        candidates_of_year.code,
        candidates_of_year.is_name_of_year,
        case
            when
                candidates_of_year.line_kind = 'summary' and candidates_of_year.level = 'class'
                then 4
            when
                starts_with(candidates_of_year.code, within_section.section_above)
                and starts_with(within_section.section_above, within_section.class_above)
                then 3
            when starts_with(candidates_of_year.code, within_section.class_above) then 2
            else 1
        end as nearness
    from candidates_of_year
    inner join within_section
        on
            {{ same_row('candidates_of_year', 'within_section') }}
            and candidates_of_year.name_key = within_section.name_key
            and coalesce(candidates_of_year.side, '') = coalesce(within_section.side, '')
    where candidates_of_year.code_printed is null
),

nearest as (
    select
        document_id,
        table_no,
        row_no,
        side,
        code_kind,
        name_key,
        code,
        is_name_of_year,
        rank() over (
            partition by document_id, table_no, row_no, side, code_kind, name_key
            order by nearness desc
        ) as nearness_rank
    from narrowed
)

select
    document_id,
    table_no,
    row_no,
    side,
    code_kind,
    name_key,
    min(code) as code,
    not bool_and(is_name_of_year) as is_former_name,
    count(distinct code) as code_count
from nearest
where nearness_rank = 1
group by document_id, table_no, row_no, side, code_kind, name_key
