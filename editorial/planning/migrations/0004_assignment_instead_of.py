from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('planning', '0003_assignment_ended'),
    ]

    operations = [
        migrations.AddField(
            model_name='assignment',
            name='instead_of',
            field=models.OneToOneField(null=True, on_delete=models.deletion.SET_NULL, related_name='+', to='planning.assignment'),
        ),
    ]
