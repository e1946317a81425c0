"""A site moves in from WordPress: as drafts, each once, with its addresses, and with nothing signed."""

import pytest
from django.core.management import CommandError, call_command

from articles.pages import ArticlePage, PolicyPage, TopicPage
from articles.record.published.addresses import MovedInAddress
from articles.record.published.editions import Edition
from articles.record.signed.draft_records import DraftRecord
from articles.record.signed.sign_offs import SignOff
from articles.references.library.references import Reference
from articles.stores.locks import alone
from editorial.exchange.moved_in import MovedInThing, MovingIn
from editorial.exchange.wordpress.drafts import Drafts
from tests.exchange.wordpress.exports import export, in_folder, item, picture
from tests.factories.accounts import UserFactory
from tests.factories.drafts import home

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site(db):
    return home()


def moved_in():
    """The articles that came in; the site had some before."""
    return ArticlePage.objects.filter(title__startswith="Post ")


def draft(title):
    return ArticlePage.objects.get(title=title).get_latest_revision_as_object()


def text_of(page):
    return " ".join(
        str(block.value.source)
        for section in page.body
        for block in section.value["content"]
        if block.block_type == "text"
    )


def test_a_post_becomes_the_draft_of_an_article_that_nobody_signed(move_in):
    post = item(
        7,
        "<p>Rest helps.</p><h2>Doses</h2><p>Give 10<sup>6</sup> units.</p>",
        title="Rest",
        excerpt="Why rest helps.",
        terms=[("category", "sciatica", "Sciatica"), ("post_tag", "rest", "Rest")],
        slug="rest",
    )

    rows = move_in(export(post))

    page = draft("Rest")
    assert not page.live and page.slug == "rest" and page.standfirst == "Why rest helps."
    assert [section.value["heading"] for section in page.body] == ["", "Doses"]
    assert "<p>Give 10<sup>6</sup> units.</p>" in text_of(page)
    assert page.get_parent().title == "Sciatica" and page.get_parent().get_parent().title == "Back pain"
    assert [topic.title for topic in page.topics.all()] == ["Rest"]
    assert [byline.person.title for byline in page.bylines.all()] == ["Ana Kirui"]
    assert not Edition.objects.filter(page=page).exists() and not SignOff.objects.filter(page=page).exists()
    assert not DraftRecord.objects.of_page(page).get().user.is_active
    assert rows["7"]["outcome"] == "came in" and f"/admin/pages/{page.pk}/edit/" in rows["7"]["page"]


def test_whoever_moves_in_is_who_saved_the_drafts(move_in):
    writer = UserFactory(writer=True)

    move_in(export(item(1)), f"--by={writer.email}")

    assert DraftRecord.objects.of_page(draft("Post 1")).get().user == writer


def test_the_same_file_again_changes_nothing(move_in):
    text = export(item(1), item(2, post_type="page"), picture(3, "cold.png"))
    move_in(text)
    before = list(ArticlePage.objects.values_list("pk", "latest_revision")), TopicPage.objects.count()

    rows = move_in(text)

    assert rows["1"]["outcome"] == rows["2"]["outcome"] == "unchanged"
    assert (list(ArticlePage.objects.values_list("pk", "latest_revision")), TopicPage.objects.count()) == before


def test_a_newer_export_renews_the_drafts_that_nobody_touched(move_in):
    move_in(export(item(1), item(2)))
    mine = draft("Post 2")
    mine.standfirst = "My own words."
    mine.save_revision(user=UserFactory(writer=True))

    rows = move_in(export(item(1, "<p>Newer.</p>"), item(2, "<p>Newer.</p>"), item(3)), code=3)

    assert [rows[number]["outcome"] for number in "123"] == [
        "renewed",
        "changed on both sides, and left as it is here",
        "came in",
    ]
    assert "Newer." in text_of(draft("Post 1")) and "Rest helps." in text_of(draft("Post 2"))


def test_what_is_only_counted_or_noted_there_renews_nothing_and_is_no_conflict(move_in):
    move_in(export(item(1, meta={"post_views_count": "10"})))
    mine = draft("Post 1")
    mine.standfirst = "My own words."
    mine.save_revision(user=UserFactory(writer=True))
    opened = "<wp:post_modified_gmt>2026-11-01 10:00:00</wp:post_modified_gmt><wp:menu_order>3</wp:menu_order>"
    noted = {"post_views_count": "999", "_edit_lock": "1:2", "_edit_last": "4", "some_plugin_counter": "7"}

    rows = move_in(export(item(1, meta=noted, raw=opened)))

    assert rows["1"]["outcome"] == "unchanged"
    assert MovedInThing.objects.get(kind="item").facts["views"] == 999


