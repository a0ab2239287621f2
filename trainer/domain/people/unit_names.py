"""When two spellings name one unit.

A unit's key is its name without the words that say nothing (机关, 本级, the division that the roster is about), with short
names of divisions written out. 科右前旗教育局, 科尔沁右翼前旗教育局 and, on a roster of that banner, 教育局 have one key.
Customary short names (人社局) are written out as a second key, and such a match is always reported.
"""

from __future__ import annotations

import re
from functools import lru_cache

from trainer.domain.people.divisions import Division, DivisionTable

_SPACE = re.compile("[\\s\u00a0\u3000\u200b-\u200f\u2060\ufeff'’‘]+")
_WIDE = str.maketrans("（）［］【】０１２３４５６７８９", "()[][]0123456789")
_TAIL = re.compile(r"(\(?(机关|本级|本部)\)?)+$")
_SEAL = re.compile(r"[(（](盖章|公章|签章|章)[)）]")

# Customary short names, as they stand behind the name of the division, and what they stand for.
_SHORT: dict[str, str] = {
    "政府办": "人民政府办公室",
    "政府办公室": "人民政府办公室",
    "党委办": "委员会办公室",
    "委办": "委员会办公室",
    "组织部": "委员会组织部",
    "宣传部": "委员会宣传部",
    "统战部": "委员会统一战线工作部",
    "政法委": "委员会政法委员会",
    "编办": "委员会机构编制委员会办公室",
    "党校": "委员会党校",
    "人大": "人民代表大会常务委员会",
    "人大常委会": "人民代表大会常务委员会",
    "人大办": "人民代表大会常务委员会办公室",
    "政协": "政治协商会议委员会",
    "政协办": "政治协商会议委员会办公室",
    "纪委监委": "纪律检查委员会监察委员会",
    "纪委": "纪律检查委员会监察委员会",
    "法院": "人民法院",
    "检察院": "人民检察院",
    "发改委": "发展和改革委员会",
    "发改局": "发展和改革局",
    "工信局": "工业和信息化局",
    "教体局": "教育体育局",
    "科技局": "科学技术局",
    "人社局": "人力资源和社会保障局",
    "住建局": "住房和城乡建设局",
    "交通局": "交通运输局",
    "文旅局": "文化和旅游局",
    "文旅体局": "文化旅游体育局",
    "卫健委": "卫生健康委员会",
    "卫健局": "卫生健康局",
    "应急局": "应急管理局",
    "市监局": "市场监督管理局",
    "市场监管局": "市场监督管理局",
    "医保局": "医疗保障局",
    "林草局": "林业和草原局",
    "退役军人局": "退役军人事务局",
    "环保局": "生态环境局",
    "城管局": "城市管理综合执法局",
    "政数局": "政务服务与数据管理局",
    "团委": "共产主义青年团委员会",
    "妇联": "妇女联合会",
    "工商联": "工商业联合会",
    "残联": "残疾人联合会",
    "文联": "文学艺术界联合会",
    "科协": "科学技术协会",
}


def tidy_unit_name(text: str) -> str:
    """Write a unit's name for storage: no inner spaces, no seal remark."""
    return _SPACE.sub("", _SEAL.sub("", text))


class UnitNames:
    """Keys of unit names on rosters about one division.

    Args:
        table: known divisions.
        home: the division the roster is about; None when unknown.
    """

    def __init__(self, table: DivisionTable, home: Division | None) -> None:
        self._table = table
        self._home = home
        self.key = lru_cache(maxsize=None)(self._key)
        self.long_key = lru_cache(maxsize=None)(self._long_key)

    def _key(self, name: str) -> str:
        """Give the key under which spellings of one name meet."""
        plain = tidy_unit_name(name).translate(_WIDE)
        stem = _TAIL.sub("", plain) or plain
        division, rest = self._split(stem)
        if not rest:
            return division.name if division else stem
        if division is None or division == self._home:
            return rest
        return division.name + rest

    def _long_key(self, name: str) -> str:
        """Give the key with a customary short name written out; equal to :meth:`key` where there is none."""
        key = self.key(name)
        division, rest = self._split(key)
        full = _SHORT.get(rest)
        return key if full is None else (division.name if division else "") + full

    def _split(self, name: str) -> tuple[Division | None, str]:
        """Take the leading divisions off a name; 兴安盟科右前旗教育局 belongs to the last of them."""
        division: Division | None = None
        rest = name
        while True:
            found = self._table.leading(rest)
            if found is None:
                break
            division, length = found
            rest = rest[length:]
        if rest and division is None and self._home is not None and rest[0] == self._home.name[-1] and len(rest) > 2:
            # 旗教育局 on a roster of a banner, 县财政局 on that of a county.
            return self._home, rest[1:]
        return division, rest


def division_of(name: str, table: DivisionTable) -> Division | None:
    """Find the division a unit's name speaks of, the last one where several lead."""
    division: Division | None = None
    rest = tidy_unit_name(name)
    while True:
        found = table.leading(rest)
        if found is None:
            return division
        division, length = found
        rest = rest[length:]
