{#
    Clauses of running text that say that there is none of something (无“三公”经费支出, 政府采购预算为0),
    a row a clause. One is plain where nothing else stands in it but whose it is, the document's own
    year and the stage: 如无政府采购, 无“三公”经费增加 and 其中无… are not, nor is another year.
#}
{%- set zero_kinds = ['three_public', 'procurement'] %}
{%- set patterns = wording_patterns([
    'year_of_document', 'fund_word', 'stage_budget', 'stage_final', 'zero_front', 'zero_none',
    'zero_filler', 'zero_rest', 'zero_end', 'zero_of_three_public', 'zero_of_procurement',
]) %}
with

documents as (
    select
        titles.document_id,
        titles.stage,
        years.fiscal_year,
        nullif({{ bare('publishers.unit_name') }}, '') as unit_name
    from {{ ref('int_document_titles') }} as titles
    inner join {{ ref('int_texts_disclosing') }} as disclosing
        on
            titles.document_id = disclosing.document_id
            and disclosing.is_disclosure
    left join {{ ref('int_document_years') }} as years
        on titles.document_id = years.document_id
    left join {{ ref('int_document_publishers') }} as publishers
        on titles.document_id = publishers.document_id
),

{# A sentence that a line's end breaks goes on in the next line, unless that one is numbered. #}
text_lines as (
    select
        text_rows.document_id,
        text_rows.line_no,
        text_rows.page_no,
        {{ bare('text_rows.line_text') }} as own_text,
        coalesce({{ bare('lead(text_rows.line_text) over document_lines') }}, '') as next_text
    from {{ ref('stg_raw__lines') }} as text_rows
    where
        text_rows.table_no is null
        and not text_rows.is_from_picture
    window document_lines as (partition by text_rows.document_id order by text_rows.line_no)
),

clauses as (
    select
        text_lines.document_id,
        text_lines.line_no,
        text_lines.page_no,
        cast(split_clauses.clause_no as integer) as clause_no,
        {{ regex_replace('split_clauses.clause', '[“”\"‘’]', '') }} as clause
    from text_lines
    cross join unnest(
        string_split_regex(
            case
                when
                    {{ regex_found('text_lines.own_text', '[。;:!?；：！？]$') }}
                    or {{ regex_found(
                        'text_lines.next_text',
                        '^(?:[一二三四五六七八九十0-9]+[、.]|[(（][一二三四五六七八九十0-9]+[)）]|第.{1,2}部分)'
                    ) }}
                    then text_lines.own_text
                else concat(text_lines.own_text, text_lines.next_text)
            end,
            '[,;。:!?，；：！？]'
        )
    ) with ordinality as split_clauses (clause, clause_no)
),

{# The clause without whose it is, and the year that is the document's own. #}
clauses_bare as (
    select
        clauses.document_id,
        clauses.line_no,
        clauses.page_no,
        clauses.clause_no,
        clauses.clause,
        documents.stage,
        {{ wordings_removed(
            "replace(replace(replace(clauses.clause, coalesce(documents.unit_name, ' '), ''),"
            ~ " concat(documents.fiscal_year, '年度'), ''), concat(documents.fiscal_year, '年'), '')",
            patterns.year_of_document
        ) }} as words
    from clauses
    inner join documents
        on clauses.document_id = documents.document_id
    where
        {{ wording_found('clauses.clause', patterns.zero_none) }}
        or {{ wording_found('clauses.clause', patterns.zero_end, behind='$') }}
),

zeros_found as (
    {% for kind in zero_kinds -%}
        {%- set named = patterns['zero_of_' ~ kind] -%}
        select
            clauses_bare.document_id,
            clauses_bare.line_no,
            clauses_bare.page_no,
            clauses_bare.clause_no,
            clauses_bare.clause,
            clauses_bare.stage,
            clauses_bare.words,
            '{{ kind }}' as line_kind,
            coalesce(
                {{ wording_group('clauses_bare.words', patterns.zero_none) }},
                {{ wording_group('clauses_bare.words', patterns.zero_end, behind='$') }}
            ) as amount_printed,
            {{ wording_group('clauses_bare.words', named) }} as subject,
            {{ wording_found(
                'clauses_bare.words',
                "concat('(?:', " ~ [
                    patterns.zero_front, "')*(?:(?:'", patterns.zero_none, "')(?:'",
                    patterns.zero_filler, "')*(?:'", named, "')(?:'", patterns.zero_rest,
                    "')*|(?:'", named, "')(?:'", patterns.zero_rest, "')*(?:'",
                    patterns.zero_end, "'))'",
                ] | join(', ') ~ ')',
                '^', '$'
            ) }} as is_whole
        from clauses_bare
        where
            {{ wording_found(
                'clauses_bare.words',
                "concat('(?:', " ~ [
                    patterns.zero_none, "').{0,12}(?:'", named, "')|(?:'", named,
                    "').{0,8}(?:'", patterns.zero_end, "')$'",
                ] | join(', ') ~ ')'
            ) }}
        {{ 'union all' if not loop.last }}
    {% endfor %}
),

judged as (
    select
        zeros_found.document_id,
        zeros_found.line_no,
        zeros_found.page_no,
        zeros_found.clause_no,
        zeros_found.clause,
        zeros_found.line_kind,
        zeros_found.amount_printed,
        zeros_found.subject,
        zeros_found.is_whole
        {# A form that nobody filled in. #}
        and not {{ regex_found('zeros_found.clause', '[XxＸ×]{2}') }}
        and not (
            zeros_found.stage = 'final_account'
            and {{ wording_found(
                wordings_removed('zeros_found.words', patterns.fund_word),
                patterns.stage_budget
            ) }}
        )
        and not (
            zeros_found.stage <> 'final_account'
            and {{ wording_found('zeros_found.words', patterns.stage_final) }}
        ) as is_plain
    from zeros_found
)

select
    document_id,
    line_no,
    page_no,
    {{ line_id('document_id', 'line_no') }} as cell_id,
    {# Behind the figures of the line. #}
    cast(1000 + row_number() over (
        partition by document_id, line_no order by clause_no, line_kind
    ) as integer) as mention_no,
    line_kind,
    subject,
    clause,
    amount_printed,
    is_plain
from judged
