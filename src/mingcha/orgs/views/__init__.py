"""Pages of the registry: `units` (单位), `contacts` (联络方式), `groups` (领导小组)."""
