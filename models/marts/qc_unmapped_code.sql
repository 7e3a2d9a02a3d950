-- One row a wording, ready to be pasted into the seed it names once its target is filled in.
with wordings as (

    select
        seed_name,
        wording,
        statement_code,
        context,
        target,
        min(valid_from_year) as valid_from_year,
        max(valid_to_year) as valid_to_year,
        sum(rows_affected) as rows_affected,
        sum(amount_cny) as amount_cny,
        count(distinct document_id) as document_count,
        min(document_id) as example_document_id
    from {{ ref('int_unmapped_wordings') }}
    group by
        seed_name,
        wording,
        statement_code,
        context,
        target

),

keyed_wordings as (

    select
        seed_name,
        wording,
        statement_code,
        context,
        target,
        valid_from_year,
        valid_to_year,
        cast(rows_affected as bigint) as rows_affected,
        cast(amount_cny as decimal(18, 2)) as amount_cny,
        cast(document_count as bigint) as document_count,
        {{ code_key('example_document_id') }} as document_key,
        {{ surrogate_key(['seed_name', 'wording', 'statement_code', 'context', 'target']) }}
            as unmapped_code_key
    from wordings

)

select
    seed_name,
    wording,
    statement_code,
    context,
    target,
    valid_from_year,
    valid_to_year,
    rows_affected,
    amount_cny,
    document_count,
    document_key,
    unmapped_code_key
from keyed_wordings
