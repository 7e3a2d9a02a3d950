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
    from {{ ref('int_statements_paired') }} as paired
    inner join totals_keyed as totals
        on
            paired.document_id = totals.document_id
            and paired.{{ side }}_statement = totals.statement_code
            and paired.{{ side }}_nature = totals.expenditure_nature
            and paired.{{ side }}_source = totals.funding_source_code
            and paired.{{ side }}_side = totals.side
            and paired.stage = totals.stage
            and paired.section_no = totals.section_no
    where paired.compares = 'totals'
    {% if not loop.last -%} union all {% endif -%}
{% endfor %}
