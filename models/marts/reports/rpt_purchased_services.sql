{{ additive_report('rpt_purchased_services', [
    'project_key', 'project_code', 'project_name', 'item_name', 'funding_source_key',
    'funding_source_code', 'funding_source_name_zh', 'funding_source_name_en',
]) }}
