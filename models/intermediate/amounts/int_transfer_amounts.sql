{#
    Amounts of tables of transfers by the place that they go to and the kind that they are of, each in
    the row or in the column. The class of a kind is told by its words; two classes tell none.
#}
{%- set patterns = wording_patterns([
    'transfer_tax_return', 'transfer_general', 'transfer_special',
]) %}
with

labelled as (
    select
        amounts.document_id,
        amounts.table_no,
        amounts.row_no,
        amounts.col_no,
        amounts.cell_id,
        {{ line_key('amounts.name_printed') }} as row_label,
        totals.wording is not null as is_row_total,
        coalesce(label_headers.is_of_places, false) as is_row_place,
        columns_beside.label_printed as column_label,
        columns_beside.label_path,
        coalesce(columns_beside.is_total, false) as is_column_total
    from {{ ref('int_table_amounts') }} as amounts
    inner join {{ ref('stg_code__statements') }} as statements
        on amounts.statement_code = statements.statement_code
    left join {{ ref('int_transfer_columns') }} as columns_beside
        on {{ same_column('amounts', 'columns_beside') }}
    left join {{ ref('int_total_wordings') }} as totals
        on {{ line_key('amounts.name_printed') }} = totals.wording
    left join {{ ref('int_label_columns') }} as labels
        on {{ same_column('amounts', 'labels') }}
    left join {{ ref('int_columns_resolved') }} as label_columns
        on
            {{ same_block('labels', 'label_columns') }}
            and labels.name_col_no = label_columns.col_no
    left join {{ ref('stg_map__headers') }} as label_headers
        on {{ header_key('label_columns.header_printed') }} = label_headers.wording
    where statements.line_kind = 'transfer'
),

parted as (
    select
        document_id,
        table_no,
        row_no,
        col_no,
        cell_id,
        is_column_total,
        case
            when is_row_place and not is_row_total then row_label
            when not is_row_place and not is_column_total then column_label
        end as place_name,
        case
            when not is_row_place and not is_row_total then row_label
            when is_row_place and not is_column_total then column_label
        end as kind_printed,
        case when is_row_place then label_path else row_label end as kind_text
    from labelled
),

classed as (
    select
        document_id,
        table_no,
        row_no,
        col_no,
        cell_id,
        is_column_total,
        place_name,
        kind_printed,
        {{ wording_found('kind_text', patterns.transfer_tax_return) }} as is_tax_return,
        {{ wording_found('kind_text', patterns.transfer_general) }} as is_general,
        {{ wording_found('kind_text', patterns.transfer_special) }} as is_special
    from parted
)

select
    document_id,
    table_no,
    row_no,
    col_no,
    cell_id,
    place_name,
    kind_printed,
    is_column_total as is_total,
    case
        when
            cast(is_tax_return as integer) + cast(is_general as integer)
            + cast(is_special as integer) > 1 then null
        when is_tax_return then 'tax_return'
        when is_general then 'general'
        when is_special then 'special'
    end as transfer_kind
from classed
