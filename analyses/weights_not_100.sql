-- 哪些绩效目标表的指标权重之和不等于 100？
-- In which target forms do the indicator weights not add up to 100?
-- The check adds the weight of budget execution where the form prints it.
select
    document_file,
    unit_name,
    scope,
    expected_cny as expected_points,
    found_cny as found_points,
    difference_cny as difference_points
from mart.qc_reconciliation
where check_code = 'indicator_weights' and verdict = 'fails'
order by document_file asc, scope asc
