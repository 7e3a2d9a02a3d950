{#
    What a project form states of a source is what the list of projects states of it. One row a figure
    of an identity: the list is expected, the form found.
#}
with

project_amounts as (
    select
        amounts.document_id,
        amounts.statement_code,
        amounts.stage,
        amounts.line_kind,
        amounts.project_code,
        amounts.funding_source_code,
        amounts.cell_id,
        amounts.amount_cny,
        amounts.rounding_step_cny,
        {{ bare('amounts.project_name') }} as project_ref
    from {{ ref('int_lines_to_reconcile') }} as amounts
    where
        amounts.project_name is not null
        and amounts.line_kind in ('project', 'funding')
        and coalesce(amounts.horizon, 'annual') = 'annual'
),

{# A form may print one figure twice; what states several says nothing of which is meant. #}
forms as (
    select
        document_id,
        stage,
        project_ref,
        funding_source_code,
        max(project_code) as project_code,
        min(cell_id) as cell_id,
        min(amount_cny) as amount_cny,
        max(rounding_step_cny) as rounding_step_cny
    from project_amounts
    where line_kind = 'funding'
    group by document_id, stage, project_ref, funding_source_code
    having
        count(distinct amount_cny) = 1
        and count(distinct project_code) <= 1
),

{# A project that a list names twice may be one of several units. #}
lists as (
    select
        document_id,
        stage,
        project_ref,
        funding_source_code,
        statement_code,
        max(project_code) as project_code,
        min(cell_id) as cell_id,
        min(amount_cny) as amount_cny,
        max(rounding_step_cny) as rounding_step_cny
    from project_amounts
    where line_kind = 'project'
    group by document_id, stage, project_ref, funding_source_code, statement_code
    having count(*) = 1
),

pairs as (
    select
        lists.document_id,
        lists.statement_code,
        lists.cell_id as list_cell_id,
        lists.amount_cny as list_amount_cny,
        lists.rounding_step_cny as list_rounding_step_cny,
        forms.cell_id as form_cell_id,
        forms.amount_cny as form_amount_cny,
        forms.rounding_step_cny as form_rounding_step_cny,
        concat_ws(' ', lists.project_ref, lists.funding_source_code, lists.stage) as scope
    from lists
    inner join forms
        on
            lists.document_id = forms.document_id
            and lists.stage = forms.stage
            and lists.project_ref = forms.project_ref
            and lists.funding_source_code = forms.funding_source_code
    where coalesce(lists.project_code = forms.project_code, true)
)

{% for side, figure in [('expected', 'list'), ('found', 'form')] -%}
    select
        document_id,
        statement_code,
        'project_forms_agree' as check_code,
        scope,
        '' as told_apart_by,
        {{ figure }}_cell_id as cell_id,
        {{ figure }}_amount_cny as amount_cny,
        {{ figure }}_rounding_step_cny as rounding_step_cny,
        false as is_open,
        '{{ side }}' as side
    from pairs
    {% if not loop.last %}union all
    {% endif %}
{%- endfor %}
