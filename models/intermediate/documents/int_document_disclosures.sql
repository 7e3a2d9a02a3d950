{#
    For whom a document speaks: a department with its units, one unit, or a whole government; told by
    its tables, its title, or the ending of its publisher's name (本级).
#}
{%- set patterns = wording_patterns([
    'title_of_department', 'title_of_unit', 'head_office_ending',
]) %}
select
    titles.document_id,
    case
        when scopes.scope = 'government' then 'government'
        when {{ wording_found(bare('titles.title'), patterns.title_of_unit) }} then 'unit'
        when
            {{ wording_found(
                half_width(bare('publishers.unit_name')), patterns.head_office_ending,
                behind='[)]?$'
            ) }}
            then 'unit'
        when {{ wording_found(bare('titles.title'), patterns.title_of_department) }}
            then 'department'
        else 'unknown'
    end as disclosure_scope
from {{ ref('int_document_titles') }} as titles
left join {{ ref('int_document_scopes') }} as scopes
    on titles.document_id = scopes.document_id
left join {{ ref('int_document_publishers') }} as publishers
    on titles.document_id = publishers.document_id
