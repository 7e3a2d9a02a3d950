{%- set labelled = dict(labels_of_sums(), proof='proof') -%}
{%- set of_unit = [
    'unit_name_resolved', 'department_name', 'jurisdiction_code', 'jurisdiction_name',
    'prefecture_name', 'province_name',
] -%}
-- Lines of the statements by function, under the column of all natures, or under those of its parts
-- where these count and no column restates them. A line without a matched code keeps its money,
-- without a purpose. What only balances the budget of a government (repaid debt, money moved out or
-- kept) has none and stands in the facts alone.
with classified_lines as (

    select
        amounts.document_key,
        documents.file_name as document_file,
        amounts.fiscal_year,
        amounts.stage,
        amounts.budget_unit_key,
        amounts.unit_code,
        amounts.unit_name,
        amounts.statement_code,
        amounts.funding_source_code,
        amounts.expenditure_nature,
        amounts.amount_cny,
        amounts.proof,
        proofs.display_order as proof_order,
        purposes.cofog_division,
        purposes.cofog_division_name,
        purposes.cofog_group,
        purposes.cofog_group_name,
        counted_rows.budget_line_key is not null as is_counted,
        case when purposes.mapping_status = 'draft' then 1 else 0 end as draft_count
    from {{ ref('fct_function_expenditure') }} as amounts
    inner join {{ ref('stg_code__statements') }} as statements
        on
            amounts.statement_code = statements.statement_code
            and statements.line_kind = 'function'
            and statements.document_kind <> 'performance_target'
    left join {{ ref('stg_code__vocabularies') }} as proofs
        on
            amounts.proof = proofs.code
            and proofs.vocabulary = 'proof'
    left join {{ ref('int_row_totals_counted') }} as counted_rows
        on amounts.function_expenditure_key = counted_rows.budget_line_key
    left join {{ ref('dim_document') }} as documents
        on amounts.document_key = documents.document_key
    left join {{ ref('int_functions_by_cofog') }} as purposes
        on amounts.function_code = purposes.function_code
    where
        amounts.line_kind = 'function'
        and (amounts.expenditure_nature = 'total' or counted_rows.budget_line_key is not null)
        and (
            coalesce(documents.disclosure_scope, '') <> 'government'
            or coalesce(purposes.is_outlay, true)
        )

),

summed as (

    select
        document_key,
        document_file,
        fiscal_year,
        stage,
        budget_unit_key,
        unit_code,
        unit_name,
        statement_code,
        funding_source_code,
        expenditure_nature,
        cofog_division,
        cofog_division_name,
        cofog_group,
        cofog_group_name,
        is_counted,
        count(*) as line_count,
        sum(amount_cny) as amount_cny,
        max(draft_count) as draft_count,
        max_by(proof, proof_order) as proof
    from classified_lines
    group by
        document_key,
        document_file,
        fiscal_year,
        stage,
        budget_unit_key,
        unit_code,
        unit_name,
        statement_code,
        funding_source_code,
        expenditure_nature,
        cofog_division,
        cofog_division_name,
        cofog_group,
        cofog_group_name,
        is_counted

),

keyed_sums as (

    select
        summed.document_key,
        summed.document_file,
        summed.fiscal_year,
        summed.stage,
        summed.budget_unit_key,
        summed.unit_code,
        summed.unit_name,
        summed.statement_code,
        summed.funding_source_code,
        summed.expenditure_nature,
        summed.cofog_division,
        summed.cofog_division_name,
        summed.cofog_group,
        summed.cofog_group_name,
        summed.is_counted,
        summed.proof,
        {{ columns_described(labelled, of_unit) }},
        {{ surrogate_key([
            'summed.document_key', 'summed.fiscal_year', 'summed.stage', 'summed.unit_code',
            'summed.unit_name', 'summed.statement_code', 'summed.funding_source_code',
            'summed.cofog_group', 'summed.is_counted', 'summed.expenditure_nature',
        ]) }} as expenditure_by_cofog_key,
        cast(summed.line_count as bigint) as line_count,
        cast(summed.amount_cny as decimal(18, 2)) as amount_cny,
        summed.draft_count > 0 as is_draft_mapping
    from summed
    {{ joins_described('summed', labelled) }}

)

select
    expenditure_by_cofog_key,
    document_key,
    document_file,
    fiscal_year,
    stage,
    unit_code,
    unit_name,
    statement_code,
    funding_source_code,
    expenditure_nature,
    cofog_division,
    cofog_division_name,
    cofog_group,
    cofog_group_name,
    line_count,
    amount_cny,
    is_draft_mapping,
    is_counted,
    proof,
    budget_unit_key,
    {{ names_described(labelled, of_unit) | join(',\n    ') }}
from keyed_sums
