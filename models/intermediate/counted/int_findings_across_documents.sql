{#
    Documents that say of a subject other than another one, one row a pair of documents, statement and
    year: placed at the amount that differs most among the most detailed, with the first five in both
    documents as evidence.
#}
{%- set pair = [
    'document_id', 'other_document_id', 'check_code', 'fiscal_year', 'stage', 'statement_ref',
] %}
{%- set pair_columns -%}
    amounts.document_id, amounts.other_document_id, amounts.check_code, amounts.fiscal_year,
    amounts.stage, amounts.statement_ref
{%- endset %}
with

compared as (
    select
        {{ pair_columns }},
        amounts.verdict,
        amounts.cell_id,
        count(*) over pairs as compared_count,
        concat(
            amounts.subject, ': ', amounts.found_cny,
            case when checks.relation = '<=' then ' > ' else ' <> ' end, amounts.expected_cny,
            ' (', substr(amounts.other_cell_id, length(amounts.other_document_id) + 2), ')'
        ) as told,
        row_number() over (
            partition by {{ pair_columns }}, amounts.verdict
            order by
                length(amounts.subject) desc,
                abs(amounts.found_cny - amounts.expected_cny) desc,
                amounts.subject asc,
                amounts.column_ref asc
        ) as told_rank
    from {{ ref('int_amounts_across_documents') }} as amounts
    inner join {{ ref('stg_code__checks') }} as checks
        on amounts.check_code = checks.code
    window pairs as (partition by {{ pair_columns }})
),

failing as (
    select
        {{ pair | join(',\n        ') }},
        compared_count,
        count(*) as failing_count,
        min(case when told_rank = 1 then cell_id end) as cell_id,
        string_agg(case when told_rank <= 5 then told end, '; ' order by told_rank) as told
    from compared
    where verdict = 'fails'
    group by {{ pair | join(', ') }}, compared_count
),

places as (
    select distinct
        cell_id,
        page_no,
        table_no,
        row_no,
        col_no
    from {{ ref('int_budget_lines_accepted') }}
)

select
    failing.document_id,
    failing.check_code as reason,
    places.page_no,
    places.table_no,
    places.row_no,
    places.col_no,
    failing.cell_id,
    concat('identity_', failing.check_code) as finding_code,
    concat(
        failing.told, ' | ', failing.failing_count, '/', failing.compared_count, ' ',
        failing.statement_ref, ' ', failing.fiscal_year, ' ', failing.stage, ' (',
        documents.file_name, ')'
    ) as evidence
from failing
inner join {{ ref('int_documents_described') }} as documents
    on failing.other_document_id = documents.document_id
inner join places
    on failing.cell_id = places.cell_id
