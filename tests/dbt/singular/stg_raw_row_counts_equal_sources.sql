-- Staging drops and doubles no raw row.
with row_counts as (
    {%- for table in ['documents', 'tables', 'rows', 'lines', 'outcomes'] %}
        {%- if not loop.first %}
            union all
        {%- endif %}
        select
            '{{ table }}' as table_name,
            (select count(*) from {{ source('raw', table) }}) as raw_rows,
            (select count(*) from {{ ref('stg_raw__' ~ table) }}) as view_rows
    {%- endfor %}
)

select
    table_name,
    raw_rows,
    view_rows
from row_counts
where raw_rows <> view_rows
