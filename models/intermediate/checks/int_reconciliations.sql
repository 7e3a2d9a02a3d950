{#
    Identities that a document must obey, each with what it states, what its parts give, and the
    verdict.
#}
with

identities as (
    {% for identities_found in [
        ref('int_identities_of_codes'),
        ref('int_identities_of_lines'),
        ref('int_identities_of_summaries'),
        ref('int_identities_of_statements'),
        ref('int_identities_of_columns'),
        ref('int_identities_of_funding'),
        ref('int_identities_of_weights')
    ] -%}
        select
            document_id,
            statement_code,
            check_code,
            scope,
            expected_cny,
            found_cny,
            part_count,
            rounding_step_cny,
            cell_ids
        from {{ identities_found }}
        {% if not loop.last -%} union all {% endif -%}
    {% endfor -%}
),

measured as (
    select
        document_id,
        statement_code,
        check_code,
        scope,
        cast(expected_cny as decimal(18, 2)) as expected_cny,
        cast(found_cny as decimal(18, 2)) as found_cny,
        cast(found_cny - expected_cny as decimal(18, 2)) as difference_cny,
        {#
            Every printed figure is rounded to its last digit; halves of those may add up.
        #}
        cast(rounding_step_cny / 2 * (part_count + 1) as decimal(18, 2)) as tolerance_cny,
        cell_ids
    from identities
)

select
    document_id,
    statement_code,
    check_code,
    scope,
    expected_cny,
    found_cny,
    difference_cny,
    tolerance_cny,
    cell_ids,
    case
        when expected_cny is null or found_cny is null then 'not_checkable'
        when difference_cny = 0 then 'holds'
        when abs(difference_cny) <= tolerance_cny then 'rounding'
        else 'fails'
    end as verdict
from measured
