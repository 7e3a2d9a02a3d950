{#
    Which cells stand on which side of which identity, with the figures that they bring: one row
    an identity, side and cell. A figure that is printed nowhere has no cell.
#}
with

figures as (
    {% for identities in [
        ref('int_identities_of_codes'),
        ref('int_identities_of_lines'),
        ref('int_identities_of_summaries'),
        ref('int_identities_of_summary_parts'),
        ref('int_identities_of_statements'),
        ref('int_identities_between_codes'),
        ref('int_identities_of_columns'),
        ref('int_identities_of_three_public'),
        ref('int_identities_of_cost_categories'),
        ref('int_identities_of_text'),
        ref('int_identities_of_changes'),
        ref('int_identities_of_change_parts'),
        ref('int_identities_of_rates'),
        ref('int_identities_of_categories'),
        ref('int_identities_of_funding'),
        ref('int_identities_of_project_forms'),
        ref('int_identities_of_form_purchases'),
        ref('int_identities_of_units'),
        ref('int_identities_of_debt'),
        ref('int_identities_of_transfers'),
        ref('int_identities_of_weights'),
        ref('int_identities_of_forms'),
        ref('int_identities_of_form_sources')
    ] -%}
        select
            document_id,
            statement_code,
            check_code,
            scope,
            told_apart_by,
            side,
            cell_id,
            cast(amount_cny as decimal(18, 4)) as amount_cny,
            cast(rounding_step_cny as decimal(18, 6)) as rounding_step_cny,
            is_open
        from {{ identities }}
        {% if not loop.last -%} union all {% endif -%}
    {% endfor %}
)

select
    document_id,
    statement_code,
    check_code,
    scope,
    side,
    cell_id,
    {{ surrogate_key([
        'document_id', 'statement_code', 'check_code', 'scope', 'told_apart_by'
    ]) }} as reconciliation_key,
    {# One cell may hold several figures. #}
    cast(sum(amount_cny) as decimal(18, 4)) as amount_cny,
    cast(sum(rounding_step_cny) as decimal(18, 6)) as rounding_step_cny,
    bool_or(is_open) as is_open
from figures
group by document_id, statement_code, check_code, scope, told_apart_by, side, cell_id