@pytest.mark.parametrize("name", ["_yoast_wpseo_metadesc", "_thumbnail_id", "medically_reviewed_by", "sources"])
def test_a_field_that_comes_in_makes_a_newer_text(move_in, name):
    move_in(export(item(1)))

    assert move_in(export(item(1, meta={name: "Ana Kirui"})))["1"]["outcome"] == "renewed"


def test_a_page_that_was_deleted_here_does_not_come_back(move_in):
    text = export(item(1, post_type="page"), item(2, post_type="page", parent=1))
    move_in(text)
    MovedInThing.objects.filter(key="1").update(page=None)

    rows = move_in(text)

    assert rows["1"]["outcome"] == "not a page, left out" and rows["2"]["outcome"] == "unchanged"
    assert PolicyPage.objects.filter(title="Post 1").count() == 1


def test_an_item_of_another_site_with_the_same_number_takes_nothing_over(move_in):
    move_in(export(item(1)))

    other = item(1, title="Other", slug="other").replace("2020-05-01", "2021-05-01")
    rows = move_in(export(other), code=3)

    assert rows["1"]["outcome"] == "another site's, and left out" and draft("Post 1")


@pytest.mark.parametrize("fails_at", [1, 2, 3])
def test_an_interrupted_run_goes_on_where_it_stopped(move_in, monkeypatch, fails_at):
    write, written = Drafts.write, []

    def interrupted(self, row, item):
        if len(written) + 1 == fails_at:
            raise KeyboardInterrupt
        written.append(item.number)
        return write(self, row, item)

    text = export(item(1), item(2), item(3))
    with monkeypatch.context() as patch, pytest.raises(CommandError, match="--resume"):
        patch.setattr(Drafts, "write", interrupted)
        move_in(text)
    rows = move_in(text, "--resume")

    assert rows["3"]["outcome"] == "came in"
    assert moved_in().count() == DraftRecord.objects.filter(page__in=moved_in()).count() == 3
    assert MovingIn.objects.get().ended_at


def test_what_failed_before_an_interruption_is_tried_again(move_in, monkeypatch):
    write, failures = Drafts.write, iter([ValueError("Broken."), None, KeyboardInterrupt()])

    def fails(self, row, item):
        if failure := next(failures):
            raise failure
        return write(self, row, item)

    text = export(item(1), item(2), item(3))
    with monkeypatch.context() as patch, pytest.raises(CommandError, match="--resume"):
        patch.setattr(Drafts, "write", fails)
        move_in(text)
    rows = move_in(text, "--resume")

    assert [rows[number]["outcome"] for number in ("1", "2", "3")] == ["came in", "unchanged", "came in"]


def test_a_rehearsal_writes_nothing(move_in):
    rows = move_in(export(item(1, "<p>Rest.</p><iframe src='https://films.example/1'></iframe>")), "--dry-run")

    assert rows["1"]["outcome"] == "would come in" and "became links" in rows["1"]["what to look at"]
    assert not moved_in().exists() and not MovedInThing.objects.exists()


def test_pages_keep_their_tree_whatever_their_order(move_in):
    move_in(export(item(5, post_type="page", parent=6, title="Child"), item(6, post_type="page", title="Parent")))

    assert PolicyPage.objects.get(title="Child").get_parent().title == "Parent"


def test_pages_that_are_each_others_parents_come_in(move_in):
    move_in(export(item(5, post_type="page", parent=6), item(6, post_type="page", parent=5)))

    assert PolicyPage.objects.filter(title__in=["Post 5", "Post 6"]).count() == 2


def test_categories_that_are_each_others_parents_are_a_topic_each(move_in):
    category = (
        "<wp:category><wp:category_nicename>{0}</wp:category_nicename><wp:category_parent>{1}</wp:category_parent>"
        "<wp:cat_name>Circle {0}</wp:cat_name></wp:category>"
    )
    head = category.format("a", "b") + category.format("b", "a")

    move_in(export(item(1, terms=[("category", "a", "Circle a")]), head=head))

    assert sorted(TopicPage.objects.filter(title__startswith="Circle").values_list("title", flat=True)) == [
        *("Circle a", "Circle b")
    ]


def test_pages_about_health_come_in_as_articles(move_in):
    move_in(export(item(5, post_type="page", terms=[])), "--pages-as-articles")

    assert draft("Post 5").required_sign_offs == ArticlePage.required_sign_offs


