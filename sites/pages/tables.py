"""Tables in a body: Wagtail's own block and editor, with links, emphasis and merged cells."""

from collections.abc import Iterator
from typing import Any

from django.forms import CharField, Media
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.telepath import register
from wagtail.admin.widgets import AdminPageChooser
from wagtail.contrib.table_block.blocks import TableBlock, TableInput, TableInputAdapter
from wagtail.rich_text import extract_references_from_rich_text

from sites.pages.cells import cell_html, cell_markup, cell_text, tidy_cell
from sites.pages.own_links import link_own_documents

CELL_MENU = [
    "row_above", "row_below", "---------", "col_left", "col_right", "---------", "remove_row", "remove_col", "---------",
    "mergeCells", "---------", "undo", "redo",
]  # fmt: skip
CHOOSERS = {"pageChooser": "", "externalLinkChooser": "_external_link"}


class TableMarkupInput(TableInput):
    """The editor of tables, with links and emphasis in its cells and in the menu of a cell."""

    @cached_property
    def media(self) -> Media:
        return (
            super().media
            + AdminPageChooser().media
            + Media(
                css={"all": [versioned_static("pages/table_markup.css")]},
                js=[versioned_static("pages/table_markup.js")],
            )
        )


class TableMarkupInputAdapter(TableInputAdapter):
    """Hands the addresses of choosers, and the words of the menu, to the script."""

    def js_args(self, widget: TableMarkupInput) -> list[Any]:
        options, strings = super().js_args(widget)
        words = {
            "link": gettext("链接到…"),
            "unlink": gettext("取消链接"),
            "bold": gettext("加粗或取消加粗"),
            "row_above": gettext("在上方插入行"),
            "row_below": gettext("在下方插入行"),
            "col_left": gettext("在左侧插入列"),
            "col_right": gettext("在右侧插入列"),
            "remove_row": gettext("删除行"),
            "remove_col": gettext("删除列"),
            "undo": gettext("撤销"),
            "redo": gettext("重做"),
            "mergeCells": gettext("合并单元格"),
            "unmergeCells": gettext("取消合并"),
        }
        choosers = {name: reverse(f"wagtailadmin_choose_page{ending}") for name, ending in CHOOSERS.items()}
        return [options | {"markup": {"words": words, "choosers": choosers}}, strings]


register(TableMarkupInputAdapter(), TableMarkupInput)


class DataTableBlock(TableBlock):
    """A table whose cells may hold links and emphasis (`sites.pages.cells`)."""

    @cached_property
    def field(self) -> CharField:
        return CharField(widget=TableMarkupInput(table_options=self.table_options), **self.field_options)

    def get_table_options(self, table_options: dict[str, Any] | None = None) -> dict[str, Any]:
        # The editor of tables ships with no other language, and complains in the console of one that it lacks.
        ours = {"language": "en-US", "renderer": "cell_markup", "mergeCells": True, "contextMenu": CELL_MENU}
        return super().get_table_options(table_options) | ours

    def clean(self, value: Any) -> Any:
        if value:
            value["data"] = [
                [tidy_cell(link_own_documents(cell or "")) for cell in row] for row in value.get("data") or []
            ]
        return super().clean(value)

    def render(self, value: Any, context: dict[str, Any] | None = None) -> str:
        shown = value and value | {"data": [[cell_html(cell) for cell in row] for row in value.get("data") or []]}
        return str(super().render(shown, context))

    def get_searchable_content(self, value: Any) -> list[str]:
        return [cell_text(cell) for cell in super().get_searchable_content(value)]

    def extract_references(self, value: Any) -> Iterator[tuple[Any, ...]]:
        for row in (value or {}).get("data") or []:
            for cell in filter(None, row):
                yield from extract_references_from_rich_text(cell_markup(cell))

    class Meta:
        label = _("表格")
        icon = "table"
        template = "theme/blocks/table.html"
