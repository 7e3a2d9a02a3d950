{#
    The three likeliest codes for every code or wording of the worklist; for people to choose from,
    never taken by the build. Names that are alike go first; a code that begins like the printed one
    is the likelier. Where the year is not known, the codes of all years are candidates.
#}
with

asked as (
    select distinct
        code_kind,
        printed_code,
        wording,
        fiscal_year
    from {{ ref('int_unmapped_codes') }}
),

candidates as (
    select
        code_kind,
        code,
        code_name,
        wording,
        first_year,
        last_year,
        substr(code, 1, 3) as class_code
    from {{ ref('int_codes_to_suggest') }}
),

{# A code is a candidate by a name that is alike, or by its class. #}
candidates_found as (
    select
        asked.code_kind,
        asked.printed_code,
        asked.wording,
        asked.fiscal_year,
        candidates.code,
        candidates.code_name,
        candidates.wording as known_wording,
        candidates.first_year,
        candidates.last_year
    from asked
    inner join {{ ref('int_wordings_compared') }} as compared
        on
            asked.code_kind = compared.code_kind
            and asked.wording = compared.wording
    inner join candidates
        on
            compared.code_kind = candidates.code_kind
            and compared.known_wording = candidates.wording
    union distinct
    select
        asked.code_kind,
        asked.printed_code,
        asked.wording,
        asked.fiscal_year,
        candidates.code,
        candidates.code_name,
        candidates.wording as known_wording,
        candidates.first_year,
        candidates.last_year
    from asked
    inner join candidates
        on
            asked.code_kind = candidates.code_kind
            and substr(asked.printed_code, 1, 3) = candidates.class_code
),

compared as (
    select
        found.code_kind,
        found.printed_code,
        found.wording,
        found.fiscal_year,
        found.code,
        found.code_name,
        found.known_wording,
        coalesce(similarities.similarity, 0) as similarity,
        coalesce({{ shared_prefix_length('found.printed_code', 'found.code', 7) }}, 0)
            as shared_digits
    from candidates_found as found
    left join {{ ref('int_wordings_compared') }} as similarities
        on
            found.code_kind = similarities.code_kind
            and found.wording = similarities.wording
            and found.known_wording = similarities.known_wording
    where
        found.fiscal_year is null
        or found.fiscal_year between found.first_year and found.last_year
),

best_wordings as (
    select
        code_kind,
        printed_code,
        wording,
        fiscal_year,
        code,
        code_name,
        known_wording,
        similarity,
        shared_digits,
        similarity
        + case
            when printed_code = code then 0.6
            when printed_code is not null then 0.25 * shared_digits / length(printed_code)
            else 0
        end as likelihood,
        row_number() over (
            partition by code_kind, printed_code, wording, fiscal_year, code
            order by similarity desc, known_wording asc
        ) as wording_rank
    from compared
),

ranked as (
    select
        code_kind,
        printed_code,
        wording,
        fiscal_year,
        code,
        code_name,
        known_wording,
        similarity,
        shared_digits,
        row_number() over (
            partition by code_kind, printed_code, wording, fiscal_year
            order by likelihood desc, length(code) asc, code asc
        ) as suggestion_no
    from best_wordings
    where wording_rank = 1
)

select
    code_kind,
    printed_code,
    wording,
    fiscal_year,
    suggestion_no,
    code,
    code_name,
    cast(similarity as decimal(4, 3)) as similarity,
    case
        when printed_code = code
            then
                concat('所印代码，表中名称为“', code_name, '”。The printed code; the list calls it so.')
        when wording = known_wording and printed_code is not null
            then '名称相同，代码不同。The same name under another code.'
        when wording = known_wording
            then '名称相同。The same name.'
        when known_wording <> code_name
            then concat('近于其别名“', known_wording, '”。Close to this alias of it.')
        when shared_digits >= 3
            then '名称相近，且同类。A similar name in the same class.'
        else '名称相近。A similar name.'
    end as why
from ranked
where suggestion_no <= 3
