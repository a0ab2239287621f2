"""One concrete unit of work: one connection in one transaction, one store per room, loaded when first used."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from trainer.adapters.storage.stores.accounts import AccountStore
    from trainer.adapters.storage.stores.audit import AuditStore
    from trainer.adapters.storage.stores.cadres import CadreStore
    from trainer.adapters.storage.stores.certificates import CertificateStore
    from trainer.adapters.storage.stores.demo import DemoStore
    from trainer.adapters.storage.stores.exams import ExamStore
    from trainer.adapters.storage.stores.imports import ImportStore
    from trainer.adapters.storage.stores.learning import LearningStore
    from trainer.adapters.storage.stores.media import MediaStore
    from trainer.adapters.storage.stores.question_alike import AlikeStore
    from trainer.adapters.storage.stores.question_life import QuestionLifeStore
    from trainer.adapters.storage.stores.question_search import QuestionSearchStore
    from trainer.adapters.storage.stores.question_use import QuestionUseStore
    from trainer.adapters.storage.stores.questions import QuestionStore
    from trainer.adapters.storage.stores.settings import SettingStore
    from trainer.adapters.storage.stores.shipped import ShippedStore
    from trainer.adapters.storage.stores.sittings import SittingStore
    from trainer.adapters.storage.stores.training import TrainingStore
    from trainer.adapters.storage.stores.units import UnitStore


class UnitOfWork:
    """What a use case reads and writes within one transaction.

    Made only by :class:`~trainer.adapters.storage.database.Database`, which commits or rolls back.
    """

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    @cached_property
    def units(self) -> UnitStore:
        from trainer.adapters.storage.stores.units import UnitStore

        return UnitStore(self.connection)

    @cached_property
    def cadres(self) -> CadreStore:
        from trainer.adapters.storage.stores.cadres import CadreStore

        return CadreStore(self.connection)

    @cached_property
    def imports(self) -> ImportStore:
        from trainer.adapters.storage.stores.imports import ImportStore

        return ImportStore(self.connection)

    @cached_property
    def accounts(self) -> AccountStore:
        from trainer.adapters.storage.stores.accounts import AccountStore

        return AccountStore(self.connection)

    @cached_property
    def audit(self) -> AuditStore:
        from trainer.adapters.storage.stores.audit import AuditStore

        return AuditStore(self.connection)

    @cached_property
    def settings(self) -> SettingStore:
        from trainer.adapters.storage.stores.settings import SettingStore

        return SettingStore(self.connection)

    @cached_property
    def questions(self) -> QuestionStore:
        from trainer.adapters.storage.stores.questions import QuestionStore

        return QuestionStore(self.connection)

    @cached_property
    def question_search(self) -> QuestionSearchStore:
        from trainer.adapters.storage.stores.question_search import QuestionSearchStore

        return QuestionSearchStore(self.connection)

    @cached_property
    def question_life(self) -> QuestionLifeStore:
        from trainer.adapters.storage.stores.question_life import QuestionLifeStore

        return QuestionLifeStore(self.connection)

    @cached_property
    def question_alike(self) -> AlikeStore:
        from trainer.adapters.storage.stores.question_alike import AlikeStore

        return AlikeStore(self.connection)

    @cached_property
    def question_use(self) -> QuestionUseStore:
        from trainer.adapters.storage.stores.question_use import QuestionUseStore

        return QuestionUseStore(self.connection)

    @cached_property
    def shipped(self) -> ShippedStore:
        from trainer.adapters.storage.stores.shipped import ShippedStore

        return ShippedStore(self.connection)

    @cached_property
    def media(self) -> MediaStore:
        from trainer.adapters.storage.stores.media import MediaStore

        return MediaStore(self.connection)

    @cached_property
    def learning(self) -> LearningStore:
        from trainer.adapters.storage.stores.learning import LearningStore

        return LearningStore(self.connection)

    @cached_property
    def exams(self) -> ExamStore:
        from trainer.adapters.storage.stores.exams import ExamStore

        return ExamStore(self.connection)

    @cached_property
    def sittings(self) -> SittingStore:
        from trainer.adapters.storage.stores.sittings import SittingStore

        return SittingStore(self.connection)

    @cached_property
    def training(self) -> TrainingStore:
        from trainer.adapters.storage.stores.training import TrainingStore

        return TrainingStore(self.connection)

    @cached_property
    def certificates(self) -> CertificateStore:
        from trainer.adapters.storage.stores.certificates import CertificateStore

        return CertificateStore(self.connection)

    @cached_property
    def demo(self) -> DemoStore:
        from trainer.adapters.storage.stores.demo import DemoStore

        return DemoStore(self.connection)
