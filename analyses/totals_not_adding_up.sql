-- 哪些印出的合计与各部分之和不符（元）？
-- Which printed totals do not equal the sum of their parts, in their own or in another statement
-- (in yuan)?
-- 'fails' is a wrong figure; 'rounding' is within what rounding to the printed digit explains.
with

checks as (
    select
        document_key,
        verdict,
        statement_code,
        check_code,
        scope,
        expected_cny as printed_cny,
        found_cny as parts_cny,
        difference_cny
    from mart.qc_reconciliation
    where
        check_code <> 'indicator_weights'
        and verdict in ('fails', 'rounding')
)

select
    checks.verdict,
    documents.file_name,
    checks.statement_code,
    checks.check_code,
    checks.scope,
    checks.printed_cny,
    checks.parts_cny,
    checks.difference_cny
from checks
inner join mart.dim_document as documents
    on checks.document_key = documents.document_key
order by
    checks.verdict asc,
    abs(checks.difference_cny) desc,
    documents.file_name asc,
    checks.statement_code asc,
    checks.scope asc
