{#
    What could not be told, or not without doubt, of the division of a publisher: each with the
    candidates as evidence.
#}
with

candidates as (
    select
        candidates.document_id,
        candidates.jurisdiction_code,
        candidates.form_text,
        candidates.is_in_force,
        candidates.candidate_count
    from {{ ref('int_jurisdiction_candidates') }} as candidates
    inner join {{ ref('int_documents_current') }} as documents
        on candidates.document_id = documents.document_id
),

{# What a sender has said is no open question. #}
told as (
    select document_id
    from {{ ref('stg_raw__manifest') }}
    where jurisdiction_code is not null
),

divisions as (
    select
        jurisdiction_code,
        string_agg(
            jurisdiction_name || coalesce(' –' || cast(valid_to_year as varchar), ''),
            '; ' order by valid_from_year
        ) as printed_names
    from {{ ref('stg_code__jurisdictions') }}
    group by jurisdiction_code
),

parents as (
    select
        divisions.jurisdiction_code,
        max(parents.jurisdiction_name) as parent_name
    from {{ ref('stg_code__jurisdictions') }} as divisions
    inner join {{ ref('stg_code__jurisdictions') }} as parents
        on divisions.parent_code = parents.jurisdiction_code
    group by divisions.jurisdiction_code
),

ambiguous as (
    select
        candidates.document_id,
        'ambiguous_jurisdiction' as finding_code,
        concat(
            min(candidates.form_text),
            ': ',
            string_agg(
                concat(candidates.jurisdiction_code, ' ', coalesce(parents.parent_name, '')),
                '; ' order by candidates.jurisdiction_code
            )
        ) as evidence
    from candidates
    left join parents
        on candidates.jurisdiction_code = parents.jurisdiction_code
    left join told
        on candidates.document_id = told.document_id
    where
        candidates.candidate_count > 1
        and told.document_id is null
    group by candidates.document_id
),

ended as (
    select
        candidates.document_id,
        'jurisdiction_not_in_force' as finding_code,
        concat(candidates.jurisdiction_code, ' ', divisions.printed_names) as evidence
    from candidates
    inner join divisions
        on candidates.jurisdiction_code = divisions.jurisdiction_code
    where
        candidates.candidate_count = 1
        and not candidates.is_in_force
),

without_code as (
    select
        place_texts.document_id,
        'jurisdiction_without_code' as finding_code,
        max(place_texts.place_text) as evidence
    from {{ ref('int_document_place_texts') }} as place_texts
    inner join {{ ref('int_documents_current') }} as documents
        on place_texts.document_id = documents.document_id
    left join candidates
        on place_texts.document_id = candidates.document_id
    left join told
        on place_texts.document_id = told.document_id
    where
        candidates.document_id is null
        and told.document_id is null
        and coalesce(place_texts.zone_wording, place_texts.body_wording) is not null
    group by place_texts.document_id
)

{% for found in ['ambiguous', 'ended', 'without_code'] -%}
    select
        document_id,
        finding_code,
        evidence
    from {{ found }}
    {% if not loop.last %}union all
    {% endif %}
{%- endfor %}
