{# A line in which a person is named has a mark in the place of name and number. #}
select
    printed.document_id,
    printed.line_no,
    printed.page_no,
    printed.table_no,
    printed.box,
    coalesce(masked.text_masked, printed.line_text) as line_text,
    coalesce(printed.is_from_picture, false) as is_from_picture
from {{ source('raw', 'lines') }} as printed
left join {{ ref('stg_raw__texts_masked') }} as masked
    on
        printed.document_id = masked.document_id
        and printed.line_no = masked.line_no
