-- Where a document counts unit by unit no table of it feeds a unit that it does not count: that
-- would be the department beside its units.
with counted as (

    select distinct
        sources.classification,
        described.document_key,
        described.budget_unit_key
    from {{ ref('int_counted_lines_described') }} as described
    inner join {{ ref('stg_code__execution_sources') }} as sources
        on
            described.counted_in = sources.report_code
            and described.stage = sources.stage
            and sources.source_code = 'counted'
    where described.fiscal_year is not null

),

documents_counted as (

    select distinct
        classification,
        document_key
    from counted

),

tables_read as (

    {% for column in ['budget', 'adjusted_budget', 'final'] -%}
        select
            budget_execution_key,
            classification,
            budget_unit_key,
            {{ column }}_document_key as document_key
        from {{ ref('rpt_budget_execution') }}
        where {{ column }}_source = 'fund_table'
        {% if not loop.last %}union all
        {% endif %}
    {%- endfor %}

)

select
    tables_read.budget_execution_key,
    tables_read.classification,
    tables_read.document_key,
    tables_read.budget_unit_key
from tables_read
inner join documents_counted
    on
        tables_read.classification = documents_counted.classification
        and tables_read.document_key = documents_counted.document_key
left join counted
    on
        tables_read.classification = counted.classification
        and tables_read.document_key = counted.document_key
        and tables_read.budget_unit_key = counted.budget_unit_key
where counted.document_key is null
