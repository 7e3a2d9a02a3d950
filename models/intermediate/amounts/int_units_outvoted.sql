{#
    Tables whose printed unit of money is refuted by those with the same figures and by the other
    parts of the same statement beside it: at least two of them are printed in one other unit, and
    more than twice as many as agree with the table; or one is, and no other table of the document
    has the unit in doubt.
#}
with

units_voted as (
    select
        alike.document_id,
        alike.table_no,
        alike.other_table_no as voter_no,
        voters.factor / alike.scale as factor
    from {{ ref('int_tables_alike') }} as alike
    inner join {{ ref('int_units_about_tables') }} as voters
        on
            alike.document_id = voters.document_id
            and alike.other_table_no = voters.table_no
    where voters.factor is not null
    union distinct
    select
        alike.document_id,
        alike.other_table_no as table_no,
        alike.table_no as voter_no,
        voters.factor * alike.scale as factor
    from {{ ref('int_tables_alike') }} as alike
    inner join {{ ref('int_units_about_tables') }} as voters
        on {{ same_table('alike', 'voters') }}
    where voters.factor is not null
    union distinct
    {# Parts of one table that stand one behind the other. #}
    select
        parts.document_id,
        parts.table_no,
        neighbours.table_no as voter_no,
        voters.factor
    from {{ ref('int_tables_recognised') }} as parts
    inner join {{ ref('stg_code__statements') }} as statements
        on parts.statement_code = statements.statement_code
    inner join {{ ref('int_tables_recognised') }} as neighbours
        on
            parts.document_id = neighbours.document_id
            and parts.statement_code = neighbours.statement_code
            and parts.table_no <> neighbours.table_no
            and neighbours.table_no between parts.table_no - 2 and parts.table_no + 2
    inner join {{ ref('int_units_about_tables') }} as voters
        on {{ same_table('neighbours', 'voters') }}
    where
        statements.line_kind in ('function', 'economic')
        and statements.document_kind <> 'performance_target'
        and voters.factor is not null
),

votes_counted as (
    select
        document_id,
        table_no,
        factor,
        count(distinct voter_no) as vote_count
    from units_voted
    group by document_id, table_no, factor
),

{# How many tables of the document print each unit; target forms go their own way. #}
units_used as (
    select
        about.document_id,
        about.factor,
        min(about.unit_printed) as unit_printed,
        count(case when statements.document_kind <> 'performance_target' then 1 end)
            as table_count
    from {{ ref('int_units_about_tables') }} as about
    inner join {{ ref('int_tables_recognised') }} as recognised
        on {{ same_table('about', 'recognised') }}
    left join {{ ref('stg_code__statements') }} as statements
        on recognised.statement_code = statements.statement_code
    where about.factor is not null
    group by about.document_id, about.factor
),

compared as (
    select
        about.document_id,
        about.table_no,
        about.unit_printed,
        units_used.unit_printed as unit_proved,
        votes.factor,
        votes.vote_count,
        units_used.table_count,
        own_used.table_count as own_table_count,
        coalesce(own_votes.vote_count, 0) as own_vote_count
    from {{ ref('int_units_about_tables') }} as about
    inner join votes_counted as votes
        on {{ same_table('about', 'votes') }}
    inner join units_used
        on
            votes.document_id = units_used.document_id
            and votes.factor = units_used.factor
    inner join units_used as own_used
        on
            about.document_id = own_used.document_id
            and about.factor = own_used.factor
    left join votes_counted as own_votes
        on
            {{ same_table('about', 'own_votes') }}
            and about.factor = own_votes.factor
    where about.factor <> votes.factor
),

refuted as (
    select
        document_id,
        table_no,
        unit_printed,
        unit_proved,
        factor,
        vote_count,
        row_number() over (
            partition by document_id, table_no order by vote_count desc, factor asc
        ) as vote_rank
    from compared
    where
        (vote_count >= 2 and vote_count > 2 * own_vote_count)
        or (own_vote_count = 0 and own_table_count = 1 and table_count >= 3)
),

decided as (
    select
        document_id,
        table_no,
        unit_printed,
        unit_proved,
        factor,
        vote_count
    from refuted
    where vote_rank = 1
)

select
    document_id,
    table_no,
    unit_printed,
    unit_proved,
    factor,
    vote_count
from decided
union all
{# What goes on from such a table has its unit from there, unless other tables say otherwise. #}
select
    continued.document_id,
    continued.table_no,
    min(decided.unit_printed) as unit_printed,
    min(decided.unit_proved) as unit_proved,
    min(decided.factor) as factor,
    max(decided.vote_count) as vote_count
from decided
inner join {{ ref('int_tables_recognised') }} as runs
    on {{ same_table('decided', 'runs') }}
inner join {{ ref('int_tables_recognised') }} as continued
    on
        runs.document_id = continued.document_id
        and runs.run_no = continued.run_no
        and runs.table_no < continued.table_no
inner join {{ ref('int_units_about_tables') }} as about
    on {{ same_table('continued', 'about') }}
left join votes_counted as votes
    on {{ same_table('continued', 'votes') }}
where
    decided.unit_printed = about.unit_printed
    and votes.table_no is null
group by continued.document_id, continued.table_no
having count(distinct decided.factor) = 1
