{#
    Documents that say of one unit, year, stage and report something else than the one that counts: a
    second one of the unit itself, or the unit's own beside what its department lists of it (forms of
    projects are no report of the whole); units that count beside a department that names them; and
    amounts that another document prints otherwise.
#}
with

differing_documents as (
    select
        compared.document_id,
        'documents_differ' as finding_code,
        concat(
            compared.report_code, ': ', compared.sum_cny, ' <> ', firsts.sum_cny, ' (',
            documents.file_name, ')'
        ) as evidence
    from {{ ref('int_documents_compared') }} as compared
    inner join {{ ref('int_documents_compared') }} as firsts
        on
            compared.first_document_id = firsts.document_id
            and compared.report_code = firsts.report_code
    inner join {{ ref('int_documents_described') }} as documents
        on firsts.document_id = documents.document_id
    where
        compared.sum_cny <> firsts.sum_cny
        and not compared.is_of_forms
        and not firsts.is_of_forms
        {# A department and its head office may share a name. #}
        and (
            compared.disclosure_scope = firsts.disclosure_scope
            or compared.disclosure_scope = 'unknown'
            or firsts.disclosure_scope = 'unknown'
        )
),

listed_units as (
    select
        parts.document_id,
        listed.report_code,
        listed.listed_cny,
        sums.sum_cny,
        documents.file_name as department_file,
        covered.document_id is not null as is_covered
    from {{ ref('int_units_listed_by_departments') }} as listed
    inner join {{ ref('int_documents_ranked') }} as parts
        on
            listed.budget_unit_key = parts.budget_unit_key
            and listed.fiscal_year = parts.fiscal_year
            and listed.stage = parts.stage
            and listed.consolidated_document_id <> parts.document_id
    inner join {{ ref('int_sums_chosen') }} as sums
        on
            parts.document_id = sums.document_id
            and listed.report_code = sums.report_code
    inner join {{ ref('int_documents_described') }} as documents
        on listed.consolidated_document_id = documents.document_id
    left join {{ ref('int_documents_covered') }} as covered
        on
            sums.document_id = covered.document_id
            and sums.report_code = covered.report_code
    where parts.document_rank = 1
),

differing_units as (
    select
        document_id,
        'documents_differ' as finding_code,
        concat(
            report_code, ': ', sum_cny, ' <> ', listed_cny, ' (', department_file, ')'
        ) as evidence
    from listed_units
    where
        listed_cny <> sum_cny
        and is_covered
),

{# A department names the unit, the unit its department; or its money counts though it is listed. #}
units_beside_departments as (
    select
        document_id,
        'unit_beside_department' as finding_code,
        concat(unit_name, ' (', department_file, ')') as evidence
    from {{ ref('int_units_named_by_departments') }}
    union distinct
    select
        document_id,
        'unit_beside_department' as finding_code,
        concat(unit_name, ' (', department_file, ')') as evidence
    from {{ ref('int_units_naming_departments') }}
    union distinct
    select
        listed.document_id,
        'unit_beside_department' as finding_code,
        concat(named.unit_name_bare, ' (', listed.department_file, ')') as evidence
    from listed_units as listed
    inner join {{ ref('int_documents_named') }} as named
        on listed.document_id = named.document_id
    where not listed.is_covered
)

{% for part in ['differing_documents', 'differing_units', 'units_beside_departments'] -%}
    select
        document_id,
        finding_code,
        evidence,
        cast(null as varchar) as reason,
        cast(null as integer) as page_no,
        cast(null as integer) as table_no,
        cast(null as integer) as row_no,
        cast(null as integer) as col_no,
        cast(null as varchar) as cell_id
    from {{ part }}
    union distinct
{% endfor -%}
select
    document_id,
    finding_code,
    evidence,
    reason,
    page_no,
    table_no,
    row_no,
    col_no,
    cell_id
from {{ ref('int_findings_across_documents') }}
union all
select
    document_id,
    'project_not_counted' as finding_code,
    concat_ws(' ', concat(report_code, ':'), project_name, amount_printed) as evidence,
    cast(null as varchar) as reason,
    page_no,
    table_no,
    row_no,
    cast(null as integer) as col_no,
    cell_id
from {{ ref('int_projects_left_out') }}
