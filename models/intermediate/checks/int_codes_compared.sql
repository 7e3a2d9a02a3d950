{#
    Codes of two statements whose totals are the same, for the pairs of statements in the seed that
    are compared code by code: one row a pair, side and amount. Levels that one side does not print
    are left out.
#}
with

statements_short as (
    select distinct
        document_id,
        statement_code
    from {{ ref('int_amounts_missing') }}
),

statements_compared as (
    select
        paired.document_id,
        paired.found_statement,
        paired.found_nature,
        paired.found_source,
        paired.found_side,
        paired.expected_statement,
        paired.expected_nature,
        paired.expected_source,
        paired.expected_side,
        paired.stage,
        paired.section_no,
        paired.check_code,
        paired.told_apart_by,
        coalesce(short.statement_code, other_short.statement_code) is not null as is_open
    from {{ ref('int_statements_paired') }} as paired
    left join statements_short as short
        on
            paired.document_id = short.document_id
            and paired.found_statement = short.statement_code
    left join statements_short as other_short
        on
            paired.document_id = other_short.document_id
            and paired.expected_statement = other_short.statement_code
    where
        paired.compares = 'codes'
        and paired.is_same
),

{% for side in ['expected', 'found'] %}
    codes_{{ side }} as (
        select
            compared.document_id,
            compared.found_statement,
            compared.expected_statement,
            compared.check_code,
            compared.told_apart_by,
            compared.is_open,
            codes_printed.code,
            codes_printed.cell_id,
            codes_printed.amount_cny,
            codes_printed.rounding_step_cny
        from statements_compared as compared
        inner join {{ ref('int_codes_stated') }} as codes_printed
            on
                compared.document_id = codes_printed.document_id
                and compared.{{ side }}_statement = codes_printed.statement_code
                and compared.{{ side }}_nature = codes_printed.expenditure_nature
                and compared.{{ side }}_source = codes_printed.funding_source_code
                and compared.{{ side }}_side = codes_printed.side
                and compared.stage = codes_printed.stage
                and compared.section_no = codes_printed.section_no
    ),

    levels_{{ side }} as (
        select distinct
            document_id,
            found_statement,
            expected_statement,
            told_apart_by,
            length(code) as code_length
        from codes_{{ side }}
    ){% if not loop.last %},{% endif %}
{% endfor %}

{% for side, other in [('expected', 'found'), ('found', 'expected')] -%}
    select
        codes.document_id,
        codes.found_statement,
        codes.expected_statement,
        codes.check_code,
        codes.told_apart_by,
        codes.is_open,
        codes.code,
        codes.cell_id,
        codes.amount_cny,
        codes.rounding_step_cny,
        '{{ side }}' as side
    from codes_{{ side }} as codes
    inner join levels_{{ other }} as levels
        on
            codes.document_id = levels.document_id
            and codes.found_statement = levels.found_statement
            and codes.expected_statement = levels.expected_statement
            and codes.told_apart_by = levels.told_apart_by
            and length(codes.code) = levels.code_length
    {% if not loop.last %}union all
    {% endif %}
{%- endfor %}
