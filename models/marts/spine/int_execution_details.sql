{{ config(schema='intermediate', contract={'enforced': false}) }}

-- What int_execution_stated holds without the classes and sections that a set states beside their
-- own items; sets that count have none.
{%- set keys = ['unit_ref', 'fiscal_year', 'classification', 'slot', 'group_ref'] %}
with codes_stated as (

    select distinct
        {{ keys | join(', ') }},
        code
    from {{ ref('int_execution_stated') }}
    where source_code <> 'counted'

),

codes_above as (

    {{ with_code_prefixes('codes_stated', keys + ['code'], 'code') }}

),

parents as (

    select distinct
        {{ keys | join(', ') }},
        code_prefix
    from codes_above
    where code <> code_prefix

)

select
    stated.{{ execution_columns() | join(',\n    stated.') }}
from {{ ref('int_execution_stated') }} as stated
left join parents
    on
        {% for key in keys -%}
            {{ 'and ' if not loop.first }}stated.{{ key }} = parents.{{ key }}
        {% endfor -%}
        and case when stated.source_code <> 'counted' then stated.code end = parents.code_prefix
where parents.code_prefix is null
