{%- set tables = published_tables() -%}
{%- set rows = [] -%}
{%- for table in tables -%}
    {%- set key = key_columns(table.rules) -%}
    {%- set filled = table.rules.get('filled', []) -%}
    {%- set related = columns_related(table, tables) -%}
    {%- for column in table.node.columns.values() -%}
        {%- set relation = related.get(column.name, [none, none]) -%}
        {%- set constraints = column.constraints | map(attribute='type') | map('string') | list -%}
        {%- do rows.append({
            'table_name': table.node.name,
            'position': loop.index,
            'column_name': column.name,
            'data_type': column.data_type,
            'is_key': column.name in key,
            'is_nullable': 'not_null' not in constraints and column.name not in filled,
            'description': column.description,
            'vocabulary': table.rules.get('listed', {}).get(column.name),
            'related_table': relation[0],
            'related_column': relation[1],
        }) -%}
    {%- endfor -%}
{%- endfor -%}
with

columns_declared as (
    {{ rows_known(rows, {
        'table_name': 'VARCHAR', 'position': 'INTEGER', 'column_name': 'VARCHAR',
        'data_type': 'VARCHAR', 'is_key': 'BOOLEAN', 'is_nullable': 'BOOLEAN',
        'description': 'VARCHAR', 'vocabulary': 'VARCHAR', 'related_table': 'VARCHAR',
        'related_column': 'VARCHAR',
    }) }}
),

sentences_told as (
    select
        *,
        {{ sentences('description') }} as sentences
    from columns_declared
)

select
    table_name,
    position,
    column_name,
    data_type,
    is_key,
    is_nullable,
    {{ in_chinese('sentences') }} as description_zh,
    {{ in_english('sentences') }} as description_en,
    vocabulary,
    related_table,
    related_column
from sentences_told
