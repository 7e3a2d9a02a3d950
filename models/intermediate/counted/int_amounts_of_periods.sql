{#
    What the first document of each unit, year and stage prints of a subject (a function, an economic
    item, a 三公 category) in one statement and column, for its own year and stage or another: of its own
    unit alone, and not where its arithmetic contradicts it. Of two amounts it is open which is meant,
    and neither stands here; a statement printed twice alike is one. Statements of final accounts go by
    the code of their budget.
#}
{%- set amount = [
    'document_id', 'budget_unit_key', 'disclosure_scope', 'document_year', 'fiscal_year', 'stage',
    'is_own', 'statement_ref', 'report_code', 'side', 'column_ref', 'subject',
] %}
with

documents as (
    select
        document_id,
        fiscal_year,
        stage,
        budget_unit_key,
        disclosure_scope
    from {{ ref('int_documents_ranked') }}
    where
        document_rank = 1
        and fiscal_year is not null
        and budget_unit_key is not null
),

reports as (
    select
        statement_code,
        line_kind,
        side,
        min(report_code) as report_code
    from {{ ref('stg_code__counted_sets') }}
    group by statement_code, line_kind, side
),

lines_of_units as (
    select
        accepted.document_id,
        documents.budget_unit_key,
        documents.disclosure_scope,
        documents.fiscal_year as document_year,
        accepted.stage,
        accepted.side,
        accepted.table_no,
        accepted.cell_id,
        accepted.amount_cny,
        reports.report_code,
        not accepted.is_of_another_year and accepted.stage = documents.stage as is_own,
        case
            when accepted.is_of_another_year then accepted.fiscal_year
            else documents.fiscal_year
        end as fiscal_year,
        coalesce(statements.counterpart_code, accepted.statement_code) as statement_ref,
        concat_ws(
            ' ', coalesce(accepted.expenditure_nature, 'total'),
            coalesce(accepted.cost_category, 'total'),
            coalesce(accepted.funding_source_code, 'total')
        ) as column_ref,
        case accepted.line_kind
            when 'function' then accepted.function_code
            when 'economic' then accepted.economic_code
            when 'three_public' then accepted.item_name
        end as subject,
        coalesce(scaled.rounding_step_cny, 0) as rounding_step_cny
    from {{ ref('int_budget_lines_accepted') }} as accepted
    inner join documents
        on accepted.document_id = documents.document_id
    inner join {{ ref('int_unit_mentions_keyed') }} as mentions
        on
            accepted.mention_key = mentions.mention_key
            and documents.budget_unit_key = mentions.budget_unit_key
    inner join {{ ref('stg_code__statements') }} as statements
        on accepted.statement_code = statements.statement_code
    inner join reports
        on
            accepted.statement_code = reports.statement_code
            and accepted.line_kind = reports.line_kind
            and accepted.side = reports.side
    inner join {{ ref('int_line_proofs') }} as proofs
        on accepted.budget_line_key = proofs.budget_line_key
    left join {{ ref('int_amounts_scaled') }} as scaled
        on
            accepted.cell_id = scaled.cell_id
            and accepted.part_no = scaled.part_no
    left join {{ ref('int_tables_unsaid') }} as unsaid
        on {{ same_table('accepted', 'unsaid') }}
    where
        accepted.table_no is not null
        and accepted.stage is not null
        and accepted.project_name is null
        and coalesce(accepted.horizon, 'annual') = 'annual'
        and proofs.proof <> 'contradicted'
        and unsaid.table_no is null
)

select
    {% for column in amount -%}
        {{ column }},
    {% endfor -%}
    min(cell_id) as cell_id,
    min(amount_cny) as amount_cny,
    max(rounding_step_cny) as rounding_step_cny
from lines_of_units
where subject is not null
group by {{ amount | join(', ') }}
having
    min(amount_cny) = max(amount_cny)
    and count(*) = count(distinct table_no)
