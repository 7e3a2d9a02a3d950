{#
  How a relation takes the place of its forerunner. The adapter builds beside it, renames twice and
  drops, nine statements a model; DuckDB replaces a relation in one, and a build has hundreds of them.
  A contract is enforced as dbt does it. Foreign keys, indexes and grants, which no model has, are left out.
#}
{% materialization table, adapter="duckdb" %}
  {% do replace_relation(this.incorporate(type="table")) %}
  {{ return({"relations": [this.incorporate(type="table")]}) }}
{% endmaterialization %}


{% materialization view, adapter="duckdb" %}
  {% do replace_relation(this.incorporate(type="view")) %}
  {{ return({"relations": [this.incorporate(type="view")]}) }}
{% endmaterialization %}


{# Hooks, the relation and its comments in one transaction. #}
{% macro replace_relation(relation) %}
  {%- set existing = load_cached_relation(relation) -%}
  {{ run_hooks(pre_hooks, inside_transaction=False) }}
  {{ run_hooks(pre_hooks, inside_transaction=True) }}
  {% if existing is not none and existing.type != relation.type %}
    {% do adapter.drop_relation(existing) %}
  {% endif %}
  {% call statement("main") -%}
    {%- if config.get("contract").enforced -%}
      {{ get_assert_columns_equivalent(compiled_code) }}
      create or replace {{ relation.type }} {{ relation }} {{ get_table_columns_and_constraints() }};
      insert into {{ relation }} {{ get_column_names() }} (
        {{ get_select_subquery(compiled_code) }}
      );
    {%- else -%}
      create or replace {{ relation.type }} {{ relation }} as (
        {{ compiled_code }}
      );
    {%- endif -%}
    {{ comments_on(relation) }}
  {%- endcall %}
  {{ run_hooks(post_hooks, inside_transaction=True) }}
  {% do adapter.commit() %}
  {{ run_hooks(post_hooks, inside_transaction=False) }}
{% endmacro %}


{# The descriptions of a model and its columns as one text of statements. #}
{% macro comments_on(relation) %}
  {%- if config.persist_relation_docs() and model.description %}
    {{ alter_relation_comment(relation, model.description) }}
  {%- endif %}
  {%- if config.persist_column_docs() %}
    {%- for column in model.columns.values() if column.description %}
      comment on column {{ relation }}.{{ column.name }} is {{ duckdb_escape_comment(column.description) }};
    {%- endfor %}
  {%- endif %}
{% endmacro %}
