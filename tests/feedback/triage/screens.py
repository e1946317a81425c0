"""Where the desk works on reports, and how it fills in what it is shown there."""

LIST = "/admin/readers-reports/"


def screen(report):
    return f"{LIST}edit/{report.pk}/"


def decide(desk, report, **decision):
    """Fill in the triage screen as it is shown, and save."""
    form = desk.get(screen(report)).context["form"]
    shown = {name: form[name].value() or "" for name in form.fields}
    return desk.post(screen(report), {**shown, **decision}, follow=True)
