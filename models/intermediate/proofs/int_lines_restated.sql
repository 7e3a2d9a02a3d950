{#
    Lines that nothing in arithmetic tells of, and whose amount another place of the document states of
    the same thing, where it is proved: a row of the only unit beside the total, a function in a table
    whose sum is left open, a total that the text says twice. A column that was settled by usage is
    told by another statement alone. That nothing is stated twice says little.
#}
with

lines_named as (
    select
        accepted.budget_line_key,
        accepted.document_id,
        accepted.statement_code,
        accepted.cell_id,
        accepted.col_no,
        accepted.placement,
        accepted.stage,
        accepted.amount_cny,
        proved.proof,
        coalesce(accepted.fiscal_year, years.fiscal_year) as fiscal_year,
        case
            when accepted.line_kind = 'narrative'
                then case
                    when accepted.measure = 'level' then concat_ws(
                        ' ', 'text',
                        coalesce(
                            subjects.function_code,
                            subjects.category_code,
                            case
                                when totals.wording is null then subjects.subject_canonical
                                else concat_ws(
                                    ' ', totals.side, totals.expenditure_nature,
                                    totals.cost_category,
                                    coalesce(totals.funding_source_code, 'total')
                                )
                            end
                        )
                    )
                end
            when
                coalesce(
                    accepted.function_code, accepted.economic_code, accepted.item_name
                ) is not null
                or accepted.is_total
                then concat_ws(
                    ' ',
                    coalesce(
                        accepted.function_code, accepted.economic_code,
                        concat(
                            accepted.line_kind, ' ',
                            case when accepted.is_total then 'total' else accepted.item_name end
                        )
                    ),
                    accepted.side,
                    coalesce(accepted.expenditure_nature, 'total'),
                    coalesce(accepted.cost_category, 'total'),
                    case
                        when coalesce(accepted.funding_source_code, 'total') = 'total'
                            then coalesce(statements.total_source_code, 'total')
                        else accepted.funding_source_code
                    end,
                    accepted.horizon
                )
        end as named_ref
    from {{ ref('int_budget_lines_accepted') }} as accepted
    inner join {{ ref('int_lines_proved') }} as proved
        on accepted.budget_line_key = proved.budget_line_key
    left join {{ ref('int_document_years') }} as years
        on accepted.document_id = years.document_id
    left join {{ ref('stg_code__statements') }} as statements
        on accepted.statement_code = statements.statement_code
    left join {{ ref('int_narrative_subjects') }} as subjects
        on
            accepted.document_id = subjects.document_id
            and accepted.row_no = subjects.line_no
            and case when accepted.line_kind = 'narrative' then accepted.col_no end
            = subjects.mention_no
    left join {{ ref('int_subjects_of_totals') }} as totals
        on subjects.subject_canonical = totals.wording
    where accepted.amount_cny <> 0
),

lines_proved as (
    select distinct
        document_id,
        fiscal_year,
        stage,
        named_ref,
        amount_cny,
        statement_code,
        cell_id
    from lines_named
    where proof = 'proved'
)

select distinct lines_named.budget_line_key
from lines_named
inner join lines_proved
    on
        lines_named.document_id = lines_proved.document_id
        and lines_named.fiscal_year = lines_proved.fiscal_year
        and lines_named.stage = lines_proved.stage
        and lines_named.named_ref = lines_proved.named_ref
        and lines_named.amount_cny = lines_proved.amount_cny
where
    lines_named.proof = 'unchecked'
    and lines_named.cell_id <> lines_proved.cell_id
    and (
        lines_named.placement <> 'prior'
        or lines_named.statement_code <> lines_proved.statement_code
    )
