select
    nullif(trim(group_wording), '') as group_wording,
    nullif(trim(member_wording), '') as member_wording,
    nullif(trim(member_role), '') as member_role
from {{ ref('header_relation') }}
