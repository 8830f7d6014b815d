from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from common.audit import audit
from common.models import AuditEntry

pytestmark = pytest.mark.django_db


def test_the_audit_log_can_be_neither_changed_nor_shortened() -> None:
    audit(actor="system", action="test", subject="x", reason="because", amount=3)
    line = AuditEntry.objects.get()
    assert line.details == {"amount": 3}
    with pytest.raises(IntegrityError, match="append-only: UPDATE refused"), transaction.atomic():
        AuditEntry.objects.update(actor="somebody else")
    with pytest.raises(IntegrityError, match="append-only: DELETE refused"), transaction.atomic():
        line.delete()
    assert AuditEntry.objects.get().actor == "system"
