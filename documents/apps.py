"""App configuration."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """The guide's documents."""

    name = "documents"
    verbose_name = "Dokumenter"

    def ready(self) -> None:
        """Declare the event types, listen to others', and tell the other parts what this app has for them."""
        from checklists import task_links
        from checklists.guide import links
        from checklists.mine import cards
        from checklists.one_task import worked_on
        from documents import events, listeners, menu  # noqa: F401
        from documents.cards import documents_to_read
        from documents.links import document_links, national_links, reading_line
        from documents.models.own_files import PART
        from documents.pages.addresses import document_places
        from files import parts

        links.register(national_links)
        task_links.register(document_links)
        worked_on.register(reading_line)
        cards.register(documents_to_read)
        parts.register(parts.Part(PART, "Dokumenter", document_places))
