"""What is the same in whatever format a work comes."""

import pytest

from articles.references import files
from articles.references.works import WorkKind
from tests.references.files.works import authors_of, work_of

ENW = """%0 Journal Article
%A Alpha, Ann
%A Beta, B
%T Backs
%J Journal of Backs
%V 12
%N 3
%P 1-9
%D 2020
%R 10.5555/Backs
"""
ENDNOTE_XML = """<?xml version="1.0"?><xml><records><record><ref-type name="Journal Article">17</ref-type>
<contributors><authors><author><style face="normal">Alpha, Ann</style></author><author>Beta, B</author></authors>
</contributors><titles><title><style face="normal">Backs</style></title>
<secondary-title>Journal of Backs</secondary-title>
</titles><pages>1-9</pages><volume>12</volume><number>3</number><dates><year>2020</year></dates>
<electronic-resource-num>10.5555/Backs</electronic-resource-num></record></records></xml>"""
WOS = """FN Clarivate Analytics Web of Science
VR 1.0
PT J
AU Alpha, A
   Beta, B
TI Backs
SO JOURNAL OF BACKS
VL 12
IS 3
BP 1
EP 9
PY 2020
DI 10.5555/Backs
ER

EF
"""
CSL = """[{"type": "article-journal", "title": "Backs", "author": [
{"family": "Alpha", "given": "Ann"}, {"family": "Beta"}], "container-title": "Journal of Backs",
"volume": 12, "issue": "3", "page": "1-9", "DOI": "10.5555/Backs",
"issued": {"date-parts": [["2020", 5]]}}]"""
PUBMED_CSV = """PMID,Title,Authors,Citation,First Author,Journal/Book,Publication Year,PMCID,DOI
555001,Backs.,"Alpha A, Beta B.",J Backs. 2020 May;12(3):1-9. doi: 10.5555/Backs.,Alpha A,J Backs,2020,,10.5555/Backs
"""


def test_csl_json_has_the_particles_of_a_name_and_short_ranges_of_pages_in_parts_of_their_own():
    work = work_of(
        """[{"title": "Backs", "page": "113-25", "author": [
        {"family": "Berg", "given": "A", "non-dropping-particle": "van den"},
        {"family": "Fontaine", "given": "J", "dropping-particle": "de", "non-dropping-particle": "La"},
        {"family": "Alembert", "given": "J", "dropping-particle": "d’"},
        {"literal": "The Group", "dropping-particle": "de"}]}]"""
    )

    assert authors_of(work) == ["van den Berg", "de La Fontaine", "d’Alembert", "The Group"]
    assert work.csl["page"] == "113-125"


@pytest.mark.parametrize("text", [ENW, ENDNOTE_XML, WOS, CSL, PUBMED_CSV], ids=["enw", "xml", "wos", "csl", "csv"])
def test_the_same_work_is_the_same_in_each_format(text):
    work = work_of(text)

    assert (work.title, work.kind, work.year, authors_of(work)) == ("Backs", WorkKind.ARTICLE, 2020, ["Alpha", "Beta"])
    csl = work.csl
    assert (csl["volume"], csl["issue"], csl["page"], csl["DOI"]) == ("12", "3", "1-9", "10.5555/Backs")


@pytest.mark.parametrize(
    "text",
    [
        "TY  - JOUR\nTI  - Backs\nJF  - medRxiv\nER  - ",
        "TY  - JOUR\nTI  - Backs\nM3  - preprint\nER  - ",
        "TY  - UNPB\nTI  - Backs\nDO  - 10.1101/2020.01.02.20123456\nER  - ",
        "@article{a, title={Backs}, journal={arXiv preprint arXiv:2001.01234}}",
        "@misc{a, title={Backs}, archiveprefix={arXiv}, eprint={2001.01234}}",
        "PMID- 1\nTI  - Backs\nPT  - Preprint\n",
        "%0 Journal Article\n%T Backs\n%J bioRxiv\n",
        "PT J\nTI Backs\nDT Preprint\nER\n",
        '[{"type": "article", "title": "Backs", "publisher": "Research Square"}]',
        '[{"type": "article-journal", "title": "Backs", "DOI": "10.21203/rs.3.rs-1/v1"}]',
    ],
)
def test_a_preprint_is_known_in_all_formats(text):
    work = work_of(text)

    assert work.is_preprint and work.kind == WorkKind.PREPRINT


@pytest.mark.parametrize("doi", ["10.1101/gr.123456.105", "10.1101/cshperspect.a012345"])
def test_a_journal_of_a_house_with_preprints_is_none(doi):
    assert not work_of(f"TY  - JOUR\nTI  - Backs\nDO  - {doi}\nER  - ").is_preprint


@pytest.mark.parametrize(
    "text", ['[{"title": ', "<?xml version='1.0'?><xml><records>", '[1, null, {"title": []}]', ENW[:3]]
)
def test_a_broken_file_of_any_format_ends_in_a_sentence(text):
    try:
        imported = files.read(text.encode())
    except files.FileRefused as refused:
        assert str(refused).endswith(".")
    else:
        assert not imported.works and imported.problems
