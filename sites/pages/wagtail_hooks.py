from wagtail import hooks

from sites.pages.rich_text import register_places

# After Wagtail's own features, which it adds to.
hooks.register("register_rich_text_features", register_places, order=100)
