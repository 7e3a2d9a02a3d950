{#
    Indicator rows read in order: labels, then name and value; the half after the second label
    is the annual one.
#}
with

tokens as (
    select
        document_id,
        table_no,
        row_no,
        page_no,
        has_two_horizons,
        value_col_no,
        name_col_no,
        col_no,
        cell_id,
        cell_text,
        bare_text,
        token_no,
        token_kind
    from {{ ref('int_indicator_tokens') }}
),

row_shapes as (
    select
        document_id,
        table_no,
        row_no,
        min(page_no) as page_no,
        max(case when token_kind = 'level1' then bare_text end) as level1_printed,
        max(case when token_kind = 'level2' then token_no end) as last_level2_no,
        count(case when token_kind = 'text' then 1 end) as text_count
    from tokens
    group by document_id, table_no, row_no
),

{#
    服务对象 | 满意度 | ≥98%: the second of two neighbouring labels is the name when only a value
    follows.
#}
neighbouring_labels as (
    select
        tokens.document_id,
        tokens.table_no,
        tokens.row_no,
        tokens.token_no
    from tokens
    inner join row_shapes
        on
            {{ same_row('tokens', 'row_shapes') }}
            and tokens.token_no = row_shapes.last_level2_no
            and row_shapes.text_count = 1
    inner join tokens as label_before
        on
            {{ same_row('tokens', 'label_before') }}
            and tokens.token_no = label_before.token_no + 1
            and tokens.col_no = label_before.col_no + 1
            and label_before.token_kind = 'level2'
            and tokens.bare_text <> label_before.bare_text
),

retold as (
    select
        tokens.document_id,
        tokens.table_no,
        tokens.row_no,
        tokens.page_no,
        tokens.has_two_horizons,
        tokens.value_col_no,
        tokens.name_col_no,
        tokens.col_no,
        tokens.cell_id,
        tokens.cell_text,
        tokens.bare_text,
        tokens.token_no,
        case when neighbouring_labels.token_no is null then tokens.token_kind else 'text' end
            as token_kind
    from tokens
    left join neighbouring_labels
        on
            {{ same_row('tokens', 'neighbouring_labels') }}
            and tokens.token_no = neighbouring_labels.token_no
),

texts_numbered as (
    select
        document_id,
        table_no,
        row_no,
        token_no,
        count(*) over (partition by document_id, table_no, row_no) as text_count,
        row_number() over (
            partition by document_id, table_no, row_no
            order by token_no
        ) as text_no
    from retold
    where token_kind = 'text'
),

labels_counted as (
    select
        document_id,
        table_no,
        row_no,
        count(*) as level2_count,
        max(token_no) as last_level2_no,
        max_by(bare_text, token_no) as right_label,
        min_by(bare_text, token_no) as left_label
    from retold
    where token_kind = 'level2'
    group by document_id, table_no, row_no
),

{# Left half (1): texts before the last of several labels, or the first two of four texts. #}
halves as (
    select
        retold.document_id,
        retold.table_no,
        retold.row_no,
        retold.page_no,
        retold.value_col_no,
        retold.name_col_no,
        retold.col_no,
        retold.cell_id,
        retold.cell_text,
        retold.token_no,
        case
            when not retold.has_two_horizons then 2
            when
                labels_counted.level2_count >= 2
                and retold.token_no < labels_counted.last_level2_no then 1
            when
                coalesce(labels_counted.level2_count, 0) <= 1
                and texts_numbered.text_count = 4 and texts_numbered.text_no <= 2 then 1
            else 2
        end as half_no
    from retold
    inner join texts_numbered
        on
            {{ same_row('retold', 'texts_numbered') }}
            and retold.token_no = texts_numbered.token_no
    left join labels_counted
        on {{ same_row('retold', 'labels_counted') }}
),

pairs as (
    select
        document_id,
        table_no,
        row_no,
        half_no,
        min(page_no) as page_no,
        count(*) as text_count,
        max_by(cell_text, token_no) as last_text,
        max_by(cell_id, token_no) as last_cell_id,
        max_by(col_no, token_no) as last_col_no,
        min_by(cell_text, token_no) as first_text,
        max(name_col_no) as name_col_no
    from halves
    group by document_id, table_no, row_no, half_no
)

select
    row_shapes.document_id,
    row_shapes.table_no,
    row_shapes.row_no,
    pairs.last_col_no as col_no,
    row_shapes.level1_printed,
    cast(null as varchar) as operator_printed,
    cast(null as varchar) as unit_printed,
    cast(null as varchar) as weight_printed,
    cast(null as varchar) as historical_reference,
    cast(null as varchar) as remark,
    cast(null as varchar) as indicator_description,
    cast(null as varchar) as scoring_standard,
    cast(null as varchar) as value_basis,
    pairs.last_cell_id as cell_id,
    'explicit' as placement,
    coalesce(pairs.page_no, row_shapes.page_no) as page_no,
    coalesce(pairs.half_no, 2) as half_no,
    case when pairs.half_no = 1 then 'mid_long_term' else 'annual' end as horizon,
    case
        when pairs.half_no = 1 then labels_counted.left_label else labels_counted.right_label
    end as level2_printed,
    case
        when pairs.text_count >= 2 then pairs.first_text
        when pairs.last_col_no = pairs.name_col_no then pairs.last_text
    end as indicator_name,
    case
        when pairs.text_count >= 2 or coalesce(pairs.last_col_no <> pairs.name_col_no, true)
            then pairs.last_text
    end as value_printed,
    pairs.last_cell_id is not null as is_indicator
from row_shapes
left join pairs
    on {{ same_row('row_shapes', 'pairs') }}
left join labels_counted
    on {{ same_row('row_shapes', 'labels_counted') }}
