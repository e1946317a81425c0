"""The programs that hold data and how they are started: PostgreSQL, Valkey, as whom they run and who may what."""
