{#
    The same money in two statements: what one states as its whole against what another does, for
    the pairs of statements in the seed. One row a figure of an identity.
#}
with

statements_stated as (
    select distinct
        document_id,
        statement_code,
        statement_family,
        document_kind,
        side,
        stage,
        expenditure_nature
    from {{ ref('int_statement_totals') }}
),

statements_paired as (
    select
        stated.document_id,
        stated.statement_code as found_statement,
        stated.expenditure_nature as found_nature,
        wholes.statement_code as expected_statement,
        wholes.expenditure_nature as expected_nature,
        stated.side,
        stated.stage,
        pairs.check_code,
        concat(stated.statement_code, ' ', checks.relation, ' ', wholes.statement_code) as scope,
        concat(
            stated.side, ' ', stated.stage, ' ', stated.expenditure_nature, ' ',
            wholes.expenditure_nature
        ) as told_apart_by
    from {{ ref('stg_map__statement_pairs') }} as pairs
    inner join {{ ref('stg_code__checks') }} as checks
        on pairs.check_code = checks.code
    inner join statements_stated as stated
        on
            pairs.found_statement = stated.statement_family
            and pairs.found_nature = stated.expenditure_nature
    inner join statements_stated as wholes
        on
            pairs.expected_statement = wholes.statement_family
            and pairs.expected_nature = wholes.expenditure_nature
            and stated.document_id = wholes.document_id
            and stated.document_kind = wholes.document_kind
            and stated.side = wholes.side
            and stated.stage = wholes.stage
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
        false as is_open
    from statements_paired as paired
    inner join {{ ref('int_statement_totals') }} as totals
        on
            paired.document_id = totals.document_id
            and paired.{{ side }}_statement = totals.statement_code
            and paired.{{ side }}_nature = totals.expenditure_nature
            and paired.side = totals.side
            and paired.stage = totals.stage
    {% if not loop.last -%} union all {% endif -%}
{% endfor %}
