from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('own_data', '0002_parts_of_a_year'),
    ]

    operations = [
        migrations.AlterField(
            model_name='ownfile',
            name='covers',
            field=models.CharField(choices=[('1', 'one year'), ('2', 'two years together'), ('3', 'three years together'), ('4', 'four years together'), ('5', 'five years together'), ('school', 'a school year'), ('day', 'how it was on a day'), ('half', 'half a year'), ('quarter', 'a quarter of a year'), ('month', 'a month')], default='1', max_length=7, verbose_name='period'),
        ),
    ]
