{#
    What the sender of a document says otherwise than it prints: one row a document and field. The
    printed value counts. A name with its province or city before it is the same name; a division that
    is one of several of the printed name contradicts nothing.
#}
with

manifest as (
    select
        document_id,
        publisher,
        jurisdiction_code,
        fiscal_year,
        document_kind
    from {{ ref('stg_raw__manifest') }}
),

described as (
    select
        document_id,
        unit_name,
        department_name,
        publisher_origin,
        jurisdiction_code,
        jurisdiction_origin,
        fiscal_year,
        fiscal_year_origin,
        document_kind,
        document_kind_origin
    from {{ ref('int_documents_described') }}
),

names as (
    select
        described.document_id,
        described.unit_name,
        manifest.publisher,
        {{ bare('described.unit_name') }} as name_printed,
        {{ bare('described.department_name') }} as department_printed,
        {{ bare('manifest.publisher') }} as name_told
    from described
    inner join manifest
        on described.document_id = manifest.document_id
    where described.publisher_origin = 'printed'
),

publishers as (
    select
        document_id,
        'publisher' as field,
        unit_name as value_printed,
        publisher as value_told
    from names
    where
        not (name_told like '%' || department_printed)
        and not (name_told like '%' || name_printed)
        and not (name_printed like '%' || name_told)
),

{# Of several divisions of one name the sender can name one; another one is a contradiction. #}
candidates as (
    select
        manifest.document_id,
        string_agg(candidates.jurisdiction_code, ', ' order by candidates.jurisdiction_code)
            as value_printed,
        max(manifest.jurisdiction_code) as value_told,
        count(case when candidates.jurisdiction_code = manifest.jurisdiction_code then 1 end)
            as times_named
    from manifest
    inner join {{ ref('int_jurisdiction_candidates') }} as candidates
        on manifest.document_id = candidates.document_id
    where manifest.jurisdiction_code is not null
    group by manifest.document_id
),

places as (
    select
        document_id,
        'jurisdiction_code' as field,
        value_printed,
        value_told
    from candidates
    where times_named = 0
),

years as (
    select
        described.document_id,
        'fiscal_year' as field,
        cast(described.fiscal_year as varchar) as value_printed,
        cast(manifest.fiscal_year as varchar) as value_told
    from described
    inner join manifest
        on described.document_id = manifest.document_id
    where
        described.fiscal_year_origin = 'printed'
        and described.fiscal_year <> manifest.fiscal_year
),

kinds as (
    select
        described.document_id,
        'kind' as field,
        described.document_kind as value_printed,
        manifest.document_kind as value_told
    from described
    inner join manifest
        on described.document_id = manifest.document_id
    where
        described.document_kind_origin = 'printed'
        and described.document_kind <> manifest.document_kind
)

{% for part in ['publishers', 'places', 'years', 'kinds'] -%}
    select
        document_id,
        field,
        value_printed,
        value_told
    from {{ part }}
    {% if not loop.last %}union all
    {% endif %}
{%- endfor %}
