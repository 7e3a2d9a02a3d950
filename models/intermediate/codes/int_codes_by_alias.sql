{#
    The code that an alias gives a row. An alias that names the publisher goes before one that does
    not, and one that names code and name before one that names one of them.
#}
with

applicable as (
    select
        printed_lines.cell_id,
        aliases.target_code,
        case when aliases.publisher is not null then 2 else 0 end
        + case
            when aliases.printed_code is not null and aliases.wording is not null then 1
            else 0
        end as specificity
    from {{ ref('int_lines_to_match') }} as printed_lines
    inner join {{ ref('stg_map__code_aliases') }} as aliases
        on
            printed_lines.code_kind = aliases.code_kind
            and (
                printed_lines.code_printed = aliases.printed_code
                or (aliases.printed_code is null and printed_lines.code_printed is null)
            )
            and (
                aliases.wording is null
                or printed_lines.name_key = aliases.wording
                {# Beside a code a remark in brackets does not count: 行政运行(人社). #}
                or (
                    printed_lines.code_printed is not null
                    and printed_lines.name_key_short = aliases.wording
                )
                or (
                    aliases.printed_code is not null
                    and (printed_lines.is_name_of_another_thing or printed_lines.name_key is null)
                )
            )
            and (printed_lines.publisher = aliases.publisher or aliases.publisher is null)
            and printed_lines.fiscal_year >= coalesce(aliases.valid_from_year, 0)
            and printed_lines.fiscal_year <= coalesce(aliases.valid_to_year, 9999)
    where
        {# In a list of projects the name is the project's. #}
        not printed_lines.is_name_of_another_thing
        or aliases.printed_code is not null
),

ranked as (
    select
        cell_id,
        target_code,
        rank() over (
            partition by cell_id
            order by specificity desc
        ) as alias_rank
    from applicable
)

select
    cell_id,
    min(target_code) as code
from ranked
where alias_rank = 1
group by cell_id
having count(distinct target_code) = 1
