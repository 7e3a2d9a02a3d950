{#
    Statements with a column of codes that print their total and no code, though another statement of
    the same total prints codes: their rows are missing. One row a statement.
#}
with

statements_compared as (
    {% for side, other in [('found', 'expected'), ('expected', 'found')] -%}
        select
            document_id,
            {{ side }}_statement as statement_code,
            {{ other }}_statement as other_statement_code
        from {{ ref('int_statements_paired') }}
        where
            compares = 'codes'
            and is_same
        {% if not loop.last -%} union all {% endif -%}
    {% endfor %}
),

statements_coded as (
    select distinct
        document_id,
        statement_code
    from {{ ref('int_codes_stated') }}
    where amount_cny <> 0
),

totals_below_codes as (
    select
        totals.document_id,
        totals.statement_code,
        amounts.table_no,
        totals.cell_id,
        row_number() over (
            partition by totals.document_id, totals.statement_code
            order by amounts.table_no asc, amounts.row_no asc, amounts.col_no asc
        ) as cell_rank
    from {{ ref('int_statement_totals') }} as totals
    inner join {{ ref('int_lines_to_reconcile') }} as amounts
        on totals.cell_id = amounts.cell_id
    inner join {{ ref('int_columns_resolved') }} as columns_resolved
        on {{ same_table('amounts', 'columns_resolved') }}
    where
        amounts.amount_cny <> 0
        and columns_resolved.role = 'code'
)

select
    totals.document_id,
    totals.statement_code,
    totals.table_no,
    totals.cell_id,
    min(compared.other_statement_code) as other_statement_code
from totals_below_codes as totals
inner join statements_compared as compared
    on
        totals.document_id = compared.document_id
        and totals.statement_code = compared.statement_code
inner join statements_coded as coded_beside
    on
        compared.document_id = coded_beside.document_id
        and compared.other_statement_code = coded_beside.statement_code
left join statements_coded as own
    on
        totals.document_id = own.document_id
        and totals.statement_code = own.statement_code
where
    totals.cell_rank = 1
    and own.statement_code is null
group by totals.document_id, totals.statement_code, totals.table_no, totals.cell_id
