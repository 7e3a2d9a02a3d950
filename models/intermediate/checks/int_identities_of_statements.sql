{#
    The same money in two statements: what one states as its whole against what another does, for
    the pairs of statements in the seed, of one funding source and in the same order where both are
    printed several times. One row a figure of an identity.
#}
with

columns_short as (
    select distinct
        document_id,
        statement_code,
        col_no
    from {{ ref('int_amounts_missing') }}
),

totals_keyed as (
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
        totals.cell_id,
        totals.amount_cny,
        totals.rounding_step_cny,
        bool_or(columns_short.col_no is not null) over (
            partition by
                totals.document_id, totals.statement_code, totals.side, totals.stage,
                totals.expenditure_nature, totals.funding_source_code, totals.section_no
        ) as is_open
    from {{ ref('int_statement_totals') }} as totals
    left join columns_short
        on
            totals.document_id = columns_short.document_id
            and totals.statement_code = columns_short.statement_code
            and totals.col_no = columns_short.col_no
),

statements_stated as (
    select distinct
        document_id,
        statement_code,
        statement_family,
        document_kind,
        side,
        stage,
        expenditure_nature,
        funding_source_code,
        section_no,
        section_count
    from totals_keyed
),

statements_paired as (
    select
        stated.document_id,
        stated.statement_code as found_statement,
        stated.expenditure_nature as found_nature,
        stated.funding_source_code as found_source,
        wholes.statement_code as expected_statement,
        wholes.expenditure_nature as expected_nature,
        wholes.funding_source_code as expected_source,
        stated.side,
        stated.stage,
        stated.section_no,
        pairs.check_code,
        concat(stated.statement_code, ' ', checks.relation, ' ', wholes.statement_code) as scope,
        concat(
            stated.side, ' ', stated.stage, ' ', stated.expenditure_nature, ' ',
            wholes.expenditure_nature, ' ', wholes.funding_source_code, ' ', stated.section_no
        ) as told_apart_by
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
            and stated.side = wholes.side
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
)

{% for side in ['expected', 'found'] -%}
    select
        paired.document_id,
        paired.found_statement as statement_code,
        paired.check_code,
        paired.scope,
        paired.told_apart_by,
        '{{ side }}' as side,
        totals.cell_id,
        totals.amount_cny,
        totals.rounding_step_cny,
        totals.is_open
    from statements_paired as paired
    inner join totals_keyed as totals
        on
            paired.document_id = totals.document_id
            and paired.{{ side }}_statement = totals.statement_code
            and paired.{{ side }}_nature = totals.expenditure_nature
            and paired.{{ side }}_source = totals.funding_source_code
            and paired.side = totals.side
            and paired.stage = totals.stage
            and paired.section_no = totals.section_no
    {% if not loop.last -%} union all {% endif -%}
{% endfor %}
