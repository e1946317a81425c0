"""The site's two stores, PostgreSQL and Valkey: over which connections they are asked, and whether they answer."""
