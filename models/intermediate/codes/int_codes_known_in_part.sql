{#
    What is known of the code of a line that is not matched: the longest code of the year's list that
    tells its class or section. The printed code tells by its first digits; where the list has not
    even its class, or none is printed, the rows before and behind tell when they agree, or the row
    before when the name is one of its class or section. A name of another class contradicts.
#}
with

rows_read as (
    select
        printed_lines.cell_id,
        printed_lines.document_id,
        printed_lines.table_no,
        printed_lines.row_no,
        printed_lines.code_kind,
        printed_lines.code_printed,
        printed_lines.name_key,
        printed_lines.name_key_short,
        printed_lines.is_name_of_another_thing,
        printed_lines.fiscal_year,
        codes_matched.code,
        codes_matched.mapping_method,
        coalesce(printed_lines.side, '') as side
    from {{ ref('int_lines_to_match') }} as printed_lines
    inner join {{ ref('int_codes_matched') }} as codes_matched
        on printed_lines.cell_id = codes_matched.cell_id
),

codes_of_rows as (
    select
        document_id,
        table_no,
        row_no,
        side,
        code_kind,
        min(case when code_kind = 'economic' then substr(code, 1, 3) else code end) as code
    from rows_read
    group by document_id, table_no, row_no, side, code_kind
),

rows_beside as (
    select
        document_id,
        table_no,
        row_no,
        side,
        code_kind,
        last_value(code ignore nulls) over (
            partition by document_id, table_no, side, code_kind
            order by row_no
            rows between unbounded preceding and 1 preceding
        ) as code_before,
        first_value(code ignore nulls) over (
            partition by document_id, table_no, side, code_kind
            order by row_no
            rows between 1 following and unbounded following
        ) as code_behind
    from codes_of_rows
),

unmapped_lines as (
    select
        rows_read.cell_id,
        rows_read.code_kind,
        rows_read.code_printed,
        rows_read.fiscal_year,
        rows_beside.code_before,
        rows_beside.code_behind,
        case when not rows_read.is_name_of_another_thing then rows_read.name_key end as name_key,
        case when not rows_read.is_name_of_another_thing then rows_read.name_key_short end
            as name_key_short
    from rows_read
    inner join rows_beside
        on
            {{ same_row('rows_read', 'rows_beside') }}
            and rows_read.side = rows_beside.side
            and rows_read.code_kind = rows_beside.code_kind
    where
        rows_read.mapping_method = 'unmapped'
        and rows_read.fiscal_year is not null
),

{# How long the codes above are, and which of them the rows beside can tell. #}
code_lengths as (
    select
        3 as code_length,
        3 as length_beside
    union all
    select
        5 as code_length,
        5 as length_beside
    union all
    select
        7 as code_length,
        null as length_beside
),

{# A code stands below the others that it begins with, and a printed class for itself. #}
codes_above as (
    select
        unmapped_lines.cell_id,
        unmapped_lines.code_kind,
        unmapped_lines.fiscal_year,
        code_lengths.code_length,
        case
            when
                length(unmapped_lines.code_printed) > code_lengths.code_length
                or (length(unmapped_lines.code_printed) = 3 and code_lengths.code_length = 3)
                then substr(unmapped_lines.code_printed, 1, code_lengths.code_length)
        end as code_above,
        case
            when length(unmapped_lines.code_before) >= code_lengths.length_beside
                then substr(unmapped_lines.code_before, 1, code_lengths.length_beside)
        end as code_before,
        case
            when length(unmapped_lines.code_behind) >= code_lengths.length_beside
                then substr(unmapped_lines.code_behind, 1, code_lengths.length_beside)
        end as code_behind
    from unmapped_lines
    cross join code_lengths
),

codes_named as (
    select
        unmapped_lines.cell_id,
        codes.code
    from unmapped_lines
    inner join {{ ref('int_codes_listed') }} as codes
        on
            unmapped_lines.code_kind = codes.code_kind
            and unmapped_lines.name_key = codes.name_key
            and unmapped_lines.fiscal_year between codes.valid_from_year and codes.last_year
    union distinct
    select
        unmapped_lines.cell_id,
        codes.code
    from unmapped_lines
    inner join {{ ref('int_codes_listed') }} as codes
        on
            unmapped_lines.code_kind = codes.code_kind
            and unmapped_lines.name_key_short = codes.name_key
            and unmapped_lines.fiscal_year between codes.valid_from_year and codes.last_year
),

judged as (
    select
        codes_above.cell_id,
        codes_above.code_length,
        codes_above.code_above,
        codes_above.code_before,
        codes_above.code_behind,
        bool_or(codes.code is not null) as is_listed,
        count(codes_named.code) > 0 as is_named,
        coalesce(bool_or(starts_with(codes_named.code, codes_above.code_above)), false)
            as is_named_above,
        coalesce(bool_or(starts_with(codes_named.code, codes_above.code_before)), false)
            as is_named_before
    from codes_above
    left join {{ ref('int_codes_listed') }} as codes
        on
            codes_above.code_kind = codes.code_kind
            and codes_above.code_above = codes.code
            and codes_above.fiscal_year between codes.valid_from_year and codes.last_year
    left join codes_named
        on codes_above.cell_id = codes_named.cell_id
    group by
        codes_above.cell_id,
        codes_above.code_length,
        codes_above.code_above,
        codes_above.code_before,
        codes_above.code_behind
),

told as (
    select
        cell_id,
        code_length,
        code_above,
        code_before,
        is_listed
        and (not is_named or is_named_above or coalesce(code_before = code_above, false))
            as is_told_by_code,
        is_named_before or (not is_named and coalesce(code_before = code_behind, false))
            as is_told_by_rows,
        max(case when is_listed then 1 else 0 end) over (partition by cell_id) = 1
            as has_listed_class
    from judged
)

{# Each code that tells begins with the shorter ones, so that the longest is the greatest. #}
select
    cell_id,
    max(case when has_listed_class then code_above else code_before end) as code,
    min(case when has_listed_class then 'code' else 'rows' end) as told_by
from told
where
    (has_listed_class and is_told_by_code)
    or (not has_listed_class and is_told_by_rows)
group by cell_id
