{%- set left_out = [] -%}
{%- for table in published_tables() -%}
    {%- for column, codes in codes_left_out(table.rules).items() -%}
        {%- do left_out.append(
            "(described.table_name = '" ~ table.node.name ~ "' and described.column_name = '" ~ column
            ~ "' and vocabulary.code in (" ~ codes ~ "))"
        ) -%}
    {%- endfor -%}
{%- endfor -%}
with

values_allowed as (
    select
        described.table_name,
        described.column_name,
        vocabulary.code,
        vocabulary.display_order,
        vocabulary.name_zh,
        vocabulary.name_en,
        {{ sentences('vocabulary.description') }} as sentences
    from {{ ref('dictionary_column') }} as described
    inner join {{ ref('int_vocabulary') }} as vocabulary
        on described.vocabulary = vocabulary.vocabulary
    where not ({{ left_out | join('\n        or ') or 'false' }})
)

select
    table_name,
    column_name,
    code,
    display_order,
    name_zh,
    name_en,
    {{ in_chinese('sentences') }} as description_zh,
    {{ in_english('sentences') }} as description_en
from values_allowed
