"""Cut a list into blocks: one pass over the looks at its lines, with the state that decisions need."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from trainer.adapters.interchange.questions.chinese.kinds import Wanted
from trainer.adapters.interchange.questions.lists.blocks import Block, Blocks, KeyLine, Section
from trainer.adapters.interchange.questions.lists.counting import Counting
from trainer.adapters.interchange.questions.lists.key_lists import kind_before_keys, run_of, section_before_keys
from trainer.adapters.interchange.questions.lists.labels import Label, segments
from trainer.adapters.interchange.questions.lists.lines import Line
from trainer.adapters.interchange.questions.lists.looks import Look, look_at, loosened, numbers_joined
from trainer.adapters.interchange.questions.lists.numbers import Numbered, Style
from trainer.adapters.interchange.questions.lists.sections import Heading, asks
from trainer.adapters.interchange.questions.lists.unnumbered import cut_unnumbered, parted
from trainer.domain.question_bank.question import Kind

_NUMBERS = (Style.POINTED, Style.NAMED, Style.BRACKETED)
_CHINESE = (Style.CHINESE, Style.CHINESE_BRACKETED)
# Their keys hold numbers of their own.
_COUNTED_KEYS = (Kind.MATCHING, Kind.ORDERING, Kind.BLANK, Kind.CASE_SET)


def cut_blocks(lines: Iterable[Line]) -> Blocks:
    """Cut a list into blocks."""
    looks: list[Look] = []
    cuts: set[int] = set()
    joined: dict[int, int] = {}
    for line, is_cut in loosened(numbers_joined(lines, joined)):
        if is_cut:
            cuts.add(len(looks))
        looks.append(look_at(line))
    found = _Cutter(looks, cuts).run()
    found.joined = joined
    return found


class _Cutter:
    def __init__(self, looks: list[Look], cuts: set[int]) -> None:
        self.looks = looks
        self.cuts = cuts
        self.out = Blocks(sections=[Section()])
        self.section = self.out.sections[0]
        self.block: Block | None = None
        self.count = Counting(looks)
        self.context = "none"
        self.has_choices = False
        self.keyed = self.keyed_before = 0
        self.in_section = 0
        self.in_keys = False
        self.key_wanted: Wanted | None = None
        self.key_ordinal = 0
        self.pending: list[Line] = []

    def run(self) -> Blocks:
        for index, look in enumerate(self.looks):
            self._take(index, look)
        if not self.out.blocks:
            cut_unnumbered(self.looks, self.out)
        self.out.blocks = [part for block in self.out.blocks for part in ([block] if block.is_case else parted(block))]
        return self.out

    def _take(self, index: int, look: Look) -> None:
        if look.is_blank:
            if self.block is not None and not self.in_keys:
                self.block.add(look.line)
        elif look.is_furniture:
            self.out.furniture.append(look.line)
        elif look.lead is not None and self._asks_here(index):
            self._begin(index, replace(look, number=Numbered(Style.NAMED, 0, 0), tag=look.lead))
        elif look.is_key_heading and self._announces_keys(index):
            self._enter_keys(None)
        elif look.heading is not None and not look.is_key_list and self._is_heading(look, look.heading):
            self._take_heading(index, look.heading)
        elif self.in_keys and not self._questions_again(index):
            own = look.heading.wanted if look.heading is not None else None
            self.key_ordinal += own is not None
            self.out.keys.append(KeyLine(look.line, None, own or self.key_wanted, self.key_ordinal))
        elif (look.is_key_list and self._lists_keys(look)) or self._is_row_of_keys(index) or self._is_run_of_keys(look):
            self.block = None
            own = look.heading.wanted if look.heading is not None else None
            named = None if own is not None else self.section.index
            self.out.keys.append(KeyLine(look.line, named, own or self.section.wanted))
        elif look.case is not None and self._is_case(index, look):
            self._begin_case(look)
        elif look.number is not None and self.count.begins(index, self.section, self.block, self.context):
            self._begin(index, look)
        elif Label.KIND in look.labels and look.begins_with_label and self._heads_next(index):
            self.block = None
            self.pending.append(look.line)
        else:
            self._continue(look)

    def _continue(self, look: Look) -> None:
        if self.block is None:
            self.out.unused.append(look.line)
            return
        self.count.note_point(look.number)
        self.block.add(look.line)
        self._note_context(look)

    def _note_context(self, look: Look) -> None:
        block = self.block
        assert block is not None
        self.keyed += look.has_key and not block.has_key
        block.has_key = block.has_key or look.has_key
        if look.labels:
            last = look.labels[-1]
            self.count.note_point(look.inner)
            if last in (Label.ANSWER, Label.SOLUTION):
                self.context = "key" if self.has_choices else "answer"
            elif last in (Label.EXPLANATION, Label.RUBRIC, Label.HINT, Label.WHY):
                self.context = "explanation"
            elif self.context not in ("answer", "explanation"):
                self.context = "key"
        elif self.context in ("stem", "choices", "case") and (
            look.starts_choices or (look.letter is not None and self.has_choices)
        ):
            self.context = "choices"
        self.has_choices = self.has_choices or look.starts_choices

    # Headings and keys.

    def _is_heading(self, look: Look, heading: Heading) -> bool:
        # 一、分析 within an answer is a point of it.
        plain = heading.wanted is not None and not heading.wanted.written.endswith("题")
        return not (plain and look.number is not None and self.context in ("answer", "explanation"))

    def _take_heading(self, index: int, heading: Heading) -> None:
        if self.in_keys and not self._asks_below(index):
            self.key_wanted = heading.wanted
            self.key_ordinal += 1
            return
        if heading.is_key:
            self._enter_keys(heading.wanted)
            return
        chapter = heading.title if heading.is_chapter else self.section.chapter
        title = "" if heading.is_chapter else heading.title
        kept = self.section.wanted if heading.is_chapter else heading.wanted
        points = self.section.points if heading.is_chapter else heading.points
        self._open_section(Section(len(self.out.sections), kept, points, chapter, title))

    def _open_section(self, section: Section) -> None:
        self.in_keys, self.block, self.context, self.in_section = False, None, "none", 0
        self.count.restart()
        self.keyed_before = self.keyed
        self.section = section
        self.out.sections.append(section)

    def _asks_below(self, index: int) -> bool:
        """Tell whether questions, not keys, stand below a heading among the keys."""
        own = self.looks[index].heading
        is_chapter = own is not None and own.is_chapter
        for place in range(index + 1, min(index + 40, len(self.looks))):
            look = self.looks[place]
            if look.is_key_list or (look.heading is not None and not is_chapter):
                return False
            if look.starts_choices:
                return True
            if Label.ANSWER in look.labels and not look.begins_with_label and look.number is not None:
                return False
        return False

    def _enter_keys(self, wanted: Wanted | None) -> None:
        self.block, self.in_keys, self.key_wanted = None, True, wanted
        self.key_ordinal = 0 if wanted is None else 1

    def _announces_keys(self, index: int) -> bool:
        """Tell whether a line such as 参考答案 stands above keys; it may also be the label of one answer."""
        if self.in_keys:
            return True
        after = self._next_written(index)
        if not self.out.blocks or after is None:
            return False
        look = self.looks[after]
        if look.is_key_list or look.line.seen.lstrip().startswith("题号"):
            return True
        if kind_before_keys(look.line) is not None or section_before_keys(look.line) is not None:
            return True
        if (run := run_of(look.line)) is not None:
            # Below one question it is the key of that question.
            waiting = sum(not block.has_key for block in self.out.blocks)
            return waiting > 2 and run.keys(waiting) is not None
        if look.heading is not None:
            return self._next_written(after) is not None and not self._asks_below(after)
        if look.number is None or look.number.number != 1 or look.number.style in (Style.CIRCLED, Style.BRACKETED):
            return False
        without = len(self.out.blocks) - self.keyed
        has_colon = self.looks[index].line.seen.rstrip().endswith(":")
        return without * 2 > len(self.out.blocks) and (not has_colon or without > 1)

    def _next_written(self, index: int) -> int | None:
        end = min(index + 60, len(self.looks))
        return next((place for place in range(index + 1, end) if not self.looks[place].is_blank), None)

    def _questions_again(self, index: int) -> bool:
        """Tell whether questions begin again behind keys, as where several papers stand in one file."""
        look = self.looks[index]
        if look.number is None or look.number.number != 1 or not self.count.strong[index] or look.has_key:
            return False
        for place in range(index, min(index + 12, len(self.looks))):
            later = self.looks[place]
            if later.starts_choices:
                self._open_section(replace(self.section, index=len(self.out.sections), wanted=None, points=None))
                return True
            if later.number is not None and later is not look:
                return False
        return False

    def _lists_keys(self, look: Look) -> bool:
        """Tell whether a line of keys stands for the questions of its section, not inside of one question."""
        own = self.block
        if not self.in_section:
            return False
        if own is not None and (own.is_case or own.kind in _COUNTED_KEYS):
            return False
        if own is not None and self.count.tagged is not None and not own.has_key and Label.ANSWER in look.labels:
            return False
        return not (own is not None and own.has_key and Label.ANSWER not in look.labels)

    def _is_run_of_keys(self, look: Look) -> bool:
        """Tell whether 答案：BCA below the last question of a section holds one key for each of its questions."""
        block = self.block
        if block is None or block.is_case or block.has_key or self.in_section < 2 or not look.begins_with_label:
            return False
        if look.labels != (Label.ANSWER,) or block.kind in _COUNTED_KEYS or block.kind is Kind.MULTIPLE:
            return False
        run = run_of(look.line, segments(look.line)[0].piece.start)
        if run is None or self.keyed > self.keyed_before:
            return False
        # AB may be the key of one question with several right choices.
        letters = [piece.text for piece in run.signs]
        is_sure = block.kind is not None or self.in_section > 2 or letters != sorted(set(letters))
        return is_sure and run.keys(self.in_section) is not None

    def _is_row_of_keys(self, index: int) -> bool:
        """Tell whether 题号 1 2 3 and 答案 A B C stand here, one above the other."""
        if not self.out.blocks or not self._starts(index, "题号", "答案"):
            return False
        upper = index if self._starts(index, "题号") else index - 1
        return self._starts(upper, "题号") and self._starts(upper + 1, "答案")

    def _starts(self, place: int, *words: str) -> bool:
        return 0 <= place < len(self.looks) and self.looks[place].line.seen.lstrip(" |\t").startswith(words)

    # Cases and questions.

    def _is_case(self, index: int, look: Look) -> bool:
        if look.case is None or look.case.numbers is not None:
            return look.case is not None
        if self.context in ("answer", "explanation") and not look.case.is_named:
            return False
        if look.number is not None and look.number.style not in _CHINESE:
            return False
        block = self.block
        if block is not None and block.is_case and block.number is not None and self.context == "case":
            # The material of a numbered case says 材料 once more.
            return False
        if self.section.wanted is not None and self.section.kind is not Kind.CASE_SET:
            return self._asks_soon(index)
        return look.case.is_named or self._asks_soon(index)

    def _asks_soon(self, index: int) -> bool:
        for place in range(index + 1, min(index + 30, len(self.looks))):
            look = self.looks[place]
            if look.heading is not None or look.starts_choices:
                return False
            if asks(look.line.seen) is not None:
                return True
        return False

    def _asks_here(self, index: int) -> bool:
        """Tell whether 【单选题】下列… is a question without a number, not the heading of a section."""
        own = self.looks[index]
        if self.in_keys:
            return False
        for place in range(index + 1, min(index + 40, len(self.looks))):
            look = self.looks[place]
            if look.starts_choices or (Label.ANSWER in look.labels and look.begins_with_label):
                return True
            if look.lead is not None or look.heading is not None:
                break
            if look.number is not None and look.number.number == 1 and look.number.style in _NUMBERS:
                return False
        return own.has_key or own.chain

    def _heads_next(self, index: int) -> bool:
        """Tell whether 题型：… stands above its question: the block before has its key already, or there is none."""
        if self.block is not None and not self.block.has_key:
            return False
        for place in range(index + 1, min(index + 4, len(self.looks))):
            look = self.looks[place]
            if look.is_blank or (look.labels and look.begins_with_label):
                continue
            return look.number is not None
        return False

    def _begin_case(self, look: Look) -> None:
        assert look.case is not None
        self._open(Block(self.section, None, is_case=True, case_numbers=look.case.numbers))
        assert self.block is not None
        self.block.add(look.line)
        self.count.style, self.count.sub, self.context = None, 0, "case"
        if look.case.numbers is not None:
            self.count.last = look.case.numbers[1]

    def _begin(self, index: int, look: Look) -> None:
        number, count = look.number, self.count
        assert number is not None
        if not number.number:
            number = replace(number, number=count.last + 1)
        block = Block(self.section, number)
        count.style = count.style or number.style
        if number.number > count.last + 1 and count.last and number.style is count.style:
            block.notes.append(("list_number_gap", count.last))
        if number.style is Style.BARE:
            block.notes.append(("list_number_bare", number.number))
        if index in self.cuts and count.last:
            block.notes.append(("list_run_together", number.number))
        count.last, count.sub = number.number, 0
        for line in self.pending:
            block.add(line)
        self.pending = []
        block.tag = look.tag
        block.is_case = block.kind is Kind.CASE_SET or look.case is not None
        block.add(look.line.cut(number.end))
        block.first = block.first or look.line.number
        block.last = max(block.last, look.line.number)
        self._open(block)
        self.context = "case" if block.is_case else "stem"
        self._note_context(look)

    def _open(self, block: Block) -> None:
        self.out.blocks.append(block)
        self.block = block
        self.in_section += 1
        self.has_choices = False
