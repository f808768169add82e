from django.db import migrations


class Migration(migrations.Migration):
    """Market dialogues are an app of their own; nothing changes in the database."""

    dependencies = [
        ('dialogues', '0001_dialogues'),
        ('meetings', '0008_guidance_is_an_app'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.DeleteModel(name='MarketNotice'),
                migrations.DeleteModel(name='Question'),
                migrations.DeleteModel(name='HandedOver'),
                migrations.DeleteModel(name='Summary'),
                migrations.DeleteModel(name='WrittenInput'),
            ],
        ),
    ]
