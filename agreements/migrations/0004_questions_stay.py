"""What was asked stays, word for word once it is sent; what happened to it, and what was found, stays as it was written."""

from django.db import migrations

from audit.append_only import columns_stay, rows_stay, table_stays

QUESTION = "agreements_agreementquestion"
# What was not sent after all loses its day first, and then its words are free again.
SENT_STAYS = migrations.RunSQL(
    f"CREATE TRIGGER {QUESTION}_sent_stays BEFORE UPDATE ON {QUESTION} FOR EACH ROW WHEN (OLD.sent_on IS NOT NULL "
    "AND ((OLD.text, OLD.clause) IS DISTINCT FROM (NEW.text, NEW.clause) OR (NEW.sent_on IS NOT NULL "
    "AND (OLD.sent_on, OLD.sent_to) IS DISTINCT FROM (NEW.sent_on, NEW.sent_to)))) EXECUTE FUNCTION refuse_change()",
    f"DROP TRIGGER {QUESTION}_sent_stays ON {QUESTION}",
)


class Migration(migrations.Migration):
    dependencies = [("agreements", "0003_questions_and_checklist"), ("audit", "0002_append_only")]

    operations = [
        columns_stay(QUESTION, "agreement_id", "number", "of_version_id", "once", "asked_at", "asked_by_id"),
        SENT_STAYS,
        rows_stay("agreements_questionact"),
        rows_stay("agreements_checklistmark"),
        table_stays(QUESTION),
        table_stays("agreements_questionact"),
        table_stays("agreements_checklistmark"),
    ]
