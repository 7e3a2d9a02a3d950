{# Identities that a document must obey, each with what it states, what its parts give, and the verdict. #}
with

amounts as (
    select
        budget_lines.document_id,
        budget_lines.statement_code,
        budget_lines.table_no,
        budget_lines.row_no,
        budget_lines.line_kind,
        budget_lines.side,
        coalesce(budget_lines.unit_code, budget_lines.unit_name, '') as unit_ref,
        budget_lines.function_code,
        budget_lines.economic_code,
        coalesce(budget_lines.function_code, budget_lines.economic_code) as code,
        budget_lines.project_code,
        budget_lines.project_name,
        budget_lines.horizon,
        budget_lines.funding_source_code,
        coalesce(budget_lines.expenditure_nature, '') as expenditure_nature,
        coalesce(budget_lines.cost_category, '') as cost_category,
        budget_lines.item_name,
        budget_lines.is_total,
        budget_lines.amount_cny,
        budget_lines.cell_id,
        case
            when scaled.is_unit_contradicted then 1 else coalesce(units.factor, 1)
        end as factor
    from {{ ref('int_budget_lines') }} as budget_lines
    left join {{ ref('int_amounts_scaled') }} as scaled
        on budget_lines.cell_id = scaled.cell_id
    left join {{ ref('stg_code__money_units') }} as units
        on budget_lines.unit_printed = units.unit_printed
    where budget_lines.statement_code <> 'narrative_statement'
),

{# Rows that state a total of units or of everything carry no code. #}
coded as (
    select
        document_id,
        statement_code,
        unit_ref,
        code,
        expenditure_nature,
        cost_category,
        coalesce(funding_source_code, '') as funding_source_code,
        amount_cny,
        cell_id,
        factor
    from amounts
    where
        line_kind in ('function', 'economic')
        and side = 'expenditure'
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
        max(parents.factor) as factor,
        parents.cell_id || ',' || string_agg(children.cell_id, ',' order by children.cell_id) as cell_ids
    from coded as parents
    inner join coded as children
        on
            parents.document_id = children.document_id
            and parents.statement_code = children.statement_code
            and parents.unit_ref = children.unit_ref
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
        parents.code,
        parents.expenditure_nature,
        parents.cost_category,
        parents.funding_source_code,
        parents.cell_id
),

{# One row, one total: 合计 = 基本支出 + 项目支出, 合计 = 人员经费 + 公用经费, 合计 = the sources. #}
row_parts as (
    select
        document_id,
        statement_code,
        table_no,
        row_no,
        'basic_plus_project' as check_code,
        expenditure_nature = 'total' as is_whole,
        amount_cny,
        factor,
        cell_id
    from amounts
    where
        line_kind = 'function'
        and side = 'expenditure'
        and (statement_code <> 'unit_performance_target' or funding_source_code in ('total', 'fiscal'))
    union all
    select
        document_id,
        statement_code,
        table_no,
        row_no,
        'personnel_plus_public' as check_code,
        cost_category = 'total' as is_whole,
        amount_cny,
        factor,
        cell_id
    from amounts
    where line_kind = 'economic'
    union all
    select
        document_id,
        statement_code,
        table_no,
        row_no,
        'sources_equal_total' as check_code,
        funding_source_code = 'total' as is_whole,
        amount_cny,
        factor,
        cell_id
    from amounts
    where line_kind in ('procurement', 'unit_task') or (line_kind = 'summary' and side = 'expenditure')
    union all
    select
        document_id,
        statement_code,
        table_no,
        row_no,
        'three_public_parts' as check_code,
        item_name = 'total' as is_whole,
        amount_cny,
        factor,
        cell_id
    from amounts
    where
        line_kind = 'three_public'
        and item_name in ('total', 'overseas', 'vehicle_total', 'reception')
),

{# Where a header is unknown a part may be missing on our side: the row proves nothing against the publisher. #}
rows_with_gaps as (
    select distinct
        document_id,
        table_no,
        row_no
    from {{ ref('int_amount_cells_found') }}
    where not is_loaded
),

row_sums as (
    select
        row_parts.document_id,
        row_parts.statement_code,
        row_parts.check_code,
        concat('t', row_parts.table_no, ' r', row_parts.row_no) as scope,
        max(case when row_parts.is_whole then row_parts.amount_cny end) as expected_cny,
        max(case when rows_with_gaps.row_no is null then sums.found_cny end) as found_cny,
        count(case when not row_parts.is_whole then 1 end) as part_count,
        count(case when row_parts.is_whole then 1 end) as whole_count,
        max(row_parts.factor) as factor,
        string_agg(row_parts.cell_id, ',' order by row_parts.cell_id) as cell_ids
    from row_parts
    left join (
        select
            document_id,
            table_no,
            row_no,
            check_code,
            sum(amount_cny) as found_cny
        from row_parts
        where not is_whole
        group by document_id, table_no, row_no, check_code
    ) as sums
        on
            row_parts.document_id = sums.document_id
            and row_parts.table_no = sums.table_no
            and row_parts.row_no = sums.row_no
            and row_parts.check_code = sums.check_code
    left join rows_with_gaps
        on
            row_parts.document_id = rows_with_gaps.document_id
            and row_parts.table_no = rows_with_gaps.table_no
            and row_parts.row_no = rows_with_gaps.row_no
    where
        row_parts.statement_code <> 'unit_performance_target'
        or row_parts.check_code <> 'basic_plus_project'
    group by
        row_parts.document_id,
        row_parts.statement_code,
        row_parts.check_code,
        row_parts.table_no,
        row_parts.row_no
),

{# In the money block of a target form the total stands beside two groups that each state a sum. #}
unit_totals as (
    select
        document_id,
        statement_code,
        'basic_plus_project' as check_code,
        concat('t', table_no, ' r', row_no) as scope,
        max(case when expenditure_nature = 'total' then amount_cny end) as expected_cny,
        sum(
            case when expenditure_nature <> 'total' and funding_source_code = 'total' then amount_cny end
        ) as found_cny,
        count(case when expenditure_nature <> 'total' and funding_source_code = 'total' then 1 end)
            as part_count,
        1 as whole_count,
        max(factor) as factor,
        string_agg(cell_id, ',' order by cell_id) as cell_ids
    from amounts
    where
        statement_code = 'unit_performance_target'
        and line_kind = 'function'
    group by document_id, statement_code, table_no, row_no
),

{# 合计 of a whole statement is the sum of its lines; a unit's row is the sum of the lines of the unit. #}
statement_rows as (
    select
        amounts.document_id,
        amounts.statement_code,
        amounts.unit_ref,
        amounts.side,
        amounts.expenditure_nature,
        amounts.cost_category,
        coalesce(amounts.funding_source_code, '') as funding_source_code,
        coalesce(case when amounts.line_kind = 'three_public' then amounts.item_name end, '') as category,
        amounts.amount_cny,
        amounts.factor,
        amounts.cell_id,
        amounts.line_kind,
        {# 其中 repeats a part of the line above it, and the totals of 三公 are columns. #}
        (amounts.line_kind = 'three_public' or not amounts.is_total)
        and not keyed.is_total_wording
        and not coalesce(units.is_unit_heading and amounts.line_kind <> 'three_public', false)
        and coalesce(keyed.name_printed, '') not like '其中%' as is_line,
        keyed.is_total_wording
        or (amounts.line_kind in ('procurement', 'unit_task')
            and {{ bare('amounts.item_name') }} = '合计') as is_grand_total,
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
        max(totals.factor) as factor,
        totals.cell_id || ',' || string_agg(parts.cell_id, ',' order by parts.cell_id) as cell_ids
    from statement_rows as totals
    inner join statement_rows as parts
        on
            totals.document_id = parts.document_id
            and totals.statement_code = parts.statement_code
            and totals.side = parts.side
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

{# The last total of each side of a summary: all revenue equals all expenditure. #}
side_totals as (
    select
        document_id,
        statement_code,
        max(case when side = 'revenue' and is_total then amount_cny end) as expected_cny,
        max(
            case
                when side = 'expenditure' and is_total and funding_source_code = 'total' then amount_cny
            end
        ) as found_cny,
        max(factor) as factor,
        string_agg(case when is_total then cell_id end, ',' order by cell_id) as cell_ids
    from amounts
    where line_kind = 'summary'
    group by document_id, statement_code
),

funding_parts as (
    select
        document_id,
        statement_code,
        concat(coalesce(project_code, ''), ' ', coalesce(project_name, ''), ' ', horizon) as scope,
        table_no,
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
        max(factor) as factor,
        string_agg(cell_id, ',' order by cell_id) as cell_ids
    from amounts
    where line_kind = 'funding'
    group by document_id, statement_code, table_no, project_code, project_name, horizon
),

weights as (
    select
        indicators.document_id,
        case
            when indicators.scope = 'unit' then 'unit_performance_target' else 'project_performance_target'
        end as statement_code,
        concat('t', indicators.table_no, ' ', coalesce(indicators.project_name, '')) as scope,
        100 as expected_cny,
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
        factor,
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
        factor,
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
        factor,
        cell_ids
    from row_sums
    where whole_count > 0 and (part_count > 0 or expected_cny > 0)
    union all
    select
        document_id,
        statement_code,
        check_code,
        scope,
        expected_cny,
        found_cny,
        part_count,
        factor,
        cell_ids
    from unit_totals
    union all
    select
        document_id,
        statement_code,
        'revenue_equals_expenditure' as check_code,
        'totals' as scope,
        expected_cny,
        found_cny,
        1 as part_count,
        factor,
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
        factor,
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
        cast(0 as decimal(18, 2)) as factor,
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
        {# Every printed figure is rounded to a hundredth of its unit; halves of those may add up. #}
        cast(0.005 * factor * (part_count + 1) as decimal(18, 2)) as tolerance_cny,
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
    case
        when expected_cny is null or found_cny is null then 'not_checkable'
        when difference_cny = 0 then 'holds'
        when abs(difference_cny) <= tolerance_cny then 'rounding'
        else 'fails'
    end as verdict,
    cell_ids
from measured
