{#
    Identities that fail, by their cause: a unit of money, or rows that are missing; else one finding a
    suspected cell, with the code of the check that names it most narrowly and all sums that it breaks;
    and codes that stand astray.
#}
with

identities_told as (
    select
        reconciled.reconciliation_key,
        reconciled.document_id,
        reconciled.check_code,
        checks.relation,
        reconciled.is_last_digit,
        checks.shows_cut_off and reconciled.found_cny < reconciled.expected_cny as is_short,
        concat(
            reconciled.scope, ': ', reconciled.expected_cny,
            case when checks.relation = '<=' then ' < ' else ' <> ' end, reconciled.found_cny
        ) as told
    from {{ ref('int_reconciliations') }} as reconciled
    inner join {{ ref('stg_code__checks') }} as checks
        on reconciled.check_code = checks.code
    where reconciled.verdict = 'fails'
),

causes_explained as (
    select
        explained.document_id,
        explained.finding_code,
        explained.reason,
        explained.cell_id,
        concat(
            explained.code || ' | ',
            string_agg(identities_told.told, '; ' order by identities_told.told)
        ) as evidence
    from {{ ref('int_identities_explained') }} as explained
    inner join identities_told
        on explained.reconciliation_key = identities_told.reconciliation_key
    group by
        explained.document_id, explained.finding_code, explained.reason, explained.cell_id,
        explained.code
),

identities_failing as (
    select
        identities_told.reconciliation_key,
        identities_told.document_id,
        identities_told.check_code,
        identities_told.relation,
        suspects.cell_id,
        suspects.amount_cny,
        suspects.mended_cny,
        suspects.equal_count,
        suspects.mended_count,
        suspects.holding_count,
        identities_told.told,
        identities_told.is_last_digit,
        identities_told.is_short,
        coalesce(suspects.is_astray, false) as is_astray,
        coalesce(suspects.cell_id, identities_told.reconciliation_key) as cause_key
    from identities_told
    left join {{ ref('int_identity_suspects') }} as suspects
        on
            identities_told.reconciliation_key = suspects.reconciliation_key
            and suspects.suspect_rank = 1
    left join {{ ref('int_identities_explained') }} as explained
        on identities_told.reconciliation_key = explained.reconciliation_key
    left join {{ ref('int_rows_missing') }} as rows_missing
        on identities_told.reconciliation_key = rows_missing.reconciliation_key
    where
        explained.reconciliation_key is null
        and rows_missing.reconciliation_key is null
),

{# Others that may be meant as well are named where they are few. #}
cells_as_likely as (
    select
        suspects.reconciliation_key,
        string_agg(suspects.cell_id, ', ' order by suspects.suspect_rank) as cell_ids
    from {{ ref('int_identity_suspects') }} as suspects
    where suspects.suspect_rank between 2 and least(suspects.equal_count, 3)
    group by suspects.reconciliation_key
),

{# The identity that leaves fewest to be suspected tells the cause. #}
identities_ranked as (
    select
        document_id,
        cell_id,
        check_code,
        relation,
        amount_cny,
        mended_cny,
        equal_count,
        mended_count,
        holding_count,
        is_astray,
        is_short,
        cause_key,
        is_last_digit,
        reconciliation_key,
        row_number() over (
            partition by document_id, cause_key order by equal_count asc, told asc
        ) as identity_rank,
        string_agg(told, '; ') over (
            partition by document_id, cause_key
            order by equal_count asc, told asc
            rows between unbounded preceding and unbounded following
        ) as told
    from identities_failing
),

causes as (
    select
        ranked.document_id,
        ranked.cell_id,
        ranked.check_code,
        ranked.relation,
        ranked.amount_cny,
        ranked.mended_cny,
        ranked.equal_count,
        ranked.mended_count,
        {# Two places that differ, and to change the one cell would break a sum that holds. #}
        coalesce(
            ranked.check_code in ('project_forms_agree', 'form_agrees')
            and ranked.holding_count > 0,
            false
        ) as breaks_others,
        ranked.is_astray,
        ranked.is_short,
        ranked.is_last_digit,
        ranked.told,
        rivals.cell_ids as other_cell_ids
    from identities_ranked as ranked
    left join cells_as_likely as rivals
        on ranked.reconciliation_key = rivals.reconciliation_key
    where ranked.identity_rank = 1
),

identities_by_cause as (
    select
        document_id,
        cell_id,
        concat('identity_', check_code) as finding_code,
        case
            when cell_id is null then null
            when is_astray then 'code_astray'
            when equal_count > 1 and is_short then 'rows_short'
            when breaks_others and check_code = 'project_forms_agree' then 'sources_differ'
            when check_code = 'form_purchases_agree' then 'purchases_differ'
            {# A form may be of other money than the tables. #}
            when check_code in ('form_agrees', 'form_covers') then 'form_differs'
            {# That a part is too large does not say which of both is wrong. #}
            when equal_count > 1 or relation <> '=' then 'several_cells'
            when is_last_digit then 'last_digit'
            when mended_count > 1 then 'one_cell'
            else 'one_sum'
        end as reason,
        concat(
            told,
            case
                when is_astray or (breaks_others and equal_count = 1) then ''
                when equal_count = 1 and relation = '='
                    then concat(' | ', amount_cny, ' -> ', mended_cny)
                when other_cell_ids is not null then concat(' | = ', other_cell_ids)
                else ''
            end
        ) as evidence
    from causes
),

missing_rows as (
    select
        document_id,
        finding_code,
        reason,
        cell_id,
        evidence
    from {{ ref('int_missing_rows_told') }}
)

{{ findings_united({
    'causes_explained': ['cell_id', 'reason'],
    'identities_by_cause': ['cell_id', 'reason'],
    'missing_rows': ['cell_id', 'reason'],
}) }}
