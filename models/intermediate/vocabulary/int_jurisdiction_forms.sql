{#
    The forms in which a division may be printed: its name, its customary short name, and the stem
    of a province or city (四川, 达州), which stands for it only beside something else.
#}
with

divisions as (
    select
        jurisdiction_code,
        jurisdiction_name,
        short_name,
        level,
        parent_code,
        valid_from_year,
        coalesce(valid_to_year, 9999) as last_year
    from {{ ref('stg_code__jurisdictions') }}
),

endings as (
    select
        wording,
        kind
    from {{ ref('stg_map__place_wordings') }}
    where kind in ('city_ending', 'province_ending')
),

forms as (
    select
        jurisdiction_code,
        jurisdiction_name,
        jurisdiction_name as form_text,
        'name' as form_kind,
        level,
        parent_code,
        valid_from_year,
        last_year
    from divisions
    union all
    select
        jurisdiction_code,
        jurisdiction_name,
        short_name as form_text,
        'name' as form_kind,
        level,
        parent_code,
        valid_from_year,
        last_year
    from divisions
    where short_name is not null
    union all
    select
        divisions.jurisdiction_code,
        divisions.jurisdiction_name,
        substr(
            divisions.jurisdiction_name,
            1,
            length(divisions.jurisdiction_name) - length(endings.wording)
        ) as form_text,
        case when endings.kind = 'city_ending' then 'city_stem' else 'province_stem' end
            as form_kind,
        divisions.level,
        divisions.parent_code,
        divisions.valid_from_year,
        divisions.last_year
    from divisions
    inner join endings
        on divisions.jurisdiction_name like '%' || endings.wording
    where length(divisions.jurisdiction_name) >= length(endings.wording) + 2
)

select
    jurisdiction_code,
    jurisdiction_name,
    form_text,
    form_kind,
    parent_code,
    valid_from_year,
    last_year,
    case level when 'county' then 3 when 'prefecture' then 2 else 1 end as level_depth
from forms
