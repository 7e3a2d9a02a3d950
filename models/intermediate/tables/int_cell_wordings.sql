{#
    Every text that stands in a cell, once, in the forms in which wordings are compared. Of a header
    only what changes nothing is dropped: a year, which is told beside it, a unit of money, a remark
    that the seed calls harmless, any remark of a column that holds no money.
#}
{%- set patterns = wording_patterns([
    'year_before', 'year_of_document', 'header_remark', 'amount_remark',
    'amount_remark_open', 'unit_word', 'unit_name',
]) %}
with

texts as (
    select distinct unnested.cell_text
    from {{ ref('stg_raw__rows') }} as printed
    inner join {{ ref('int_documents_current') }} as documents
        on printed.document_id = documents.document_id
    cross join unnest(printed.cells) as unnested (cell_text)
    where unnested.cell_text <> ''
),

forms as (
    select
        cell_text,
        {{ bare('cell_text') }} as bare_text,
        {{ line_key('cell_text') }} as line_key,
        {{ is_number('cell_text') }} as is_number,
        {{ is_number_with_unit('cell_text') }} as is_number_with_unit,
        {{ header_words('cell_text') }} as words,
        {{ header_key('cell_text') }} as words_short,
        {{ regex_group(without_marks(bare('cell_text')), '[(]([^()]+)[)]?:?$') }} as remark
    from texts
),

remarks_judged as (
    select
        forms.cell_text,
        forms.bare_text,
        forms.line_key,
        forms.is_number,
        forms.is_number_with_unit,
        forms.words,
        forms.words_short,
        forms.remark,
        {{ regex_found('forms.bare_text', '[0-9].*[(]') }}
        and not {{ regex_found('forms.remark', '^(?:' ~ money_units() ~ ')$') }}
        and (
            not {{ wording_found('forms.remark', patterns.amount_remark) }}
            or {{ wording_found('forms.remark', patterns.amount_remark_open) }}
        ) as has_open_remark
    from forms
),

{# Two years in one wording compare them: the column is of neither. #}
years_told as (
    select
        forms.cell_text,
        forms.bare_text,
        forms.line_key,
        {# A remark in brackets must be known to leave the amount what it is: 红字, 核减 do not. #}
        forms.is_number
        and not forms.is_number_with_unit
        and not coalesce(forms.has_open_remark, false) as is_number,
        forms.is_number_with_unit
        and not coalesce(forms.has_open_remark, false) as is_number_with_unit,
        forms.words,
        forms.words_short,
        case
            when not {{ regex_found('forms.bare_text', '20[0-9]{2}.*20[0-9]{2}') }}
                then cast({{ regex_group(
                    'forms.bare_text', '(?:^|[^0-9])(20[0-9]{2})(?:年|[)]|$)'
                ) }} as integer)
        end as header_year,
        case
            when
                {{ wording_found('forms.words', patterns.year_before, '^') }}
                or {{ wording_found('forms.remark', patterns.year_before, '^') }}
                then -1
            when
                {{ wording_found('forms.words', patterns.year_of_document, '^') }}
                or {{ wording_found('forms.remark', patterns.year_of_document, '^') }}
                then 0
        end as year_offset,
        {{ wording_removed(
            wording_removed('forms.words_short', patterns.year_before, '^'),
            patterns.year_of_document, '^'
        ) }} as words_undated,
        forms.remark is null
        or {{ wording_found('forms.remark', patterns.header_remark, '^', '$') }}
        or {{ wording_found('forms.remark', patterns.year_before, '^', '数?$') }}
        or {{ wording_found('forms.remark', patterns.year_of_document, '^', '数?$') }}
        or {{ regex_found('forms.remark', '^20[0-9]{2}年?度?$') }}
        {# The number of a column, with those it is the sum of: (3=4+5). #}
        or {{ regex_found('forms.remark', '^[0-9A-Z]{1,2}(?:=[0-9A-Z+-]+)?$') }}
        {# Before a unit of money only words about units change nothing: 人均:元 does. #}
        or {{ regex_found('forms.remark', '^(?:' ~ money_units() ~ ')$') }}
        {% for words in [patterns.unit_word, patterns.unit_name] -%}
            or {{ wording_found(
                'forms.remark', words, '^', ':?(?:人民币)?(?:' ~ money_units() ~ ')$'
            ) }}
        {% endfor %}
            as is_remark_harmless
    from remarks_judged as forms
),

resolved as (
    select
        years_told.cell_text,
        years_told.bare_text,
        years_told.line_key,
        years_told.is_number,
        years_told.is_number_with_unit,
        years_told.header_year,
        years_told.year_offset,
        by_words.wording is not null as is_known_whole,
        case
            when by_words.wording is not null then years_told.words
            when
                by_short.wording is not null
                and (
                    years_told.is_remark_harmless
                    or by_short.value_type not in ('amount', 'group')
                )
                then years_told.words_short
            when
                years_told.is_remark_harmless
                and (by_undated.wording is not null or years_told.words_undated = '')
                then years_told.words_undated
            else years_told.words
        end as header_key
    from years_told
    left join {{ ref('stg_map__headers') }} as by_words
        on years_told.words = by_words.wording
    left join {{ ref('stg_map__headers') }} as by_short
        on years_told.words_short = by_short.wording
    left join {{ ref('stg_map__headers') }} as by_undated
        on years_told.words_undated = by_undated.wording
)

select
    cell_text,
    bare_text,
    line_key,
    is_number,
    is_number_with_unit,
    header_key,
    header_year,
    {# 上年结转 is a source of this year, 上年预算数 a column of the last. #}
    case when not is_known_whole then year_offset end as year_offset
from resolved
