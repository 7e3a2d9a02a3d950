{#
    Amounts of project expenditure in tables that name no project: what functions spend on projects,
    read by their codes as in any table by function. A list without a column of projects names them
    in rows that have no code.
#}
with

tables_of_projects as (
    select
        document_id,
        table_no,
        bool_or(
            project_printed is not null
            or (
                statement_family = 'project_list'
                and function_code_printed is null
                and not is_total_wording
            )
        ) as names_projects
    from {{ ref('int_table_lines_found') }}
    where line_kind = 'project'
    group by document_id, table_no
)

select lines_found.cell_id
from {{ ref('int_table_lines_found') }} as lines_found
inner join tables_of_projects
    on {{ same_table('lines_found', 'tables_of_projects') }}
where
    lines_found.line_kind = 'project'
    and lines_found.function_code_printed is not null
    and not tables_of_projects.names_projects
