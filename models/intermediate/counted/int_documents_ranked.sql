{#
    The current documents of one unit, year and stage in the order in which they speak for it: a
    department's before its head office's, then the one whose sums are proved, then the fuller one.
    Without a unit, year or stage a document speaks for itself alone, and an empty template for nobody.
    A whole government speaks for its place, not for the bureau that publishes its budget.
#}
with

sums_of_documents as (
    select
        document_id,
        count(case when basis in ('adds_up', 'rounding') then 1 end) as proved_count,
        count(*) as report_count
    from {{ ref('int_sums_chosen') }}
    group by document_id
),

described as (
    select
        documents.document_id,
        documents.fiscal_year,
        documents.stage,
        documents.file_name,
        disclosures.disclosure_scope,
        scopes.display_order as scope_order,
        mentions.budget_unit_key,
        coalesce(sums_of_documents.proved_count, 0) as proved_count,
        coalesce(sums_of_documents.report_count, 0) as report_count,
        coalesce(coverage.amounts_loaded, 0) as amounts_loaded,
        concat(
            documents.jurisdiction_code, ' ',
            coalesce(wordings.department_wording, documents.department_name)
        ) as department_ref,
        case
            when
                disclosures.disclosure_scope = 'government'
                and documents.jurisdiction_code is not null
                and documents.fiscal_year is not null
                then concat('government ', documents.jurisdiction_code)
            when
                disclosures.disclosure_scope = 'government'
                or mentions.budget_unit_key is null
                or documents.fiscal_year is null
                then documents.document_id
            else mentions.budget_unit_key
        end as speaker_ref
    from {{ ref('int_documents_described') }} as documents
    inner join {{ ref('int_document_disclosures') }} as disclosures
        on documents.document_id = disclosures.document_id
    inner join {{ ref('int_vocabulary') }} as scopes
        on
            disclosures.disclosure_scope = scopes.code
            and scopes.vocabulary = 'disclosure_scope'
    inner join {{ ref('int_coverage') }} as coverage
        on documents.document_id = coverage.document_id
    left join {{ ref('int_unit_mentions_keyed') }} as mentions
        on
            documents.document_id = mentions.document_id
            and mentions.is_publisher
    left join {{ ref('int_unit_names_compared') }} as wordings
        on
            documents.jurisdiction_code = wordings.jurisdiction_code
            and documents.unit_name = wordings.unit_name
    left join sums_of_documents
        on documents.document_id = sums_of_documents.document_id
    where
        documents.is_current
        and coverage.outcome <> 'blank'
)

select
    document_id,
    fiscal_year,
    stage,
    budget_unit_key,
    speaker_ref,
    department_ref,
    disclosure_scope,
    row_number() over (
        partition by speaker_ref, fiscal_year, stage
        order by
            scope_order asc, proved_count desc, report_count desc, amounts_loaded desc,
            file_name asc, document_id asc
    ) as document_rank
from described
