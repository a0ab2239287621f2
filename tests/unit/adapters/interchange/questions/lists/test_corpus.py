"""Lists as teachers have them: every file of the corpus gives the questions that a person reads in it.

The table was written by hand from the files. A row is kind, stem, key: choices parted by `` / `` with ``*`` before the right
ones; ``√`` or ``×``; gaps parted by ``；`` and variants by ``|``; entries in their order parted by ``→``; pairs ``a=b`` and
surplus ``+c``; a number with its unit; a model answer; for a case a list of rows.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from trainer.adapters.interchange.questions.lists import recognise
from trainer.domain.question_bank.question import Kind, Question

FOLDER = Path("tests/fixtures/questions/lists")
B = "（　　）"
# The findings of the lists room; those of other rooms do not occur in the corpus.
EXPECTED: dict[str, tuple[list[tuple[str, str, Any]], list[str]]] = {
    "01_sections_and_marks": (
        [
            ("single", f"公文标题中一般不使用的标点符号是{B}。", "书名号 / 引号 / *句号 / 括号"),
            ("single", f"发文字号由发文机关代字、年份和{B}组成。", "*发文顺序号 / 签发人 / 密级 / 份号"),
            ("multiple", f"下列属于公文版头要素的有{B}。", "*份号 / *密级和保密期限 / 附注 / *发文字号"),
            ("judge", "上行文应当标注签发人姓名。", "√"),
            ("judge", "请示可以一文多事。", "×"),
        ],
        ["list_furniture", "list_lines_unused"],
    ),
    "02_keys_after": (
        [
            ("single", "离开座位时应当先做的是（  ）", "*锁定屏幕 / 关闭显示器 / 拔掉键盘 / 盖上键盘"),
            ("single", "下列口令中强度最高的是（  ）", "123456 / abcdef / *Ab3\\$k9_Q / 19800101"),
            ("single", "涉密文件可以用下列哪种方式传递？", "微信 / 个人邮箱 / *机要通道 / 网盘"),
        ],
        [],
    ),
    "03_full_width": (
        [
            ("single", f"Ｅｘｃｅｌ中求和的函数是{B}", "*ＳＵＭ / ＡＶＧ / ＭＡＸ / ＩＦ"),
            ("single", f"表格中身份证号应当存为{B}", "数值 / *文本 / 日期 / 货币"),
            ("multiple", "下列属于绝对引用的有", "*＄Ａ＄１ / Ａ１ / *＄Ｂ＄２"),
        ],
        [],
    ),
    "04_lower_case_and_brackets": (
        [
            ("single", "计算机断电后内容丢失的是", "*内存 / 硬盘 / 光盘"),
            ("single", "下列属于外存的是（ ）", "CPU / *固态硬盘 / 内存条"),
            ("single", "打印机脱机时首先应检查", "*电源和连线 / 纸张克重 / 墨色"),
        ],
        [],
    ),
    "05_key_table_at_end": (
        [
            ("single", "电子邮件地址中必有的符号是", "# / *@ / & / %"),
            ("single", "主送机关应写在", "*标题之下 / 落款之后 / 页眉 / 附件之后"),
            ("single", "抄送的意思是", "暗中送 / 转给 / *公开附送 / 退回"),
            ("single", "会议静音的作用是", "省电 / *避免杂音 / 录像 / 投屏"),
            ("single", "视频会议改名应使用", "昵称 / 网名 / *单位加姓名 / 数字"),
            ("single", "公务邮箱口令应当", "*定期更换 / 写在桌面 / 多人共用 / 用生日"),
            ("multiple", "附件命名应包含", "*单位 / *事项 / *日期 / 表情"),
            ("multiple", "群发邮件前应核对", "*收件人 / *附件 / *主题 / 天气"),
            ("judge", "收到陌生邮件附件可以直接打开。", "×"),
            ("judge", "离岗应注销邮箱。", "√"),
        ],
        [],
    ),
    "06_keys_with_numbers": (
        [
            ("single", "政务外网与互联网之间应当", "物理隔离 / *逻辑隔离 / 不隔离 / 直接连通"),
            ("single", "统信UOS属于", "办公软件 / 数据库 / *操作系统 / 输入法"),
            ("multiple", "下列属于国产芯片的是", "*飞腾 / *鲲鹏 / *龙芯 / *兆芯"),
            ("blank", "政府网站的英文域名后缀是____。", "gov.cn"),
            ("blank", "公文用纸一般为____型纸，成品幅面为____毫米。", "A4；210×297"),
        ],
        [],
    ),
    "07_range_mismatch": ([], ["list_key_misfit", "list_no_key", "list_no_key", "list_no_key"]),
    "08_judge_words": (
        [
            ("judge", "键盘属于输出设备。", "×"),
            ("judge", "显示器属于输出设备。", "√"),
            ("judge", "U盘使用前应查毒。", "√"),
            ("judge", "涉密计算机可以接入互联网。", "×"),
            ("judge", "扫描件可以是PDF格式。", "√"),
            ("judge", "公文可以用热敏纸打印。", "×"),
            ("judge", "密码应当定期更换。", "√"),
        ],
        [],
    ),
    "09_fill_in": (
        [
            ("blank", "公文的紧急程度分为____和____。", "特急；加急"),
            ("blank", "密级分为____、____和____三级。", "绝密；机密；秘密"),
            ("blank", "文件成文日期用____数字，版心每面排____行。", "阿拉伯；22"),
            ("blank", "复制的快捷键是____。", "Ctrl+C|CTRL+C"),
            ("blank", "中央处理器的英文缩写是____。", "CPU"),
            ("blank", "联合行文时，排列在前的是____机关。", "主办|牵头"),
        ],
        ["list_variants_cut", "list_variants_cut"],
    ),
    "10_filled_in": (
        [
            ("blank", "公文格式各要素划分为____、____、____三部分。", "版头；主体；版记"),
            ("blank", "互联网政务应用应当使用____域名。", "gov.cn"),
        ],
        ["list_answers_in_stem", "list_answers_in_stem"],
    ),
    "11_short_and_essay": (
        [
            ("short_answer", "电子政务", "运用信息技术实现政府职能的活动。"),
            (
                "short_answer",
                "简述收文办理的主要程序。",
                "主要程序如下：\n（1）签收；\n（2）登记；\n（3）初审；\n（4）承办。",
            ),
            (
                "short_answer",
                "简述请示与报告的区别。",
                "1\\. 行文目的不同；\n2\\. 行文时机不同；\n3\\. 内容要求不同。",
            ),
            ("short_answer", "什么是“一网通办”？", "依托一体化平台，实现政务服务事项一个网站办理。"),
            ("essay", "结合工作谈谈如何防止指尖上的形式主义。", ""),
        ],
        ["list_no_model_answer"],
    ),
    "12_case_sets": (
        [
            (
                "case_set",
                "案例一：某局干部小李收到一封“工资补贴”邮件，点开链接后填写了口令。\n当天下午，邮箱向全单位发出同样的邮件。",
                [
                    ("single", "这类邮件属于（ ）。", "*钓鱼邮件 / 公务邮件 / 退信"),
                    ("judge", "小李应当首先断开网络并报告。", "√"),
                    ("short_answer", "简述如何识别这类邮件。", "看发件人、看链接、看语气。"),
                ],
            ),
            (
                "case_set",
                "案例二：某镇把含有公民身份证号的名册发布到网上。",
                [
                    ("short_answer", "该做法侵害了什么？", "公民个人信息权益。"),
                    ("short_answer", "应当怎样改正？", "立即撤下，脱敏后再公布。"),
                ],
            ),
        ],
        ["list_kind_guessed", "list_kind_guessed", "list_kind_guessed"],
    ),
    "13_material_with_range": (
        [
            ("single", f"下列属于下行文的是{B}", "请示 / *通知 / 报告"),
            (
                "case_set",
                "阅读下列材料，回答2～4题。\n某旗建成数据共享平台，各部门按目录提供数据。",
                [
                    ("single", f"数据共享应当以{B}为依据。", "*目录 / 口头约定 / 个人意愿"),
                    ("judge", "共享数据可以再提供给企业。", "×"),
                    ("single", f"数据有误时应当{B}", "自行修改 / 不管 / *通知提供部门核对"),
                ],
            ),
            ("single", f"下列属于上行文的是{B}", "*请示 / 通知 / 通报"),
        ],
        [],
    ),
    "14_ordering_and_matching": (
        [
            ("ordering", "将发文办理的步骤按先后排列：", "复核→登记→印制→核发"),
            ("ordering", "收到可疑邮件点击之后，应当：", "断网→报告→改口令"),
            ("matching", "将快捷键与作用连线。", "Ctrl+C=复制；Ctrl+V=粘贴；Ctrl+Z=撤销；+打印"),
            ("matching", "请将文种与行文方向配对。", "请示=上行文；通知=下行文；函=平行文"),
        ],
        ["list_entries_from_key"],
    ),
    "15_questionnaire_export": (
        [
            ("single", "下列属于输入设备的是？", "*键盘 / 显示器 / 打印机"),
            ("multiple", "下列属于国产办公软件的有？", "*WPS / *永中Office / 记事本"),
            ("judge", "公文标题必须居中。", "√"),
        ],
        [],
    ),
    "16_class_platform_export": (
        [
            ("single", "政务数据共享条例自何时起施行？", "*2025年8月1日 / 2024年5月1日 / 2026年1月1日 / 2023年9月1日"),
            ("single", "下列哪一项是即时通信的禁忌？", "发会议时间 / *发涉密文件照片"),
            ("blank", "网络安全等级保护分为____级，第三级____测评一次。", "五|5；每年"),
        ],
        ["list_furniture", "list_variants_cut"],
    ),
    "17_run_together": (
        [
            ("single", f"IP地址由多少位二进制组成?{B}", "16 / *32 / 64 / 128"),
            ("single", f"把域名变为IP地址的是{B}", "HTTP / FTP / *DNS / SMTP"),
            ("single", f"下列哪项是局域网的特点{B}", "速率低 / 距离远 / 误码高 / *覆盖范围小"),
        ],
        [*["list_choices_run_in"] * 3, "list_lines_unused", *["list_run_together"] * 2],
    ),
    "18_web_copy_with_answers": (
        [
            (
                "single",
                "公文标题通常由哪些要素组成?()",
                "*发文机关名称、事由、文种 / 发文机关名称、文种 / 事由、文种",
            ),
            ("single", "向上级汇报工作用( )。", "命令 / *报告 / 批复"),
        ],
        ["list_choices_run_in", "list_choices_run_in"],
    ),
    "19_no_numbers": (
        [
            ("single", "下列关于锁屏的说法，正确的是", "*短时离开也要锁屏 / 下班才锁屏 / 不必锁屏"),
            ("single", "公文用字一般为几号仿宋体", "*三号 / 五号 / 小四"),
            ("judge", "传真件应当及时归档。", "√"),
            ("judge", "复印件与原件具有同等用途无需加盖戳记。", "×"),
        ],
        [],
    ),
    "20_letter_before_explanation": (
        [
            ("single", "五级等级保护中要求每年测评的是.", "第一级 / 第二级 / *第三级"),
            ("single", "下列属于绝密级保密期限的是.", "不超过十年 / 不超过二十年 / *不超过三十年"),
        ],
        ["list_key_bare", "list_key_bare"],
    ),
    "21_bare_key_line": (
        [
            (
                "multiple",
                "下面哪些做法可以保护口令？（）",
                "*不与他人共用 / *定期更换 / 写在纸条上 / *不同系统用不同口令",
            ),
            ("single", "下面哪一项是完整的公文落款？（）", "*署名和成文日期 / 只有日期 / 只有印章"),
        ],
        ["list_key_bare", "list_key_bare"],
    ),
    "22_numbered_with_pages": (
        [
            ("single", f"公文正文一般使用{B}字体。", "*仿宋 / 楷体"),
            ("single", f"一级标题一般使用{B}字体。", "仿宋 / *黑体 / 宋体"),
            ("single", f"二级标题一般使用{B}字体。", "*楷体 / 隶书"),
        ],
        ["list_furniture", "list_lines_unused"],
    ),
    "23_metadata": (
        [
            ("single", "公文成文日期以什么日期为准？", "*负责人签发的日期 / 起草的日期"),
            ("single", "联合行文的成文日期以谁签发为准？", "*最后签发机关负责人 / 主办机关"),
        ],
        [],
    ),
    "24_conflicts_and_gaps": (
        [
            ("single", f"题号跳过一个{B}", "*甲 / 乙"),
            ("single", f"少一个选项字母{B}", "甲 / *丙 / 丁"),
        ],
        ["list_key_without_choice", "list_letter_missing", "list_no_key", "list_number_gap", "list_two_keys"],
    ),
    "25_chapters": (
        [
            ("single", f"打印双面用{B}", "*双面打印 / 缩放"),
            ("judge", "扫描分辨率越高越好。", "×"),
            ("single", f"恢复误删文件先看{B}", "浏览器 / *回收站"),
        ],
        [],
    ),
    "26_choices_over_lines": (
        [
            (
                "single",
                "关于电子签名，下列说法正确的是（  ）",
                "*可靠的电子签名与手写签名或者盖章具有同等的法律效力 / 任何电子签名都没有法律效力 / 电子签名只能用于合同",
            ),
            ("single", "阅读代码：\nif x > 0:\ny = 1\n执行后 y 的值（x=1）是", "0 / *1"),
        ],
        [],
    ),
    "27_english": (
        [
            ("single", "Which device is used for input?", "Monitor / *Keyboard / Printer"),
            ("single", 'The shortcut for "save" is', "*Ctrl+S / Ctrl+P"),
            ("judge", "RAM keeps data without power.", "×"),
            ("judge", "A strong password is long.", "√"),
            ("blank", "The domain of Chinese government sites ends with ____.", "gov.cn"),
        ],
        [],
    ),
    "28_key_table_rows": (
        [
            ("single", "甲（ ）", "一 / 二 / *三"),
            ("single", "乙（ ）", "*一 / 二 / 三"),
            ("single", "丙（ ）", "一 / *二 / 三"),
        ],
        [],
    ),
    "29_section_keys": (
        [
            ("single", "甲题", "*一 / 二"),
            ("single", "乙题", "一 / *二"),
            ("judge", "丙题成立。", "√"),
            ("judge", "丁题成立。", "×"),
        ],
        [],
    ),
    "30_columns_out_of_order": (
        [
            ("single", f"视频会议中应当关闭的是{B}", "摄像头开关 / 会议主题 / *无关的声音 / 会议记录"),
            ("single", f"保存文档的格式中，国产版式文件是{B}", "docx / xlsx / pptx / *ofd"),
        ],
        ["list_letter_twice"],
    ),
    "31_numbers": (
        [
            ("numeric", "某旗共有干部800人，已通过考核640人，通过率是多少？", "80 %"),
            ("numeric", "每分钟录入50字，10分钟录入多少字？", "500 字"),
            (
                "short_answer",
                "说明及格率与平均分的区别，并各举一例。",
                "及格率是及格人数占参考人数的比例，平均分是总分除以人数。",
            ),
        ],
        [],
    ),
    "32_answers_in_order": (
        [
            ("single", "公文的主送机关是指", "*主要受理机关 / 抄送机关"),
            ("judge", "抄送机关必须办理。", "×"),
        ],
        [],
    ),
    "33_formulas_and_signs": (
        [
            ("single", f"单元格公式“=\\$A\\$1*2”中，\\$A\\$1是{B}", "相对引用 / *绝对引用"),
            ("single", f"水的化学式写作H2O，C:\\temp\\\\*.txt 是{B}", "*通配符路径 / 网址 http://a.b/c?d=1&e=2"),
            ("single", f"2的10次方是{B}", "*1024 / 1000"),
        ],
        [],
    ),
    "34_restarting_numbers": (
        [
            ("single", f"甲{B}", "*一 / 二"),
            ("single", f"乙{B}", "一 / *二"),
            ("single", f"丙{B}", "*一 / 二"),
            ("single", f"丁{B}", "一 / *二"),
        ],
        [],
    ),
    "35_orders_and_pairs_in_brackets": (
        [
            ("ordering", "处理一份收文，先后次序是。", "签收→登记→拟办→承办"),
            ("ordering", "将（A、B、C）按先后排列。", "起草→校对→印发"),
            ("matching", "把设备与类别配对", "键盘=输入设备；显示器=输出设备"),
        ],
        [],
    ),
    "36_keys_by_section": (
        [
            ("single", f"主送机关写在{B}。", "*标题之下 / 落款之后"),
            ("single", f"抄送机关写在{B}。", "版头 / *版记"),
            ("judge", "请示可以多头主送。", "×"),
            ("judge", "报告可以夹带请示事项。", "×"),
            ("judge", "会议纪要不盖章。", "√"),
            ("blank", "公文由____、主体、____三部分组成。", "版头；版记"),
            ("blank", "联合行文时，主办机关排列在____。", "前"),
            ("short_answer", "简述请示与报告的区别。", "请示需要批复，报告不需要批复。"),
        ],
        [],
    ),
    "37_kind_before_each": (
        [
            ("single", "下列哪种纸张用于公文？", "A3 / *A4 / B5"),
            ("multiple", "下列哪些属于版记要素？", "*抄送机关 / *印发机关 / 签发人"),
            ("judge", "涉密计算机可以连接互联网。", "×"),
            ("short_answer", "公文处理包括哪些环节？", "1\\. 拟制\n2\\. 办理\n3\\. 管理"),
            ("single", f"发文字号中的年份用{B}括起。", "*六角括号 / 圆括号"),
        ],
        [],
    ),
    "38_number_alone": (
        [
            ("single", "成文日期用什么数字？", "*阿拉伯数字 / 汉字"),
            ("single", "秘密分为几级？", "二 / *三"),
            ("judge", "附注可以居左空二字加圆括号编排。", "√"),
        ],
        [],
    ),
    "39_keys_without_numbers": (
        [
            ("single", "断电后仍保存数据的是", "内存 / *硬盘"),
            ("single", "不属于办公软件的是", "*计算器 / 文字处理 / 表格"),
            ("single", "复制的快捷键是", "Ctrl+X / Ctrl+V / *Ctrl+C"),
            ("multiple", "属于浏览器的有", "记事本 / *火狐 / *奇安信"),
            ("multiple", "属于操作系统的有", "*麒麟 / *统信 / 永中"),
        ],
        ["list_keys_in_order", "list_keys_in_order"],
    ),
    "40_tags_and_spaced_keys": (
        [
            ("single", f"公章应盖在{B}", "*成文日期上 / 标题上"),
            ("judge", "函可以盖章", "√"),
            ("multiple", f"纪要的要素有{B}", "*标志 / *编号 / 签发人"),
            ("blank", "数据二十条提出数据____、____、____分置的产权制度。", "资源持有权；加工使用权；产品经营权"),
            ("judge", "政府网站应当适老化。", "√"),
            ("multiple", "下列属于行文方向的有（ ）", "*上行 / *平行 / 斜行"),
            ("single", "坚持什么领导？", "*集中 / 分散"),
        ],
        [],
    ),
}


def row(question: Question) -> tuple[str, str, Any]:
    return (question.kind.value, question.stem, key(question))


def key(question: Question) -> Any:
    match question.kind:
        case Kind.SINGLE | Kind.MULTIPLE:
            return " / ".join(f"*{one.text}" if one.is_right else one.text for one in question.choices)
        case Kind.JUDGE:
            return "√" if question.answer else "×"
        case Kind.BLANK:
            return "；".join("|".join(one.accept) for one in question.blanks)
        case Kind.ORDERING:
            return "→".join(question.order)
        case Kind.MATCHING:
            return "；".join([*(f"{p.left}={p.right}" for p in question.pairs), *(f"+{one}" for one in question.extra)])
        case Kind.NUMERIC:
            return f"{question.numbers[0].value} {question.units[0].name}"
        case Kind.CASE_SET:
            return [row(part) for part in question.parts]
        case _:
            return question.model_answer


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_every_question_of_the_corpus_is_read_as_a_person_reads_it(name: str) -> None:
    found = recognise((FOLDER / f"{name}.txt").read_text("utf-8"), f"{name}.txt")
    rows, codes = EXPECTED[name]
    assert [row(item.draft.question) for item in found.items if item.draft is not None] == rows
    assert sorted(finding.code for finding in found.findings) == codes


def test_no_file_of_the_corpus_is_left_out() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.txt")) == sorted(EXPECTED)


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_no_line_of_the_corpus_is_lost(name: str) -> None:
    text = (FOLDER / f"{name}.txt").read_text("utf-8")
    found = recognise(text)
    told = {number for item in found.items for number in item.lines} | set(found.unused)
    headings = {number for number, line in enumerate(text.split("\n"), 1) if is_heading(line)}
    written = {number for number, line in enumerate(text.split("\n"), 1) if line.strip()}
    assert written - told - headings == set()


def is_heading(line: str) -> bool:
    """Tell headings of sections and keys, which set kind and marks and belong to no single question."""
    words = (
        "一、",
        "二、",
        "三、",
        "四、",
        "一.",
        "二.",
        "第一章",
        "第二章",
        "Part",
        "答案",
        "参考答案",
        "判断题",
        "填空题",
        "计算题",
    )
    return line.startswith((*words, "案例分析题", "题号", "网络基础练习"))


def test_marks_and_metadata_are_read() -> None:
    read = recognise((FOLDER / "01_sections_and_marks.txt").read_text("utf-8"))
    assert [str(item.draft.question.points) for item in read.items if item.draft] == ["2", "2", "3", "1", "1"]
    first, second = [
        item.draft.question
        for item in recognise((FOLDER / "23_metadata.txt").read_text("utf-8")).items
        if item.draft is not None
    ]
    assert (first.difficulty, first.category, str(first.points), first.source) == (3, "公文格式", "2", "L0608")
    assert first.tags == ("格式", "日期", "成文日期")
    assert first.law is not None
    assert (first.law.title, first.law.version, first.law.article) == ("党政机关公文处理工作条例", "2012年", "第九条")
    assert first.explanation == "以发文机关负责人签发的日期为准。"
    assert (second.difficulty, second.tags) == (4, ("联合行文",))


def test_chapters_become_categories() -> None:
    found = recognise((FOLDER / "25_chapters.txt").read_text("utf-8"))
    assert [item.draft.question.category for item in found.items if item.draft] == [
        "第一章 办公设备",
        "第一章 办公设备",
        "第二章 操作系统",
    ]


def test_reasons_behind_a_judgement_explain_it() -> None:
    found = recognise((FOLDER / "08_judge_words.txt").read_text("utf-8"))
    assert found.items[3].draft is not None
    assert found.items[3].draft.question.explanation == "涉密计算机不得接入互联网。"


def test_lines_of_a_key_that_stands_apart_belong_to_its_question() -> None:
    found = recognise((FOLDER / "06_keys_with_numbers.txt").read_text("utf-8"))
    assert found.items[1].lines == (4, 5, 14)
