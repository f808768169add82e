from django.db import migrations

from loftet.core.folding import SearchText, fill_search_text


class Migration(migrations.Migration):

    dependencies = [('needs', '0001_needs')]

    operations = [
        migrations.AddField(
            model_name='need',
            name='search_text',
            field=SearchText(blank=True, default='', editable=False, fields=('title', 'problem', 'effect')),
        ),
        migrations.RunPython(fill_search_text('needs', 'Need', 'search_text'), migrations.RunPython.noop),
    ]
