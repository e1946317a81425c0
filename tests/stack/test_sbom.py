"""`./run sbom`: all that the site runs on, and nothing else."""

import re

from pain_site.stack.inspections.sbom import canonical, licences_of, sbom
from pain_site.stack.state import PROJECT


def test_it_lists_every_pinned_package_with_its_hashes():
    pinned = re.findall(r"^(\S+?)(?:\[\S+\])?==(\S+)", (PROJECT / "requirements.txt").read_text(), re.MULTILINE)

    components = sbom()["components"]

    assert {each["name"] for each in components} == {name.lower() for name, _ in pinned}
    assert all(each["externalReferences"][0]["hashes"] for each in components)


def test_it_says_who_needs_whom_and_every_reference_is_there():
    document = sbom()
    there = {each["bom-ref"] for each in document["components"]} | {"pain_site"}
    needs = {each["ref"]: each["dependsOn"] for each in document["dependencies"]}

    assert needs.keys() == there
    assert set().union(*needs.values()) <= there
    assert any(ref.startswith("pkg:pypi/django@") for ref in needs["pain_site"])


def test_nearly_every_package_says_its_licence():
    without = [each["name"] for each in sbom()["components"] if "licenses" not in each]

    assert len(without) < 10, without


def test_the_page_of_dependencies_names_what_is_asked_for_and_its_licence():
    lists = "".join((PROJECT / f"requirements{name}.in").read_text() for name in ("", "-tracing", "-storage"))
    asked = {canonical(name) for name in re.findall(r"^([A-Za-z][\w.-]*)", lists, re.MULTILINE)}
    rows = re.findall(
        r"^\| \[(\S+?)\]\S+ \| .+ \| (.+?) \| \d{4}-\d\d \| .+ \|$",
        (PROJECT / "docs/dependencies.md").read_text(),
        re.M,
    )

    assert {name for name, _licence in rows} == asked
    for name, licence in rows:
        said = [each.get("expression") or each["license"]["name"] for each in licences_of(name)]
        assert licence == ", ".join(said), name
