{#
    Figures of forms beside a label or below a header that no seed knows, and whether they hold money, so
    far as can be told: by the words of either, by a sum that holds, or beside any label above the
    indicators. Nothing of them is loaded: money is told, and its wordings asked about. Scores, weights,
    rates and counts are told by their words and are none.
#}
with

levels as (
    select distinct {{ bare('wording') }} as wording
    from {{ ref('stg_map__levels') }}
),

cells as (
    select
        cells.document_id,
        cells.table_no,
        cells.row_no,
        cells.col_no,
        cells.column_span,
        cells.cell_id,
        cells.bare_text,
        cells.is_number,
        cells.amount,
        {# A sentence may name money; what counts says so at any length. #}
        case
            when length(cells.bare_text) <= 16 or cells.says = 'counts'
                then coalesce(cells.says, 'nothing')
            else 'nothing'
        end as says,
        levels.wording is not null or operators.printed is not null as is_of_indicator
    from {{ ref('int_cells_headless') }} as cells
    left join levels
        on cells.bare_text = levels.wording
    left join {{ ref('stg_map__operators') }} as operators
        on cells.bare_text = operators.printed
    where cells.is_in_form
),

{# Below its first level a form lists indicators: a figure beside a name is a value there. #}
first_indicators as (
    select
        document_id,
        table_no,
        min(row_no) as row_no
    from cells
    where is_of_indicator
    group by document_id, table_no
),

{# Beside a label: the nearest text to the left. #}
beside as (
    select
        document_id,
        table_no,
        row_no,
        col_no,
        cell_id,
        bare_text,
        is_number,
        amount,
        max(case when not is_number then col_no end) over row_before as label_col_no,
        max_by(says, case when not is_number then col_no end) over row_before as label_says,
        coalesce(lag(is_number) over (
            partition by document_id, table_no, row_no
            order by col_no
        ), true) as is_behind_figure
    from cells
    window row_before as (
        partition by document_id, table_no, row_no
        order by col_no
        rows between unbounded preceding and 1 preceding
    )
),

{# Below a header: the nearest text above that stands over the figure. #}
headed as (
    select
        beside.document_id,
        beside.table_no,
        beside.row_no,
        beside.col_no,
        max(texts.row_no) as head_row_no,
        max_by(texts.says, texts.row_no) as head_says
    from beside
    inner join cells as texts
        on
            {{ same_table('beside', 'texts') }}
            and beside.row_no > texts.row_no
            and beside.col_no >= texts.col_no
            and beside.col_no < texts.col_no + coalesce(texts.column_span, 1)
    where beside.is_number and not texts.is_number
    group by beside.document_id, beside.table_no, beside.row_no, beside.col_no
),

figures as (
    select
        beside.document_id,
        beside.table_no,
        beside.row_no,
        beside.col_no,
        beside.cell_id,
        beside.bare_text,
        beside.label_col_no,
        coalesce(beside.label_says, 'nothing') as label_says,
        beside.is_behind_figure,
        headed.head_row_no,
        coalesce(headed.head_says, 'nothing') as head_says,
        coalesce(beside.row_no >= first_indicators.row_no, false) as is_below_indicators,
        {# Weights and scores make up 100. #}
        count(*) over below_one_head >= 3
        and max(beside.amount) over below_one_head not in (0, 100)
        and max(beside.amount) over below_one_head * 2
        = sum(beside.amount) over below_one_head as is_summed
    from beside
    left join headed
        on {{ same_cell('beside', 'headed') }}
    left join first_indicators
        on {{ same_table('beside', 'first_indicators') }}
    left join {{ ref('int_form_fields') }} as form_fields
        on beside.cell_id = form_fields.value_cell_id
    where
        beside.is_number
        and beside.amount is not null
        and form_fields.value_cell_id is null
    window below_one_head as (
        partition by
            beside.document_id, beside.table_no, beside.col_no, coalesce(headed.head_row_no, 0)
    )
),

judged as (
    select
        document_id,
        table_no,
        row_no,
        col_no,
        cell_id,
        label_col_no,
        head_row_no,
        {# Years, dates, codes and telephones are no money, whatever stands beside them. #}
        {{ regex_found(
            'bare_text', '^(?:19|20)[0-9]{2}[.]?(?:(?:0[1-9]|1[0-2])(?:[.]?[0-3][0-9])?)?$'
        ) }}
        or {{ regex_found('bare_text', '^0[0-9]|^1[3-9][0-9]{9}$|^[0-9]{12,}$') }} as is_no_money,
        head_says = 'counts' or (label_says = 'counts' and head_says <> 'money') as is_count,
        head_says = 'money'
        {# Below the same header as money: a part of it. #}
        or (
            head_says = 'nothing'
            and bool_or(head_says = 'money') over (
                partition by document_id, table_no, row_no, head_row_no
            )
        )
        or (is_summed and label_says <> 'money') as is_headed,
        (
            label_says = 'money' or (label_says = 'nothing' and not is_behind_figure)
        ) and not is_below_indicators as is_labelled
    from figures
)

select
    document_id,
    table_no,
    row_no,
    col_no,
    cell_id,
    is_count,
    not is_count and not is_no_money and (is_headed or is_labelled) as is_money,
    case when is_headed then head_row_no end as head_row_no,
    case when not is_headed then label_col_no end as label_col_no
from judged
