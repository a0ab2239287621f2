from __future__ import annotations

import pytest

from trainer.domain.people.codes import TABLES
from trainer.domain.people.ethnic_groups import ETHNIC_GROUPS
from trainer.wording.people_terms import code_name


@pytest.mark.parametrize(
    ("field", "written", "code"),
    [
        ("ethnicity", "蒙", "02"),
        ("ethnicity", "蒙古", "02"),
        ("ethnicity", "蒙古族", "02"),
        ("ethnicity", "苗", "06"),
        ("ethnicity", "鄂温克族", "45"),
        ("ethnicity", "鄂", None),
        ("ethnicity", "56", "56"),
        ("political_status", "党员", "01"),
        ("political_status", "中共预备党员", "02"),
        ("political_status", "群众", "13"),
        ("political_status", "无党派", "12"),
        ("post_level", "正科", "141"),
        ("post_level", "副处级", "132"),
        ("post_level", "科员", "150"),
        ("category", "参公", "reference"),
        ("category", "工勤", "worker"),
        ("employment", "退休", "retired"),
        ("employment", "挂职", "attached"),
        ("sex", "女", "2"),
        ("sex", "F", "2"),
        ("degree", "双学士学位", "4"),
        ("rank", "三级调研员", "consultant_3"),
        ("rank", "一级警长", None),
        ("tier", "T1", "T1"),
        ("tier", "领导干部", "T1"),
    ],
)
def test_what_rosters_write_finds_its_code(field: str, written: str, code: str | None) -> None:
    assert TABLES[field].read(written) == code


def test_all_56_ethnic_groups_have_their_standard_numbers() -> None:
    assert len(ETHNIC_GROUPS) == 56
    assert (ETHNIC_GROUPS["01"], ETHNIC_GROUPS["31"], ETHNIC_GROUPS["44"], ETHNIC_GROUPS["56"]) == (
        "汉族",
        "达斡尔族",
        "俄罗斯族",
        "基诺族",
    )


@pytest.mark.parametrize("field", sorted(TABLES))
def test_every_label_reads_as_its_own_code(field: str) -> None:
    table = TABLES[field]
    assert {code: table.read(label) for code, label in table.labels.items()} == {code: code for code in table.labels}


@pytest.mark.parametrize("field", sorted(TABLES))
def test_screens_say_codes_in_the_words_of_the_forms(field: str) -> None:
    table = TABLES[field]
    assert {code: code_name(field, code) for code in table.labels} == dict(table.labels)
