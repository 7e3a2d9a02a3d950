{#
    The statement that a title means, and whose table it is. A title may mean one table in a budget and
    another in a final account, one of a department and one of a government, one of all and one of the
    government's own level; what the table says of itself goes before the kind of its document. Only a
    document that is a government's for certain has statements of a government.
#}
with

meanings as (
    select
        titles.document_id,
        titles.table_no,
        known.scope as scope_known,
        known.document_kind,
        scopes.is_of_government,
        case
            when titles.is_own_level
                then coalesce(statements.own_level_code, known.statement_code)
            else known.statement_code
        end as statement_code,
        coalesce(periods.kind_said, scopes.document_kind) as kind_said,
        case
            when scopes.scope = 'government' then 'government'
            when not told.has_scopes and known.scope is not null then known.scope
            when scopes.scope = 'mixed' or titles.is_of_place then 'government'
            else 'department'
        end as scope
    from {{ ref('int_table_titles') }} as titles
    inner join {{ ref('int_document_scopes') }} as scopes
        on titles.document_id = scopes.document_id
    inner join {{ ref('int_titles_known') }} as known
        on titles.wording = known.wording
    inner join {{ ref('int_title_meanings') }} as told
        on titles.wording = told.wording
    left join {{ ref('stg_code__statements') }} as statements
        on known.statement_code = statements.statement_code
    left join {{ ref('int_table_periods') }} as periods
        on {{ same_table('titles', 'periods') }}
),

ranked as (
    select
        document_id,
        table_no,
        scope,
        case
            when scope = 'department' and coalesce(scope_known, scope) = scope then statement_code
            when scope = scope_known and is_of_government then statement_code
        end as statement_code,
        row_number() over (
            partition by document_id, table_no
            order by
                coalesce(scope_known, 'department') = scope desc,
                document_kind = kind_said desc nulls last,
                document_kind is null desc,
                document_kind
        ) as meaning_rank
    from meanings
)

select
    document_id,
    table_no,
    scope,
    statement_code
from ranked
where meaning_rank = 1
