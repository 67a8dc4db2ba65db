"""The groups "editors" and "administrators", each with its permissions."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# As they were named then: see corpus/roles.py for what they are named now.
_PERMISSIONS = {
    "curate_archive": "Can import, curate, review and undo",
    "administer_archive": "Can manage people and feeds, and delete for good",
}
_GROUPS = {
    "editors": ("curate_archive",),
    "administrators": ("curate_archive", "administer_archive"),
}


def make_groups(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    # Django makes permissions only after all migrations, and leaves alone what is there.
    article, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="corpus", model="article"
    )
    permissions = {
        codename: apps.get_model("auth", "Permission").objects.get_or_create(
            content_type=article, codename=codename, defaults={"name": name}
        )[0]
        for codename, name in _PERMISSIONS.items()
    }
    for name, codenames in _GROUPS.items():
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        group.permissions.add(*(permissions[codename] for codename in codenames))


def remove_groups(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("auth", "Group").objects.filter(name__in=_GROUPS).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("corpus", "0004_source_aliases"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="article",
            options={
                "ordering": ("-published", "-pk"),
                "permissions": tuple(_PERMISSIONS.items()),
            },
        ),
        migrations.RunPython(make_groups, remove_groups),
    ]
