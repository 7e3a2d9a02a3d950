select
    lines_keyed.budget_line_key as narrative_amount_key,
    lines_keyed.document_key,
    lines_keyed.budget_unit_key,
    lines_keyed.statement_key,
    lines_keyed.project_key,
    lines_keyed.funding_source_key,
    lines_keyed.function_key,
    lines_keyed.fiscal_year_key,
    lines_keyed.stage_key,
    lines_keyed.line_kind_key,
    lines_keyed.fiscal_year,
    lines_keyed.stage,
    lines_keyed.statement_code,
    lines_keyed.line_kind,
    lines_keyed.unit_code,
    lines_keyed.unit_name,
    lines_keyed.function_code,
    function_codes.function_name,
    subjects.category_code,
    lines_keyed.measure,
    lines_keyed.base_fiscal_year,
    lines_keyed.base_stage,
    stated_shares.share_printed,
    stated_shares.share_stated,
    lines_keyed.project_code,
    lines_keyed.project_name,
    lines_keyed.funding_source_code,
    lines_keyed.funding_source_printed,
    lines_keyed.amount_cny,
    lines_keyed.amount_printed,
    lines_keyed.unit_printed,
    lines_keyed.cell_id,
    lines_keyed.page_no,
    lines_keyed.table_no,
    lines_keyed.row_no,
    lines_keyed.col_no,
    lines_keyed.placement,
    lines_keyed.text_origin,
    lines_keyed.is_counted,
    lines_keyed.proof,
    lines_keyed.proof_basis,
    {{ regex_replace('words.sentence_words', '^[,;:、]+', '') }} as text_before,
    {{ regex_group(
        regex_replace('figures.words_behind', '^[,;:、]+', ''), '^([^。]*)'
    ) }} as text_after,
    coalesce(subjects.subject_canonical, lines_keyed.item_name) as subject
from {{ ref('int_budget_lines_keyed') }} as lines_keyed
left join {{ ref('int_narrative_subjects') }} as subjects
    on
        lines_keyed.document_id = subjects.document_id
        and lines_keyed.row_no = subjects.line_no
        and lines_keyed.col_no = subjects.mention_no
left join {{ ref('int_narrative_amounts') }} as stated
    on
        lines_keyed.document_id = stated.document_id
        and lines_keyed.row_no = stated.line_no
        and lines_keyed.col_no = stated.mention_no
left join {{ ref('int_narrative_words') }} as words
    on
        stated.document_id = words.document_id
        and stated.line_no = words.line_no
        and stated.figure_no = words.figure_no
left join {{ ref('int_narrative_figures') }} as figures
    on
        stated.document_id = figures.document_id
        and stated.line_no = figures.line_no
        and stated.figure_no = figures.figure_no
left join {{ ref('int_narrative_shares') }} as stated_shares
    on
        subjects.document_id = stated_shares.document_id
        and subjects.line_no = stated_shares.line_no
        and subjects.figure_no = stated_shares.figure_no
left join {{ ref('dim_function') }} as function_codes
    on {{ known_key('lines_keyed.function_key') }} = function_codes.function_key
where lines_keyed.fact = 'fct_narrative_amount'
