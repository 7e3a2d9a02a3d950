{#
    Rows of one key are never valid in the same year, and no window ends before it starts; what is
    empty in two keys is the same. An open end reaches on.
    Arguments: key_columns (list). The columns valid_from_year and valid_to_year hold the window.
#}
{% test windows_do_not_overlap(model, key_columns) %}

with numbered as (

    select
        {{ key_columns | join(',\n        ') }},
        valid_from_year,
        coalesce(valid_to_year, 9999) as last_year,
        row_number() over (
            order by {{ key_columns | join(', ') }}, valid_from_year, coalesce(valid_to_year, 9999)
        ) as row_no
    from {{ model }}

)

select
    {%- for column in key_columns %}
    earlier.{{ column }},
    {%- endfor %}
    earlier.valid_from_year,
    earlier.last_year,
    later.valid_from_year as other_valid_from_year
from numbered as earlier
left join numbered as later
    on
        earlier.row_no < later.row_no
        and earlier.last_year >= later.valid_from_year
        {%- for column in key_columns %}
        and coalesce(cast(earlier.{{ column }} as {{ dbt.type_string() }}), '')
        = coalesce(cast(later.{{ column }} as {{ dbt.type_string() }}), '')
        {%- endfor %}
where
    later.row_no is not null
    or earlier.last_year < earlier.valid_from_year

{% endtest %}
