{#
    Running text with figures of money, a row a line: its own text and, before the joint, the sentence
    that the lines before left unfinished; and the heading that it stands under.
#}
{%- set patterns = wording_patterns(['subject_behind', 'restricting', 'function_level']) %}
with

{# Page numbers are no text. No identity can confirm what was recognised in a picture. #}
text_lines as (
    select
        text_rows.document_id,
        text_rows.line_no,
        text_rows.page_no,
        {{ bare_but_figures('text_rows.line_text') }} as own_text
    from {{ ref('stg_raw__lines') }} as text_rows
    inner join {{ ref('int_documents_current') }} as documents
        on text_rows.document_id = documents.document_id
    where
        text_rows.table_no is null
        and not text_rows.is_from_picture
        and {{ regex_found('text_rows.line_text', '[^\\x00-\\xff]') }}
),

{# A name such as …(项), or the beginning of one, alone in its line goes on in the next. #}
with_names as (
    select
        text_lines.document_id,
        text_lines.line_no,
        text_lines.page_no,
        text_lines.own_text,
        {{ wording_found(
            'text_lines.own_text', patterns.function_level, '^[^,;。:]*', '[^,;。:]*$'
        ) }} or {{ wording_found(
            'text_lines.own_text', patterns.function_level, '^[^,;。:]*', '[。:]$'
        ) }} as is_name_of_function
    from text_lines
),

{# A numbered line without a stop at its end is a heading, and no sentence. #}
described as (
    select
        with_names.document_id,
        with_names.line_no,
        with_names.page_no,
        with_names.own_text,
        not with_names.is_name_of_function
        and {{ regex_found(
            'with_names.own_text',
            '^(?:[一二三四五六七八九十]+、|[(][一二三四五六七八九十]+[)]|第[一二三四五六七八九十]+部分)[^,;。]{2,40}[^,;:。]$'
        ) }} and not {{ regex_found(
            'with_names.own_text', '[0-9](?:' ~ money_units_in_text() ~ '|[万亿])'
        ) }} as is_heading,
        {# What ends without a stop, and is no title, goes on in the next line. #}
        with_names.is_name_of_function
        or (
            not {{ regex_found('with_names.own_text', '[。;:!?]$') }}
            and (
                {{ regex_found('with_names.own_text', '[,;。]') }}
                or {{ wording_found(
                    'with_names.own_text', patterns.subject_behind, behind='$'
                ) }}
            )
        ) as is_unfinished
    from with_names
),

following as (
    select
        document_id,
        line_no,
        page_no,
        own_text,
        is_heading,
        is_unfinished,
        coalesce(lag(is_unfinished and not is_heading) over document_lines, false) as goes_on
    from described
    window document_lines as (partition by document_id order by line_no)
),

sentences as (
    select
        document_id,
        line_no,
        page_no,
        own_text,
        sum(case when goes_on then 0 else 1 end) over (
            partition by document_id order by line_no
            rows between unbounded preceding and current row
        ) as paragraph_no,
        last_value(case when is_heading then own_text end ignore nulls) over (
            partition by document_id order by line_no
            rows between unbounded preceding and current row
        ) as heading
    from following
),

with_sentence as (
    select
        document_id,
        line_no,
        page_no,
        own_text,
        heading,
        coalesce(string_agg(own_text, '') over (
            partition by document_id, paragraph_no order by line_no
            rows between unbounded preceding and 1 preceding
        ), '') as text_before,
        coalesce(string_agg(own_text, '') over (
            partition by document_id, paragraph_no order by line_no
            rows between 1 following and unbounded following
        ), '') as text_behind
    from sentences
)

select
    with_sentence.document_id,
    with_sentence.line_no,
    with_sentence.page_no,
    {# A heading that names a year, and none but it, says of which year the text below it is. #}
    case
        when
            {{ year_named_last('with_sentence.heading') }}
            = {{ year_named_first('with_sentence.heading') }}
            then {{ year_named_last('with_sentence.heading') }}
    end as heading_year,
    concat(with_sentence.text_before, '{{ line_joint() }}', with_sentence.own_text) as joined_text,
    with_sentence.text_behind,
    coalesce({{ wording_found('with_sentence.heading', patterns.restricting) }}, false)
        as is_heading_restricting
from with_sentence
where
    {{ regex_found('with_sentence.own_text', money_units()) }}
    and {{ regex_found("concat(with_sentence.text_before, with_sentence.own_text)", '[0-9]') }}
