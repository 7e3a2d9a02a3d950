{#
    Budget, adjusted budget and final account of one function as the sentences of a final account state
    them one behind another (年初预算为…,支出决算为…,完成年初预算的…%), with the share that is stated and the
    one that follows from the figures. What is stated twice with other figures is left out.
#}
{%- set stages = ['budget', 'adjusted_budget', 'final_account'] %}
with

levels as (
    select
        amounts.document_id,
        amounts.line_no,
        amounts.mention_no,
        amounts.page_no,
        amounts.cell_id,
        amounts.fiscal_year,
        amounts.stage,
        amounts.amount_cny,
        subjects.function_code,
        subjects.category_code,
        subjects.subject_canonical as subject,
        stated_shares.share_printed,
        stated_shares.share_stated,
        stated_shares.share_tolerance,
        stated_shares.share_of,
        {{ last_digit_worth('amounts.amount_printed', 'units.factor') }} as rounding_step_cny
    from {{ ref('int_narrative_amounts') }} as amounts
    inner join {{ ref('int_document_titles') }} as titles
        on amounts.document_id = titles.document_id
    inner join {{ ref('int_document_years') }} as years
        on
            amounts.document_id = years.document_id
            and amounts.fiscal_year = years.fiscal_year
    inner join {{ ref('int_narrative_subjects') }} as subjects
        on
            amounts.document_id = subjects.document_id
            and amounts.line_no = subjects.line_no
            and amounts.mention_no = subjects.mention_no
    inner join {{ ref('stg_code__money_units') }} as units
        on amounts.unit_printed = units.unit_printed
    left join {{ ref('int_narrative_shares') }} as stated_shares
        on
            amounts.document_id = stated_shares.document_id
            and amounts.line_no = stated_shares.line_no
            and amounts.figure_no = stated_shares.figure_no
    where
        titles.stage = 'final_account'
        and amounts.measure = 'level'
        and amounts.amount_cny is not null
),

{# One statement ends where another subject begins, or a stage comes again. #}
changes as (
    select
        *,
        coalesce(
            lag(subject) over document_levels <> subject
            or lag(stage) over document_levels = stage,
            true
        ) as is_first
    from levels
    window document_levels as (partition by document_id order by line_no, mention_no)
),

statements_parted as (
    select
        *,
        sum(case when is_first then 1 else 0 end) over (
            partition by document_id order by line_no, mention_no
            rows between unbounded preceding and current row
        ) as statement_no
    from changes
),

stated as (
    select
        document_id,
        statement_no,
        fiscal_year,
        subject,
        min(function_code) as function_code,
        min(category_code) as category_code,
        min(page_no) as page_no,
        {% for stage in stages -%}
            case
                when count(distinct case when stage = '{{ stage }}' then amount_cny end) = 1
                    then min(case when stage = '{{ stage }}' then amount_cny end)
            end as {{ stage }}_cny,
            max(case when stage = '{{ stage }}' then rounding_step_cny end) as {{ stage }}_step_cny,
            min(case when stage = '{{ stage }}' then cell_id end) as {{ stage }}_cell_id,
        {% endfor -%}
        min(share_printed) as share_printed,
        min(share_of) as share_of,
        min(share_tolerance) as share_tolerance,
        case when count(distinct share_stated) = 1 then min(share_stated) end as share_stated
    from statements_parted
    group by document_id, statement_no, fiscal_year, subject
),

{# 完成预算 is of the initial budget, or of the adjusted one where that alone is stated. #}
based as (
    select
        *,
        case
            when share_of = 'adjusted_budget' then adjusted_budget_cny
            when share_of = 'budget' then budget_cny
            else coalesce(budget_cny, adjusted_budget_cny)
        end as base_cny,
        case
            when
                share_of = 'adjusted_budget'
                or (share_of is null and budget_cny is null)
                then adjusted_budget_step_cny
            else budget_step_cny
        end as base_step_cny,
        case
            when share_of is null and budget_cny is not null then adjusted_budget_cny
        end as other_base_cny
    from stated
)

select
    document_id,
    cast(statement_no as integer) as statement_no,
    page_no,
    fiscal_year,
    subject,
    function_code,
    category_code,
    {% for stage in stages -%}
        {{ stage }}_cny,
        {{ stage }}_cell_id,
    {% endfor -%}
    final_account_step_cny,
    share_printed,
    share_stated,
    share_of,
    cast(case when base_cny > 0 then final_account_cny / base_cny end as decimal(18, 6))
        as share_computed,
    {# NULL where nothing is stated, or nothing can be computed. #}
    case
        when base_cny > 0 and final_account_cny is not null and share_stated is not null
            then
                abs(final_account_cny / base_cny - share_stated)
                <= share_tolerance
                + 0.5 * (final_account_step_cny + base_step_cny * share_stated) / base_cny
                or coalesce(
                    abs(final_account_cny / nullif(other_base_cny, 0) - share_stated)
                    <= share_tolerance, false
                )
    end as is_share_as_stated
from based
