{#
    Names of units in one spelling: without blanks, the code before it and the mark of all units behind
    it; long forms (人民政府, 委员会) as short ones, longest first; a head office (…机关, …(本级)) told
    apart from its name, which is empty where none is printed (局机关). One row is one printed name.
#}
{%- set patterns = wording_patterns([
    'unit_whole_ending', 'unit_front_dropped', 'head_office_ending', 'bureau_character'
]) %}
{%- set office_in_brackets = "concat('[(](', " ~ patterns.bureau_character ~ ", ')?(', "
    ~ patterns.head_office_ending ~ ", ')[)]')" %}
with recursive

names as (
    select unit_name
    from {{ ref('int_unit_mentions') }}
    where unit_name is not null
    union distinct
    select unit_name
    from {{ ref('stg_map__unit_aliases') }}
    where unit_name is not null
),

replacements as (
    select
        wording,
        short_form,
        row_number() over (
            order by length(wording) desc, wording asc
        ) as step_no
    from {{ ref('stg_map__unit_word_forms') }}
),

shortened as (
    select
        names.unit_name,
        {{ wording_removed(
            regex_replace(half_width(bare('names.unit_name')), '^[0-9]{3,12}[-—–_:.、]?', ''),
            patterns.unit_whole_ending, behind='$'
        ) }} as name_text,
        cast(0 as bigint) as step_no
    from names
    union all
    select
        shortened.unit_name,
        replace(shortened.name_text, replacements.wording, replacements.short_form) as name_text,
        replacements.step_no
    from shortened
    inner join replacements
        on shortened.step_no + 1 = replacements.step_no
),

last_steps as (
    select
        unit_name,
        max_by(name_text, step_no) as name_text
    from shortened
    group by unit_name
),

spelled as (
    select
        last_steps.unit_name,
        {{ wording_removed('last_steps.name_text', patterns.unit_front_dropped, before='^') }}
            as name_text
    from last_steps
),

offices as (
    select
        unit_name,
        name_text,
        {{ wording_removed(
            wording_removed('name_text', office_in_brackets, behind='$'),
            patterns.head_office_ending, behind='$'
        ) }} as department_text
    from spelled
)

select
    unit_name,
    {# 局机关 names no department: it is that of the document. #}
    case
        when name_text = department_text then name_text
        else {{ wording_removed(
            'department_text', patterns.bureau_character, before='^', behind='$'
        ) }}
    end as name_text,
    name_text <> department_text as is_head_office
from offices
