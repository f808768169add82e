from django.db import migrations

from loftet.core.folding import SearchText, fill_search_text


class Migration(migrations.Migration):

    dependencies = [('solutions', '0002_proof_and_disputes')]

    operations = [
        migrations.AddField(
            model_name='solution',
            name='search_text',
            field=SearchText(blank=True, default='', editable=False, fields=('title', 'problem', 'what', 'effect')),
        ),
        migrations.RunPython(fill_search_text('solutions', 'Solution', 'search_text'), migrations.RunPython.noop),
    ]
