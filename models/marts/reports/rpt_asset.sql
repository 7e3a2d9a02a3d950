{{ additive_report('rpt_asset', ['item_name']) }}
