{#
    What is doubtful of a document as a whole: not read in full, in whose words; year, publisher or
    division not told, of several years, or told otherwise by its sender.
#}
with

documents_doubtful as (
    select
        document_id,
        reason as reader_words,
        concat('document_', outcome) as finding_code,
        concat(coalesce(place, ''), ' — ', coalesce(remedy, '')) as evidence
    from {{ ref('stg_raw__outcomes') }}
    where outcome <> 'loaded'
),

contents_not_shown as (
    select
        document_id,
        'content_not_shown' as finding_code,
        page_no,
        concat(reason, ': ', place, '; ', cast(piece_count as varchar)) as evidence
    from {{ ref('stg_raw__left_out') }}
),

{# Who puts the budget of a whole government on the web is no unit of it. #}
documents_unplaced as (
    select
        described.document_id,
        'document_not_placed' as finding_code,
        concat(
            'fiscal_year: ', coalesce(cast(described.fiscal_year as varchar), '?'),
            case
                when coalesce(disclosures.disclosure_scope, '') <> 'government'
                    then concat(', unit: ', coalesce(described.unit_name, '?'))
                else ''
            end,
            ', jurisdiction: ', coalesce(described.jurisdiction_code, '?')
        ) as evidence
    from {{ ref('int_documents_described') }} as described
    inner join {{ ref('int_documents_current') }} as documents
        on described.document_id = documents.document_id
    left join {{ ref('int_document_disclosures') }} as disclosures
        on described.document_id = disclosures.document_id
    where
        described.fiscal_year is null
        or (
            described.unit_name is null
            and coalesce(disclosures.disclosure_scope, '') <> 'government'
        )
        or described.jurisdiction_code is null
),

publishers_doubtful as (
    select
        document_id,
        finding_code,
        evidence
    from {{ ref('int_jurisdiction_doubts') }}
),

{# Years of several kinds in one title: the document may be of either. #}
years_doubtful as (
    select
        printed.document_id,
        'several_fiscal_years' as finding_code,
        printed.title_of_several_years as evidence
    from {{ ref('int_years_printed') }} as printed
    inner join {{ ref('int_documents_current') }} as documents
        on printed.document_id = documents.document_id
    where printed.title_of_several_years is not null
),

stages_contradicted as (
    select
        titles.document_id,
        'stage_contradicted' as finding_code,
        concat(titles.title, '; ', titles.stage) as evidence
    from {{ ref('int_document_titles') }} as titles
    inner join {{ ref('int_documents_current') }} as documents
        on titles.document_id = documents.document_id
    where
        titles.title_stage in ('budget', 'adjusted_budget', 'final_account')
        and titles.stage in ('budget', 'adjusted_budget', 'final_account')
        and titles.title_stage <> titles.stage
),

{# A line of a table is told by its cells. #}
persons_masked as (
    select
        masked.document_id,
        'personal_data_masked' as finding_code,
        masked.page_no,
        masked.table_no,
        masked.row_no,
        masked.col_no,
        case
            when masked.line_no is null
                then {{ cell_id(
                    'masked.document_id', 'masked.table_no', 'masked.row_no', 'masked.col_no'
                ) }}
            else {{ line_id('masked.document_id', 'masked.line_no') }}
        end as cell_id,
        concat(masked.kinds, ': ', cast(masked.mask_count as varchar)) as evidence
    from {{ ref('stg_raw__texts_masked') }} as masked
    inner join {{ ref('int_documents_current') }} as documents
        on masked.document_id = documents.document_id
    where not masked.is_line_of_table
),

told_otherwise as (
    select
        contradictions.document_id,
        'manifest_contradicted' as finding_code,
        concat(
            contradictions.field, ': ', contradictions.value_printed, '; manifest: ',
            contradictions.value_told
        ) as evidence
    from {{ ref('int_manifest_contradictions') }} as contradictions
    inner join {{ ref('int_documents_current') }} as documents
        on contradictions.document_id = documents.document_id
)

{{ findings_united({
    'documents_doubtful': ['reader_words'],
    'contents_not_shown': ['page_no'],
    'documents_unplaced': [],
    'publishers_doubtful': [],
    'years_doubtful': [],
    'stages_contradicted': [],
    'persons_masked': ['page_no', 'table_no', 'row_no', 'col_no', 'cell_id'],
    'told_otherwise': [],
}) }}
