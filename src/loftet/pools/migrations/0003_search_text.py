from django.db import migrations

from loftet.core.folding import SearchText, fill_search_text


class Migration(migrations.Migration):

    dependencies = [('pools', '0002_journal_and_hidden_basis')]

    operations = [
        migrations.AddField(
            model_name='pool',
            name='search_text',
            field=SearchText(blank=True, default='', editable=False, fields=('title',)),
        ),
        migrations.RunPython(fill_search_text('pools', 'Pool', 'search_text'), migrations.RunPython.noop),
    ]
