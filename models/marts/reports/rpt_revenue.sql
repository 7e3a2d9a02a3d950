{{ additive_report('rpt_revenue', [
    'funding_source_key', 'funding_source_code', 'funding_source_name_zh', 'funding_source_name_en',
]) }}
