from django.db import migrations

REFUSE = """
CREATE TRIGGER players_ledgerentry_append_only BEFORE UPDATE OR DELETE ON players_ledgerentry
    FOR EACH ROW EXECUTE FUNCTION artel_append_only();
"""
ALLOW = "DROP TRIGGER players_ledgerentry_append_only ON players_ledgerentry;"


class Migration(migrations.Migration):
    dependencies = [("players", "0001_initial"), ("common", "0002_streamed_and_append_only")]

    operations = [migrations.RunSQL(REFUSE, ALLOW)]
