{#
    The printed indicators that count: of several documents that print indicators of one project or
    unit, year, stage and horizon the one that speaks first, and of forms with the same indicators in
    the same order one. Forms that differ all count.
#}
with

keyed as (
    select
        indicators.document_id,
        indicators.cell_id,
        indicators.table_no,
        indicators.row_no,
        indicators.col_no,
        indicators.seq,
        ranked.fiscal_year,
        ranked.stage,
        ranked.document_rank,
        {{ indicator_key('indicators') }} as performance_indicator_key,
        {{ surrogate_key([
            'indicators.level2_code', bare('indicators.indicator_name'), 'indicators.operator',
            bare('indicators.value_printed'), bare('indicators.unit_printed'), 'indicators.weight',
        ]) }} as wording_key,
        {{ surrogate_key([
            'indicators.scope', 'indicators.horizon', 'ranked.fiscal_year', 'ranked.stage',
            'coalesce(mentions.budget_unit_key, ranked.budget_unit_key)',
            "case when indicators.scope = 'project' then mentions.project_key end",
            'case when coalesce(mentions.budget_unit_key, ranked.budget_unit_key) is null'
            ~ ' or ranked.fiscal_year is null'
            ~ " or (indicators.scope = 'project' and mentions.project_key is null)"
            ~ ' then indicators.document_id end',
        ]) }} as owner_key
    from {{ ref('int_indicators') }} as indicators
    inner join {{ ref('int_documents_ranked') }} as ranked
        on indicators.document_id = ranked.document_id
    left join {{ ref('int_unit_mentions_keyed') }} as mentions
        on indicators.mention_key = mentions.mention_key
),

documents_in_order as (
    select
        owner_key,
        document_id,
        row_number() over (
            partition by owner_key
            order by min(document_rank) asc, document_id asc
        ) as document_order
    from keyed
    group by owner_key, document_id
),

forms as (
    select
        owner_key,
        document_id,
        table_no,
        string_agg(wording_key, '|' order by row_no, col_no, seq) as wording_keys
    from keyed
    group by owner_key, document_id, table_no
),

forms_in_order as (
    select
        forms.owner_key,
        forms.document_id,
        forms.table_no,
        row_number() over (
            partition by forms.owner_key, forms.wording_keys
            order by forms.table_no
        ) as form_order
    from forms
    inner join documents_in_order
        on
            forms.owner_key = documents_in_order.owner_key
            and forms.document_id = documents_in_order.document_id
    where documents_in_order.document_order = 1
)

select
    keyed.performance_indicator_key,
    keyed.document_id,
    keyed.cell_id
from keyed
inner join forms_in_order
    on
        keyed.owner_key = forms_in_order.owner_key
        and keyed.document_id = forms_in_order.document_id
        and keyed.table_no = forms_in_order.table_no
where forms_in_order.form_order = 1
