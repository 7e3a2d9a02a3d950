{#
    The documents that tell a report of one unit, year and stage, in the order in which they speak, with
    the one that is first. Project forms may be published in a file each: `is_of_forms_alone` says that
    neither this one nor one before it has more than forms.
#}
with

sets_per_table as (
    select distinct
        report_code,
        statement_code
    from {{ ref('stg_code__counted_sets') }}
    where is_total_per_table
),

candidates as (
    select
        ranked.document_id,
        ranked.speaker_ref,
        ranked.fiscal_year,
        ranked.stage,
        ranked.disclosure_scope,
        chosen.report_code,
        chosen.sum_cny,
        sets_per_table.statement_code is not null as is_of_forms,
        row_number() over (
            partition by
                chosen.report_code, ranked.speaker_ref, ranked.fiscal_year, ranked.stage
            order by
                {# Forms are no list of all projects. #}
                case when sets_per_table.statement_code is null then 0 else 1 end asc,
                ranked.document_rank asc,
                ranked.document_id asc
        ) as choice_rank
    from {{ ref('int_documents_ranked') }} as ranked
    inner join {{ ref('int_sums_chosen') }} as chosen
        on ranked.document_id = chosen.document_id
    left join sets_per_table
        on
            chosen.report_code = sets_per_table.report_code
            and chosen.statement_code = sets_per_table.statement_code
    left join {{ ref('int_documents_covered') }} as covered
        on
            chosen.document_id = covered.document_id
            and chosen.report_code = covered.report_code
    where covered.document_id is null
)

select
    document_id,
    report_code,
    speaker_ref,
    fiscal_year,
    stage,
    disclosure_scope,
    sum_cny,
    is_of_forms,
    choice_rank,
    bool_and(is_of_forms) over first_to_this as is_of_forms_alone,
    first_value(document_id) over first_to_this as first_document_id
from candidates
window first_to_this as (
    partition by report_code, speaker_ref, fiscal_year, stage
    order by choice_rank
    rows between unbounded preceding and current row
)
