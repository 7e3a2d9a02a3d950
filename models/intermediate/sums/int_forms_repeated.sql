{#
    Forms of projects that a document prints again in a later table: of the same unit and project with
    the same amounts, or with other amounts under the same project code. A name without a code may be
    that of two projects, so other amounts make another form.
#}
with

form_lines as (
    select
        accepted.document_id,
        accepted.table_no,
        accepted.mention_key,
        accepted.project_code,
        accepted.amount_cny,
        coalesce(accepted.funding_source_code, '') as funding_source
    from {{ ref('int_budget_lines_accepted') }} as accepted
    inner join {{ ref('stg_code__counted_sets') }} as counted_sets
        on
            accepted.statement_code = counted_sets.statement_code
            and accepted.line_kind = counted_sets.line_kind
            and accepted.side = counted_sets.side
    where
        counted_sets.is_total_per_table
        and not accepted.is_of_another_year
        and coalesce(accepted.horizon, 'annual') = 'annual'
        and coalesce(accepted.project_code, accepted.project_name) is not null
),

forms as (
    select
        document_id,
        table_no,
        mention_key,
        min(project_code) as project_code,
        string_agg(
            concat(funding_source, ' ', amount_cny), ';'
            order by funding_source, amount_cny
        ) as amounts
    from form_lines
    group by document_id, table_no, mention_key
),

forms_compared as (
    select
        document_id,
        table_no,
        mention_key,
        project_code,
        min(table_no) over (partition by document_id, mention_key, amounts) as first_alike,
        min(table_no) over (partition by document_id, mention_key) as first_of_project
    from forms
)

select
    document_id,
    table_no,
    mention_key,
    case when first_alike < table_no then first_alike else first_of_project end as first_table_no,
    first_alike < table_no as is_alike
from forms_compared
where
    first_alike < table_no
    or (project_code is not null and first_of_project < table_no)
