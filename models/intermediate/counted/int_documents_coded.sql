{#
    The code of a unit that running text alone tells, behind a label that heads columns of codes too
    (预算单位代码：139002). One row a document that tells one code and no other.
#}
{%- set patterns = patterns_at_hand(ref('int_header_patterns'), 'role', ['unit_code']) %}
with

codes_told as (
    select
        text_rows.document_id,
        {{ composed_group(
            bare('text_rows.line_text'),
            ["'(?:'", patterns.unit_code, "')[:：为是]{0,2}([0-9]{3,12})(?:[^0-9.]|$)'"], 1
        ) }} as unit_code
    from {{ ref('stg_raw__lines') }} as text_rows
)

select
    document_id,
    min(unit_code) as unit_code
from codes_told
where unit_code is not null
group by document_id
having count(distinct unit_code) = 1
