{{ additive_report('rpt_basic_expenditure', [
    'economic_key', 'economic_class_code', 'economic_class_name', 'economic_code', 'economic_name',
    'cost_category', 'cost_category_zh', 'cost_category_en', 'cost_category_method', 'cost_group',
    'cost_group_zh', 'cost_group_en',
]) }}
