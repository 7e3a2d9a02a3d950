{#
    Every finding that can be raised: those of the seed, and for each check of the seed of checks
    the one that tells that it fails, which the row `identity` stands for.
#}
with

checks as (
    select
        code,
        display_order,
        name_zh,
        name_en,
        description,
        'identity' as finding_code
    from {{ ref('stg_code__checks') }}
)

select
    code,
    code as reasons_of,
    display_order,
    name_zh,
    name_en,
    description,
    severity,
    message_zh,
    message_en
from {{ ref('stg_code__findings') }}
where code <> 'identity'
union all
select
    concat(findings.code, '_', checks.code) as code,
    findings.code as reasons_of,
    findings.display_order + checks.display_order as display_order,
    concat(findings.name_zh, '：', checks.name_zh) as name_zh,
    concat(findings.name_en, ': ', checks.name_en) as name_en,
    concat(checks.description, ' ', findings.description) as description,
    findings.severity,
    findings.message_zh,
    findings.message_en
from checks
inner join {{ ref('stg_code__findings') }} as findings
    on checks.finding_code = findings.code
