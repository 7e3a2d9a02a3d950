-- 各单位有哪些年度、哪个阶段的文件，还缺哪些？自该单位最早的年度起，别的单位有的就算应有；缺的在前；只有空白表样的不列。
-- Of which years and stages does each unit have documents, and which are missing? From the first
-- year of the unit on, what any other unit has is due; what is missing comes first. A unit of which
-- there is nothing but an empty form is left out.
with due as (
    select distinct
        fiscal_year,
        stage
    from mart.dim_document
    where is_preferred
)

select
    own.jurisdiction_code,
    own.unit_name,
    due.fiscal_year,
    due.stage,
    max(own.ingested_at) as latest_of_unit_loaded_at,
    count(*) filter (where own.fiscal_year = due.fiscal_year and own.stage = due.stage) as documents
from due
inner join mart.dim_document as own on own.is_current and own.unit_name is not null
group by own.jurisdiction_code, own.unit_name, due.fiscal_year, due.stage
having min(own.fiscal_year) filter (where own.is_preferred) <= due.fiscal_year
order by documents, own.jurisdiction_code, own.unit_name, due.fiscal_year, due.stage
