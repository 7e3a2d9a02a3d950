{#
    The statement that the title of a table means, and whose table it is. A title may mean one table
    in a budget and another in a final account, or one of a department and one of a government; what
    the table says of itself goes before the kind of its document.
#}
with

meanings as (
    select
        titles.document_id,
        titles.table_no,
        known.statement_code,
        case
            when scopes.scope = 'government' then 'government'
            when known.scope is not null then known.scope
            when scopes.scope = 'mixed' or titles.is_of_place then 'government'
            else 'department'
        end as scope,
        row_number() over (
            partition by titles.document_id, titles.table_no
            order by
                known.document_kind
                = coalesce(periods.kind_said, scopes.document_kind) desc nulls last,
                known.document_kind is null desc,
                known.document_kind
        ) as meaning_rank
    from {{ ref('int_table_titles') }} as titles
    inner join {{ ref('int_document_scopes') }} as scopes
        on titles.document_id = scopes.document_id
    inner join {{ ref('int_titles_known') }} as known
        on titles.wording = known.wording
    left join {{ ref('int_table_periods') }} as periods
        on {{ same_table('titles', 'periods') }}
)

select
    document_id,
    table_no,
    scope,
    case when scope = 'department' then statement_code end as statement_code
from meanings
where meaning_rank = 1
