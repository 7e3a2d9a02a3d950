{#
    Documents that count beside that of a department of their place, year and stage which they name as
    their own: behind a label (主管部门：…), as the one they belong to (…局所属), before their own name,
    in a cell of a unit's table, or by a code of the department's or one that the department's
    document lists. Another bureau that is only mentioned is none.
#}
{%- set patterns = wording_patterns(['department_label', 'department_behind']) %}
with

documents as (
    select
        document_id,
        fiscal_year,
        stage,
        budget_unit_key,
        disclosure_scope,
        jurisdiction_code,
        unit_code,
        file_name,
        unit_name_whole,
        unit_name_bare
    from {{ ref('int_documents_named') }}
),

pairs as (
    select
        units.document_id,
        units.disclosure_scope,
        units.unit_name_bare,
        units.unit_name_whole,
        units.unit_code,
        departments.document_id as department_document_id,
        departments.file_name as department_file,
        departments.unit_code as department_code,
        departments.unit_name_whole as department_whole,
        departments.unit_name_bare as department_bare
    from documents as units
    inner join documents as departments
        on
            units.jurisdiction_code = departments.jurisdiction_code
            and units.fiscal_year = departments.fiscal_year
            and units.stage = departments.stage
            and departments.disclosure_scope = 'department'
    where
        units.budget_unit_key <> departments.budget_unit_key
        and length(departments.unit_name_bare) >= 3
),

texts as (
    select
        text_rows.document_id,
        text_rows.line_no,
        {{ bare('text_rows.line_text') }} as bare_text
    from {{ ref('stg_raw__lines') }} as text_rows
    inner join documents
        on text_rows.document_id = documents.document_id
),

texts_telling as (
    select
        texts.document_id,
        texts.bare_text,
        {{ composed_group(
            'texts.bare_text', ["'(?:'", patterns.department_label, "')(.*)$'"], 1
        ) }} as label_value,
        {{ wording_found('texts.bare_text', patterns.department_behind) }} as has_owner,
        texts.line_no <= 30 and length(texts.bare_text) <= 60 as may_be_title
    from texts
),

named_in_texts as (
    select
        pairs.document_id,
        pairs.department_document_id
    from pairs
    inner join texts_telling
        on pairs.document_id = texts_telling.document_id
    where
        {# Behind the label stand a seal, a colon and the place. #}
        position(pairs.department_bare in substr(texts_telling.label_value, 1, 30)) > 0
        or (
            pairs.disclosure_scope <> 'department'
            and (
                (
                    texts_telling.may_be_title
                    and greatest(
                        position(
                            concat(pairs.department_bare, pairs.unit_name_bare)
                            in texts_telling.bare_text
                        ),
                        position(
                            concat(pairs.department_bare, pairs.unit_name_whole)
                            in texts_telling.bare_text
                        )
                    ) > 0
                )
                or (
                    texts_telling.has_owner
                    and position(pairs.department_bare in texts_telling.bare_text) > 0
                    and {{ wording_found(
                        "substr(texts_telling.bare_text, position(pairs.department_bare in "
                        ~ "texts_telling.bare_text) + length(pairs.department_bare))",
                        patterns.department_behind, before='^的?'
                    ) }}
                )
            )
        )
),

named_in_cells as (
    select
        pairs.document_id,
        pairs.department_document_id
    from pairs
    inner join {{ ref('int_words_in_cells') }} as cells
        on
            pairs.document_id = cells.document_id
            and pairs.department_whole = cells.bare_text
    where pairs.disclosure_scope <> 'department'
    union all
    select
        pairs.document_id,
        pairs.department_document_id
    from pairs
    inner join {{ ref('int_words_in_cells') }} as cells
        on
            pairs.document_id = cells.document_id
            and pairs.department_bare = cells.bare_text
    where pairs.disclosure_scope <> 'department'
),

told as (
    select
        document_id,
        department_document_id
    from named_in_texts
    union distinct
    select
        document_id,
        department_document_id
    from named_in_cells
    union distinct
    select
        document_id,
        department_document_id
    from pairs
    where
        length(unit_code) > {{ var('department_code_length') }}
        and substr(unit_code, 1, {{ var('department_code_length') }})
        = substr(department_code, 1, {{ var('department_code_length') }})
    union distinct
    select
        pairs.document_id,
        pairs.department_document_id
    from pairs
    inner join {{ ref('int_unit_mentions_keyed') }} as mentions
        on
            pairs.department_document_id = mentions.document_id
            and case
                when pairs.disclosure_scope <> 'department' then pairs.unit_code
            end = mentions.unit_code
    where pairs.unit_code <> coalesce(pairs.department_code, '')
)

select
    told.document_id,
    told.department_document_id,
    pairs.department_file,
    pairs.unit_name_bare as unit_name
from told
inner join pairs
    on
        told.document_id = pairs.document_id
        and told.department_document_id = pairs.department_document_id
