"""Wagtail brings groups of its own, one of which publishes, a workflow and a welcome page: none belongs here."""

from django.db import migrations


def remove_examples(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=["Editors", "Moderators"], user__isnull=True).delete()
    apps.get_model("wagtailcore", "Workflow").objects.filter(name="Moderators approval").delete()
    apps.get_model("wagtailcore", "Task").objects.filter(name="Moderators approval").delete()
    apps.get_model("wagtailcore", "Site").objects.filter(root_page__slug="home", root_page__depth=2).delete()
    page = apps.get_model("wagtailcore", "Page")
    if page.objects.filter(depth=2, slug="home", content_type__model="page").delete()[0]:
        page.objects.filter(depth=1).update(numchild=page.objects.filter(depth=2).count())


class Migration(migrations.Migration):
    dependencies = [
        ("review", "0001_initial"),
        ("articles", "0002_gate"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailimages", "0001_squashed_0021"),
    ]

    operations = [migrations.RunPython(remove_examples, migrations.RunPython.noop)]
