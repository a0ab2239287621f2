"""Small code tables of the roster: what is stored, what rosters write, what is said.

SOURCE: GB/T 2261.1-2003 (sex), GB/T 3304-1991 (ethnic groups), GB/T 4762-1984 (political status), GB/T 12407-2008 (post
levels), GB/T 4658-2006 (education), GB/T 6864-2023 (degrees); ranks of the general class since 2019. Categories, tiers and
employment are this program's own. Other classes of ranks have other names, so an unknown rank is kept as text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from trainer.domain.people.ethnic_groups import ETHNIC_GROUPS

_DROP = re.compile("[\\s\u00a0\u3000\u200b-\u200f\u2060\ufeff'’‘`（()）、,，.。]+")
_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")


@dataclass(frozen=True)
class CodeTable:
    """One closed list.

    Attributes:
        field: the field of a cadre it belongs to.
        labels: code to the Chinese label printed on forms.
        aliases: other spellings to code.
        keeps_text: a value outside the table is kept as written.
    """

    field: str
    labels: Mapping[str, str]
    aliases: Mapping[str, str]
    keeps_text: bool = False

    def read(self, text: str) -> str | None:
        """Find the code of what a roster wrote; None when the table does not know it."""
        key = _DROP.sub("", text).translate(_WIDE).upper()
        return self._by_key.get(key)

    def label(self, code: str) -> str:
        """Give the Chinese label; text outside the table stands for itself."""
        return self.labels.get(code, code)

    @cached_property
    def _by_key(self) -> dict[str, str]:
        keys = {label.upper(): code for code, label in self.labels.items()}
        keys |= {alias.upper(): code for alias, code in self.aliases.items()}
        keys |= {code.upper(): code for code in self.labels}
        keys |= {str(int(code)): code for code in self.labels if code.isdigit()}
        return keys


SEX = CodeTable(
    "sex",
    {"0": "未知", "1": "男", "2": "女", "9": "未说明"},
    {"男性": "1", "女性": "2", "M": "1", "F": "2", "MALE": "1", "FEMALE": "2", "未说明的性别": "9", "未知的性别": "0"},
)

ETHNICITY = CodeTable(
    "ethnicity",
    ETHNIC_GROUPS,
    {name.removesuffix("族"): code for code, name in ETHNIC_GROUPS.items()}
    | {"蒙": "02", "蒙族": "02", "维": "05", "维族": "05", "朝": "10", "鲜族": "10", "哈萨": "17", "达斡": "31"},
)

POLITICAL_STATUS = CodeTable(
    "political_status",
    {
        "01": "中共党员",
        "02": "中共预备党员",
        "03": "共青团员",
        "04": "民革党员",
        "05": "民盟盟员",
        "06": "民建会员",
        "07": "民进会员",
        "08": "农工党党员",
        "09": "致公党党员",
        "10": "九三学社社员",
        "11": "台盟盟员",
        "12": "无党派人士",
        "13": "群众",
    },
    {
        "党员": "01",
        "中共": "01",
        "正式党员": "01",
        "中国共产党党员": "01",
        "共产党员": "01",
        "中共正式党员": "01",
        "预备": "02",
        "预备党员": "02",
        "中国共产党预备党员": "02",
        "团员": "03",
        "中国共产主义青年团团员": "03",
        "民革": "04",
        "中国国民党革命委员会会员": "04",
        "民盟": "05",
        "中国民主同盟盟员": "05",
        "民建": "06",
        "中国民主建国会会员": "06",
        "民进": "07",
        "中国民主促进会会员": "07",
        "农工": "08",
        "农工党": "08",
        "农工民主党": "08",
        "中国农工民主党党员": "08",
        "致公": "09",
        "致公党": "09",
        "中国致公党党员": "09",
        "九三": "10",
        "九三学社": "10",
        "台盟": "11",
        "台湾民主自治同盟盟员": "11",
        "无党派": "12",
        "无党派民主人士": "12",
        "普通公民": "13",
    },
)

POST_LEVEL = CodeTable(
    "post_level",
    {
        "111": "省部级正职",
        "112": "省部级副职",
        "121": "厅局级正职",
        "122": "厅局级副职",
        "131": "县处级正职",
        "132": "县处级副职",
        "141": "乡科级正职",
        "142": "乡科级副职",
        "150": "科员级",
        "160": "办事员级",
        "199": "未定级",
    },
    {
        alias: code
        for code, aliases in {
            "111": ("正部级", "正省级", "正省部级", "部级正职", "省级正职"),
            "112": ("副部级", "副省级", "副省部级", "部级副职", "省级副职"),
            "121": ("正厅级", "正厅", "正局级", "正厅局级", "地厅级正职", "司局级正职", "厅级正职"),
            "122": ("副厅级", "副厅", "副局级", "副厅局级", "地厅级副职", "司局级副职", "厅级副职"),
            "131": ("正处级", "正处", "正县级", "正县处级", "处级正职", "县级正职"),
            "132": ("副处级", "副处", "副县级", "副县处级", "处级副职", "县级副职"),
            "141": ("正科级", "正科", "正乡科级", "科级正职", "乡科级正", "正乡级"),
            "142": ("副科级", "副科", "副乡科级", "科级副职", "乡科级副", "副乡级"),
            "150": ("科员",),
            "160": ("办事员",),
            "199": ("未定", "试用期", "见习"),
        }.items()
        for alias in aliases
    },
)

RANK = CodeTable(
    "rank",
    {
        "inspector_1": "一级巡视员",
        "inspector_2": "二级巡视员",
        "consultant_1": "一级调研员",
        "consultant_2": "二级调研员",
        "consultant_3": "三级调研员",
        "consultant_4": "四级调研员",
        "principal_1": "一级主任科员",
        "principal_2": "二级主任科员",
        "principal_3": "三级主任科员",
        "principal_4": "四级主任科员",
        "clerk_1": "一级科员",
        "clerk_2": "二级科员",
    },
    {},
    keeps_text=True,
)

CATEGORY = CodeTable(
    "category",
    {
        "civil_servant": "公务员",
        "reference": "参公人员",
        "institution": "事业人员",
        "worker": "工勤人员",
        "contract": "聘用人员",
        "other": "其他",
    },
    {
        "行政": "civil_servant",
        "行政编": "civil_servant",
        "行政编制": "civil_servant",
        "公务员行政编": "civil_servant",
        "参公": "reference",
        "参公管理": "reference",
        "参公管理人员": "reference",
        "参照公务员法管理": "reference",
        "参照公务员法管理人员": "reference",
        "参照管理": "reference",
        "事业": "institution",
        "事业编": "institution",
        "事业编制": "institution",
        "事业单位人员": "institution",
        "事业单位工作人员": "institution",
        "工勤": "worker",
        "工人": "worker",
        "机关工勤": "worker",
        "工勤编": "worker",
        "工勤编制": "worker",
        "聘用": "contract",
        "聘用制": "contract",
        "合同制": "contract",
        "编外": "contract",
        "编外人员": "contract",
        "其它": "other",
    },
)

EDUCATION = CodeTable(
    "education",
    {
        "10": "研究生",
        "20": "大学本科",
        "30": "大学专科",
        "40": "中等职业教育",
        "60": "普通高中",
        "70": "初中",
        "80": "小学",
        "90": "其他",
    },
    {
        alias: code
        for code, aliases in {
            "10": (
                "研究生教育",
                "硕士研究生",
                "博士研究生",
                "硕研",
                "博研",
                "在职研究生",
                "研究生班",
                "省委党校研究生",
            ),
            "20": (
                "本科",
                "大学",
                "大本",
                "全日制本科",
                "在职本科",
                "大学本科教育",
                "普通本科",
                "函授本科",
                "中央党校大学",
            ),
            "30": ("专科", "大专", "大学专科教育", "全日制大专", "在职大专", "高职", "普通专科"),
            "40": ("中专", "中职", "中技", "技校", "职高", "职业高中", "中等专科"),
            "60": ("高中", "普通高级中学教育"),
            "70": ("初级中学", "初级中学教育"),
            "80": ("小学教育",),
            "90": ("其它",),
        }.items()
        for alias in aliases
    },
    keeps_text=True,
)

DEGREE = CodeTable(
    "degree",
    {"1": "名誉博士", "2": "博士", "3": "硕士", "4": "学士"},
    {"博士学位": "2", "硕士学位": "3", "学士学位": "4", "双学士": "4", "双学士学位": "4"},
    keeps_text=True,
)

TIER = CodeTable(
    "tier",
    {"T1": "领导干部", "T2": "一般工作人员", "T3": "操作与管理人员"},
    {"领导": "T1", "一般": "T2", "一般干部": "T2", "工作人员": "T2", "操作": "T3", "操作员": "T3", "信息员": "T3"},
)

EMPLOYMENT = CodeTable(
    "employment",
    {
        "active": "在职",
        "seconded": "借调",
        "attached": "挂职",
        "sick_leave": "长病假",
        "retired": "退休",
        "transferred_out": "调出",
        "resigned": "辞职",
        "deceased": "死亡",
    },
    {
        "在岗": "active",
        "在编在岗": "active",
        "在职在岗": "active",
        "正常": "active",
        "借出": "seconded",
        "外借": "seconded",
        "借调外单位": "seconded",
        "挂职锻炼": "attached",
        "病假": "sick_leave",
        "长期病假": "sick_leave",
        "离退休": "retired",
        "已退休": "retired",
        "离休": "retired",
        "调离": "transferred_out",
        "已调出": "transferred_out",
        "辞退": "resigned",
        "离职": "resigned",
        "已故": "deceased",
        "去世": "deceased",
    },
)

TABLES: Mapping[str, CodeTable] = {
    table.field: table
    for table in (
        SEX,
        ETHNICITY,
        POLITICAL_STATUS,
        POST_LEVEL,
        RANK,
        CATEGORY,
        EDUCATION,
        DEGREE,
        TIER,
        EMPLOYMENT,
    )
}
