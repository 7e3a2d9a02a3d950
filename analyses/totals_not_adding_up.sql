-- 哪些印出的合计与各部分之和不符（元）？
-- Which printed totals do not equal the sum of their parts, in their own or in another statement
-- (in yuan)?
-- 'fails' is a wrong figure; 'rounding' is within what rounding to the printed digit explains.
select
    verdict,
    document_file,
    statement_code,
    check_code,
    scope,
    expected_cny as printed_cny,
    found_cny as parts_cny,
    difference_cny
from mart.qc_reconciliation
where check_code not in ('indicator_weights', 'rates_agree') and verdict in ('fails', 'rounding')
order by verdict asc, abs(difference_cny) desc, document_file asc, statement_code asc, scope asc
