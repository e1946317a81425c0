"""The numbers of citations: by first appearance in the text, and written as `1,3-5,8`. Never stored."""


def number_citations(ids):
    """{reference: number} for references in the order in which a text cites them; one cited again keeps its number."""
    return {reference: number for number, reference in enumerate(dict.fromkeys(ids), start=1)}


def collapse(numbers):
    """Numbers of one place in the text: in order, each once, three or more in a row as a range, without blanks."""
    runs = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ",".join(f"{run[0]}-{run[-1]}" if len(run) > 2 else ",".join(map(str, run)) for run in runs)
