from django.db import migrations


class Migration(migrations.Migration):
    """The `Job` table is the only queue: the task queue's own table goes."""

    dependencies = [
        ('corpus', '0015_public_keys'),
    ]

    operations = [
        migrations.RunSQL(
            'DROP TABLE IF EXISTS django_tasks_database_dbtaskresult', migrations.RunSQL.noop
        ),
    ]
