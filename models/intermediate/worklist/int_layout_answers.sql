{#
    What a wording of the worklist may be answered with: the code of a statement, or a known wording
    whose row it takes over. Known wordings that mean the same are one answer, under the wording that
    the evidence names, else the shortest.
#}
with

headers as (
    select
        'map_header_to_role' as seed_name,
        wording,
        value_type,
        {{ surrogate_key([
            'value_type', 'role', 'side', 'expenditure_nature', 'cost_category',
            'funding_source_code', 'three_public_category', 'stage', 'is_of_debt',
            'is_of_transfers',
        ]) }} as meaning
    from {{ ref('stg_map__headers') }}
    where role <> 'column_numbers'
),

labels as (
    select
        'map_label_to_field' as seed_name,
        wording,
        value_type,
        {{ surrogate_key(['field', 'value_type', 'funding_source_code', 'horizon']) }} as meaning
    from {{ ref('stg_map__labels') }}
),

totals as (
    select
        'map_total_wording' as seed_name,
        wording,
        cast(null as varchar) as value_type,
        {{ surrogate_key(['cost_category', 'is_of_year', 'is_subtotal']) }} as meaning
    from {{ ref('stg_map__total_wordings') }}
),

levels as (
    select
        'map_level_to_category' as seed_name,
        wording,
        cast(level as varchar) as value_type,
        {{ surrogate_key(['level', 'category_code']) }} as meaning
    from {{ ref('stg_map__levels') }}
),

statements as (
    select
        'map_title_to_statement' as seed_name,
        statement_name_zh as wording,
        document_kind as value_type,
        statement_code as meaning
    from {{ ref('stg_code__statements') }}
    where line_kind <> 'narrative'
    union distinct
    select
        'map_title_to_statement' as seed_name,
        titles.wording,
        statements.document_kind as value_type,
        statements.statement_code as meaning
    from {{ ref('stg_map__titles') }} as titles
    inner join {{ ref('stg_code__statements') }} as statements
        on titles.statement_code = statements.statement_code
    where length(titles.wording) >= 4
),

answers as (
    {% for answers in ['headers', 'labels', 'totals', 'levels', 'statements'] -%}
        select
            seed_name,
            wording,
            value_type,
            meaning
        from {{ answers }}
        {% if not loop.last %}union all
        {% endif %}
    {%- endfor %}
),

targets as (
    select distinct
        seed_name,
        target
    from {{ ref('stg_map__trait_suggestions') }}
)

select
    answers.seed_name,
    answers.wording,
    answers.value_type,
    answers.meaning,
    case
        when answers.seed_name = 'map_title_to_statement' then answers.meaning
        {# 成本指标 is a level of either kind. #}
        when answers.seed_name = 'map_level_to_category'
            then concat(answers.value_type, ' ', answers.wording)
        when targets.target is not null then answers.wording
        else first_value(answers.wording) over (
            partition by answers.seed_name, answers.meaning
            order by
                case when targets.target is not null then 0 else 1 end,
                length(answers.wording),
                answers.wording
        )
    end as target
from answers
left join targets
    on
        answers.seed_name = targets.seed_name
        and answers.wording = targets.target
