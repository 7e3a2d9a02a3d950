-- What no list knows, most money first. Rows for the alias seed carry suggestions and are ready to
-- be pasted into it once their target is filled in; the others belong to the seeds of layouts.
with codes as (

    select
        code_kind,
        printed_code,
        wording,
        min(reason) as reason,
        min(fiscal_year) as valid_from_year,
        sum(rows_affected) as rows_affected,
        sum(amount_cny) as amount_cny,
        count(distinct document_id) as document_count,
        min(document_id) as example_document_id,
        string_agg(distinct publisher, ', ' order by publisher) as publishers,
        string_agg(distinct statement_codes, ', ' order by statement_codes) as statement_codes
    from {{ ref('int_unmapped_codes') }}
    group by
        code_kind,
        printed_code,
        wording

),

codes_with_suggestions as (

    select
        codes.code_kind,
        codes.printed_code,
        codes.wording,
        codes.reason,
        codes.valid_from_year,
        codes.rows_affected,
        codes.amount_cny,
        codes.document_count,
        codes.example_document_id,
        codes.publishers,
        codes.statement_codes,
        {%- for number in [1, 2, 3] %}
            {%- for column in ['code', 'code_name', 'similarity', 'why'] %}
                max(
                    case suggestions.suggestion_no
                        when {{ number }} then suggestions.{{ column }}
                    end
                ) as suggestion_{{ number }}_{{ column | replace('code_name', 'name') }}
                {%- if not (loop.last and number == 3) %},{% endif %}
            {%- endfor %}
        {%- endfor %}
    from codes
    left join {{ ref('int_code_suggestions') }} as suggestions
        on
            codes.code_kind = suggestions.code_kind
            and coalesce(codes.printed_code, '') = coalesce(suggestions.printed_code, '')
            and coalesce(codes.wording, '') = coalesce(suggestions.wording, '')
            and coalesce(codes.valid_from_year, 0) = coalesce(suggestions.fiscal_year, 0)
    group by
        codes.code_kind,
        codes.printed_code,
        codes.wording,
        codes.reason,
        codes.valid_from_year,
        codes.rows_affected,
        codes.amount_cny,
        codes.document_count,
        codes.example_document_id,
        codes.publishers,
        codes.statement_codes

),

layouts as (

    select
        wordings.seed_name,
        wordings.wording,
        wordings.statement_code,
        wordings.context,
        min(years.fiscal_year) as valid_from_year,
        sum(wordings.rows_affected) as rows_affected,
        count(distinct wordings.document_id) as document_count,
        min(wordings.document_id) as example_document_id
    from {{ ref('int_unmapped_wordings') }} as wordings
    left join {{ ref('int_document_years') }} as years
        on wordings.document_id = years.document_id
    group by
        wordings.seed_name,
        wordings.wording,
        wordings.statement_code,
        wordings.context

),

listed as (

    select
        'map_code_alias' as seed_name,
        code_kind,
        printed_code,
        wording,
        valid_from_year,
        reason,
        rows_affected,
        amount_cny,
        document_count,
        publishers,
        statement_codes,
        cast(null as varchar) as context,
        {% for number in [1, 2, 3] -%}
            {% for column in ['code', 'name', 'similarity', 'why'] -%}
                suggestion_{{ number }}_{{ column }},
            {% endfor -%}
        {% endfor -%}
        example_document_id
    from codes_with_suggestions
    union all
    select
        seed_name,
        cast(null as varchar) as code_kind,
        cast(null as varchar) as printed_code,
        wording,
        valid_from_year,
        'wording_unknown' as reason,
        rows_affected,
        cast(null as decimal(18, 2)) as amount_cny,
        document_count,
        cast(null as varchar) as publishers,
        statement_code as statement_codes,
        context,
        {% for number in [1, 2, 3] -%}
            cast(null as varchar) as suggestion_{{ number }}_code,
            cast(null as varchar) as suggestion_{{ number }}_name,
            cast(null as decimal(4, 3)) as suggestion_{{ number }}_similarity,
            cast(null as varchar) as suggestion_{{ number }}_why,
        {% endfor -%}
        example_document_id
    from layouts
    union all
    select
        seed_name,
        cast(null as varchar) as code_kind,
        cast(null as varchar) as printed_code,
        wording,
        valid_from_year,
        reason,
        rows_affected,
        amount_cny,
        document_count,
        publishers,
        statement_codes,
        context,
        {% for number in [1, 2, 3] -%}
            {% for column in ['code', 'name', 'similarity', 'why'] -%}
                suggestion_{{ number }}_{{ column }},
            {% endfor -%}
        {% endfor -%}
        example_document_id
    from {{ ref('int_names_suggested') }}

)

select
    seed_name,
    code_kind,
    printed_code,
    wording,
    cast(null as varchar) as publisher,
    cast(null as varchar) as target_code,
    valid_from_year,
    cast(null as integer) as valid_to_year,
    cast(null as varchar) as source_ref,
    reason,
    publishers,
    statement_codes,
    context,
    suggestion_1_code,
    suggestion_1_name,
    suggestion_1_similarity,
    suggestion_1_why,
    suggestion_2_code,
    suggestion_2_name,
    suggestion_2_similarity,
    suggestion_2_why,
    suggestion_3_code,
    suggestion_3_name,
    suggestion_3_similarity,
    suggestion_3_why,
    cast(rows_affected as bigint) as rows_affected,
    cast(amount_cny as decimal(18, 2)) as amount_cny,
    cast(document_count as bigint) as document_count,
    {{ code_key('example_document_id') }} as document_key,
    {{ surrogate_key(
        ['seed_name', 'code_kind', 'printed_code', 'wording', 'statement_codes', 'context']
    ) }} as unmapped_code_key
from listed
order by
    amount_cny desc nulls last,
    rows_affected desc,
    wording asc
