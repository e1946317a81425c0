"""What an export (WXR) says, up to what each text reads. Nothing of the site is made here.

Each module knows only those before it. `stream` cuts the file and `export` says what is in it; `contents` remembers
what items say about others. `paragraphs`, `shortcodes` and `elementor` know what WordPress keeps, and `content` has it
read.
"""
