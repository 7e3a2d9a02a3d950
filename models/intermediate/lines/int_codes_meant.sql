{#
    Codes that are printed wrongly in one digit, or with two exchanged: the name beside it is that of a
    code of the year's list which is so near, and which no other row of the unit prints in the table, but
    for projects, of which several may have one code. Of several such codes the one of which the row above
    stands there. One row an amount: what is printed stays, sums are checked with what is meant.
#}
with

{# Of a row that prints none of both, the table says nothing. #}
lines_coded as (
    select
        document_id,
        statement_code,
        line_kind,
        table_no,
        cell_id,
        function_code_printed,
        economic_code_printed,
        coalesce(unit_code, unit_name, '') as unit_ref,
        coalesce(function_code, economic_code) as code,
        'unmapped' in (function_mapping_method, economic_mapping_method) as is_unmapped
    from {{ ref('int_budget_lines') }}
    where
        table_no is not null
        and coalesce(function_code, economic_code) is not null
),

codes_of_tables as (
    select distinct
        document_id,
        table_no,
        unit_ref,
        code
    from lines_coded
),

codes_of_statements as (
    select distinct
        document_id,
        statement_code,
        unit_ref,
        code
    from lines_coded
),

candidates as (
    select
        lines_coded.document_id,
        lines_coded.statement_code,
        lines_coded.line_kind,
        lines_coded.table_no,
        lines_coded.unit_ref,
        lines_coded.cell_id,
        lines_coded.code as code_printed,
        codes.code,
        codes.parent_code
    from lines_coded
    inner join {{ ref('int_lines_to_match') }} as printed_lines
        on lines_coded.cell_id = printed_lines.cell_id
    inner join {{ ref('int_code_names') }} as names_of_codes
        on
            printed_lines.code_kind = names_of_codes.code_kind
            and printed_lines.name_key = names_of_codes.name_key
            and printed_lines.fiscal_year
            between names_of_codes.first_year and names_of_codes.last_year
    inner join {{ ref('int_codes_listed') }} as codes
        on
            names_of_codes.code_kind = codes.code_kind
            and names_of_codes.code = codes.code
            and printed_lines.fiscal_year between codes.valid_from_year and codes.last_year
            and coalesce(codes.scheme, 'department') = 'department'
    where
        lines_coded.is_unmapped
        and coalesce(lines_coded.function_code_printed, lines_coded.economic_code_printed)
        is not null
        and damerau_levenshtein(lines_coded.code, codes.code) = 1
),

candidates_ranked as (
    select
        candidates.document_id,
        candidates.cell_id,
        candidates.code_printed,
        candidates.code,
        rank() over (
            partition by candidates.cell_id
            order by case when parents.code is null then 1 else 0 end asc
        ) as candidate_rank
    from candidates
    left join codes_of_statements as parents
        on
            candidates.document_id = parents.document_id
            and candidates.statement_code = parents.statement_code
            and candidates.unit_ref = parents.unit_ref
            and candidates.parent_code = parents.code
    left join codes_of_tables as printed
        on
            candidates.document_id = printed.document_id
            and candidates.table_no = printed.table_no
            and candidates.unit_ref = printed.unit_ref
            and candidates.code = printed.code
    where
        printed.code is null
        or candidates.line_kind = 'project'
)

select
    document_id,
    cell_id,
    min(code_printed) as code_printed,
    min(code) as code
from candidates_ranked
where candidate_rank = 1
group by document_id, cell_id
having count(distinct code) = 1
