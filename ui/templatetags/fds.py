"""What the crispy pack needs beyond Django: {% load fds %}."""

from collections.abc import Iterator
from typing import NamedTuple

from django import forms, template
from django.forms import BoundField
from django.forms.boundfield import BoundWidget
from django.utils.safestring import SafeString

from ui.cpr_guard import Offer, offer_for

register = template.Library()

# The first that fits: Django's group of check boxes is also a group of radio buttons to it.
CSS = (
    (forms.CheckboxInput, "form-checkbox"),
    (forms.CheckboxSelectMultiple, "form-checkbox"),
    (forms.RadioSelect, "form-radio"),
    (forms.Select, "form-select"),
)


def css_of(widget: forms.Widget) -> str:
    """The design system's class for a kind of element, beside any the widget already has."""
    ours = next((css for kind, css in CSS if isinstance(widget, kind)), "form-input")
    return f"{ours} {widget.attrs.get('class', '')}".strip()


@register.filter
def control(field: BoundField) -> SafeString:
    """The field's own element."""
    return field.as_widget(attrs={"class": css_of(field.field.widget)})


@register.filter
def choices(field: BoundField) -> Iterator[BoundWidget]:
    """The radio buttons or check boxes of a group. The group carries the error, so no single one is invalid."""
    widget = field.field.widget
    attrs = field.build_widget_attrs({"id": field.auto_id, "class": css_of(widget)})
    attrs.pop("aria-invalid", None)
    for choice in widget.subwidgets(field.html_name, field.value(), attrs=attrs):
        yield BoundWidget(widget, choice, field.form.renderer)


@register.filter
def first_control_id(field: BoundField) -> str:
    """The id a link to the field must have to land in it: of the first choice where there are several."""
    return f"{field.auto_id}_0" if field.use_fieldset else field.id_for_label


@register.filter
def cpr_offer(field: BoundField) -> Offer | None:
    """What stands below a text that looks like a CPR-nummer: a button that hides, a box that says it is none."""
    return offer_for(field)


class Mistake(NamedTuple):
    """One line of the error summary; `target` is empty when it belongs to no field on the page."""

    target: str
    label: str
    text: str


@register.filter
def mistakes(form: forms.BaseForm) -> Iterator[Mistake]:
    """Every error of the form in the order of its fields, those about the whole form first.

    A field whose label says too little away from its place gives its name as `called`.
    """
    for text in form.non_field_errors():
        yield Mistake("", "", str(text))
    for field in form:
        for text in field.errors:
            name = str(getattr(field.field, "called", "") or field.label).rstrip("?")
            yield Mistake("" if field.is_hidden else first_control_id(field), name, str(text))
