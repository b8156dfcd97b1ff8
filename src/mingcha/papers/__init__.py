"""文书: orders, letters and receipts made from the office's own Word templates, each numbered."""