def test_links_to_what_came_in_lead_to_our_pages(move_in):
    link = '<p><a href="https://old.example/post-2/#x">two</a> <a href="/?p=1">one</a> <a href="https://old.example/no/">no</a></p>'

    move_in(export(item(1, link), item(2)))

    one, two = draft("Post 1"), draft("Post 2")
    assert f'<a linktype="page" id="{two.pk}">two</a> <a linktype="page" id="{one.pk}">one</a>' in text_of(one)
    assert '<a href="https://old.example/no/">no</a>' in text_of(one)


def test_every_former_address_is_known(move_in):
    post = item(4, slug="new", meta={"_wp_old_slug": "older"}, link="https://old.example/2020/new/")

    move_in(export(post, picture(9, "cold.png", parent=4, link="https://old.example/2020/new/cold/")))

    page = draft("Post 4")
    assert set(MovedInAddress.objects.filter(page=page).values_list("address", flat=True)) == {
        *("/2020/new", "/2020/older", "/?p=4", "/2020/new/cold", "/?attachment_id=9", "/?p=9")
    }
    assert MovedInAddress.objects.get(address="/category/back").page.title == "Back pain"
    assert MovedInAddress.objects.get(address="/author/ana").page.title == "Ana Kirui"


def test_a_text_that_was_moved_there_meanwhile_is_known_by_both_addresses(move_in):
    move_in(export(item(4)))

    move_in(export(item(4, link="https://old.example/2026/post-4/")))

    known = set(MovedInAddress.objects.filter(page=draft("Post 4")).values_list("address", flat=True))
    assert {"/post-4", "/2026/post-4"} <= known


def test_a_site_in_a_folder_is_known_by_the_addresses_that_it_had_there(move_in):
    link = '<p><a href="https://old.example/?p=2">two</a></p>'

    move_in(in_folder(export(item(1, link), item(2)), "/blog"))

    known = dict(MovedInAddress.objects.filter(site="old.example/blog").values_list("address", "page__title"))
    assert known["/blog/post-1"] == known["/?p=1"] == "Post 1"
    assert (known["/blog/category/back"], known["/blog/author/ana"]) == ("Back pain", "Ana Kirui")
    assert known["/blog"] == home().title
    assert f'id="{draft("Post 2").pk}">two</a>' in text_of(draft("Post 1"))


def test_co_authors_are_people_once(move_in):
    authors = [("author", "cap-ana", "ana"), ("author", "cap-ana", "ana"), ("author", "cap-bo", "Bo Yu")]

    move_in(export(item(1, terms=[*authors, ("category", "back", "Back pain")]), item(2)))

    assert [byline.person.title for byline in draft("Post 1").bylines.all()] == ["Ana Kirui", "Bo Yu"]
    assert MovedInThing.objects.filter(kind="author").count() == 2


REFERENCES = (
    "<p>Rest helps [1].</p><h2>References</h2><p>(1) Smith J. Rest for backs. Lancet. 2011;3:4. doi:10.5555/rest</p>"
)


def test_a_list_of_references_becomes_works(move_in):
    move_in(export(item(1, REFERENCES)))

    work = Reference.objects.get(doi="10.5555/rest")
    assert f'<a linktype="citation" id="{work.pk}">' in text_of(draft("Post 1"))


def test_a_claim_that_somebody_reviewed_it_is_told_and_is_no_signature(move_in):
    post = item(
        1,
        "<p>Medically reviewed by Dr Lee on 3 May 2020</p><p>Rest helps.</p>",
        meta={"medical_reviewer": "Dr Lee", "references": "Smith J. Rest. Lancet. 2011.\nRoe K. More. BMJ. 2012."},
    )

    rows = move_in(export(post))

    page = draft("Post 1")
    assert text_of(page) == "<p>Rest helps.</p>"
    assert "Medically reviewed by Dr Lee" in rows["1"]["what to look at"]
    assert "medical_reviewer: Dr Lee" in MovedInThing.objects.get(kind="item").facts["claims"]
    assert [item.text for item in page.references.all()] == ["Smith J. Rest. Lancet. 2011.", "Roe K. More. BMJ. 2012."]
    assert not SignOff.objects.filter(page=page).exists()


