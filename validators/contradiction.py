"""What a registry's answer says against a document: the common form of the registry rules."""

from collections.abc import Callable, Iterator, Mapping

from validators.messages import caption, field_name
from validators.model import Element, Finding, Overall, Reason
from validators.rule import CannotCheck, NotApplicable, Subject, rule_text, show


def contradicted(
    code: str,
    subject: Subject,
    registry: str,
    elements: Mapping[str, str],
    doubted: Callable[[Subject, str], bool] = lambda _subject, _name: False,
) -> Iterator[Finding]:
    """Yield a finding for each element (-> field) that the registry answered with NO MATCH.

    A field that is ``doubted`` may have been asked about with a misread value: its NO MATCH contradicts nothing.

    Raises:
        NotApplicable: the registry was not asked, or holds nothing of that number (its own rule speaks).
        CannotCheck: the registry did not answer, or answered none of these elements; or all that does not match was
            doubted.
    """
    answer, document = subject.answer(registry), subject.document
    if document is None or answer.overall is Overall.NOT_FOUND:
        raise NotApplicable
    said = {name: answer.elements.get(name, Element.NOT_ASKED) for name in elements}
    if not set(said.values()) & {Element.MATCH, Element.NO_MATCH}:
        raise CannotCheck(Reason.REGISTRY_UNAVAILABLE)
    unlike = {name for element, name in elements.items() if said[element] is Element.NO_MATCH}
    open_ = {name for name in unlike if name in document.fields and doubted(subject, name)}
    if open_ and not unlike - open_:
        raise CannotCheck(Reason.UNREADABLE)
    for name in elements.values():
        field = document.fields.get(name)
        if name in unlike - open_ and field is not None:
            yield Finding(
                message=rule_text(code).message("no_match", field=field_name(name)),
                found=field.text,
                evidence=(show(field, document, caption(document.type, name)),),
            )


def not_found(code: str, subject: Subject, registry: str, name: str) -> Iterator[Finding]:
    """Yield a finding if the registry does not know the number in field ``name`` at all; raises as above."""
    answer, document = subject.answer(registry), subject.document
    field = document.fields.get(name) if document else None
    if document is not None and field is not None and answer.overall is Overall.NOT_FOUND:
        yield Finding(
            message=rule_text(code).message("not_found"),
            found=field.text,
            evidence=(show(field, document, caption(document.type, name)),),
        )
