"""What rich text of court sites knows beyond Wagtail's: places within a page, and links to places of other pages.

A place is `<a linktype="place" id="name">words</a>`, a link to one `<a href="#name">` or
`<a linktype="page" id="7" fragment="name">`. Both pass through the editor unharmed.
"""

from typing import Any

from django.utils.html import escape
from draftjs_exporter.dom import DOM
from wagtail.admin.rich_text.converters.contentstate import link_entity
from wagtail.admin.rich_text.converters.html_to_contentstate import (
    ExternalLinkElementHandler,
    LinkElementHandler,
    PageLinkElementHandler,
)
from wagtail.admin.rich_text.editors.draftail.features import EntityFeature
from wagtail.rich_text import LinkHandler
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.rich_text.pages import PageLinkHandler

Attributes = dict[str, Any]


class PlaceHandler(LinkHandler):
    """A place as visitors' browsers know it."""

    identifier = "place"

    @staticmethod
    def expand_db_attributes(attrs: Attributes) -> str:
        return f'<a id="{escape(attrs.get("id", ""))}">'


class PagePlaceHandler(PageLinkHandler):
    """A link to a page, perhaps to a place within it."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[Attributes]) -> list[str]:
        links = super().expand_db_attributes_many(attrs_list)
        return [_with_fragment(link, attrs.get("fragment")) for link, attrs in zip(links, attrs_list, strict=True)]


class PlaceElementHandler(LinkElementHandler):
    def get_attribute_data(self, attrs: Attributes) -> Attributes:
        return {"name": attrs.get("id", "")}


class PagePlaceElementHandler(PageLinkElementHandler):
    def get_attribute_data(self, attrs: Attributes) -> Attributes:
        data: Attributes = super().get_attribute_data(attrs)
        return data | ({"fragment": attrs["fragment"]} if attrs.get("fragment") else {})


def register_places(features: FeatureRegistry) -> None:
    """Add the feature `place`, and let that of links keep fragments. Wagtail's own must be registered already."""
    features.register_link_type(PlaceHandler)
    features.register_link_type(PagePlaceHandler)
    features.register_converter_rule(
        "contentstate",
        "place",
        {
            "from_database_format": {'a[linktype="place"]': PlaceElementHandler("PLACE")},
            "to_database_format": {"entity_decorators": {"PLACE": _place_entity}},
        },
    )
    features.register_converter_rule(
        "contentstate",
        "link",
        {
            "from_database_format": {
                "a[href]": ExternalLinkElementHandler("LINK"),
                'a[linktype="page"]': PagePlaceElementHandler("LINK"),
            },
            "to_database_format": {"entity_decorators": {"LINK": _link_entity}},
        },
    )
    features.register_editor_plugin(
        "draftail",
        "place",
        EntityFeature(
            {"type": "PLACE", "attributes": ["name"]}, js=["pages/places.js"], css={"all": ["pages/places.css"]}
        ),
    )
    features.plugins_by_editor["draftail"]["link"].data["attributes"].append("fragment")


def _place_entity(props: Attributes) -> Any:
    return DOM.create_element("a", {"linktype": "place", "id": props.get("name")}, props["children"])


def _link_entity(props: Attributes) -> Any:
    if props.get("id") is None or not props.get("fragment"):
        return link_entity(props)
    kept = {"linktype": "page", "id": props["id"], "fragment": props["fragment"]}
    return DOM.create_element("a", kept, props["children"])


def _with_fragment(link: str, fragment: str | None) -> str:
    return link.replace('">', f'#{escape(fragment)}">') if fragment else link
