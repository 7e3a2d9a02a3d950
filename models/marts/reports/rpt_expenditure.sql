{{ additive_report('rpt_expenditure', [
    'function_key', 'function_class_code', 'function_class_name', 'function_section_code',
    'function_section_name', 'function_code', 'function_name', 'expenditure_nature',
    'expenditure_nature_zh', 'expenditure_nature_en',
]) }}
