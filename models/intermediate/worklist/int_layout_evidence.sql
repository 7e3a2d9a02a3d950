{#
    What speaks of each wording that no seed knows, wherever it stands: its words, what stands below it,
    in its table and beside it. `strength` says how far a trait is true.
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

column_traits as (
    select
        document_id,
        table_no,
        col_no,
        trait,
        strength
    from {{ ref('int_layout_place_traits') }}
    where col_no is not null
),

table_traits as (
    select
        document_id,
        table_no,
        found_in,
        trait
    from {{ ref('int_layout_place_traits') }}
    where col_no is null
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
            headers.wording = words.said
            and words.found_in = 'header'
),

of_wordings as (
    select
        subjects.seed_name,
        subjects.wording,
        words.trait,
        cast(1 as decimal(4, 3)) as strength,
        case
            when subjects.seed_name = 'map_label_to_field' then 'label'
            when subjects.seed_name = 'map_total_wording' then 'row'
            else 'header'
        end as found_in
    from subjects
    inner join {{ ref('int_layout_word_traits') }} as words
        on
            subjects.wording = words.said
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
        column_traits.strength
    from subjects
    inner join {{ ref('int_layout_headers') }} as headers
        on {{ same_cell('subjects', 'headers') }}
    inner join column_traits
        on
            {{ same_table('headers', 'column_traits') }}
            and headers.col_no <= column_traits.col_no
            and headers.last_col_no >= column_traits.col_no
    where subjects.seed_name = 'map_header_to_role'
    union all
    select
        subjects.seed_name,
        subjects.wording,
        'header' as found_in,
        'is_group' as trait,
        cast(1 as decimal(4, 3)) as strength
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
        cast(1 as decimal(4, 3)) as strength
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
        cast(1 as decimal(4, 3)) as strength
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
        cast(1 as decimal(4, 3)) as strength
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
        column_traits.strength
    from subjects
    inner join column_traits
        on {{ same_table('subjects', 'column_traits') }}
    where subjects.seed_name in ('map_title_to_statement', 'map_header_to_statement')
),

of_rows_and_labels as (
    select
        seed_name,
        wording,
        found_in,
        trait,
        strength
    from {{ ref('int_layout_own_traits') }}
),

evidence as (
    {% for evidence in [
        'of_wordings', 'of_headers', 'of_tables', 'of_titles', 'of_rows_and_labels'
    ] -%}
        select
            seed_name,
            wording,
            found_in,
            trait,
            strength
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
    max(strength) as strength
from evidence
group by seed_name, wording, found_in, trait
