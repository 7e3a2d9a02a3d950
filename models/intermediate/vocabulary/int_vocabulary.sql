{#
    Every code of every closed set, with its labels: the sets that only have labels stand in one
    seed, those by which models decide in seeds of their own.
#}
with

listed as (
    select
        vocabulary,
        code,
        display_order,
        name_zh,
        name_en,
        description
    from {{ ref('stg_code__vocabularies') }}
    {% for vocabulary, seed in [
        ('line_kind', ref('stg_code__line_kinds')),
        ('check', ref('stg_code__checks')),
        ('finding', ref('int_findings_listed')),
        ('finding_with_reasons', ref('stg_code__findings')),
    ] -%}
        union all
        select
            '{{ vocabulary }}' as vocabulary,
            code,
            display_order,
            name_zh,
            name_en,
            description
        from {{ seed }}
    {% endfor %}
)

select
    vocabulary,
    code,
    display_order,
    name_zh,
    name_en,
    description
from listed
