"""How hard chance tries: the same examples in every run, or with `--thorough` more of them, and new ones each time.

So are tests that take long and prove what seldom changes: marked `thorough`, they wait for that.
"""

import random

import pytest
from hypothesis import HealthCheck, settings

#: A busy machine is no reason to fail. A strategy that starves is one, here as there.
ANYWHERE = {"deadline": None, "database": None, "suppress_health_check": [HealthCheck.too_slow]}

settings.register_profile("fixed", **ANYWHERE, derandomize=True)
settings.register_profile("thorough", **ANYWHERE, derandomize=False, max_examples=300, print_blob=True)


def pytest_addoption(parser):
    parser.addoption(
        "--thorough", action="store_true", help="more examples and longer walks, from a seed that the run prints"
    )


@pytest.hookimpl(tryfirst=True)  # before Hypothesis looks for its seed, and xdist hands the options to its processes
def pytest_configure(config):
    option = config.option
    settings.load_profile("thorough" if option.thorough else "fixed")
    if option.thorough and option.hypothesis_seed is None:
        option.hypothesis_seed = str(random.SystemRandom().randrange(10**9))


def pytest_collection_modifyitems(config, items):
    if config.option.thorough:
        return
    for item in items:
        if item.get_closest_marker("thorough"):
            item.add_marker(pytest.mark.skip(reason="runs with --thorough, as `.ci/run` does"))


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter, config):
    if config.option.thorough:
        terminalreporter.line(
            f"`./run test --thorough --hypothesis-seed={config.option.hypothesis_seed}` repeats this."
        )


@pytest.fixture
def is_thorough(request):
    return request.config.option.thorough
