-- An alias means one code in one year.
with windows as (
    {%- for seed, code in [
        ('map_item_to_economic', 'economic_code'), ('map_item_to_function', 'function_code'),
    ] %}
        {%- if not loop.first %}
            union all
        {%- endif %}
        select
            '{{ seed }}' as seed_name,
            wording,
            {{ code }} as code,
            cast(valid_from_year as integer) as first_year,
            coalesce(cast(nullif(trim(valid_to_year), '') as integer), 9999) as last_year
        from {{ ref(seed) }}
    {%- endfor %}
),

windows_numbered as (
    select
        seed_name,
        wording,
        code,
        first_year,
        last_year,
        row_number() over (
            partition by seed_name, wording
            order by first_year, last_year, code
        ) as window_no
    from windows
)

select
    one.seed_name,
    one.wording,
    one.code,
    other.code as other_code,
    one.first_year,
    one.last_year
from windows_numbered as one
inner join windows_numbered as other
    on
        one.seed_name = other.seed_name
        and one.wording = other.wording
        and one.window_no < other.window_no
        and one.first_year <= other.last_year
        and one.last_year >= other.first_year
union all
select
    seed_name,
    wording,
    code,
    code as other_code,
    first_year,
    last_year
from windows_numbered
where last_year < first_year
