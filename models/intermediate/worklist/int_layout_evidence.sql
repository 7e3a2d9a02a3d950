{#
    What speaks of each wording that no seed knows, wherever it stands: its words, what stands below it,
    in its table and beside it. `share` says how far a trait is true.
#}
with

subjects as (
    select
        document_id,
        table_no,
        row_no,
        col_no,
        seed_name,
        wording
    from {{ ref('int_layout_subjects') }}
),

{# Traits of columns, and of the cells that stand over them. #}
column_traits as (
    select
        document_id,
        table_no,
        col_no,
        trait,
        share
    from {{ ref('int_layout_columns') }}
    union all
    select
        document_id,
        table_no,
        col_no,
        trait,
        cast(1 as decimal(4, 3)) as share
    from {{ ref('int_layout_sums') }}
    union all
    select
        document_id,
        table_no,
        col_no,
        trait,
        cast(1 as decimal(4, 3)) as share
    from {{ ref('int_layout_row_traits') }}
    where col_no is not null
    union all
    select
        document_id,
        table_no,
        col_no,
        trait,
        share
    from {{ ref('int_layout_agreements') }}
    where col_no is not null
),

table_traits as (
    select
        document_id,
        table_no,
        'table' as found_in,
        trait
    from {{ ref('int_layout_table_traits') }}
    union all
    select
        document_id,
        table_no,
        'row' as found_in,
        trait
    from {{ ref('int_layout_row_traits') }}
    where col_no is null
    union all
    select
        titles.document_id,
        titles.table_no,
        'title' as found_in,
        words.trait
    from {{ ref('int_layout_titles') }} as titles
    inner join {{ ref('int_layout_word_traits') }} as words
        on
            titles.wording = words.text
            and words.found_in = 'title'
    union all
    select
        titles.document_id,
        titles.table_no,
        'title' as found_in,
        words.trait
    from {{ ref('int_table_titles') }} as titles
    inner join {{ ref('int_layout_word_traits') }} as words
        on
            {{ bare('titles.title_printed') }} = words.text
            and words.found_in = 'title'
),

header_words as (
    select
        headers.document_id,
        headers.table_no,
        headers.row_no,
        headers.col_no,
        headers.last_col_no,
        headers.is_group,
        words.trait
    from {{ ref('int_layout_headers') }} as headers
    inner join {{ ref('int_layout_word_traits') }} as words
        on
            headers.wording = words.text
            and words.found_in = 'header'
),

of_wordings as (
    select
        subjects.seed_name,
        subjects.wording,
        case when subjects.seed_name = 'map_label_to_field' then 'label'
            when subjects.seed_name = 'map_total_wording' then 'row'
            else 'header'
        end as found_in,
        words.trait,
        cast(1 as decimal(4, 3)) as share
    from subjects
    inner join {{ ref('int_layout_word_traits') }} as words
        on
            subjects.wording = words.text
            and words.found_in = 'header'
    where
        subjects.seed_name in ('map_header_to_role', 'map_label_to_field', 'map_total_wording')
),

of_headers as (
    select
        subjects.seed_name,
        subjects.wording,
        case when headers.is_group then 'span' else 'column' end as found_in,
        column_traits.trait,
        column_traits.share
    from subjects
    inner join {{ ref('int_layout_headers') }} as headers
        on {{ same_cell('subjects', 'headers') }}
    inner join column_traits
        on
            {{ same_table('headers', 'column_traits') }}
            and column_traits.col_no >= headers.col_no
            and column_traits.col_no <= headers.last_col_no
    where subjects.seed_name = 'map_header_to_role'
    union all
    select
        subjects.seed_name,
        subjects.wording,
        'header' as found_in,
        'is_group' as trait,
        cast(1 as decimal(4, 3)) as share
    from subjects
    inner join {{ ref('int_layout_headers') }} as headers
        on
            {{ same_cell('subjects', 'headers') }}
            and headers.is_group
    where subjects.seed_name = 'map_header_to_role'
    union all
    select
        subjects.seed_name,
        subjects.wording,
        'group' as found_in,
        header_words.trait,
        cast(1 as decimal(4, 3)) as share
    from subjects
    inner join header_words
        on
            {{ same_table('subjects', 'header_words') }}
            and subjects.row_no > header_words.row_no
            and subjects.col_no >= header_words.col_no
            and subjects.col_no <= header_words.last_col_no
    where
        subjects.seed_name = 'map_header_to_role'
        and header_words.is_group
),

of_tables as (
    select
        subjects.seed_name,
        subjects.wording,
        table_traits.found_in,
        table_traits.trait,
        cast(1 as decimal(4, 3)) as share
    from subjects
    inner join table_traits
        on {{ same_table('subjects', 'table_traits') }}
    where subjects.seed_name <> 'map_total_wording'
),

of_titles as (
    select
        subjects.seed_name,
        subjects.wording,
        case when header_words.is_group then 'group' else 'header' end as found_in,
        header_words.trait,
        cast(1 as decimal(4, 3)) as share
    from subjects
    inner join header_words
        on {{ same_table('subjects', 'header_words') }}
    where subjects.seed_name in ('map_title_to_statement', 'map_header_to_statement')
    union all
    select
        subjects.seed_name,
        subjects.wording,
        'column' as found_in,
        column_traits.trait,
        column_traits.share
    from subjects
    inner join column_traits
        on {{ same_table('subjects', 'column_traits') }}
    where subjects.seed_name in ('map_title_to_statement', 'map_header_to_statement')
),

of_rows as (
    {% for trait, condition in [
        ('is_three_public', 'is_of_three_public'),
        ('greatest', 'is_greatest'),
        ('equals_sum_of_rows', 'is_sum'),
    ] -%}
        select
            case when is_of_three_public then 'map_header_to_role' else 'map_total_wording' end
                as seed_name,
            wording,
            'row' as found_in,
            '{{ trait }}' as trait,
            cast(1 as decimal(4, 3)) as share
        from {{ ref('int_layout_row_names') }}
        where {{ condition }}
        {% if not loop.last %}union all
        {% endif %}
    {%- endfor %}
),

of_labels as (
    {% for trait, condition in [
        ('is_unit_name', 'is_unit_name'),
        ('is_amount', 'is_amount'),
        ('is_code', 'is_code and not is_amount'),
        ('is_long_text', 'is_long_text'),
        ('is_short_text', 'not is_long_text and not is_amount and not is_unit_name'),
        ('is_other_name', 'not is_amount and not is_unit_name and not is_code'),
    ] -%}
        select
            'map_label_to_field' as seed_name,
            wording,
            'value' as found_in,
            '{{ trait }}' as trait,
            cast(1 as decimal(4, 3)) as share
        from {{ ref('int_layout_labels') }}
        where {{ condition }}
        {% if not loop.last %}union all
        {% endif %}
    {%- endfor %}
),

evidence as (
    {% for evidence in [
        'of_wordings', 'of_headers', 'of_tables', 'of_titles', 'of_rows', 'of_labels'
    ] -%}
        select
            seed_name,
            wording,
            found_in,
            trait,
            share
        from {{ evidence }}
        {% if not loop.last %}union all
        {% endif %}
    {%- endfor %}
)

select
    seed_name,
    wording,
    found_in,
    trait,
    max(share) as share
from evidence
group by seed_name, wording, found_in, trait
