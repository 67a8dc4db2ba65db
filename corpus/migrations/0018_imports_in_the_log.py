from typing import Any

from django.db import migrations, models
from django.db.models import F

_BATCH_SIZE = 2_000


def log_old_imports(apps: Any, schema_editor: Any) -> None:
    """Log what earlier imports added, so that it can still be removed.

    What they updated can no longer be restored: its earlier texts were kept with the import
    in another form. Articles that were corrected, put in the bin or updated since are left out.
    """
    ImportBatch = apps.get_model('corpus', 'ImportBatch')
    for batch in ImportBatch.objects.order_by('pk').iterator():
        _log_import(apps, batch)


def _log_import(apps: Any, batch: Any) -> None:
    Article = apps.get_model('corpus', 'Article')
    Change = apps.get_model('corpus', 'Change')
    ChangeSet = apps.get_model('corpus', 'ChangeSet')
    items = batch.items.filter(outcome='added', undone='').order_by('pk')
    if not items.exists() and batch.undone is None:
        return
    name = batch.made_by.username if batch.made_by else ''
    made = ChangeSet.objects.create(
        kind='import', made=batch.started, made_by=batch.made_by, made_by_name=name,
        summary=f'Import {batch.pk}', complete=batch.finished is not None,
    )
    batch.change_set = made
    batch.save(update_fields=['change_set'])
    if batch.undone is not None:
        ChangeSet.objects.create(
            kind='undo', made=batch.undone, summary=f'Undone: Import {batch.pk}', undoes=made
        )
    last = 0
    while ids := list(
        items.filter(pk__gt=last).values_list('pk', 'article_id')[:_BATCH_SIZE]
    ):
        last = ids[-1][0]
        articles = Article.objects.filter(
            pk__in=[article_id for _, article_id in ids], batch=batch, binned=None, edited_fields=[]
        )
        rows = [
            Change(change_set=made, article_id=pk, field='added', after={}, stamp=updated)
            for pk, updated in articles.values_list('pk', 'updated')
        ]
        Change.objects.bulk_create(rows)
        ChangeSet.objects.filter(pk=made.pk).update(article_count=F('article_count') + len(rows))


class Migration(migrations.Migration):

    dependencies = [
        ('corpus', '0017_import_options'),
    ]

    operations = [
        migrations.AlterField(
            model_name='changeset',
            name='kind',
            field=models.CharField(choices=[('edit', 'correction'), ('review', 'review'), ('furniture', 'lines left out or brought back'), ('bin', 'bin'), ('bulk', 'bulk edit'), ('undo', 'undo'), ('deletion', 'deleted for good'), ('import', 'import')], max_length=16),
        ),
        migrations.AddField(
            model_name='importbatch',
            name='change_set',
            field=models.ForeignKey(blank=True, null=True, on_delete=models.deletion.SET_NULL, related_name='imports', to='corpus.changeset'),
        ),
        migrations.RunPython(log_old_imports, migrations.RunPython.noop),
        migrations.RemoveField(model_name='importbatch', name='undo_job'),
        migrations.RemoveField(model_name='importbatch', name='undone'),
        migrations.RemoveField(model_name='importitem', name='before'),
        migrations.RemoveField(model_name='importitem', name='undone'),
    ]
