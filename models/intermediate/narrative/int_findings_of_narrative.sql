{#
    Amounts in running text that is recognised in a picture, which nothing can confirm, and figures
    there that are not one number; shares of execution that the figures beside them do not give;
    words for nothing that say more than that.
#}
{%- set patterns = wording_patterns(['asset_word']) %}
with

sentences_unconfirmed as (
    select
        text_rows.document_id,
        'amount_read_from_picture' as finding_code,
        'sentence' as reason,
        text_rows.page_no,
        substr(text_rows.line_text, 1, 80) as evidence,
        {{ line_id('text_rows.document_id', 'text_rows.line_no') }} as cell_id
    from {{ ref('stg_raw__lines') }} as text_rows
    inner join {{ ref('int_documents_current') }} as documents
        on text_rows.document_id = documents.document_id
    where
        text_rows.table_no is null
        and text_rows.is_from_picture
        and {{ regex_found(bare('text_rows.line_text'), '[0-9](' ~ money_units_in_text() ~ ')') }}
),

figures_misprinted as (
    select
        document_id,
        'amount_not_a_number' as finding_code,
        page_no,
        cell_id,
        concat(amount_printed, unit_printed) as evidence
    from {{ ref('int_narrative_amounts') }}
    where amount_cny is null and measure not in ('range', 'threshold')
),

figures_rounded as (
    select
        amounts.document_id,
        'amount_below_a_fen' as finding_code,
        amounts.page_no,
        amounts.cell_id,
        concat(amounts.amount_printed, ' ', amounts.unit_printed) as evidence
    from {{ ref('int_narrative_amounts') }} as amounts
    inner join {{ ref('stg_code__money_units') }} as units
        on amounts.unit_printed = units.unit_printed
    where {{ to_number('amounts.amount_printed') }} * units.factor <> amounts.amount_cny
),

{# A stock is of a day and of no stage: what the table of assets says of it is told there. #}
assets_of_tables as (
    select distinct
        seen.document_id,
        scaled.amount_cny
    from {{ ref('int_amounts_seen') }} as seen
    inner join {{ ref('stg_code__statements') }} as statements
        on seen.statement_code = statements.statement_code
    inner join {{ ref('int_amounts_scaled') }} as scaled
        on
            seen.cell_id = scaled.cell_id
            and seen.part_no = scaled.part_no
    where
        statements.line_kind = 'asset'
        and seen.withheld_reason is null
        and scaled.amount_cny <> 0
),

unclear_stated as (
    select
        document_id,
        page_no,
        cell_id,
        concat(clause, amount_printed, unit_printed) as evidence,
        case when {{ wording_found('clause', patterns.asset_word) }} then amount_cny end
            as assets_cny
    from {{ ref('int_narrative_amounts') }}
    where amount_cny is not null and measure = 'unclear'
),

amounts_unclear as (
    select
        stated.document_id,
        'amount_in_text_unclear' as finding_code,
        stated.page_no,
        stated.cell_id,
        stated.evidence
    from unclear_stated as stated
    left join assets_of_tables
        on
            stated.document_id = assets_of_tables.document_id
            and stated.assets_cny = assets_of_tables.amount_cny
    where assets_of_tables.document_id is null
),

shares_misstated as (
    select
        document_id,
        'share_not_as_stated' as finding_code,
        page_no,
        final_account_cell_id as cell_id,
        concat(
            subject, ' ', final_account_cny, ' / ',
            case
                when share_of = 'adjusted_budget' then adjusted_budget_cny
                else coalesce(budget_cny, adjusted_budget_cny)
            end,
            ' = ', cast(share_computed * 100 as decimal(18, 2)), '% <> ', share_printed, '%'
        ) as evidence
    from {{ ref('int_narrative_executions') }}
    where not is_share_as_stated
),

zeros_unclear as (
    select
        document_id,
        'zero_stated_unclear' as finding_code,
        page_no,
        cell_id,
        clause as evidence
    from {{ ref('int_narrative_zero_lines') }}
    where not is_plain
),

texts_of_other_kinds as (
    select
        disclosing.document_id,
        'text_not_a_disclosure' as finding_code,
        coalesce(disclosing.title, disclosing.document_id) as evidence
    from {{ ref('int_texts_disclosing') }} as disclosing
    where
        not disclosing.is_disclosure
        and disclosing.has_amounts
)

{{ findings_united({
    'sentences_unconfirmed': ['reason', 'page_no', 'cell_id'],
    'figures_misprinted': ['page_no', 'cell_id'],
    'figures_rounded': ['page_no', 'cell_id'],
    'amounts_unclear': ['page_no', 'cell_id'],
    'shares_misstated': ['page_no', 'cell_id'],
    'zeros_unclear': ['page_no', 'cell_id'],
    'texts_of_other_kinds': [],
}) }}
