{#
    What is said behind each figure up to the next one: the rest of its sentence, and the sentences
    right behind it that go on with a comparison or its reason (公务接待费1万元。与上年预算持平。主要原因：…。
    决算数与预算数基本持平。), also in the next lines of its paragraph.
#}
{%- set patterns = wording_patterns(['compared_front', 'reason_front']) %}
with

figures as (
    select
        document_id,
        line_no,
        figure_no,
        words_behind,
        figure_no = max(figure_no) over (partition by document_id, line_no) as is_last
    from {{ ref('int_narrative_figures') }}
    where is_own
),

followed as (
    select
        figures.document_id,
        figures.line_no,
        figures.figure_no,
        {{ regex_replace(
            "concat(figures.words_behind, case when figures.is_last then split_part("
            ~ figures_fenced('texts.text_behind') ~ ", '" ~ figure_fence() ~ "', 1) else '' end)",
            '^[,;:、]+', ''
        ) }} as words
    from figures
    inner join {{ ref('int_narrative_texts') }} as texts
        on
            figures.document_id = texts.document_id
            and figures.line_no = texts.line_no
)

select
    document_id,
    line_no,
    figure_no,
    nullif({{ regex_replace(
        wording_group(
            'words',
            "concat('[^。]*。(?:(?:', " ~ patterns.compared_front ~ ", '|', "
            ~ patterns.reason_front ~ ", ')[^。]*。)*|[^。]*')", '^'
        ), '^。|。$', ''
    ) }}, '') as text_after
from followed
