{#
    The divisions that the texts of a document print. A form inside a longer one (海南 in 海南州) is
    not printed itself; two characters, or the stem of a city before a zone that has no code of its
    own, count only at the beginning or behind a parent.
#}
with

texts as (
    select
        place_texts.document_id,
        place_texts.source_rank,
        place_texts.place_text,
        place_texts.zone_wording,
        coalesce(years.fiscal_year, 9999) as fiscal_year
    from {{ ref('int_document_place_texts') }} as place_texts
    left join {{ ref('int_document_years') }} as years
        on place_texts.document_id = years.document_id
),

{# Each of its characters: a form is looked for where its first one stands. #}
characters as (
    select distinct
        texts.document_id,
        texts.source_rank,
        texts.place_text,
        texts.zone_wording,
        texts.fiscal_year,
        split_texts.place_character
    from texts
    cross join unnest(string_split(texts.place_text, '')) as split_texts (place_character)
),

forms as (
    select
        jurisdiction_code,
        jurisdiction_name,
        form_text,
        form_kind,
        level_depth,
        valid_from_year,
        last_year
    from {{ ref('int_jurisdiction_forms') }}
),

cities as (
    select distinct jurisdiction_code
    from forms
    where form_kind = 'city_stem'
),

{# A zone lies in a city; of a province it says nothing. #}
found as (
    select
        characters.document_id,
        characters.source_rank,
        forms.jurisdiction_code,
        forms.form_text,
        forms.form_kind,
        forms.level_depth,
        characters.place_text,
        max(case when characters.fiscal_year <= forms.last_year then 1 else 0 end) as in_force
    from characters
    inner join forms
        on
            characters.place_character = substr(forms.form_text, 1, 1)
            and characters.fiscal_year >= forms.valid_from_year
    left join cities
        on forms.jurisdiction_code = cities.jurisdiction_code
    where
        characters.place_text like '%' || forms.form_text || '%'
        and (
            forms.form_kind = 'name'
            or (
                forms.form_kind = 'city_stem'
                and characters.place_text
                like '%' || forms.form_text || '%' || characters.zone_wording || '%'
            )
        )
        and (
            characters.zone_wording is null
            or forms.level_depth > 1
            or cities.jurisdiction_code is not null
        )
    group by
        characters.document_id,
        characters.source_rank,
        forms.jurisdiction_code,
        forms.form_text,
        forms.form_kind,
        forms.level_depth,
        characters.place_text
),

covered as (
    select distinct
        found.document_id,
        found.source_rank,
        found.form_text
    from found
    inner join found as longer
        on
            found.document_id = longer.document_id
            and found.source_rank = longer.source_rank
            and length(longer.form_text) > length(found.form_text)
            and longer.form_text like '%' || found.form_text || '%'
            and replace(found.place_text, longer.form_text, '#')
            not like '%' || found.form_text || '%'
),

behind_ancestors as (
    select distinct
        found.document_id,
        found.source_rank,
        found.jurisdiction_code,
        found.form_text
    from found
    inner join {{ ref('int_jurisdiction_ancestors') }} as ancestors
        on
            found.jurisdiction_code = ancestors.jurisdiction_code
            and found.place_text like '%' || ancestors.ancestor_text || found.form_text || '%'
)

select
    found.document_id,
    found.source_rank,
    found.jurisdiction_code,
    found.form_text,
    found.form_kind,
    found.level_depth,
    found.in_force = 1 as is_in_force
from found
left join covered
    on
        found.document_id = covered.document_id
        and found.source_rank = covered.source_rank
        and found.form_text = covered.form_text
left join behind_ancestors
    on
        found.document_id = behind_ancestors.document_id
        and found.source_rank = behind_ancestors.source_rank
        and found.jurisdiction_code = behind_ancestors.jurisdiction_code
        and found.form_text = behind_ancestors.form_text
where
    covered.form_text is null
    and (
        (found.form_kind = 'name' and length(found.form_text) >= 3)
        or starts_with(found.place_text, found.form_text)
        or behind_ancestors.form_text is not null
    )
