{{ additive_report('rpt_project_expenditure', [
    'project_key', 'project_code', 'project_name', 'funding_source_key',
    'funding_source_code',
    'funding_source_name_zh', 'funding_source_name_en', 'function_key', 'function_code',
    'function_name',
]) }}
