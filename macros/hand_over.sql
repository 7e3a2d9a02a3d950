{#
    Plain dbt builds tables that `gongkai build` did not make: its mark goes, so that its next build makes
    every document anew and never takes for its own what another version of a model left.
#}
{% macro hand_over() -%}
    {%- if execute and flags.WHICH in ("build", "run", "seed") -%}
        drop table if exists built.programs
    {%- else -%}
        select 1 as nothing
    {%- endif -%}
{%- endmacro %}
