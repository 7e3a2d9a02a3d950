{#
    Money fields of forms as lines: the sources that a project is paid from, and what a unit spends
    in all by its own form.
#}
select
    amounts.document_id,
    recognised.statement_code,
    recognised.statement_title_printed,
    forms.unit_code,
    forms.unit_name,
    forms.project_code,
    forms.project_name,
    amounts.funding_source_code,
    amounts.funding_source_printed,
    amounts.horizon,
    scaled.amount_cny,
    amounts.amount_printed,
    scaled.unit_printed,
    amounts.cell_id,
    amounts.part_no,
    amounts.page_no,
    amounts.table_no,
    amounts.row_no,
    amounts.col_no,
    amounts.placement,
    statements.line_kind,
    coalesce(kinds.side, statements.side) as side,
    case when statements.line_kind <> 'funding' then 'total' end as expenditure_nature,
    case
        when
            {{ bare('amounts.funding_source_printed') }} = sources.funding_source_name_zh
            then 'name'
        when amounts.funding_source_code is not null then 'alias'
    end as funding_source_mapping_method,
    amounts.funding_source_code = 'total' as is_total
from {{ ref('int_form_amounts') }} as amounts
inner join {{ ref('int_tables_recognised') }} as recognised
    on {{ same_table('amounts', 'recognised') }}
inner join {{ ref('int_amounts_scaled') }} as scaled
    on
        amounts.cell_id = scaled.cell_id
        and amounts.part_no = scaled.part_no
inner join {{ ref('stg_code__statements') }} as statements
    on recognised.statement_code = statements.statement_code
inner join {{ ref('stg_code__line_kinds') }} as kinds
    on statements.line_kind = kinds.code
left join {{ ref('int_project_rows') }} as forms
    on {{ same_row('amounts', 'forms') }}
left join {{ ref('stg_code__funding_sources') }} as sources
    on amounts.funding_source_code = sources.funding_source_code
