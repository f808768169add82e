from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('procurement', '0003_strategy_and_yearly_figures'),
    ]

    operations = [
        migrations.AddField(
            model_name='procurement',
            name='activity',
            field=models.CharField(blank=True, choices=[('own', 'None of these'), ('water', 'Drinking water'), ('sewage', 'Sewage, where the owner has drinking water, too'), ('heat', 'Heat, gas or electricity'), ('transport', 'A transport network that the public travels with')], default='', max_length=9, verbose_name='what it serves'),
            preserve_default=False,
        ),
    ]
