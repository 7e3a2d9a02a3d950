select
    nullif(trim(level1_code), '') as level1_code,
    nullif(trim(level1_name_zh), '') as level1_name_zh,
    nullif(trim(level1_name_en), '') as level1_name_en,
    nullif(trim(level2_code), '') as level2_code,
    nullif(trim(level2_name_zh), '') as level2_name_zh,
    nullif(trim(level2_name_en), '') as level2_name_en
from {{ ref('code_indicator_category') }}
