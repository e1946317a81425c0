"""Scripts and styles lie under names that say what is in them: browsers keep these for a year."""

import re

from django.contrib.staticfiles.finders import get_finders

from articles.stores.static_files import HashedStaticFiles

#: What a script imports, by whichever way.
IMPORTED = re.compile(r"""(?:\bfrom|\bimport)\s*\(?\s*["']([^"'\n]+\.js)["']""")
HASHED = re.compile(r"\.[0-9a-f]{12}\.js")


def test_no_script_imports_another_one_by_a_name_without_its_hash(settings, tmp_path):
    """A browser that had last year's would go on with it beside this year's."""
    storage, ours = HashedStaticFiles(location=tmp_path, base_url="/static/"), {}
    for finder in get_finders():
        for path, source in finder.list([]):
            if path.endswith(".js") and source.path(path).startswith(str(settings.BASE_DIR)) and ".venv" not in path:
                with source.open(path) as file:
                    storage._save(path, file)
                ours[path] = (storage, path)

    assert all(done is not None for _name, _hashed, done in storage.post_process(ours))

    scripts = [path for path in tmp_path.rglob("*.js") if HASHED.search(path.name)]
    imported = [name for path in scripts for name in IMPORTED.findall(path.read_text(encoding="utf-8"))]
    assert len(scripts) >= len(ours) and imported
    assert [name for name in imported if not HASHED.search(name)] == []
