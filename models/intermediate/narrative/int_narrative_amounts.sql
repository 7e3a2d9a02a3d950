{#
    Amounts of money stated in running text, with the words before them and whether the sentence
    compares years.
#}
with

patterns as (
    {{ wording_patterns(['subject_front', 'subject_behind']) }}
),

text_lines as (
    select
        text_rows.document_id,
        text_rows.line_no,
        text_rows.page_no,
        {{ bare('text_rows.line_text') }} as bare_text
    from {{ ref('stg_raw__lines') }} as text_rows
    inner join {{ ref('int_documents_current') }} as documents
        on text_rows.document_id = documents.document_id
    where
        text_rows.table_no is null
        {# No identity can confirm what was recognised in a picture of running text. #}
        and not text_rows.is_from_picture
        and {{ regex_found(bare('text_rows.line_text'), '[0-9](' ~ money_units_in_text() ~ ')') }}
),

sentences as (
    select
        text_lines.document_id,
        text_lines.line_no,
        text_lines.page_no,
        split_parts.sentence,
        cast(split_parts.sentence_no as integer) as sentence_no
    from text_lines
    cross join
        unnest(string_split(text_lines.bare_text, '。'))
        with ordinality as split_parts (sentence, sentence_no)
),

mentions as (
    select
        sentences.document_id,
        sentences.line_no,
        sentences.page_no,
        sentences.sentence,
        sentences.sentence_no,
        stated.mention,
        cast(stated.mention_no as integer) as mention_no
    from sentences
    cross join unnest(regexp_extract_all(
        sentences.sentence, '[^0-9,，;；:：]*[:：]?[0-9][0-9,.]*(?:{{ money_units_in_text() }})', 0
    )) with ordinality as stated (mention, mention_no)
),

parsed as (
    select
        document_id,
        line_no,
        page_no,
        sentence,
        mention,
        cast(row_number() over (
            partition by document_id, line_no
            order by sentence_no, mention_no
        ) as integer) as mention_no,
        {{ regex_group('mention', '^([^0-9]*)') }} as words_before,
        {{ regex_group('mention', '([0-9][0-9,.]*)(?:' ~ money_units_in_text() ~ ')$') }}
            as amount_printed,
        {{ regex_group('mention', '(' ~ money_units_in_text() ~ ')$') }} as unit_printed
    from mentions
),

{#
    A change against another year, or a sentence that compares years, states no level of the
    current one.
#}
compared as (
    select distinct
        parsed.document_id,
        parsed.line_no,
        parsed.mention_no
    from parsed
    inner join {{ ref('stg_map__comparison_wordings') }} as comparisons
        on
            (
                comparisons.scope = 'sentence'
                and parsed.sentence like '%' || comparisons.wording || '%'
            )
            or (
                comparisons.scope = 'before_amount'
                and {{ regex_replace('parsed.words_before', '[、,，]$', '') }}
                like '%' || comparisons.wording
            )
)

select
    parsed.document_id,
    parsed.line_no,
    parsed.page_no,
    parsed.mention_no,
    {{ line_id('parsed.document_id', 'parsed.line_no') }} as cell_id,
    {{ wording_removed(
        wording_removed('parsed.words_before', 'patterns.subject_front', '^', '+[,，:：]?'),
        'patterns.subject_behind', behind='$'
    ) }} as subject,
    parsed.sentence,
    {# The year that an amount belongs to stands before it, or nowhere in its sentence. #}
    cast({{ regex_group(
        "substr(parsed.sentence, 1, strpos(parsed.sentence, parsed.mention) + length(parsed.mention))",
        '^.*((?:19|20)[0-9]{2})年'
    ) }} as integer) as year_before,
    parsed.amount_printed,
    parsed.unit_printed,
    cast({{ to_number('parsed.amount_printed') }} * units.factor as decimal(18, 2)) as amount_cny,
    compared.line_no is not null as is_comparison
from parsed
cross join patterns
inner join {{ ref('stg_code__money_units') }} as units
    on parsed.unit_printed = units.unit_printed
left join compared
    on
        parsed.document_id = compared.document_id
        and parsed.line_no = compared.line_no
        and parsed.mention_no = compared.mention_no
