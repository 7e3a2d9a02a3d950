{#
    Tables whose title begins with the name of a unit that is not the publisher's, and which are not
    taken for that unit's: a copied title, or one table of a unit. What stands behind the name must go
    on as a title does, with its year or a word of titles, so that 县级部 of 部门 is no name.
#}
{%- set patterns = wording_patterns(['title_behind_unit']) %}
with

names_in_titles as (
    select
        cut_titles.document_id,
        cut_titles.table_no,
        min_by(
            cut_titles.unit_name, row(length(cut_titles.unit_name), cut_titles.unit_name)
        ) as unit_name
    from {{ ref('int_titles_cut') }} as cut_titles
    where
        cut_titles.statement_code is not null
        and not {{ regex_found('cut_titles.unit_name', '[0-9年表]') }}
        and (
            {{ regex_found('cut_titles.title_rest', '^[(]?20[0-9]{2}年') }}
            or {{ wording_found(
                'cut_titles.title_rest', patterns.title_behind_unit, before='^'
            ) }}
        )
    group by cut_titles.document_id, cut_titles.table_no
)

select
    named.document_id,
    named.table_no,
    named.unit_name,
    publishers.unit_name as publisher_name
from names_in_titles as named
inner join {{ ref('int_document_publishers') }} as publishers
    on named.document_id = publishers.document_id
left join {{ ref('int_table_publishers') }} as taken
    on {{ same_table('named', 'taken') }}
where
    taken.table_no is null
    and not ends_with({{ bare('publishers.unit_name') }}, named.unit_name)
    and not ends_with(named.unit_name, {{ bare('publishers.unit_name') }})
