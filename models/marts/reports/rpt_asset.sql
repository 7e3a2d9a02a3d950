{{ additive_report('rpt_asset', ['item_name', 'as_of_date']) }}
