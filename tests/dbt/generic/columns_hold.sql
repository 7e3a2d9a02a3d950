{#
    What one scan of a model can tell of its rows, in one query. A failing row comes back whole, and
    `broken` names each column and the rule that it breaks.

    Arguments, all optional:
        filled        columns that are never NULL
        filled_where  column -> condition under which it is not NULL
        unique        columns whose values stand once; NULL is no value
        keys          lists of columns that together stand once; NULL counts as a value
        listed        column -> vocabulary whose codes are its values (a seed of closed sets, see
                      int_vocabulary), or {vocabulary, where}
        values        column -> values, where a model makes only a few of a vocabulary
        related       {column, to, field, where}: its value stands in that column of another model;
                      `field` is the same name where it is not given
        holds         conditions that are true of every row
#}
{% test columns_hold(
    model, filled=[], filled_where={}, unique=[], keys=[], listed={}, values={}, related=[], holds=[]
) %}

{%- set rules = [] -%}
{%- for column in filled -%}
    {%- do rules.append((column ~ ': not filled', column ~ ' is null')) -%}
{%- endfor -%}
{%- for column, condition in filled_where.items() -%}
    {%- do rules.append(
        (column ~ ': not filled where ' ~ condition, column ~ ' is null and (' ~ condition ~ ')')
    ) -%}
{%- endfor -%}
{%- for column in unique -%}
    {%- do rules.append((
        column ~ ': not unique',
        column ~ ' is not null and count(*) over (partition by ' ~ column ~ ') > 1'
    )) -%}
{%- endfor -%}
{%- for columns in keys -%}
    {%- set key = columns | join(', ') -%}
    {%- do rules.append(
        (key ~ ': not unique together', 'count(*) over (partition by ' ~ key ~ ') > 1')
    ) -%}
{%- endfor -%}
{%- for column, rule in listed.items() -%}
    {%- set vocabulary = rule if rule is string else rule['vocabulary'] -%}
    {%- set condition = 'true' if rule is string else rule['where'] -%}
    {%- do rules.append((
        column ~ ': not in the vocabulary ' ~ vocabulary,
        column ~ ' is not null and (' ~ condition ~ ') and ' ~ column
        ~ ' not in (select listed.code from ' ~ ref('int_vocabulary')
        ~ " as listed where listed.vocabulary = '" ~ vocabulary ~ "')"
    )) -%}
{%- endfor -%}
{%- for column, known in values.items() -%}
    {%- do rules.append((
        column ~ ': not one of ' ~ known | join(', '),
        column ~ " is not null and " ~ column ~ " not in ('" ~ known | join("', '") ~ "')"
    )) -%}
{%- endfor -%}
{%- for relation in related -%}
    {%- set column = relation['column'] -%}
    {%- set field = relation.get('field', column) -%}
    {%- do rules.append((
        column ~ ': not in ' ~ field ~ ' of ' ~ relation['to'].identifier,
        column ~ ' is not null and (' ~ relation.get('where', 'true')
        ~ ') and ' ~ column ~ ' not in (select related.' ~ field ~ ' from ' ~ relation['to']
        ~ ' as related where related.' ~ field ~ ' is not null)'
    )) -%}
{%- endfor -%}
{%- for condition in holds -%}
    {%- do rules.append((condition, 'not (' ~ condition ~ ')')) -%}
{%- endfor %}

with

rows_tested as (
    select
        concat_ws(
            '; '
            {%- for told, condition in rules %},
            case when {{ condition }} then '{{ told | replace("'", "''") }}' end
            {%- endfor %}
        ) as broken,
        tested.*
    from {{ model }} as tested
)

select *
from rows_tested
where broken <> ''

{% endtest %}
