-- 各单位有哪些年度、哪个阶段的文件，还缺哪些？自该单位最早的年度起，别的单位有的就算应有；缺的在前；只有空白表样的不列。
-- Of which years and stages does each unit have documents, and which are missing? From the first
-- year of the unit on, what any other unit has is due; what is missing comes first. A unit of which
-- there is nothing but an empty form is left out.
select
    held.jurisdiction_code,
    max(held.jurisdiction_name) as jurisdiction_name,
    held.unit_name,
    due.fiscal_year,
    due.stage,
    count(*) filter (where (held.fiscal_year, held.stage) = (due.fiscal_year, due.stage))
        as documents,
    max(held.ingested_at) as latest_of_unit_loaded_at
from mart.dim_document as held
cross join
    (select distinct fiscal_year, stage from mart.dim_document where is_preferred) as due
where held.is_current and held.unit_name is not null
group by held.jurisdiction_code, held.unit_name, due.fiscal_year, due.stage
having min(held.fiscal_year) filter (where held.is_preferred) <= due.fiscal_year
order by documents asc, jurisdiction_code asc, unit_name asc, fiscal_year asc, stage asc
