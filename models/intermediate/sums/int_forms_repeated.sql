{#
    Forms of projects that a document prints again in a later table: of the same unit and project with
    the same total or amounts, or with other amounts under the same project code. A name without a code
    may be that of two projects, so other amounts make another form. A table of all projects that names
    no units is of the one unit whose form says the same.
#}
with

form_lines as (
    select
        accepted.document_id,
        accepted.table_no,
        accepted.mention_key,
        accepted.project_code,
        accepted.amount_cny,
        coalesce(accepted.project_code, {{ bare('accepted.project_name') }}) as project_ref,
        coalesce(accepted.funding_source_code, '') as funding_source,
        coalesce(project_rows.is_beside_projects and project_rows.unit_name is null, false)
            as is_of_any_unit
    from {{ ref('int_budget_lines_accepted') }} as accepted
    inner join {{ ref('stg_code__counted_sets') }} as counted_sets
        on
            accepted.statement_code = counted_sets.statement_code
            and accepted.line_kind = counted_sets.line_kind
            and accepted.side = counted_sets.side
    left join {{ ref('int_project_rows') }} as project_rows
        on {{ same_row('accepted', 'project_rows') }}
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
        project_ref,
        min(project_code) as project_code,
        bool_or(is_of_any_unit) as is_of_any_unit,
        coalesce(
            cast(sum(case when funding_source = 'total' then amount_cny end) as varchar),
            string_agg(
                concat(funding_source, ' ', amount_cny), ';'
                order by funding_source, amount_cny
            )
        ) as amounts
    from form_lines
    group by document_id, table_no, mention_key, project_ref
),

{# Forms of two units that say the same are two. #}
projects_of_one_unit as (
    select
        document_id,
        project_ref,
        amounts
    from forms
    group by document_id, project_ref, amounts
    having
        bool_or(is_of_any_unit)
        and count(distinct case when not is_of_any_unit then mention_key end) = 1
),

forms_of_units as (
    select
        forms.document_id,
        forms.table_no,
        forms.mention_key,
        forms.project_code,
        forms.amounts,
        case
            when one_unit.project_ref is not null then forms.project_ref
            else forms.mention_key
        end as form_ref
    from forms
    left join projects_of_one_unit as one_unit
        on
            forms.document_id = one_unit.document_id
            and forms.project_ref = one_unit.project_ref
            and forms.amounts = one_unit.amounts
),

forms_compared as (
    select
        document_id,
        table_no,
        mention_key,
        project_code,
        min(table_no) over (partition by document_id, form_ref, amounts) as first_alike,
        min(table_no) over (partition by document_id, mention_key) as first_of_project
    from forms_of_units
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
