-- 收入从哪里来：各文件的收入总计（万元）中，各资金来源占多大比重？
-- Where does revenue come from: how much (in 10,000 yuan) of a document's revenue, and what share,
-- does each funding source bring?
with

-- One statement for each document and stage: the others print the same revenue again.
sources as (
    select
        document_key,
        fiscal_year,
        stage,
        statement_code,
        funding_source_code,
        funding_source_name_zh,
        breakdown,
        sum(amount_cny) as amount_cny
    from mart.rpt_funding_by_source
    where
        scope = 'revenue'
        and amount_cny <> 0
    group by
        document_key,
        fiscal_year,
        stage,
        statement_code,
        funding_source_code,
        funding_source_name_zh,
        breakdown
)

select
    sources.fiscal_year,
    sources.stage,
    documents.file_name,
    sources.statement_code,
    sources.funding_source_code,
    sources.funding_source_name_zh,
    sources.breakdown,
    cast(sources.amount_cny / 10000 as decimal(18, 2)) as amount_wan,
    cast(
        sources.amount_cny / sum(sources.amount_cny) over (
            partition by sources.document_key, sources.stage
        ) as decimal(9, 4)
    ) as document_share
from sources
inner join mart.dim_document as documents
    on sources.document_key = documents.document_key
order by
    documents.file_name asc,
    sources.stage asc,
    sources.amount_cny desc,
    sources.funding_source_code asc
