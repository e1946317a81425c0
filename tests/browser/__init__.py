import pytest

#: Marks of a module whose tests start the site on a port and a browser beside it. Readers' reports come over "capture".
IN_A_BROWSER = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True, databases="__all__"),
]
