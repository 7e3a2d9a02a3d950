{#
    What the name of a publisher ends with, alone and before each word for its level (局, 局本级):
    the last character is the key by which a text finds those that may fit.
#}
with

wordings as (
    select
        wording,
        kind
    from {{ ref('stg_map__publisher_wordings') }}
),

endings as (
    select wording as ending
    from wordings
    where kind = 'ending'
    union distinct
    select concat(endings.wording, levels.wording) as ending
    from wordings as endings
    inner join wordings as levels
        on
            endings.kind = 'ending'
            and levels.kind = 'level'
)

select
    ending,
    substr(ending, length(ending), 1) as last_character
from endings
