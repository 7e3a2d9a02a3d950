{# The Chinese and English label of every code that reports hold, by the kind of code. #}
select
    vocabulary as kind,
    code,
    name_zh,
    name_en
from {{ ref('int_vocabulary') }}
union all
select
    'statement' as kind,
    statement_code as code,
    statement_name_zh as name_zh,
    statement_name_en as name_en
from {{ ref('stg_code__statements') }}
union all
select
    'funding_source' as kind,
    funding_source_code as code,
    funding_source_name_zh as name_zh,
    funding_source_name_en as name_en
from {{ ref('stg_code__funding_sources') }}
{% for level in ['level1', 'level2'] -%}
    union all
    select distinct
        '{{ level }}' as kind,
        {{ level }}_code as code,
        {{ level }}_name_zh as name_zh,
        {{ level }}_name_en as name_en
    from {{ ref('stg_code__indicator_categories') }}
    where {{ level }}_code is not null
{% endfor %}
