"""Names of bands, states and events of examinations, from the codes that are stored."""

from __future__ import annotations

from trainer.wording.catalogue import t


def band_text(band: str) -> str:
    """Name a band; a band that an office invented stands for itself."""
    named = {
        "": "",
        "excellent": t("Excellent"),
        "good": t("Good"),
        "pass": t("Pass"),
        "makeup_pass": t("Make-up pass"),
        "fail": t("Fail"),
    }
    return named.get(band, band)


def state_text(state: str) -> str:
    """Name the state of a sitting."""
    named = {"in_progress": t("Being answered"), "graded": t("Marked and counted"), "void": t("Declared void")}
    return named.get(state, state)


def exam_state_text(state: str) -> str:
    """Name the state of an exam."""
    named = {"sealed": t("Not open yet"), "running": t("Open for sitting"), "collected": t("Examination closed")}
    return named.get(state, state)


def event_text(kind: str) -> str:
    """Name something that happened during a sitting, for the list of events."""
    named = {
        "started": t("Sitting started"),
        "resumed": t("Came back"),
        "left": t("Page closed"),
        "handed_in": t("Handed in"),
        "time_granted": t("More time given"),
        "chain_broken": t("Responses altered from outside"),
        "clock_set_back": t("Clock set back"),
        "clock_set_forward": t("Clock set forward"),
        "machine_restarted": t("Computer restarted"),
        "clock_before_checkpoint": t("Clock behind the last save"),
        "time_credited": t("Lost time given back"),
    }
    return named.get(kind, kind)


def by_text(by: str) -> str:
    """Say who or what handed a sitting in."""
    named = {
        "candidate": t("Candidate"),
        "bell": t("End of time"),
        "window": t("End of the examination"),
        "invigilator": t("Invigilator"),
    }
    return named.get(by, by)
