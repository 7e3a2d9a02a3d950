-- One number and nothing else, as docs/read-a-number.md lists; what looks like one beside it.
with

cases as (
    select
        cast(given.printed as varchar) as printed,
        cast(given.expected as boolean) as expected
    from (
        values
        ('0', true),
        ('12.5', true),
        ('1,234,567.89', true),
        ('1' || chr(8239) || '280' || chr(8239) || '000', true),
        ('1234567.89', true),
        ('-3', true),
        ('+118.20', true),
        ('+-118.20', false),
        ('118.20+', false),
        ('118+20', false),
        ('−3.20', true),
        ('–3.20', true),
        ('—3.20', true),
        ('△46.75', true),
        ('▲ 46.75', true),
        ('负46.75', true),
        ('46.75-', true),
        ('(45.00)', true),
        ('[45.00]', true),
        ('¥128.00', true),
        ('-¥128.00', true),
        ('¥-128.00', true),
        ('128.00(含结转)', true),
        ('128.00 (含上年结转)', true),
        ('128.00(注1)', true),
        ('128.00①', true),
        ('128.00⑴', true),
        ('128.00⒈', true),
        ('128.00¹', true),
        ('128.00 *', true),
        ('*128.00', true),
        ('1 234.5', false),
        ('128 .00', false),
        ('128.00 130.00', false),
        ('128.00' || chr(10) || '130.00', false),
        ('128,00', false),
        ('12,80,000', false),
        ('1280,000', false),
        ('1,280,', false),
        ('1,28,000.00', false),
        ('1,280' || chr(8239) || '000', false),
        ('1.28E+02', false),
        ('约128.00', false),
        ('128.00左右', false),
        ('128.00/130.00', false),
        ('128.00(130.00)', false),
        ('128.00(2.5%)', false),
        ('(128.00', false),
        ('(128.00]', false),
        ('--128.00', false),
        ('(-128.00)', false),
        ('128.0�', false),
        ('12.', false),
        ('.5', false),
        ('12%', false),
        ('3台', false),
        ('8;3', false),
        ('1.2.3', false),
        ('—', false),
        ('①', false),
        ('205-01', false),
        ('', false),
        ('二', false)
    ) as given (printed, expected)
),

computed as (
    select
        printed,
        expected,
        {{ is_number('printed') }} as found
    from cases
)

select
    printed,
    expected,
    found
from computed
where found is distinct from expected
