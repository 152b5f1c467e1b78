"""The guide: its introduction, its items by phase, and one item."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from checklists.guide.index import chips_of, gates_of, notes_of, phases_of, role_choices, roles_of
from checklists.guide.item_page import ItemPage
from checklists.guide.links import given_links
from checklists.guide.search import read_search
from checklists.models import Edition
from checklists.playbook.vocabulary import GUIDE_FORCES, Force


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """The introduction and all items; or, with a search in the address, the items found."""
    edition = Edition.objects.newest()
    if edition is None:
        return render(request, "guide/not_loaded.html")
    items = list(edition.items.all())
    search = read_search(request.GET, edition, items)
    phases = phases_of(edition, items, search)
    return render(
        request,
        "guide/index.html",
        {
            "edition": edition,
            "introduction": edition.introduction,
            "count": len(items),
            "musts": sum(item.force == Force.MUST for item in items),
            "search": search,
            "chips": chips_of(search, edition),
            "phases": phases,
            "found": sum(len(phase.rows) for phase in phases),
            "phase_choices": [(phase["key"], phase["name"]) for phase in edition.phases],
            "force_choices": [(force.value, force.label) for force in GUIDE_FORCES],
            "role_choices": role_choices(edition, items),
            "notes": notes_of(edition),
            "gates": gates_of(edition, items),
            "roles": roles_of(edition),
            "plan": edition.data["plan_defaults"],
        },
    )


@require_safe
def guide_item(request: HttpRequest, number: str) -> HttpResponse:
    """One item with what, why, how, proof, faults and everything it stands beside."""
    edition = Edition.objects.newest()
    items = list(edition.items.all()) if edition else []
    item = next((item for item in items if item.number == number), None)
    if edition is None or item is None:
        raise Http404(f"The guide has no item {number}")
    # The item's edition is the one at hand: without this, its phase's name would read it again.
    item.edition = edition
    page = ItemPage(edition, item, items, given_links(edition.key))
    return render(request, "guide/item.html", {"page": page, "item": item, "edition": edition})
