"""The admin's upload forms, which say what happens to a file when it is stored."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

_OF_IMAGES = _("上传时自动清除照片中的拍摄地点、拍摄者等信息。")
_OF_DOCUMENTS = _(
    "上传时自动清除 Word、Excel、PPT 文件中的作者、单位和批注者姓名；带数字签名的文件、PDF 和 OFD 保持原样，请在制作时清除。"
)


class CleanedImageForm(BaseImageForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            self.fields["file"].help_text = _OF_IMAGES


class CleanedDocumentForm(BaseDocumentForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            self.fields["file"].help_text = _OF_DOCUMENTS
