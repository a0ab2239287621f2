from __future__ import annotations

from typing import Any

import pytest

from tests.builders.accounts import add_unit, log_of, make_actor
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.people.roles import PROGRAM, Role
from trainer.services import settings
from trainer.services.office import Office
from trainer.wording import using


def test_a_setting_has_its_default_until_somebody_writes_it(office: Office) -> None:
    assert settings.get(office, settings.CRASH_CREDIT_S) == 300
    changed, _ = settings.change_settings(office, PROGRAM, {"sitting.crash_credit_s": " 120 ", "exam.attempts": 2})
    assert changed == {"sitting.crash_credit_s": 120}
    assert settings.get(office, settings.CRASH_CREDIT_S) == 120
    assert settings.get_all(office)["sitting.crash_credit_s"] == 120


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("sitting.crash_credit_s", -1),
        ("sitting.crash_credit_s", "five"),
        ("sitting.crash_credit_s", "1.5"),
        ("exam.pass_mark", "101"),
        ("exam.pass_mark", "59.995"),
        ("exam.pass_mark", "NaN"),
        ("office.area_code", "15229"),
        ("certificate.prefix", "兴电培证〔"),
        ("scoring.multiple_rule", "generous"),
        ("backup.daily", "perhaps"),
        ("office.name", "名" * 201),
    ],
)
def test_a_value_that_does_not_fit_is_refused_and_nothing_is_changed(office: Office, key: str, value: Any) -> None:
    with pytest.raises(Refusal, match="setting_invalid"):
        settings.change_settings(office, PROGRAM, {"backup.keep": 30, key: value})
    assert settings.get(office, settings.BACKUP_KEEP) == 14


@pytest.mark.parametrize(("typed", "kept"), [("60.00", "60"), ("59.5", "59.5"), ("100", "100"), (72, "72")])
def test_exact_marks_are_kept_alike_however_they_are_typed(office: Office, typed: Any, kept: str) -> None:
    marks = {"exam.band_good": "100", "exam.band_excellent": "100"}
    settings.change_settings(office, PROGRAM, {"exam.pass_mark": typed, **marks})
    assert settings.get(office, settings.PASS_MARK) == kept


def test_bands_must_rise_and_are_judged_together(office: Office) -> None:
    with pytest.raises(Refusal, match="bands_out_of_order"):
        settings.change_settings(office, PROGRAM, {"exam.pass_mark": "85"})
    assert settings.get(office, settings.PASS_MARK) == "60"
    settings.change_settings(
        office, PROGRAM, {"exam.pass_mark": "85", "exam.band_good": "90", "exam.band_excellent": "95"}
    )


@pytest.mark.parametrize("key", ["home.id", "no.such", "privacy"])
def test_unknown_and_internal_settings_are_refused(office: Office, key: str) -> None:
    with pytest.raises(Refusal, match="setting_unknown"):
        settings.change_settings(office, PROGRAM, {key: "x"})


def test_only_an_administrator_changes_settings_and_the_log_names_the_keys(office: Office) -> None:
    unit = add_unit(office)
    with pytest.raises(Refusal, match="no_right"):
        settings.change_settings(office, make_actor(office, Role.EXAMINER, unit), {"exam.attempts": 1})
    settings.change_settings(office, make_actor(office, Role.ADMINISTRATOR, unit, "9002"), {"exam.attempts": 1})
    assert log_of(office) == [("settings.changed", "")]


def test_every_shown_setting_says_in_both_languages_what_it_is() -> None:
    shown = [known for known in settings.KNOWN.values() if known.group is not settings.Group.INTERNAL]
    assert len(shown) >= 15
    for known in shown:
        assert known.label
        assert known.help
        assert settings.checked_value(known, known.default) == known.default


def test_the_privacy_notice_is_the_programs_until_the_office_writes_its_own(office: Office) -> None:
    assert "非涉密" in settings.notice_text(office)
    with using("en"):
        assert "state secrets" in settings.notice_text(office)
    settings.change_settings(office, PROGRAM, {"privacy.notice": "本单位告知书"})
    assert settings.notice_text(office) == "本单位告知书"
