{#
    The divisions that a document's publisher may belong to, as far as its texts can tell: one where
    they can, several where a name is that of several divisions and nothing tells them apart.
    The first text that names a division decides (the publisher's name, the title, other names).
    What contradicts a province or prefecture named beside it is out. The division with most parents
    named in these texts counts, which is the lowest one, and of divisions with one name the one
    that is meant; else parents named in the running text decide, then which is in force.
#}
with

printed as (
    select
        document_id,
        source_rank,
        jurisdiction_code,
        form_text,
        form_kind,
        level_depth,
        is_in_force
    from {{ ref('int_jurisdictions_printed') }}
),

ancestors as (
    select
        jurisdiction_code,
        ancestor_code,
        ancestor_text,
        form_kind
    from {{ ref('int_jurisdiction_ancestors') }}
),

all_texts as (
    select
        document_id,
        string_agg(place_text, ' ' order by source_rank) as place_text
    from {{ ref('int_document_place_texts') }}
    group by document_id
),

{# A division above is named that is none of its own; one of the same name contradicts nothing. #}
contradicted as (
    select distinct
        printed.document_id,
        printed.source_rank,
        printed.jurisdiction_code
    from printed
    inner join printed as higher
        on
            printed.document_id = higher.document_id
            and printed.source_rank = higher.source_rank
            and printed.level_depth > higher.level_depth
            and printed.form_text <> higher.form_text
    left join ancestors
        on
            printed.jurisdiction_code = ancestors.jurisdiction_code
            and higher.jurisdiction_code = ancestors.ancestor_code
    where ancestors.ancestor_code is null
),

supported as (
    select
        printed.document_id,
        printed.jurisdiction_code,
        printed.form_text,
        count(distinct ancestors.ancestor_code) as ancestors_named
    from printed
    inner join all_texts
        on printed.document_id = all_texts.document_id
    inner join ancestors
        on
            printed.jurisdiction_code = ancestors.jurisdiction_code
            and replace(all_texts.place_text, printed.form_text, '#')
            like '%' || ancestors.ancestor_text || '%'
    group by printed.document_id, printed.jurisdiction_code, printed.form_text
),

ranked as (
    select
        printed.document_id,
        printed.source_rank,
        printed.jurisdiction_code,
        printed.form_text,
        printed.is_in_force,
        rank() over (
            partition by printed.document_id
            order by
                printed.source_rank asc,
                case when contradicted.jurisdiction_code is null then 0 else 1 end asc,
                coalesce(supported.ancestors_named, 0) desc
        ) as text_rank
    from printed
    left join contradicted
        on
            printed.document_id = contradicted.document_id
            and printed.source_rank = contradicted.source_rank
            and printed.jurisdiction_code = contradicted.jurisdiction_code
    left join supported
        on
            printed.document_id = supported.document_id
            and printed.jurisdiction_code = supported.jurisdiction_code
            and printed.form_text = supported.form_text
),

best as (
    select
        document_id,
        source_rank,
        jurisdiction_code,
        min(form_text) as form_text,
        max(case when is_in_force then 1 else 0 end) as in_force
    from ranked
    where text_rank = 1
    group by document_id, source_rank, jurisdiction_code
),

ties as (
    select document_id
    from best
    group by document_id
    having count(*) > 1
),

named_in_lines as (
    select
        best.document_id,
        best.jurisdiction_code,
        count(distinct ancestors.ancestor_code) as ancestors_named
    from ties
    inner join best
        on ties.document_id = best.document_id
    inner join {{ ref('stg_raw__lines') }} as text_rows
        on best.document_id = text_rows.document_id
    inner join ancestors
        on
            best.jurisdiction_code = ancestors.jurisdiction_code
            and ancestors.form_kind = 'name'
            and {{ bare('text_rows.line_text') }} like '%' || ancestors.ancestor_text || '%'
    group by best.document_id, best.jurisdiction_code
),

ranked_by_lines as (
    select
        best.document_id,
        best.source_rank,
        best.jurisdiction_code,
        best.form_text,
        best.in_force,
        rank() over (
            partition by best.document_id
            order by
                coalesce(named_in_lines.ancestors_named, 0) desc,
                best.in_force desc
        ) as line_rank
    from best
    left join named_in_lines
        on
            best.document_id = named_in_lines.document_id
            and best.jurisdiction_code = named_in_lines.jurisdiction_code
)

select
    document_id,
    jurisdiction_code,
    form_text,
    in_force = 1 as is_in_force,
    case source_rank when 1 then 'publisher' when 2 then 'title' else 'other_name' end
        as place_source,
    count(*) over (partition by document_id) as candidate_count
from ranked_by_lines
where line_rank = 1
