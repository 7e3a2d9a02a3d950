{#
    Statements of one document that state the same money, or a part of it, for the pairs in the
    seed: of one kind and stage, and in the same order where both are printed several times.
#}
with

{# Whole sums of each statement, with what is missing in them. #}
statements_stated as (
    select
        totals.document_id,
        totals.statement_code,
        totals.statement_family,
        totals.document_kind,
        totals.side,
        totals.stage,
        totals.expenditure_nature,
        totals.funding_source_code,
        totals.section_no,
        totals.section_count,
        sum(totals.amount_cny) as amount_cny
    from {{ ref('int_statement_totals') }} as totals
    group by
        totals.document_id, totals.statement_code, totals.statement_family, totals.document_kind,
        totals.side, totals.stage, totals.expenditure_nature, totals.funding_source_code,
        totals.section_no, totals.section_count
)

select
    stated.document_id,
    stated.statement_code as found_statement,
    stated.expenditure_nature as found_nature,
    stated.funding_source_code as found_source,
    stated.side as found_side,
    wholes.statement_code as expected_statement,
    wholes.expenditure_nature as expected_nature,
    wholes.funding_source_code as expected_source,
    wholes.side as expected_side,
    stated.stage,
    stated.section_no,
    pairs.check_code,
    pairs.compares,
    concat(stated.statement_code, ' ', checks.relation, ' ', wholes.statement_code) as scope,
    concat(
        stated.side, ' ', stated.stage, ' ', stated.expenditure_nature, ' ',
        wholes.expenditure_nature, ' ', wholes.funding_source_code, ' ', stated.section_no
    ) as told_apart_by,
    stated.amount_cny = wholes.amount_cny as is_same
from {{ ref('stg_map__statement_pairs') }} as pairs
inner join {{ ref('stg_code__checks') }} as checks
    on pairs.check_code = checks.code
inner join statements_stated as stated
    on
        pairs.found_statement = stated.statement_family
        and pairs.found_nature = stated.expenditure_nature
        and pairs.found_source = stated.funding_source_code
inner join statements_stated as wholes
    on
        pairs.expected_statement = wholes.statement_family
        and pairs.expected_nature = wholes.expenditure_nature
        and pairs.expected_source = wholes.funding_source_code
        and stated.document_id = wholes.document_id
        and stated.document_kind = wholes.document_kind
        and pairs.crosses_sides = (stated.side <> wholes.side)
        and stated.stage = wholes.stage
        and stated.section_no = wholes.section_no
        and stated.section_count = wholes.section_count
left join {{ ref('int_sources_alone') }} as alone
    on
        stated.document_id = alone.document_id
        and stated.stage = alone.stage
        and pairs.only_source = alone.funding_source_code
where
    pairs.only_source is null
    or alone.funding_source_code is not null
