{#
    What running text states of a function, of 三公 or of a total, against the nearest table that states
    the same. A total that names balances (总计) or the year alone (本年收入合计) is compared with none of
    the other kind; that nothing is spent of 三公 alone, whose categories a table prints all. What usually
    is a total (机关运行经费: the public cost) is compared where one misprint of four digits at most parts
    them. One row a figure of an identity.
#}
{%- set patterns = wording_patterns(['total_of_year']) %}
{%- set table_rounded -%}
    (round(tables_stating.amount_cny / stated.rounding_step_cny) * stated.rounding_step_cny)
{%- endset %}
with

amounts_stated as (
    select
        amounts.document_id,
        amounts.cell_id,
        amounts.mention_no,
        amounts.stage,
        amounts.amount_cny,
        totals.wording is not null as is_total,
        case
            when
                totals.has_balances
                <> {{ wording_found('amounts.clause', patterns.total_of_year) }}
                then totals.has_balances
        end as has_balances,
        {# A part is of the money of the total that it is a part of (一般公共预算支出, 其中:基本支出). #}
        coalesce(
            totals.funding_source_code,
            totals_above.funding_source_code,
            case when not amounts.is_restricted then 'total' end
        ) as total_source_code,
        totals.side as total_side,
        totals.expenditure_nature as total_nature,
        totals.cost_category as total_category,
        coalesce(subjects.function_code, subjects.category_code) as item_ref,
        {{ last_digit_worth('amounts.amount_printed', 'units.factor') }} as rounding_step_cny
    from {{ ref('int_narrative_amounts') }} as amounts
    inner join {{ ref('int_document_years') }} as years
        on
            amounts.document_id = years.document_id
            and coalesce(amounts.fiscal_year, years.fiscal_year) = years.fiscal_year
    inner join {{ ref('int_narrative_subjects') }} as subjects
        on
            amounts.document_id = subjects.document_id
            and amounts.line_no = subjects.line_no
            and amounts.figure_no = subjects.figure_no
    inner join {{ ref('stg_code__money_units') }} as units
        on amounts.unit_printed = units.unit_printed
    left join {{ ref('int_subjects_of_totals') }} as totals
        on subjects.subject_canonical = totals.wording
    left join {{ ref('int_subjects_of_totals') }} as totals_above
        on amounts.subject_above = totals_above.wording
    where
        amounts.measure = 'level'
        and (amounts.amount_cny <> 0 or subjects.category_code is not null)
),

amounts_referring as (
    select
        document_id,
        cell_id,
        mention_no,
        stage,
        amount_cny,
        rounding_step_cny,
        has_balances,
        false as is_usual,
        coalesce(
            item_ref,
            {{ total_ref(
                'total_side', 'total_nature', 'total_source_code', 'total_category'
            ) }}
        ) as stated_ref
    from amounts_stated
    where
        item_ref is not null
        or (is_total and total_source_code is not null)
    union all
    select
        stated.document_id,
        stated.cell_id,
        stated.mention_no,
        stated.stage,
        stated.amount_cny,
        stated.rounding_step_cny,
        cast(null as boolean) as has_balances,
        true as is_usual,
        {{ total_ref(
            'usual.side', 'usual.expenditure_nature', 'usual.funding_source_code',
            'usual.cost_category'
        ) }} as stated_ref
    from amounts_stated as stated
    inner join {{ ref('stg_map__usual_totals') }} as usual
        on stated.item_ref = usual.category_code
),

amounts_compared as (
    select
        stated.document_id,
        stated.cell_id,
        stated.mention_no,
        stated.stated_ref,
        stated.stage,
        stated.amount_cny,
        stated.rounding_step_cny,
        tables_stating.statement_code,
        tables_stating.column_ref,
        row_number() over (
            partition by stated.document_id, stated.cell_id, stated.mention_no
            order by
                stated.is_usual asc,
                {# What is near to none is compared with the largest, the whole. #}
                case
                    when
                        abs(tables_stating.amount_cny - stated.amount_cny)
                        <= abs(stated.amount_cny)
                        then abs(tables_stating.amount_cny - stated.amount_cny)
                end asc nulls last,
                tables_stating.amount_cny desc, tables_stating.is_of_statement asc,
                tables_stating.statement_code asc, tables_stating.column_ref asc
        ) as nearness_rank
    from amounts_referring as stated
    inner join {{ ref('int_amounts_by_subject') }} as tables_stating
        on
            stated.document_id = tables_stating.document_id
            and stated.stage = tables_stating.stage
            and stated.stated_ref = tables_stating.stated_ref
    where
        (tables_stating.amount_cny <> 0 or stated.amount_cny = 0)
        and coalesce(stated.has_balances = tables_stating.has_balances, true)
        and (
            not stated.is_usual
            or abs(tables_stating.amount_cny - stated.amount_cny) <= stated.rounding_step_cny
            or (
                stated.amount_cny >= 1000 * stated.rounding_step_cny
                and {{ digits_changed('stated.amount_cny', table_rounded) }} = 1
            )
        )
),

statements_short as (
    select distinct
        document_id,
        statement_code
    from {{ ref('int_amounts_missing') }}
),

figures as (
    select
        document_id,
        statement_code,
        stated_ref,
        cell_id as text_cell_id,
        mention_no,
        'found' as side,
        cell_id,
        amount_cny,
        rounding_step_cny
    from amounts_compared
    where nearness_rank = 1
    union all
    select
        compared.document_id,
        compared.statement_code,
        compared.stated_ref,
        compared.cell_id as text_cell_id,
        compared.mention_no,
        'expected' as side,
        cells.cell_id,
        cells.amount_cny,
        cells.rounding_step_cny
    from amounts_compared as compared
    inner join {{ ref('int_cells_by_subject') }} as cells
        on
            compared.document_id = cells.document_id
            and compared.statement_code = cells.statement_code
            and compared.stage = cells.stage
            and compared.stated_ref = cells.stated_ref
            and compared.column_ref = cells.column_ref
    where compared.nearness_rank = 1
)

select
    figures.document_id,
    figures.statement_code,
    figures.side,
    figures.cell_id,
    figures.amount_cny,
    figures.rounding_step_cny,
    'text_agrees' as check_code,
    concat(figures.stated_ref, ': ', figures.text_cell_id) as scope,
    concat(figures.text_cell_id, ' ', figures.mention_no) as told_apart_by,
    short.statement_code is not null as is_open
from figures
left join statements_short as short
    on
        figures.document_id = short.document_id
        and figures.statement_code = short.statement_code
