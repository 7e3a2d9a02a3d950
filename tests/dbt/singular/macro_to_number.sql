-- The number in a text that is_number accepts, exact, with its sign; with the unit that it carries.
with

cases as (
    select
        cast(given.printed as varchar) as printed,
        cast(given.expected as decimal(28, 4)) as expected,
        cast(given.unit_printed as varchar) as unit_expected
    from (
        values
        ('0', '0', null),
        ('12.5', '12.5', null),
        ('1,234,567.89', '1234567.89', null),
        ('1' || chr(8239) || '280' || chr(8239) || '000', '1280000', null),
        ('-3', '-3', null),
        ('+118.20', '118.2', null),
        ('−3.20', '-3.2', null),
        ('△46.75', '-46.75', null),
        ('▲ 46.75', '-46.75', null),
        ('负46.75', '-46.75', null),
        ('46.75-', '-46.75', null),
        ('(45.00)', '-45', null),
        ('[45.00]', '-45', null),
        ('¥128.00', '128', null),
        ('¥-128.00', '-128', null),
        ('-¥128.00', '-128', null),
        ('128.00(含结转)', '128', null),
        ('128.00(注1)', '128', null),
        ('128.00①', '128', null),
        ('*128.00', '128', null),
        ('128.00万元', '128', '万元'),
        ('128.00 万', '128', '万'),
        ('128.00(万元)', '128', '万元'),
        ('-1,280.00元', '-1280', '元'),
        ('¥128.00元', '128', '元'),
        ('128.00万元(含结转)', '128', '万元'),
        ('128.00元整', null, null),
        ('128.00元/人', null, null),
        ('约128.00万元', null, '万元'),
        ('128,00', null, null),
        ('0.1', '0.1', null),
        ('99999999999999.9999', '99999999999999.9999', null),
        ('—', null, null),
        ('', null, null),
        (null, null, null)
    ) as given (printed, expected, unit_printed)
),

computed as (
    select
        printed,
        expected,
        unit_expected,
        {{ to_number('printed') }} as found,
        {{ unit_of_number('printed') }} as unit_found
    from cases
)

select
    printed,
    expected,
    found,
    unit_expected,
    unit_found
from computed
where
    found is distinct from expected
    or unit_found is distinct from unit_expected
