{#
    What the wording of a title alone tells: whose table, of which kind of document, where it can be no
    other. `is_paired`: budgets and final accounts both have it. `has_scopes`: departments and
    governments both do.
#}
with

statements_paired as (
    select statement_code
    from {{ ref('stg_code__statements') }}
    where counterpart_code is not null
    union distinct
    select counterpart_code as statement_code
    from {{ ref('stg_code__statements') }}
    where counterpart_code is not null
)

select
    known.wording,
    bool_or(paired.statement_code is not null) as is_paired,
    count(distinct coalesce(known.scope, 'department')) > 1 as has_scopes,
    case
        when count(*) = count(known.scope) and count(distinct known.scope) = 1
            then min(known.scope)
    end as scope,
    case
        when count(*) = count(known.document_kind) and count(distinct known.document_kind) = 1
            then min(known.document_kind)
    end as document_kind
from {{ ref('int_titles_known') }} as known
left join statements_paired as paired
    on known.statement_code = paired.statement_code
group by known.wording
