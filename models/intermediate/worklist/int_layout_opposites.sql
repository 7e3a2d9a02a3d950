{#
    Texts of the worklist that contradict each other: one says one side of a pair of opposites (年初, 得分,
    收入), the other the other (年末, 分值, 支出), and neither says both. No text is suggested for its opposite.
#}
with

texts as (
    select distinct wording as said
    from {{ ref('int_layout_subjects') }}
    where wording is not null
    union distinct
    select distinct wording as said
    from {{ ref('int_layout_answers') }}
    union distinct
    select distinct target as said
    from {{ ref('int_layout_answers') }}
    union distinct
    select statement_name_zh as said
    from {{ ref('stg_code__statements') }}
),

places as (
    {{ whole_numbers(60) }}
),

widths as (
    {{ whole_numbers(8) }}
),

pieces as (
    select distinct
        texts.said,
        substr(texts.said, places.number, widths.number) as piece
    from texts
    inner join places
        on length(texts.said) >= places.number
    cross join widths
),

sides as (
    select
        pieces.said,
        words.pair,
        min(words.side) as side
    from pieces
    inner join {{ ref('stg_map__opposite_words') }} as words
        on pieces.piece = words.wording
    group by pieces.said, words.pair
    having count(distinct words.side) = 1
),

asked as (
    select distinct wording as said
    from {{ ref('int_layout_subjects') }}
)

select distinct
    asked.said as wording,
    answered.said as opposite_wording
from asked
inner join sides
    on asked.said = sides.said
inner join sides as answered
    on
        sides.pair = answered.pair
        and sides.side <> answered.side
