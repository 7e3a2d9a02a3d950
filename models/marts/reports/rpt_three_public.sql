{{ additive_report('rpt_three_public', [
    'category_code', 'category_name_zh', 'category_name_en',
]) }}
