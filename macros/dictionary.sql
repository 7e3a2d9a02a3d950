{#
    What the models declare of every published table, for the dictionary: the contract and descriptions of
    the .yml, and by columns_hold its key, vocabularies and relations. `version`, which publishing itself
    writes, is described as a source.
#}

{# Tables by name: name, description, columns, key, example; needs the whole project, so only when run. #}
{% macro published_tables() -%}
    {%- set tables = {} -%}
    {%- if execute -%}
        {%- for node in graph.nodes.values() if node.resource_type == 'model' and node.schema == this.schema -%}
            {%- do tables.update({node.name: {'node': node, 'rules': {}}}) -%}
        {%- endfor -%}
        {%- for node in graph.sources.values() if node.source_name == 'published' -%}
            {%- do tables.update({node.name: {'node': node, 'rules': {}}}) -%}
        {%- endfor -%}
        {%- for node in graph.nodes.values()
            if node.resource_type == 'test' and node.attached_node
            and node.test_metadata.name == 'columns_hold' -%}
            {%- set name = node.attached_node.split('.') | last -%}
            {%- if name in tables -%}
                {%- do tables[name].rules.update(node.test_metadata.kwargs) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endif -%}
    {{ return(tables.values() | sort(attribute='node.name')) }}
{%- endmacro %}

{# The columns that together name a row: the key of the table's own, else what stands once. #}
{% macro key_columns(rules) -%}
    {%- set unique = rules.get('unique', []) -%}
    {%- for column in unique if column.endswith('_key') -%}
        {{ return([column]) }}
    {%- endfor -%}
    {{ return(unique[:1] or (rules.get('keys', []) | first) or []) }}
{%- endmacro %}

{#
    Key column -> the table that it is the key of: the dimension where there is one, else the only other table.
    Keys that several tables call alike (asset_key) are no relation.
#}
{% macro tables_by_key(tables) -%}
    {%- set named = {} -%}
    {%- for table in tables -%}
        {%- set key = key_columns(table.rules) -%}
        {%- if key | length == 1 and key[0].endswith('_key') -%}
            {%- do named.setdefault(key[0], []).append(table.node.name) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- set found = {} -%}
    {%- for column, names in named.items() -%}
        {%- for name in names if names | length == 1 or name.startswith('dim_') -%}
            {%- do found.update({column: name}) -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ return(found) }}
{%- endmacro %}

{# Column -> [table, column] that its values are found in: by the name of a key, or as columns_hold says. #}
{% macro columns_related(table, tables) -%}
    {%- set names = tables | map(attribute='node.name') | list -%}
    {%- set by_key = tables_by_key(tables) -%}
    {%- set related = {} -%}
    {%- for column in table.node.columns if by_key.get(column, table.node.name) != table.node.name -%}
        {%- do related.update({column: [by_key[column], column]}) -%}
    {%- endfor -%}
    {%- for relation in table.rules.get('related', []) -%}
        {%- set name = relation.to.split("'")[1] -%}
        {%- if name in names -%}
            {%- do related.update({relation.column: [name, relation.get('field', relation.column)]}) -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(related) }}
{%- endmacro %}

{# Column -> codes of its vocabulary that it never has: "column is null or column not in (…)". #}
{% macro codes_left_out(rules) -%}
    {%- set left_out = {} -%}
    {%- for condition in rules.get('holds', []) -%}
        {%- for column, codes in modules.re.findall('^([a-z_]+) is null or \\1 not in [(](.*)[)]$', condition) -%}
            {%- do left_out.update({column: codes}) -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ return(left_out) }}
{%- endmacro %}

{# Rows that are known when the project is compiled, as one text: a list of mappings of column to value. #}
{% macro rows_known(rows, types) -%}
    {{ return(adapter.dispatch('rows_known', 'gongkai')(rows, types)) }}
{%- endmacro %}

{% macro duckdb__rows_known(rows, types) -%}
    select unnest(
        from_json('{{ tojson(rows) | replace("'", "''") }}', '{{ tojson([types]) }}'), recursive := true
    )
{%- endmacro %}
