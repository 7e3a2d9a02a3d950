-- One row per unit that is meant. Its department may be printed here and not there, or change over
-- the years: the row that says most stands for the unit; ties go by code and name, so that every
-- build chooses the same.
with units_from_the_fullest as (

    select
        budget_unit_key,
        unit_code,
        unit_name,
        department_code,
        department_name,
        jurisdiction_code,
        unit_role,
        row_number() over (
            partition by budget_unit_key
            order by
                case when department_name is null then 1 else 0 end,
                case when department_code is null then 1 else 0 end,
                case when unit_role is null then 1 else 0 end,
                department_code,
                department_name,
                unit_role
        ) as fullness
    from {{ ref('int_budget_units') }}

),

keyed_units as (

    select
        budget_unit_key,
        unit_code,
        unit_name,
        department_code,
        department_name,
        unit_role,
        jurisdiction_code,
        {{ key_or_unknown(code_key('jurisdiction_code')) }} as jurisdiction_key
    from units_from_the_fullest
    where fullness = 1

)

{{ with_unknown_members(
    'keyed_units',
    [
        'budget_unit_key', 'unit_code', 'unit_name', 'department_code', 'department_name',
        'jurisdiction_key', 'unit_role', 'jurisdiction_code',
    ],
    {
        'budget_unit_key': code_key('code'),
        'unit_name': 'name_zh',
        'department_name': 'name_zh',
        'jurisdiction_key': code_key('code'),
    },
) }}
