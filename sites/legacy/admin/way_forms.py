"""What is asked before an act of the move."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from federation.courts.errors import DomainRefused
from federation.courts.names import checked_domain
from sites.legacy.models import Move
from sites.legacy.moving.source_files import MEBIBYTE


class HostsField(forms.CharField):
    """Host names, one a line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def clean(self, value: Any) -> list[str]:
        text = super().clean(value) or ""
        hosts = dict.fromkeys(line.strip().lower() for line in text.splitlines() if line.strip())
        for host in hosts:
            try:
                checked_domain(host)
            except DomainRefused as refusal:
                raise forms.ValidationError(str(refusal)) from refusal
        return list(hosts)


class RegistrationForm(forms.Form):
    legacy_url = forms.URLField(
        label=gettext_lazy("原网站首页"),
        max_length=500,
        assume_scheme="http",
        help_text=gettext_lazy("例如 http://www.example.gov.cn/，抓取从这里开始。"),
    )
    hosts = HostsField(
        label=gettext_lazy("原网站的其他主机名"),
        required=False,
        help_text=gettext_lazy("每行一个，例如手机版或附件所用的主机名。"),
    )
    publish = forms.BooleanField(
        label=gettext_lazy("导入后直接公开"),
        required=False,
        help_text=gettext_lazy("不勾选则导入为草稿。含个人信息的文章始终为草稿。"),
    )
    insecure_tls = forms.BooleanField(
        label=gettext_lazy("证书无效时仍抓取"),
        required=False,
        help_text=gettext_lazy("原网站的 https 证书过期或与域名不符时勾选。抓取记录和存档中会写明。"),
    )

    @classmethod
    def of(cls, move: Move) -> dict[str, Any]:
        """What is registered, for the form's fields."""
        return {
            "legacy_url": move.legacy_url,
            "hosts": "\n".join(move.legacy_hosts),
            "publish": move.publish,
            "insecure_tls": move.capture_options.get("insecure_tls", False),
        }

    def registration(self) -> dict[str, Any]:
        """What `register_move` and `change_registration` are given; `options` are those of captures."""
        given = dict(self.cleaned_data)
        options = {"insecure_tls": given.pop("insecure_tls")}
        return given | {"options": options}


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("来源文件"),
        help_text=gettext_lazy("WARC 存档、WordPress 导出文件、文章表格（CSV、Excel），或整站的 zip 压缩包。"),
    )

    def __init__(self, *args: Any, limit_mib: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._limit = limit_mib

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > self._limit * MEBIBYTE:
            raise forms.ValidationError(_("文件超过 %(limit)d MB。") % {"limit": self._limit})
        return file


class ReasonForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("理由"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class DomainForm(forms.Form):
    domain = forms.CharField(
        label=gettext_lazy("切换后的域名"),
        max_length=253,
        help_text=gettext_lazy("网站今后的主机名，例如 www.example.gov.cn，不带 http:// 和路径。"),
    )
    aliases = HostsField(
        label=gettext_lazy("别名"),
        required=False,
        help_text=gettext_lazy("每行一个。访问别名会跳转到上面的域名；原网站的其他主机名可以列在这里。"),
    )

    def clean_domain(self) -> str:
        try:
            return checked_domain(self.cleaned_data["domain"])
        except DomainRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
