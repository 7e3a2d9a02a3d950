-- 哪些内容没有读出来？
-- What could not be read?
select
    document_file,
    finding_code,
    finding_name_zh,
    evidence,
    coalesce(cell_id, concat('t', table_no)) as place
from mart.qc_finding
where
    finding_code in (
        'document_failed', 'document_partial', 'table_not_recognised', 'amount_unplaced',
        'amount_under_unknown_header', 'amount_beside_unknown_header', 'amount_not_loaded',
        'amount_not_a_number', 'indicators_under_unknown_header', 'code_unmapped',
        'code_contradicts_name', 'name_unmapped', 'funding_source_unmapped'
    )
order by document_file asc, finding_code asc, place asc