@pytest.mark.parametrize("plugin", ["_yoast_wpseo_", "rank_math_"])
def test_what_plugins_say_to_search_engines_comes_in(move_in, plugin):
    described = "metadesc" if plugin.startswith("_yoast") else "description"
    meta = {f"{plugin}title": "Rest for backs", f"{plugin}{described}": "Why rest helps."}
    meta[f"{plugin}primary_category"] = "4"
    terms = [("category", "back", "Back pain"), ("category", "sciatica", "Sciatica")]

    move_in(export(item(1, meta=meta, terms=terms), item(2, meta={f"{plugin}title": "%%title%% %sep%"})))

    page = draft("Post 1")
    assert (page.seo_title, page.search_description, page.standfirst) == ("Rest for backs", *["Why rest helps."] * 2)
    assert page.get_parent().title == "Sciatica" and [topic.title for topic in page.topics.all()] == ["Back pain"]
    assert draft("Post 2").seo_title == ""


def test_a_title_that_no_field_holds_is_shortened_and_stands_in_the_report(move_in):
    title = f"Post {'rest ' * 60}not"

    rows = move_in(export(item(1, title=title)))

    assert len(moved_in().get().title) == 255 and title in rows["1"]["what to look at"]


@pytest.mark.parametrize("odd", ["²", "٣", "-1", "9" * 5000, "Ana Kirui"])
def test_a_field_that_should_be_a_number_and_is_none_costs_no_text(move_in, odd):
    meta = dict.fromkeys(["_yoast_wpseo_primary_category", "_thumbnail_id", "post_views_count"], odd)

    rows = move_in(export(item(1, meta=meta), item(2)))

    assert rows["1"]["outcome"] == rows["2"]["outcome"] == "came in"
    assert draft("Post 1").get_parent().title == "Back pain"
    assert "Its main picture is not in the file." in rows["1"]["what to look at"]


@pytest.mark.parametrize("status", ["trash", "auto-draft"])
def test_what_nobody_was_shown_stays_out_and_is_told(move_in, status):
    rows = move_in(export(item(1, status=status), item(2, post_type="product")))

    assert rows["1"]["outcome"] == "not a page, left out" and status in rows["1"]["what to look at"]
    assert "1 item of the kind “product” stayed out." in rows["summary"]
    assert not moved_in().exists()


HOSTILE = (
    '<script>alert(1)</script><p onclick="x()">Rest<img src=x onerror="x()"> <a href="javascript:x()">here</a>'
    '<a href="data:text/html,x">there</a><svg onload="x()"></svg><object data="javascript:x()"></object></p>'
    '<img src="data:image/svg+xml,<svg onload=x()>"><img src="data:image/png;base64,AAAA">'
)


def test_what_is_hostile_is_cleaned_and_told(move_in):
    rows = move_in(export(item(1, HOSTILE)))

    kept = str(draft("Post 1").body.get_prep_value())
    assert "Rest" in kept
    assert [word for word in ("script", "onclick", "onerror", "svg", "data:") if word in kept] == []
    assert "Scripts were left out" in rows["1"]["what to look at"]


def test_one_item_that_cannot_come_in_stops_no_other(move_in):
    rows = move_in(export(item(1, "<b>" * 20_000), item(2, "x" * 2_000_001), item(3)), code=3)

    assert [rows[number]["outcome"] for number in "123"] == ["could not come in", "could not come in", "came in"]


def test_one_item_that_gets_no_place_stops_no_other(move_in, monkeypatch):
    place = Drafts.place
    monkeypatch.setattr(Drafts, "place", lambda drafts, entry: 1 / (entry.number - 1) and place(drafts, entry))

    rows = move_in(export(item(1), item(2)), code=3)

    assert [rows[number]["outcome"] for number in "12"] == ["could not come in", "came in"]
    assert "No place could be made for it" in rows["1"]["what to look at"]


def test_a_nul_in_the_address_of_a_site_or_a_category_costs_no_text(move_in):
    move_in(in_folder(export(item(1, terms=[("category", "a%00b", "Odd")])), "/blog%00"))

    assert draft("Post 1").get_parent().title == "Odd"


def test_two_posts_with_one_address_both_come_in(move_in):
    move_in(export(item(1, slug="rest"), item(2, slug="rest"), item(3, slug="history")))

    assert [draft(f"Post {number}").slug for number in (1, 2, 3)] == ["rest", "rest-2", "history-2"]


def test_whoever_begins_while_somebody_moves_in_is_told_so(tmp_path):
    (tmp_path / "export.xml").write_text(export(item(1)), encoding="utf-8")

    with alone("exchange: moving in"), pytest.raises(CommandError, match="Somebody is moving in already"):
        call_command("import_wordpress", str(tmp_path / "export.xml"))

    assert not MovedInThing.objects.exists()
