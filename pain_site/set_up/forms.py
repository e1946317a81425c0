"""The forms of the steps. Each works without a script."""

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.pages import HomePage, TopicPage
from articles.reading.site_settings import SiteSettings

from . import making
from .starters import TOPICS, missing_starters, starter

LONGEST_TITLE = 120


class Choices(forms.MultipleChoiceField):
    widget = forms.CheckboxSelectMultiple


def site_form(sent=None, files=None):
    """The form of the settings themselves."""
    bound = SiteSettings.edit_handler.bind_to_model(SiteSettings)
    return bound.get_form_class()(sent, files, instance=SiteSettings.load())


class PagesForm(forms.Form):
    """The front door, and the pages on which the site says how it works."""

    standfirst = forms.CharField(
        label=_("What the site is for, in one or two sentences"),
        help_text=_("It stands first on the home page."),
        max_length=HomePage._meta.get_field("standfirst").max_length,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    publisher = forms.CharField(label=_("Who publishes it"), max_length=160)
    email = forms.EmailField(
        label=_("Where readers write to"), help_text=_("An address for everybody to see, not your own.")
    )
    post = forms.CharField(label=_("Postal address"), required=False, max_length=200)
    pages = Choices(
        label=_("Pages to begin with"),
        required=False,
        help_text=_(
            "Each becomes a draft with a text of ours, in English, that you have to read, change and complete: what "
            "only you can know is marked “[Fill in: …]”. Nobody reads any of it before it is signed."
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        missing = missing_starters()
        self.fields["pages"].choices = [(name, starter(name)["title"]) for name in missing]
        self.fields["pages"].initial = missing
        if HomePage.objects.exists():
            del self.fields["standfirst"]
        if not missing:
            del self.fields["pages"]

    def carry_out(self, by):
        said = self.cleaned_data
        making.make_home(by=by, standfirst=said.get("standfirst", ""))
        words = making.words_for(**{name: said[name] for name in ("publisher", "email", "post")})
        making.make_policies(said.get("pages", []), by=by, words=words)


class TopicsForm(forms.Form):
    """What the site writes about."""

    suggested = Choices(label=_("Suggestions"), required=False)
    own = forms.CharField(
        label=_("Topics of your own"),
        help_text=_("One in a line."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        there = set(TopicPage.objects.values_list("title", flat=True))
        self.fields["suggested"].choices = [(str(title), title) for title in TOPICS if str(title) not in there]

    def clean_own(self):
        titles = [" ".join(line.split()) for line in self.cleaned_data["own"].splitlines()]
        if any(len(title) > LONGEST_TITLE for title in titles):
            raise forms.ValidationError(_("A title of a topic has at most %d characters.") % LONGEST_TITLE)
        return list(filter(None, titles))

    def clean(self):
        said = super().clean() or self.cleaned_data
        if not self.errors and not (said["suggested"] or said["own"]):
            raise forms.ValidationError(_("Choose a topic, or write one of your own."))
        return said

    def carry_out(self, by):
        making.make_topics([*self.cleaned_data["suggested"], *self.cleaned_data["own"]], by=by)


class FirstEditorForm(forms.Form):
    """Somebody who will decide what is published, and who may sign."""

    first_name = forms.CharField(label=_("First name"), max_length=150)
    last_name = forms.CharField(label=_("Last name"), max_length=150)
    email = forms.EmailField(label=_("E-mail address"))
    job_title = forms.CharField(label=_("Job title"), max_length=160, help_text=_("As readers are shown it."))

    def carry_out(self, by):
        making.invite_first_editor(by=by, **self.cleaned_data)
