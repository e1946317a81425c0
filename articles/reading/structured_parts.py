"""Parts of what a page says to machines: what it is about, which questions it answers, how to search the site."""

import re
from html import unescape

from ..record.document import without_citations
from ..record.signed.subjects import SubjectKind

#: The types of schema.org for our kinds of subject.
SUBJECT_TYPES = {
    SubjectKind.CONDITION: "MedicalCondition",
    SubjectKind.SYMPTOM: "MedicalSymptom",
    SubjectKind.DRUG: "Drug",
    SubjectKind.THERAPY: "MedicalTherapy",
    SubjectKind.PROCEDURE: "MedicalProcedure",
    SubjectKind.TEST: "MedicalTest",
    SubjectKind.DEVICE: "MedicalDevice",
}
#: As the template of question blocks sets them.
QUESTION = re.compile(r'<section class="question"><h3>(.*?)</h3>(.*?)</section>', re.DOTALL)
BLOCK_END = re.compile(r"</(?:p|li|h3)>|<br>")
TAG = re.compile(r"<[^>]+>")


def subject_node(subject):
    """What a page is about, with its codes."""
    return {
        "@type": SUBJECT_TYPES[SubjectKind(subject["kind"])],
        "name": subject["name"],
        "code": [
            {"@type": "MedicalCode", "codeValue": code["code"], "codingSystem": code["system"]}
            for code in subject["codes"]
        ],
    }


def questions(sections):
    """The questions of a page with their answers, as question nodes."""
    found = QUESTION.findall("".join(section["html"] for section in sections))
    return [
        {
            "@type": "Question",
            "name": words(question),
            "acceptedAnswer": {"@type": "Answer", "text": words(answer)},
        }
        for question, answer in found
    ]


def words(html):
    """HTML as one line of text, without the numbers of its references."""
    text = TAG.sub("", BLOCK_END.sub(" ", without_citations(html)))
    return " ".join(unescape(text).split())


def search_action(address):
    """How a program searches the site whose search is at an address: a template of RFC 6570 says it all."""
    return {
        "@type": "SearchAction",
        "target": {"@type": "EntryPoint", "urlTemplate": f"{address}?q={{search_term_string}}"},
    }
