{#
    What a project form states as its part that is purchased (年度资金中:政府采购) against the lines of
    the project of that name in the table of such purchases, by the pairs in the seed. Where every line
    of the table is of a project that has such a form, but for general endings of the name, a form of
    another project is one that the table leaves out: nothing, without a cell. One row a line of the
    table that a form is compared with.
#}
{%- set patterns = wording_patterns(['project_ending']) %}
with

project_amounts as (
    select
        document_id,
        statement_code,
        stage,
        funding_source_code,
        cell_id,
        amount_cny,
        rounding_step_cny,
        horizon,
        {{ bare('project_name') }} as project_ref,
        {{ project_core(bare('project_name'), patterns) }} as project_core
    from {{ ref('int_lines_to_reconcile') }}
    where not is_total
),

pairs as (
    select
        check_code,
        found_statement,
        found_source,
        expected_statement,
        expected_source
    from {{ ref('stg_map__statement_pairs') }}
    where compares = 'projects'
),

{# A form may print one figure twice; what states several says nothing of which is meant. #}
forms as (
    select
        amounts.document_id,
        amounts.stage,
        amounts.project_ref,
        amounts.project_core,
        pairs.check_code,
        pairs.expected_statement,
        min(amounts.cell_id) as cell_id,
        min(amounts.amount_cny) as amount_cny,
        max(amounts.rounding_step_cny) as rounding_step_cny
    from project_amounts as amounts
    inner join pairs
        on
            amounts.statement_code = pairs.found_statement
            and amounts.funding_source_code = pairs.found_source
    where
        amounts.project_ref is not null
        and coalesce(amounts.horizon, 'annual') = 'annual'
    group by
        amounts.document_id, amounts.stage, amounts.project_ref, amounts.project_core,
        pairs.check_code, pairs.expected_statement
    having count(distinct amounts.amount_cny) = 1
),

lines_listed as (
    select
        amounts.document_id,
        amounts.stage,
        amounts.statement_code,
        amounts.project_ref,
        amounts.project_core,
        amounts.cell_id,
        amounts.amount_cny,
        amounts.rounding_step_cny
    from project_amounts as amounts
    inner join pairs
        on
            amounts.statement_code = pairs.expected_statement
            and amounts.funding_source_code = pairs.expected_source
),

tables_told as (
    select
        listed.document_id,
        listed.stage,
        listed.statement_code
    from lines_listed as listed
    left join forms
        on
            listed.document_id = forms.document_id
            and listed.stage = forms.stage
            and listed.statement_code = forms.expected_statement
            and listed.project_core = forms.project_core
    group by listed.document_id, listed.stage, listed.statement_code
    having bool_and(forms.project_core is not null)
)

select
    forms.document_id,
    forms.stage,
    forms.check_code,
    forms.expected_statement as statement_code,
    forms.project_ref,
    forms.cell_id as form_cell_id,
    forms.amount_cny as form_amount_cny,
    forms.rounding_step_cny as form_rounding_step_cny,
    listed.cell_id,
    listed.amount_cny,
    listed.rounding_step_cny
from forms
inner join lines_listed as listed
    on
        forms.document_id = listed.document_id
        and forms.stage = listed.stage
        and forms.expected_statement = listed.statement_code
        and forms.project_ref = listed.project_ref
union all
select
    forms.document_id,
    forms.stage,
    forms.check_code,
    forms.expected_statement as statement_code,
    forms.project_ref,
    forms.cell_id as form_cell_id,
    forms.amount_cny as form_amount_cny,
    forms.rounding_step_cny as form_rounding_step_cny,
    cast(null as varchar) as cell_id,
    0 as amount_cny,
    0 as rounding_step_cny
from forms
inner join tables_told
    on
        forms.document_id = tables_told.document_id
        and forms.stage = tables_told.stage
        and forms.expected_statement = tables_told.statement_code
left join lines_listed as listed
    on
        forms.document_id = listed.document_id
        and forms.stage = listed.stage
        and forms.expected_statement = listed.statement_code
        and forms.project_core = listed.project_core
where
    listed.project_core is null
    and forms.amount_cny <> 0
