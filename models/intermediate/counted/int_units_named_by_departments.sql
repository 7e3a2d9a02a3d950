{#
    Documents of units that count although the document of a department of their place, year and stage
    names them: what it states may hold their money already.
#}
with

{# The place that a unit's name begins with: a department names its units without it. #}
fronts_held as (
    select
        described.document_id,
        max(length(fronts.front_text)) as front_length
    from {{ ref('int_documents_described') }} as described
    inner join {{ ref('int_jurisdiction_fronts') }} as fronts
        on described.jurisdiction_code = fronts.jurisdiction_code
    where starts_with({{ bare('described.unit_name') }}, fronts.front_text)
    group by described.document_id
),

documents as (
    select
        ranked.document_id,
        ranked.fiscal_year,
        ranked.stage,
        ranked.budget_unit_key,
        ranked.disclosure_scope,
        described.jurisdiction_code,
        described.file_name,
        substr(
            {{ bare('described.unit_name') }}, coalesce(fronts_held.front_length, 0) + 1
        ) as unit_name_bare
    from {{ ref('int_documents_ranked') }} as ranked
    inner join {{ ref('int_documents_described') }} as described
        on ranked.document_id = described.document_id
    inner join {{ ref('int_documents_preferred') }} as preferred
        on ranked.document_id = preferred.document_id
    left join fronts_held
        on ranked.document_id = fronts_held.document_id
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
