-- Both statements of a pair are those of a budget: final accounts follow the one they correspond
-- to, so that a pair which names theirs would compare nothing, in silence.
with named as (

    select found_statement as statement_code
    from {{ ref('stg_map__statement_pairs') }}
    union distinct
    select expected_statement as statement_code
    from {{ ref('stg_map__statement_pairs') }}

)

select
    named.statement_code,
    statements.counterpart_code
from named
left join {{ ref('stg_code__statements') }} as statements
    on named.statement_code = statements.statement_code
where
    statements.statement_code is null
    or statements.counterpart_code is not null
