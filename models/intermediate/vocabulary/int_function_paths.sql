{#
    How running text names a function: item, section and class behind one another (一般公共服务支出
    财政事务行政运行), without the class, or alone; under all names that its list and the aliases have.
    The names of other years count for a code that is valid.
#}
{%- set patterns = wording_patterns(['function_level', 'function_path_noise']) %}
with

codes as (
    select
        code,
        parent_code,
        level,
        valid_from_year,
        last_year
    from {{ ref('int_codes_listed') }}
    where code_kind = 'function'
),

names as (
    select
        code,
        name_key
    from {{ ref('int_codes_listed') }}
    where code_kind = 'function'
    union distinct
    select
        target_code as code,
        {{ line_key(half_width('wording')) }} as name_key
    from {{ ref('stg_map__code_aliases') }}
    where
        code_kind = 'function'
        and printed_code is null
        and publisher is null
),

{# A code with what may stand before its name, the longest first. #}
paths as (
    select
        codes.code,
        codes.level,
        codes.valid_from_year,
        codes.last_year,
        own.name_key as path_alone,
        concat(parents.name_key, own.name_key) as path_with_parent,
        concat(grandparents.name_key, parents.name_key, own.name_key) as path_whole
    from codes
    inner join names as own
        on codes.code = own.code
    left join names as parents
        on codes.parent_code = parents.code
    left join names as grandparents
        on
            case when codes.level = 'item' then substr(codes.code, 1, 3) end = grandparents.code
),

forms as (
    select
        code,
        level,
        valid_from_year,
        last_year,
        path_alone as path_text,
        level = 'class' as is_whole
    from paths
    union distinct
    select
        code,
        level,
        valid_from_year,
        last_year,
        path_with_parent as path_text,
        level = 'section' as is_whole
    from paths
    where level <> 'class'
    union distinct
    select
        code,
        level,
        valid_from_year,
        last_year,
        path_whole as path_text,
        true as is_whole
    from paths
    where level = 'item'
)

select
    forms.code,
    forms.level,
    forms.valid_from_year,
    forms.last_year,
    {{ function_path_key('forms.path_text', patterns) }} as path_key,
    bool_or(forms.is_whole) as is_whole
from forms
where forms.path_text is not null
group by
    forms.code, forms.level, forms.valid_from_year, forms.last_year,
    {{ function_path_key('forms.path_text', patterns) }}
