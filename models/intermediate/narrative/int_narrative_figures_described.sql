{#
    Every figure of running text with all that is read of it, those that stand in a line before its
    own included: what figures of one text say of each other is told by it.
#}
select
    figures.document_id,
    figures.line_no,
    figures.figure_no,
    figures.is_own,
    figures.amount_cny,
    contexts.sentence_no,
    contexts.subject,
    contexts.subject_above,
    contexts.stage_stated,
    measures.measure,
    measures.is_reference,
    rates.is_rate,
    rates.rate,
    rates.rate_step,
    {{ line_id('figures.document_id', 'figures.line_no') }} as cell_id,
    coalesce(contexts.year_stated, texts.heading_year, years.fiscal_year) as fiscal_year,
    coalesce(contexts.year_stated, texts.heading_year, years.fiscal_year) = years.fiscal_year
        as is_of_document_year,
    coalesce(contexts.stage_stated, titles.stage) = titles.stage as is_of_document_stage,
    {{ last_digit_worth('figures.amount_printed', 'units.factor') }} as rounding_step_cny
from {{ ref('int_narrative_figures') }} as figures
inner join {{ ref('int_texts_disclosing') }} as disclosing
    on
        figures.document_id = disclosing.document_id
        and disclosing.is_disclosure
inner join {{ ref('int_document_years') }} as years
    on figures.document_id = years.document_id
inner join {{ ref('int_document_titles') }} as titles
    on figures.document_id = titles.document_id
inner join {{ ref('int_narrative_texts') }} as texts
    on
        figures.document_id = texts.document_id
        and figures.line_no = texts.line_no
inner join {{ ref('int_narrative_measures') }} as measures
    on
        figures.document_id = measures.document_id
        and figures.line_no = measures.line_no
        and figures.figure_no = measures.figure_no
inner join {{ ref('int_narrative_contexts_carried') }} as contexts
    on
        figures.document_id = contexts.document_id
        and figures.line_no = contexts.line_no
        and figures.figure_no = contexts.figure_no
inner join {{ ref('stg_code__money_units') }} as units
    on figures.unit_printed = units.unit_printed
left join {{ ref('int_narrative_rates') }} as rates
    on
        figures.document_id = rates.document_id
        and figures.line_no = rates.line_no
        and figures.figure_no = rates.figure_no
where figures.amount_cny is not null
