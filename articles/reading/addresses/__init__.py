"""What is published where: the addresses of pages, and statements, put together once, of what readers get at one."""
