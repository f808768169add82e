import django.core.serializers.json
import django.db.models.deletion
import loftet.core.values
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('solutions', '0005_least_volume'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='supplier',
            name='means',
            field=models.CharField(blank=True, choices=[('email', 'by a code sent to the address in Enhetsregisteret'), ('facilitator', 'by a facilitator of the region'), ('letter', 'by its answer to a letter, after a call with a coordinator')], max_length=11),
        ),
        migrations.CreateModel(
            name='ToldFirm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('number', models.CharField(max_length=9, unique=True, verbose_name='organisation number')),
                ('snapshot', models.JSONField(default=dict)),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail address')),
                ('language', models.CharField(max_length=2)),
                ('wants', models.JSONField(blank=True, default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ('said_by', models.CharField(max_length=160, validators=[loftet.core.values.plain_text, loftet.core.values.one_alphabet], verbose_name='who said it')),
                ('how', models.CharField(choices=[('call', 'by telephone'), ('mail', 'by e-mail'), ('paper', 'on paper'), ('meeting', 'in a meeting')], max_length=8, verbose_name='how it was said')),
                ('said_on', models.DateField(verbose_name='when it was said')),
                ('written', models.DateTimeField()),
                ('expires', models.DateTimeField()),
                ('made', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='solutions.solution')),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'firm that a coordinator has written in',
                'ordering': ('-pk',),
            },
        ),
    ]
