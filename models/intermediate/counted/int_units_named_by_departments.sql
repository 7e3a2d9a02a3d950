{#
    Documents of units that count although the document of a department of their place, year and stage
    names them: what it states may hold their money already.
#}
with

documents as (
    select
        document_id,
        fiscal_year,
        stage,
        budget_unit_key,
        disclosure_scope,
        jurisdiction_code,
        file_name,
        unit_name_bare
    from {{ ref('int_documents_named') }}
),

pairs as (
    select
        units.document_id,
        units.unit_name_bare,
        departments.document_id as department_document_id,
        departments.file_name as department_file
    from documents as units
    inner join documents as departments
        on
            units.jurisdiction_code = departments.jurisdiction_code
            and units.fiscal_year = departments.fiscal_year
            and units.stage = departments.stage
            and departments.disclosure_scope = 'department'
    where
        units.disclosure_scope <> 'department'
        and units.budget_unit_key <> departments.budget_unit_key
        and length(units.unit_name_bare) >= 4
),

texts as (
    select
        text_rows.document_id,
        {{ bare('text_rows.line_text') }} as bare_text
    from {{ ref('stg_raw__lines') }} as text_rows
    inner join documents
        on text_rows.document_id = documents.document_id
    where documents.disclosure_scope = 'department'
)

select
    pairs.document_id,
    pairs.department_document_id,
    pairs.department_file,
    pairs.unit_name_bare as unit_name
from pairs
inner join texts
    on pairs.department_document_id = texts.document_id
where position(pairs.unit_name_bare in texts.bare_text) > 0
group by
    pairs.document_id, pairs.department_document_id, pairs.department_file, pairs.unit_name_bare
