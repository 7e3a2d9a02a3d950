{# Money fields of project forms as lines: the sources that a project is paid from. #}
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
    'funding' as line_kind,
    'none' as side,
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
left join {{ ref('int_project_forms') }} as forms
    on {{ same_table('amounts', 'forms') }}
left join {{ ref('stg_code__funding_sources') }} as sources
    on amounts.funding_source_code = sources.funding_source_code
