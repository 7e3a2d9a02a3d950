{#
    The three likeliest meanings of every doubtful name of a unit or a project. `context` tells the
    division and the unit whose project it is.
#}
with

names_ranked as (
    select
        doubtful.seed_name,
        doubtful.reason,
        doubtful.wording,
        doubtful.unit_name,
        doubtful.fiscal_year,
        doubtful.document_id,
        doubtful.document_count,
        doubtful.times_printed,
        doubtful.amount_cny,
        doubtful.statement_code,
        doubtful.suggested_code,
        doubtful.suggested_name,
        doubtful.similarity,
        reasons.description as why,
        concat_ws(' ', doubtful.jurisdiction_code, doubtful.unit_name) as context,
        row_number() over (
            partition by
                doubtful.seed_name, doubtful.jurisdiction_code, doubtful.unit_name,
                doubtful.wording
            order by doubtful.similarity desc nulls last, doubtful.suggested_name asc
        ) as suggestion_no
    from {{ ref('int_names_doubtful') }} as doubtful
    left join {{ ref('stg_code__vocabularies') }} as reasons
        on
            doubtful.reason = reasons.code
            and reasons.vocabulary = 'unmapped_reason'
)

select
    seed_name,
    reason,
    wording,
    context,
    min(unit_name) as publishers,
    min(fiscal_year) as valid_from_year,
    max(times_printed) as rows_affected,
    max(amount_cny) as amount_cny,
    max(document_count) as document_count,
    min(document_id) as example_document_id,
    min(statement_code) as statement_codes,
    max(case suggestion_no when 1 then suggested_code end) as suggestion_1_code,
    max(case suggestion_no when 1 then suggested_name end) as suggestion_1_name,
    max(case suggestion_no when 1 then similarity end) as suggestion_1_similarity,
    max(case suggestion_no when 1 then why end) as suggestion_1_why,
    max(case suggestion_no when 2 then suggested_code end) as suggestion_2_code,
    max(case suggestion_no when 2 then suggested_name end) as suggestion_2_name,
    max(case suggestion_no when 2 then similarity end) as suggestion_2_similarity,
    max(case suggestion_no when 2 then why end) as suggestion_2_why,
    max(case suggestion_no when 3 then suggested_code end) as suggestion_3_code,
    max(case suggestion_no when 3 then suggested_name end) as suggestion_3_name,
    max(case suggestion_no when 3 then similarity end) as suggestion_3_similarity,
    max(case suggestion_no when 3 then why end) as suggestion_3_why
from names_ranked
group by seed_name, reason, wording, context
