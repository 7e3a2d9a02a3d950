{#
    Amounts of sentences as lines: each as it is told, and once more as the line of the statement
    it stands for where the document has no table of it. Basic expenditure whose costs are told is
    their total too.
#}
with

documents_with_costs as (
    select distinct document_id
    from {{ ref('int_narrative_lines') }}
    where line_kind = 'economic'
),

{# Of a total that is told the source is told too (政府性基金拨款支出预算). #}
amounts_told as (
    select
        amounts.document_id,
        amounts.subject,
        amounts.measure,
        amounts.fiscal_year,
        amounts.stage,
        amounts.amount_printed,
        amounts.unit_printed,
        amounts.amount_cny,
        amounts.cell_id,
        amounts.page_no,
        amounts.line_no,
        amounts.mention_no,
        totals.funding_source_code
    from {{ ref('int_narrative_amounts') }} as amounts
    left join {{ ref('int_narrative_subjects') }} as subjects
        on
            amounts.document_id = subjects.document_id
            and amounts.line_no = subjects.line_no
            and amounts.mention_no = subjects.mention_no
    left join {{ ref('int_subjects_of_totals') }} as totals
        on subjects.subject_canonical = totals.wording
    where
        amounts.amount_cny is not null
        and amounts.measure in ('level', 'increase', 'decrease', 'per_unit')
),

mentions as (
    select
        document_id,
        'narrative' as line_kind,
        'none' as side,
        funding_source_code,
        cast(null as varchar) as expenditure_nature,
        cast(null as varchar) as cost_category,
        coalesce(subject, '') as item_name,
        false as is_total,
        subject,
        measure,
        fiscal_year,
        stage,
        amount_printed,
        unit_printed,
        amount_cny,
        cell_id,
        page_no,
        line_no,
        mention_no
    from amounts_told
    union all
    select
        document_id,
        case when line_kind = 'revenue' then 'summary' else line_kind end as line_kind,
        side,
        case
            when line_kind in ('function', 'economic') then 'total'
            when line_kind = 'revenue' then funding_source_code
        end as funding_source_code,
        expenditure_nature,
        cost_category,
        item_name,
        is_total or coalesce(item_name in ('total', 'vehicle_total'), false) as is_total,
        subject,
        'level' as measure,
        fiscal_year,
        stage,
        amount_printed,
        unit_printed,
        amount_cny,
        cell_id,
        page_no,
        line_no,
        mention_no
    from {{ ref('int_narrative_lines') }}
    union all
    select
        basics.document_id,
        'economic' as line_kind,
        basics.side,
        'total' as funding_source_code,
        basics.expenditure_nature,
        basics.cost_category,
        basics.item_name,
        true as is_total,
        basics.subject,
        'level' as measure,
        basics.fiscal_year,
        basics.stage,
        basics.amount_printed,
        basics.unit_printed,
        basics.amount_cny,
        basics.cell_id,
        basics.page_no,
        basics.line_no,
        basics.mention_no
    from {{ ref('int_narrative_lines') }} as basics
    inner join documents_with_costs
        on basics.document_id = documents_with_costs.document_id
    where
        basics.line_kind = 'function'
        and basics.expenditure_nature = 'basic'
    union all
    select
        document_id,
        line_kind,
        side,
        cast(null as varchar) as funding_source_code,
        cast(null as varchar) as expenditure_nature,
        cast(null as varchar) as cost_category,
        item_name,
        true as is_total,
        subject,
        'level' as measure,
        cast(null as integer) as fiscal_year,
        cast(null as varchar) as stage,
        amount_printed,
        cast(null as varchar) as unit_printed,
        cast(0 as decimal(18, 2)) as amount_cny,
        cell_id,
        page_no,
        line_no,
        mention_no
    from {{ ref('int_narrative_zero_lines') }}
    where is_plain
)

select
    mentions.document_id,
    mentions.side,
    mentions.line_kind,
    publishers.unit_code,
    publishers.unit_name,
    mentions.funding_source_code,
    mentions.subject as funding_source_printed,
    mentions.expenditure_nature,
    mentions.cost_category,
    mentions.item_name,
    mentions.is_total,
    mentions.measure,
    mentions.fiscal_year,
    mentions.stage,
    mentions.amount_cny,
    mentions.amount_printed,
    mentions.unit_printed,
    mentions.cell_id,
    mentions.page_no,
    mentions.line_no as row_no,
    mentions.mention_no as col_no,
    'narrative_statement' as statement_code,
    'explicit' as placement,
    case when mentions.funding_source_code is not null then 'alias' end
        as funding_source_mapping_method
from mentions
left join {{ ref('int_document_publishers') }} as publishers
    on mentions.document_id = publishers.document_id
