{%- set rows = [] -%}
{%- for table in published_tables() -%}
    {%- set example = table.node.config.get('meta', {}).get('example', {}) -%}
    {%- do rows.append({
        'table_name': table.node.name,
        'description': table.node.description,
        'key_columns': key_columns(table.rules) | join(', ') or none,
        'example_zh': example.get('zh'),
        'example_en': example.get('en'),
        'example_query': (example.get('query') or '') | trim or none,
    }) -%}
{%- endfor -%}
with

tables_declared as (
    {{ rows_known(rows, {
        'table_name': 'VARCHAR', 'description': 'VARCHAR', 'key_columns': 'VARCHAR',
        'example_zh': 'VARCHAR', 'example_en': 'VARCHAR', 'example_query': 'VARCHAR',
    }) }}
),

sentences_told as (
    select
        *,
        {{ sentences('description') }} as sentences
    from tables_declared
),

pairs_told as (
    select
        *,
        {{ sentence_pair('sentences', 1) }} as addition,
        {{ sentence_pair('sentences', 2) }} as grain,
        {{ sentences_behind('sentences', 2) }} as notes
    from sentences_told
)

select
    table_name,
    {% for part in ['addition', 'grain', 'notes'] -%}
        nullif({{ in_chinese(part) }}, '') as {{ part }}_zh,
        nullif({{ in_english(part) }}, '') as {{ part }}_en,
    {% endfor -%}
    key_columns,
    example_zh,
    example_en,
    example_query
from pairs_told
