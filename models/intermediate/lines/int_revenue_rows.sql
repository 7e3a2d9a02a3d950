{#
    Names of the revenue side, of a summary or of a statement of revenue by source: whether they are
    numbered, total, a balance, a part of the line above (其中), and which source they name. Categories
    of a government's revenue are no sources.
#}
{%- set patterns = wording_patterns(['of_which']) %}
with

names_printed as (
    select distinct
        cells.document_id,
        cells.table_no,
        cells.row_no,
        cells.line_key as name_key,
        {{ without_remark('cells.line_key') }} as name_key_short,
        {{ is_numbered('cells.cell_text') }} as is_numbered,
        {{ regex_found('cells.bare_text', '^一、') }} as is_first_number,
        {{ numbering_level('cells.cell_text') }} is not null as is_listed,
        totals.total_wording is not null as is_total_wording,
        {{ wording_found('cells.bare_text', patterns.of_which, '^') }} as is_of_which,
        coalesce(meanings.is_money, true) as is_money
    from {{ ref('int_cells_described') }} as cells
    left join {{ ref('int_total_cells') }} as totals
        on {{ same_cell('cells', 'totals') }}
    left join {{ ref('stg_code__statements') }} as statements
        on cells.statement_code = statements.statement_code
    left join {{ ref('int_row_meanings') }} as meanings
        on
            {{ same_row('cells', 'meanings') }}
            and cells.label_group_no = meanings.label_group_no
    where
        cells.row_role = 'body'
        and cells.role = 'name'
        and coalesce(cells.side, statements.side) = 'revenue'
        and statements.code_kind is null
)

select
    names_printed.document_id,
    names_printed.table_no,
    names_printed.row_no,
    names_printed.name_key,
    names_printed.is_numbered,
    names_printed.is_first_number,
    names_printed.is_listed,
    names_printed.is_total_wording,
    not names_printed.is_money and names_printed.is_of_which as is_of_which,
    coalesce(exact_sources.funding_source_code, short_sources.funding_source_code)
        as funding_source_code,
    coalesce(exact_sources.mapping_method, short_sources.mapping_method) as mapping_method,
    coalesce(sources.is_balance, false) as is_balance
from names_printed
left join {{ ref('int_funding_wordings') }} as exact_sources
    on
        names_printed.document_id = exact_sources.document_id
        and names_printed.name_key = exact_sources.wording
left join {{ ref('int_funding_wordings') }} as short_sources
    on
        names_printed.document_id = short_sources.document_id
        and names_printed.name_key_short = short_sources.wording
left join {{ ref('stg_code__funding_sources') }} as sources
    on
        coalesce(exact_sources.funding_source_code, short_sources.funding_source_code)
        = sources.funding_source_code
where names_printed.is_money or names_printed.is_of_which
