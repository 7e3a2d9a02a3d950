-- An alias means one code in one year.
with windows as (
    select
        code_kind,
        target_code,
        coalesce(printed_code, '') as printed_code,
        coalesce(wording, '') as wording,
        coalesce(publisher, '') as publisher,
        coalesce(valid_from_year, 0) as first_year,
        coalesce(valid_to_year, 9999) as last_year
    from {{ ref('stg_map__code_aliases') }}
),

windows_numbered as (
    select
        code_kind,
        target_code,
        printed_code,
        wording,
        publisher,
        first_year,
        last_year,
        row_number() over (
            partition by code_kind, printed_code, wording, publisher
            order by first_year, last_year, target_code
        ) as window_no
    from windows
)

select
    one.code_kind,
    one.printed_code,
    one.wording,
    one.publisher,
    one.target_code,
    other.target_code as other_code,
    one.first_year,
    one.last_year
from windows_numbered as one
inner join windows_numbered as other
    on
        one.code_kind = other.code_kind
        and one.printed_code = other.printed_code
        and one.wording = other.wording
        and one.publisher = other.publisher
        and one.window_no < other.window_no
        and one.first_year <= other.last_year
        and one.last_year >= other.first_year
union all
select
    code_kind,
    printed_code,
    wording,
    publisher,
    target_code,
    target_code as other_code,
    first_year,
    last_year
from windows_numbered
where
    last_year < first_year
    or (printed_code = '' and wording = '')
