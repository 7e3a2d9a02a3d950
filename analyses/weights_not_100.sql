-- 哪些绩效目标表的指标权重之和不等于 100？
-- In which target forms do the indicator weights not add up to 100?
with

-- The check adds the weight of budget execution where the form prints it.
checks as (
    select
        document_key,
        scope,
        expected_cny as expected_points,
        found_cny as found_points,
        difference_cny as difference_points
    from mart.qc_reconciliation
    where
        check_code = 'indicator_weights'
        and verdict = 'fails'
)

select
    documents.file_name,
    checks.scope,
    checks.expected_points,
    checks.found_points,
    checks.difference_points
from checks
inner join mart.dim_document as documents
    on checks.document_key = documents.document_key
order by documents.file_name asc, checks.scope asc
