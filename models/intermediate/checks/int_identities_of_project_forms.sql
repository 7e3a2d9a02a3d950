{#
    What a project form states of a source is what the list of projects states of it: of one name, or
    of the one name of either that differs in a general ending alone (稳岗就业, 稳岗就业经费) where the
    total of the form is in the list. One row a figure of an identity: the list is expected, the form
    found.
#}
{%- set patterns = wording_patterns(['project_ending']) %}
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

names_printed as (
    select distinct
        document_id,
        stage,
        line_kind,
        project_ref,
        {{ project_core('project_ref', patterns) }} as project_core
    from project_amounts
),

names_near as (
    select
        document_id,
        stage,
        line_kind,
        project_core,
        min(project_ref) as project_ref
    from names_printed
    group by document_id, stage, line_kind, project_core
    having count(*) = 1
),

names_met as (
    select distinct
        listed.document_id,
        listed.stage,
        listed.project_ref as list_ref,
        formed.project_ref as form_ref
    from names_near as listed
    inner join names_near as formed
        on
            listed.document_id = formed.document_id
            and listed.stage = formed.stage
            and listed.project_core = formed.project_core
    inner join lists
        on
            listed.document_id = lists.document_id
            and listed.stage = lists.stage
            and listed.project_ref = lists.project_ref
    inner join forms
        on
            formed.document_id = forms.document_id
            and formed.stage = forms.stage
            and formed.project_ref = forms.project_ref
            and lists.amount_cny = forms.amount_cny
    where
        listed.line_kind = 'project'
        and formed.line_kind = 'funding'
        and listed.project_ref <> formed.project_ref
        and forms.funding_source_code = 'total'
        and forms.amount_cny <> 0
),

names_alike as (
    select distinct
        document_id,
        stage,
        project_ref as list_ref,
        project_ref as form_ref
    from lists
    union all
    select
        document_id,
        stage,
        list_ref,
        form_ref
    from names_met
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
    inner join names_alike
        on
            lists.document_id = names_alike.document_id
            and lists.stage = names_alike.stage
            and lists.project_ref = names_alike.list_ref
    inner join forms
        on
            names_alike.document_id = forms.document_id
            and names_alike.stage = forms.stage
            and names_alike.form_ref = forms.project_ref
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
