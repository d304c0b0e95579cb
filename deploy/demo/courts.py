"""The three courts whose legacy sites the demonstration plays."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class LegacyCourt:
    """A court of the directory, and the host its legacy site is said to have had."""

    code: str
    name: str
    superior: str
    district: str
    host: str
    family: str
    encoding: str

    @property
    def names(self) -> Mapping[str, str]:
        """What source files may call by `${name}`."""
        return {"court": self.name, "superior": self.superior, "district": self.district, "code": self.code}

    @property
    def origin(self) -> str:
        return f"http://{self.host}"


COURTS = (
    LegacyCourt(
        "京0105", "北京市朝阳区人民法院", "北京市第三中级人民法院", "朝阳区", "www.cyqfy.example", "chinacourt", "utf-8"
    ),
    LegacyCourt("宁0104", "银川市兴庆区人民法院", "银川市中级人民法院", "兴庆区", "www.xqqfy.example", "trs", "gb2312"),
    LegacyCourt(
        "豫0102", "郑州市中原区人民法院", "郑州市中级人民法院", "中原区", "zyqfy.hncourt.example", "php", "utf-8"
    ),
)
