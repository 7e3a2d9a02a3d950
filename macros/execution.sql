{# How budget and final account of one thing are brought side by side. #}

{# The columns of an amount that may stand in a column of rpt_budget_execution. #}
{% macro execution_columns() -%}
    {{ return([
        'classification', 'slot', 'source_code', 'source_order', 'stage', 'document_key',
        'budget_unit_key', 'fiscal_year', 'code', 'statement_code', 'fund_scope', 'set_order',
        'group_ref', 'unit_ref', 'code_ref', 'name_printed', 'amount_cny', 'cell_id', 'proof_order',
        'paired_final_cny', 'pair_step_cny',
    ]) }}
{%- endmacro %}

{#
    The one set of amounts that feeds each column of a unit and year: a set of more detail that adds up
    to what counts, else what counts, else, where nothing does, a table of the document itself, or the
    first set that states something of the reference. Arguments are relations: amounts by set, and the codes that a set is held against.
    Of a set that does not count, what is part of the reference's codes or above them is left out.
#}
{% macro execution_sets_chosen(details, reference) -%}
    {%- set unit = ['unit_ref', 'fiscal_year', 'classification'] -%}
    {%- set column = unit + ['slot'] -%}
with sets_found as (

    select
        {{ column | join(', ') }},
        source_code,
        source_order,
        set_order,
        group_ref,
        sum(amount_cny) as sum_cny,
        count(distinct code) as code_count
    from {{ details }}
    group by {{ column | join(', ') }}, source_code, source_order, set_order, group_ref

),

sets_matched as (

    select distinct
        {% for key in column -%}
            details.{{ key }},
        {% endfor -%}
        details.group_ref
    from {{ details }} as details
    inner join {{ reference }} as reference
        on
            {% for key in unit -%}
                details.{{ key }} = reference.{{ key }}
                and {% endfor -%}
            details.code_ref = reference.code_ref

),

sets_ranked as (

    select
        {% for key in column -%}
            sets_found.{{ key }},
        {% endfor -%}
        sets_found.group_ref,
        sets_found.source_code in ('counted', 'fund_table') or counted.sum_cny is not null as is_whole,
        row_number() over (
            partition by sets_found.{{ column | join(', sets_found.') }}
            order by
                case when sets_found.source_code = 'counted' then 1 else 0 end asc,
                sets_found.source_order asc,
                sets_found.set_order asc,
                sets_found.group_ref asc
        ) as set_rank
    from sets_found
    left join sets_found as counted
        on
            {% for key in column -%}
                sets_found.{{ key }} = counted.{{ key }}
                and {% endfor -%}
            counted.source_code = 'counted'
    left join sets_matched
        on
            {% for key in column -%}
                sets_found.{{ key }} = sets_matched.{{ key }}
                and {% endfor -%}
            sets_found.group_ref = sets_matched.group_ref
    where
        sets_found.source_code = 'counted'
        or (
            sets_found.sum_cny = counted.sum_cny
            and sets_found.code_count > counted.code_count
        )
        or (
            counted.sum_cny is null
            and (sets_matched.group_ref is not null or sets_found.source_code = 'fund_table')
        )

),

reference_above as (

    {{ gongkai.with_code_prefixes(reference, unit + ['code'], 'code') }}

),

related as (

    select distinct
        {{ unit | join(', ') }},
        code_prefix as code
    from reference_above

)

select
    details.{{ gongkai.execution_columns() | join(',\n    details.') }}
from {{ details }} as details
inner join sets_ranked
    on
        {% for key in column -%}
            details.{{ key }} = sets_ranked.{{ key }}
            and {% endfor -%}
        details.group_ref = sets_ranked.group_ref
        and sets_ranked.set_rank = 1
left join {{ reference }} as same_codes
    on
        {% for key in unit -%}
            details.{{ key }} = same_codes.{{ key }}
            and {% endfor -%}
        details.code_ref = same_codes.code_ref
left join related
    on
        {% for key in unit -%}
            details.{{ key }} = related.{{ key }}
            and {% endfor -%}
        details.code = related.code
{% for length in [3, 5] -%}
    left join {{ reference }} as reference_{{ length }}
        on
            {% for key in unit -%}
                details.{{ key }} = reference_{{ length }}.{{ key }}
                and {% endfor -%}
            case when length(details.code) > {{ length }} then substr(details.code, 1, {{ length }}) end
            = reference_{{ length }}.code
{% endfor -%}
where
    sets_ranked.is_whole
    or same_codes.code_ref is not null
    or (
        details.code is not null
        and related.code is null
        and reference_3.code is null
        and reference_5.code is null
    )
{%- endmacro %}
