"""What people signed, and what readers may get of it. PostgreSQL judges every row; `articles/sql` says how."""
