{#
    Identities that a document must obey, each with what it states, what its parts give, and the
    verdict.
#}
with

amounts as (
    select
        budget_lines.document_id,
        budget_lines.statement_code,
        budget_lines.table_no,
        budget_lines.row_no,
        budget_lines.col_no,
        budget_lines.line_kind,
        budget_lines.side,
        budget_lines.function_code,
        budget_lines.economic_code,
        budget_lines.project_code,
        budget_lines.project_name,
        budget_lines.horizon,
        budget_lines.funding_source_code,
        budget_lines.item_name,
        budget_lines.is_total,
        budget_lines.amount_cny,
        budget_lines.cell_id,
        budget_lines.stage,
        budget_lines.code_depth,
        statements.document_kind,
        coalesce(budget_lines.unit_code, budget_lines.unit_name, '') as unit_ref,
        coalesce(budget_lines.function_code, budget_lines.economic_code) as code,
        coalesce(budget_lines.expenditure_nature, '') as expenditure_nature,
        coalesce(budget_lines.cost_category, '') as cost_category,
        coalesce(statements.counterpart_code, statements.statement_code) as statement_family,
        coalesce(scaled.rounding_step_cny, 0.01) as rounding_step
    from {{ ref('int_budget_lines') }} as budget_lines
    left join {{ ref('int_amounts_scaled') }} as scaled
        on budget_lines.cell_id = scaled.cell_id
    inner join {{ ref('stg_code__statements') }} as statements
        on budget_lines.statement_code = statements.statement_code
    where budget_lines.statement_code <> 'narrative_statement'
),

{# Rows that state a total of units or of everything carry no code. #}
coded as (
    select
        document_id,
        statement_code,
        document_kind,
        statement_family,
        side,
        stage,
        unit_ref,
        code,
        expenditure_nature,
        cost_category,
        amount_cny,
        cell_id,
        rounding_step,
        coalesce(funding_source_code, '') as funding_source_code,
        {# A misprinted code has no parent by its digits, but by its place. #}
        coalesce(code_depth > min(code_depth) over (
            partition by document_id, statement_code, unit_ref
        ), false) as is_below
    from amounts
    where
        line_kind in ('function', 'economic')
        and code is not null
),

parent_of_each as (
    select
        children.cell_id,
        max(length(parents.code)) as parent_length
    from coded as children
    inner join coded as parents
        on
            children.document_id = parents.document_id
            and children.statement_code = parents.statement_code
            and children.unit_ref = parents.unit_ref
            and length(children.code) > length(parents.code)
            and starts_with(children.code, parents.code)
    group by children.cell_id
),

children_to_parents as (
    select
        parents.document_id,
        parents.statement_code,
        'children_equal_parent' as check_code,
        concat(
            parents.unit_ref, ' ', parents.code, ' ',
            parents.expenditure_nature, ' ', parents.cost_category, ' ', parents.funding_source_code
        ) as scope,
        max(parents.amount_cny) as expected_cny,
        sum(children.amount_cny) as found_cny,
        count(*) as part_count,
        max(parents.rounding_step) as rounding_step,
        parents.cell_id
        || ','
        || string_agg(children.cell_id, ',' order by children.cell_id) as cell_ids
    from coded as parents
    inner join coded as children
        on
            parents.document_id = children.document_id
            and parents.statement_code = children.statement_code
            and parents.unit_ref = children.unit_ref
            and parents.side = children.side
            and parents.stage = children.stage
            and parents.expenditure_nature = children.expenditure_nature
            and parents.cost_category = children.cost_category
            and parents.funding_source_code = children.funding_source_code
            and length(children.code) > length(parents.code)
            and starts_with(children.code, parents.code)
    inner join parent_of_each
        on
            children.cell_id = parent_of_each.cell_id
            and length(parents.code) = parent_of_each.parent_length
    group by
        parents.document_id,
        parents.statement_code,
        parents.unit_ref,
        parents.side,
        parents.stage,
        parents.code,
        parents.expenditure_nature,
        parents.cost_category,
        parents.funding_source_code,
        parents.cell_id
),

{#
    What the parts of a total column differ in names the identity: basic and project, personnel
    and public, …
#}
column_sums as (
    select
        sums.document_id,
        sums.table_no,
        sums.block_no,
        sums.total_col_no,
        case
            when count(distinct parts.three_public_category) > 1 then 'three_public_parts'
            when count(distinct parts.cost_category) > 1 then 'personnel_plus_public'
            when count(distinct parts.expenditure_nature) > 1 then 'basic_plus_project'
            else 'sources_equal_total'
        end as check_code
    from {{ ref('int_column_sums') }} as sums
    inner join {{ ref('int_columns_resolved') }} as parts
        on
            sums.document_id = parts.document_id
            and sums.table_no = parts.table_no
            and sums.block_no = parts.block_no
            and sums.part_col_no = parts.col_no
    group by sums.document_id, sums.table_no, sums.block_no, sums.total_col_no
),

{#
    Where a header is unknown a part may be missing on our side: the row proves nothing against
    the publisher.
#}
rows_with_gaps as (
    select distinct
        document_id,
        table_no,
        row_no
    from {{ ref('int_amount_cells_found') }}
    where not is_loaded
),

cells_placed as (
    select
        amounts.document_id,
        amounts.statement_code,
        amounts.table_no,
        amounts.row_no,
        amounts.col_no,
        printed.block_no,
        amounts.amount_cny,
        amounts.rounding_step,
        amounts.cell_id
    from amounts
    inner join {{ ref('int_rows_classified') }} as printed
        on
            amounts.document_id = printed.document_id
            and amounts.table_no = printed.table_no
            and amounts.row_no = printed.row_no
            and printed.row_role = 'body'
),

row_sums as (
    select
        wholes.document_id,
        wholes.statement_code,
        column_sums.check_code,
        concat('t', wholes.table_no, ' r', wholes.row_no, ' c', wholes.col_no) as scope,
        max(wholes.amount_cny) as expected_cny,
        sum(case when rows_with_gaps.row_no is null then parts.amount_cny end) as found_cny,
        count(parts.cell_id) as part_count,
        max(wholes.rounding_step) as rounding_step,
        concat(
            wholes.cell_id,
            coalesce(',' || string_agg(parts.cell_id, ',' order by parts.cell_id), '')
        ) as cell_ids
    from cells_placed as wholes
    inner join column_sums
        on
            wholes.document_id = column_sums.document_id
            and wholes.table_no = column_sums.table_no
            and wholes.block_no = column_sums.block_no
            and wholes.col_no = column_sums.total_col_no
    inner join {{ ref('int_column_sums') }} as sums
        on
            column_sums.document_id = sums.document_id
            and column_sums.table_no = sums.table_no
            and column_sums.block_no = sums.block_no
            and column_sums.total_col_no = sums.total_col_no
    left join cells_placed as parts
        on
            wholes.document_id = parts.document_id
            and wholes.table_no = parts.table_no
            and wholes.row_no = parts.row_no
            and sums.part_col_no = parts.col_no
    left join rows_with_gaps
        on
            wholes.document_id = rows_with_gaps.document_id
            and wholes.table_no = rows_with_gaps.table_no
            and wholes.row_no = rows_with_gaps.row_no
    group by
        wholes.document_id,
        wholes.statement_code,
        column_sums.check_code,
        wholes.table_no,
        wholes.row_no,
        wholes.col_no,
        wholes.cell_id
),

{#
    合计 of a whole statement is the sum of its lines; a unit's row is the sum of the lines of the
    unit.
#}
statement_rows as (
    select
        amounts.document_id,
        amounts.statement_code,
        amounts.unit_ref,
        amounts.side,
        amounts.stage,
        amounts.expenditure_nature,
        amounts.cost_category,
        amounts.amount_cny,
        amounts.rounding_step,
        amounts.cell_id,
        amounts.line_kind,
        coalesce(amounts.funding_source_code, '') as funding_source_code,
        coalesce(case when amounts.line_kind = 'three_public' then amounts.item_name end, '')
            as category,
        {# 其中 repeats a part of the line above it, and the totals of 三公 are columns. #}
        (amounts.line_kind = 'three_public' or not amounts.is_total)
        and not keyed.is_total_wording
        and not coalesce(units.is_unit_heading and amounts.line_kind <> 'three_public', false)
        and coalesce(keyed.name_printed, '') not like '其中%' as is_line,
        keyed.is_total_wording
        or (
            amounts.line_kind in ('procurement', 'unit_task')
            and {{ bare('amounts.item_name') }} = '合计'
        ) as is_grand_total,
        coalesce(units.is_unit_heading, false) as is_unit_heading
    from amounts
    inner join {{ ref('int_line_names_keyed') }} as keyed
        on amounts.cell_id = keyed.cell_id
    left join {{ ref('int_row_units_filled') }} as units
        on
            amounts.document_id = units.document_id
            and amounts.table_no = units.table_no
            and amounts.row_no = units.row_no
    where amounts.line_kind in (
        'function', 'economic', 'project', 'procurement', 'unit_task', 'asset', 'three_public'
    )
),

line_sums as (
    select
        totals.document_id,
        totals.statement_code,
        case
            when totals.is_unit_heading then 'lines_equal_unit' else 'lines_equal_total'
        end as check_code,
        concat(
            totals.unit_ref, ' ', totals.expenditure_nature, ' ', totals.cost_category, ' ',
            totals.funding_source_code, ' ', totals.category
        ) as scope,
        max(totals.amount_cny) as expected_cny,
        sum(parts.amount_cny) as found_cny,
        count(*) as part_count,
        max(totals.rounding_step) as rounding_step,
        totals.cell_id || ',' || string_agg(parts.cell_id, ',' order by parts.cell_id) as cell_ids
    from statement_rows as totals
    inner join statement_rows as parts
        on
            totals.document_id = parts.document_id
            and totals.statement_code = parts.statement_code
            and totals.side = parts.side
            and totals.stage = parts.stage
            and totals.expenditure_nature = parts.expenditure_nature
            and totals.cost_category = parts.cost_category
            and totals.funding_source_code = parts.funding_source_code
            and totals.category = parts.category
            and parts.is_line
            and (totals.is_grand_total or totals.unit_ref = parts.unit_ref)
    where
        totals.is_grand_total
        or (
            totals.is_unit_heading
            and totals.line_kind in ('function', 'economic', 'project')
        )
    group by
        totals.document_id,
        totals.statement_code,
        totals.unit_ref,
        totals.is_unit_heading,
        totals.expenditure_nature,
        totals.cost_category,
        totals.funding_source_code,
        totals.category,
        totals.cell_id
),

{#
    The same money in two statements: function classes against the summary, basic expenditure
    against its items.
#}
statement_totals as (
    select
        tops.document_id,
        tops.statement_code,
        tops.document_kind,
        tops.statement_family,
        tops.side,
        tops.stage,
        tops.expenditure_nature,
        sum(tops.amount_cny) as total_cny,
        count(*) as part_count,
        max(tops.rounding_step) as rounding_step,
        string_agg(tops.cell_id, ',' order by tops.cell_id) as cell_ids
    from coded as tops
    left join parent_of_each
        on tops.cell_id = parent_of_each.cell_id
    where
        parent_of_each.cell_id is null
        and not tops.is_below
        and tops.cost_category in ('', 'total')
        and (tops.side = 'expenditure' or tops.funding_source_code = 'total')
        and tops.statement_family in (
            'revenue_summary', 'expenditure_summary', 'general_public_expenditure',
            'general_public_basic_expenditure'
        )
    group by
        tops.document_id,
        tops.statement_code,
        tops.document_kind,
        tops.statement_family,
        tops.side,
        tops.stage,
        tops.expenditure_nature
),

{#
    Totals of the summaries: a statement by function holds what is received and spent in the
    year, so it agrees with 本年合计 where that is printed, else with the last total.
#}
summary_totals_ranked as (
    select
        amounts.document_id,
        amounts.statement_code,
        amounts.document_kind,
        amounts.statement_family,
        amounts.side,
        amounts.stage,
        amounts.amount_cny,
        amounts.cell_id,
        row_number() over (
            partition by
                amounts.document_id, amounts.statement_code, amounts.side, amounts.stage
            order by
                case when keyed.name_key like '本年%' then 0 else 1 end asc,
                amounts.amount_cny desc,
                amounts.cell_id asc
        ) as total_rank
    from amounts
    inner join {{ ref('int_line_names_keyed') }} as keyed
        on amounts.cell_id = keyed.cell_id
    where
        amounts.line_kind = 'summary'
        and amounts.is_total
        and keyed.is_total_wording
        and (
            amounts.side = 'revenue'
            or (
                amounts.side = 'expenditure'
                and amounts.funding_source_code = 'total'
                and amounts.expenditure_nature = 'total'
            )
        )
),

summary_totals as (
    select
        document_id,
        statement_code,
        document_kind,
        statement_family,
        side,
        stage,
        cell_id,
        amount_cny as total_cny
    from summary_totals_ranked
    where total_rank = 1
),

statements_agreeing as (
    select
        stated.document_id,
        stated.statement_code,
        concat(stated.statement_code, ' = ', summary_totals.statement_code) as scope,
        summary_totals.total_cny as expected_cny,
        stated.total_cny as found_cny,
        stated.part_count,
        stated.rounding_step,
        summary_totals.cell_id || ',' || stated.cell_ids as cell_ids
    from statement_totals as stated
    inner join summary_totals
        on
            stated.document_id = summary_totals.document_id
            and stated.document_kind = summary_totals.document_kind
            and stated.side = summary_totals.side
            and stated.stage = summary_totals.stage
            and (
                (
                    stated.statement_family in ('revenue_summary', 'expenditure_summary')
                    and summary_totals.statement_family = 'revenue_expenditure_summary'
                )
                or (
                    stated.statement_family = 'general_public_expenditure'
                    and summary_totals.statement_family = 'fiscal_appropriation_summary'
                )
            )
    where stated.expenditure_nature = 'total'
    union all
    select
        items.document_id,
        items.statement_code,
        concat(items.statement_code, ' = ', functions_listed.statement_code) as scope,
        functions_listed.total_cny as expected_cny,
        items.total_cny as found_cny,
        items.part_count + functions_listed.part_count as part_count,
        items.rounding_step,
        functions_listed.cell_ids || ',' || items.cell_ids as cell_ids
    from statement_totals as items
    inner join statement_totals as functions_listed
        on
            items.document_id = functions_listed.document_id
            and items.document_kind = functions_listed.document_kind
            and items.stage = functions_listed.stage
            and functions_listed.statement_family in (
                'general_public_expenditure', 'expenditure_summary'
            )
            and functions_listed.expenditure_nature = 'basic'
    where items.statement_family = 'general_public_basic_expenditure'
),

{#
    Lines of a summary add up to the total below them; a total further down adds what stands
    between. A numbered total (一、本年收入) is a heading above its lines.
#}
summary_rows as (
    select
        amounts.document_id,
        amounts.statement_code,
        amounts.table_no,
        amounts.row_no,
        amounts.col_no,
        amounts.side,
        amounts.stage,
        amounts.amount_cny,
        amounts.cell_id,
        amounts.rounding_step,
        keyed.is_total_wording and not keyed.is_numbered as is_sum,
        not amounts.is_total as is_line
    from amounts
    inner join {{ ref('int_line_names_keyed') }} as keyed
        on amounts.cell_id = keyed.cell_id
    where amounts.line_kind = 'summary'
),

summary_sums as (
    select
        totals.document_id,
        totals.statement_code,
        'lines_equal_total' as check_code,
        concat(
            't', totals.table_no, ' r', totals.row_no, ' c', totals.col_no
        ) as scope,
        max(totals.amount_cny) as expected_cny,
        sum(parts.amount_cny) as found_cny,
        count(*) as part_count,
        max(totals.rounding_step) as rounding_step,
        totals.cell_id || ',' || string_agg(parts.cell_id, ',' order by parts.cell_id) as cell_ids
    from summary_rows as totals
    inner join summary_rows as parts
        on
            totals.document_id = parts.document_id
            and totals.table_no = parts.table_no
            and totals.col_no = parts.col_no
            and totals.row_no > parts.row_no
            and parts.is_line
    where totals.is_sum
    group by
        totals.document_id,
        totals.statement_code,
        totals.table_no,
        totals.row_no,
        totals.col_no,
        totals.cell_id
),

{# The last total of each side of a summary: all revenue equals all expenditure. #}
side_totals as (
    select
        document_id,
        statement_code,
        max(case when side = 'revenue' and is_total then amount_cny end) as expected_cny,
        max(
            case
                when
                    side = 'expenditure'
                    and is_total
                    and funding_source_code = 'total'
                    and expenditure_nature = 'total'
                    then amount_cny
            end
        ) as found_cny,
        max(rounding_step) as rounding_step,
        string_agg(case when is_total then cell_id end, ',' order by cell_id) as cell_ids
    from amounts
    where line_kind = 'summary'
    group by document_id, statement_code, stage
),

funding_parts as (
    select
        document_id,
        statement_code,
        table_no,
        concat(coalesce(project_code, ''), ' ', coalesce(project_name, ''), ' ', horizon) as scope,
        min(row_no) as row_no,
        max(case when funding_source_code = 'total' then amount_cny end) as expected_cny,
        sum(
            case
                when funding_source_code in (
                    'fiscal', 'special_account', 'unit_funds', 'social_investment', 'bank_loan',
                    'superior_funds', 'own_level_funds', 'other_funds'
                ) then amount_cny
            end
        ) as found_cny,
        count(case when funding_source_code not in ('total', 'prior_year_budget') then 1 end)
            as part_count,
        count(case when funding_source_code = 'total' then 1 end) as whole_count,
        max(rounding_step) as rounding_step,
        string_agg(cell_id, ',' order by cell_id) as cell_ids
    from amounts
    where line_kind = 'funding'
    group by document_id, statement_code, table_no, project_code, project_name, horizon
),

weights as (
    select
        indicators.document_id,
        100 as expected_cny,
        case
            when indicators.scope = 'unit' then 'unit_performance_target' else
                'project_performance_target'
        end as statement_code,
        concat('t', indicators.table_no, ' ', coalesce(indicators.project_name, '')) as scope,
        sum(indicators.weight) + coalesce(max(forms.execution_weight), 0) as found_cny,
        count(indicators.weight) as part_count,
        string_agg(indicators.cell_id, ',' order by indicators.cell_id) as cell_ids
    from {{ ref('int_indicators') }} as indicators
    left join {{ ref('int_project_forms') }} as forms
        on
            indicators.document_id = forms.document_id
            and indicators.table_no = forms.table_no
    group by indicators.document_id, indicators.scope, indicators.table_no, indicators.project_name
    having count(indicators.weight) > 0
),

checks as (
    select
        document_id,
        statement_code,
        check_code,
        scope,
        expected_cny,
        found_cny,
        part_count,
        rounding_step,
        cell_ids
    from children_to_parents
    union all
    select
        document_id,
        statement_code,
        check_code,
        scope,
        expected_cny,
        found_cny,
        part_count,
        rounding_step,
        cell_ids
    from line_sums
    union all
    select
        document_id,
        statement_code,
        check_code,
        scope,
        expected_cny,
        found_cny,
        part_count,
        rounding_step,
        cell_ids
    from summary_sums
    union all
    select
        document_id,
        statement_code,
        'statements_agree' as check_code,
        scope,
        expected_cny,
        found_cny,
        part_count,
        rounding_step,
        cell_ids
    from statements_agreeing
    union all
    select
        document_id,
        statement_code,
        check_code,
        scope,
        expected_cny,
        found_cny,
        part_count,
        rounding_step,
        cell_ids
    from row_sums
    where part_count > 0 or expected_cny <> 0
    union all
    select
        document_id,
        statement_code,
        'revenue_equals_expenditure' as check_code,
        'totals' as scope,
        expected_cny,
        found_cny,
        1 as part_count,
        rounding_step,
        cell_ids
    from side_totals
    union all
    select
        document_id,
        statement_code,
        'funding_parts_equal_total' as check_code,
        concat('t', table_no, ' ', scope) as scope,
        expected_cny,
        found_cny,
        part_count,
        rounding_step,
        cell_ids
    from funding_parts
    where whole_count > 0
    union all
    select
        document_id,
        statement_code,
        'indicator_weights' as check_code,
        scope,
        expected_cny,
        found_cny,
        part_count,
        cast(0 as decimal(18, 6)) as rounding_step,
        cell_ids
    from weights
),

measured as (
    select
        document_id,
        statement_code,
        check_code,
        scope,
        cast(expected_cny as decimal(18, 2)) as expected_cny,
        cast(found_cny as decimal(18, 2)) as found_cny,
        cast(found_cny - expected_cny as decimal(18, 2)) as difference_cny,
        {#
            Every printed figure is rounded to its last digit; halves of those may add up.
        #}
        cast(rounding_step / 2 * (part_count + 1) as decimal(18, 2)) as tolerance_cny,
        cell_ids
    from checks
)

select
    document_id,
    statement_code,
    check_code,
    scope,
    expected_cny,
    found_cny,
    difference_cny,
    tolerance_cny,
    cell_ids,
    case
        when expected_cny is null or found_cny is null then 'not_checkable'
        when difference_cny = 0 then 'holds'
        when abs(difference_cny) <= tolerance_cny then 'rounding'
        else 'fails'
    end as verdict
from measured
