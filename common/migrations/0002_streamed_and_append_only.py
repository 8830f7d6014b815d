from django.db import migrations, models

# 23001 (restrict_violation) is an integrity error to Django: a bug, never a thing to try again.
REFUSE = """
CREATE FUNCTION artel_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = '23001';
END
$$;
CREATE TRIGGER common_auditentry_append_only BEFORE UPDATE OR DELETE ON common_auditentry
    FOR EACH ROW EXECUTE FUNCTION artel_append_only();
"""
ALLOW = """
DROP TRIGGER common_auditentry_append_only ON common_auditentry;
DROP FUNCTION artel_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("common", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="outboxmessage",
            name="is_streamed",
            field=models.BooleanField(default=False),
        ),
        migrations.RunSQL(REFUSE, ALLOW),
    ]
