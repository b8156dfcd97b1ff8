"""Pages of papers: `papers` (文书), `making` (出具), `templates` (模板), `numbers` (编号台账)."""
