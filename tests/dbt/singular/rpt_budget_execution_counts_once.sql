-- A column of rpt_budget_execution holds no more of a document than the additive report of its
-- classification counts of it: no amount of a unit stands beside that of its department.
with counted as (

    select
        sources.classification,
        sources.slot,
        described.document_key,
        sum(described.amount_cny) as amount_cny
    from {{ ref('int_counted_lines_described') }} as described
    inner join {{ ref('stg_code__execution_sources') }} as sources
        on
            described.counted_in = sources.report_code
            and described.stage = sources.stage
            and sources.source_code = 'counted'
    group by sources.classification, sources.slot, described.document_key

),

columns_read as (

    {% for slot, column in [
        ('budget', 'budget'), ('adjusted_budget', 'adjusted_budget'), ('final_account', 'final')
    ] -%}
        select
            classification,
            '{{ slot }}' as slot,
            {{ column }}_document_key as document_key,
            sum({{ slot }}_cny) as amount_cny
        from {{ ref('rpt_budget_execution') }}
        where {{ column }}_source in ('counted', 'fund_table')
        group by classification, {{ column }}_document_key
        {% if not loop.last %}union all
        {% endif %}
    {%- endfor %}

)

select
    columns_read.classification,
    columns_read.slot,
    columns_read.document_key,
    columns_read.amount_cny as column_cny,
    counted.amount_cny as counted_cny
from columns_read
inner join counted
    on
        columns_read.classification = counted.classification
        and columns_read.slot = counted.slot
        and columns_read.document_key = counted.document_key
where columns_read.amount_cny > counted.amount_cny
