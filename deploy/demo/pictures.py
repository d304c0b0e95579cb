"""Pictures for the legacy sites, drawn without fonts beyond Pillow's own and without anybody's photograph."""

from collections.abc import Callable
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

SIZE = (560, 360)
GROUND = (176, 170, 158)
STONE = (222, 214, 198)
SHADE = (168, 158, 140)
WOOD = (120, 74, 42)
RED = (176, 32, 36)
GOLD = (222, 178, 60)
SERIES = ((31, 78, 140), (192, 64, 48), (222, 178, 60), (96, 140, 80))
SKIES = ((150, 190, 226), (188, 208, 222), (214, 196, 170))


def draw_picture(name: str, variant: int) -> tuple[bytes, str]:
    """The picture's bytes and its file extension; `variant` changes its light, so that no two sites share a file."""
    image = Image.new("RGB", SIZE, SKIES[variant % len(SKIES)])
    PAINTERS[name](ImageDraw.Draw(image), variant)
    extension = "png" if name.startswith("chart") else "jpg"
    out = BytesIO()
    if extension == "png":
        image.quantize(32).save(out, "PNG", optimize=True)
    else:
        image.save(out, "JPEG", quality=78)
    return out.getvalue(), extension


def paint_courthouse(draw: ImageDraw.ImageDraw, variant: int) -> None:
    draw.rectangle((0, 300, 560, 360), fill=GROUND)
    draw.rectangle((70, 150, 490, 290), fill=STONE)
    draw.polygon(((60, 150), (280, 70 + 8 * variant), (500, 150)), fill=STONE, outline=SHADE)
    draw.ellipse((258, 104, 302, 148), fill=RED, outline=GOLD, width=4)
    for left in range(94, 460, 52):
        draw.rectangle((left, 160, left + 18, 290), fill=(240, 236, 226), outline=SHADE)
        draw.rectangle((left + 22, 180, left + 44, 215), fill=(96, 120, 144))
        draw.rectangle((left + 22, 235, left + 44, 270), fill=(96, 120, 144))
    for step in range(5):
        draw.rectangle((150 - 12 * step, 290 + 8 * step, 410 + 12 * step, 298 + 8 * step), fill=STONE, outline=SHADE)
    draw.line((520, 300, 520, 90), fill=(120, 120, 120), width=4)
    draw.rectangle((524, 92, 558, 116), fill=RED)


def paint_courtroom(draw: ImageDraw.ImageDraw, variant: int) -> None:
    draw.rectangle((0, 0, 560, 360), fill=(206 - 10 * variant, 186, 156))
    for left in range(0, 560, 80):
        draw.rectangle((left, 0, left + 76, 220), fill=(190, 160, 120), outline=(160, 128, 88))
    draw.ellipse((250, 20, 310, 80), fill=RED, outline=GOLD, width=5)
    draw.rectangle((120, 150, 440, 230), fill=WOOD, outline=(80, 46, 24), width=3)
    for left in (170, 262, 354):
        draw.rectangle((left, 92, left + 38, 150), fill=(70, 40, 24))
    draw.polygon(((0, 360), (90, 230), (470, 230), (560, 360)), fill=(150, 110, 80))
    draw.rectangle((40, 250, 190, 300), fill=WOOD)
    draw.rectangle((370, 250, 520, 300), fill=WOOD)
    for left in range(60, 500, 60):
        draw.rectangle((left, 325, left + 44, 360), fill=(100, 60, 40))


def paint_hall(draw: ImageDraw.ImageDraw, variant: int) -> None:
    draw.rectangle((0, 0, 560, 260), fill=(232, 234, 238 - 6 * variant))
    draw.rectangle((0, 260, 560, 360), fill=(198, 200, 204))
    draw.rectangle((0, 30, 560, 62), fill=SERIES[0])
    for window in range(5):
        left = 20 + window * 108
        draw.rectangle((left, 90, left + 90, 180), fill=(170, 200, 220), outline=(90, 110, 130), width=2)
        draw.rectangle((left, 180, left + 90, 250), fill=STONE, outline=SHADE)
        draw.ellipse((left + 32, 110, left + 58, 136), fill=(226, 188, 160))
        draw.rectangle((left + 26, 136, left + 64, 178), fill=(40, 48, 72))


def paint_open_day(draw: ImageDraw.ImageDraw, variant: int) -> None:
    paint_courthouse(draw, variant)
    for place in range(12):
        left, top = 30 + place * 43, 262 + (place % 3) * 14
        draw.ellipse((left, top, left + 18, top + 18), fill=(226, 188, 160))
        draw.rectangle((left - 4, top + 18, left + 22, top + 62), fill=SERIES[(place + variant) % len(SERIES)])


def paint_circuit(draw: ImageDraw.ImageDraw, variant: int) -> None:
    draw.polygon(((0, 240), (130, 110), (260, 230), (390, 90 + 10 * variant), (560, 240)), fill=(110, 140, 96))
    draw.rectangle((0, 236, 560, 360), fill=(150, 168, 110))
    draw.polygon(((0, 360), (240, 240), (320, 240), (560, 360)), fill=(170, 164, 150))
    draw.rectangle((190, 220, 370, 300), fill=(244, 244, 244), outline=SHADE, width=2)
    draw.rectangle((190, 262, 370, 274), fill=SERIES[0])
    draw.rectangle((310, 230, 360, 258), fill=(96, 120, 144))
    draw.rectangle((250, 208, 300, 220), fill=RED)
    for left in (215, 320):
        draw.ellipse((left, 284, left + 32, 316), fill=(40, 40, 40), outline=SHADE, width=5)


def paint_chart_years(draw: ImageDraw.ImageDraw, variant: int) -> None:
    draw.rectangle((0, 0, *SIZE), fill="white")
    font = ImageFont.load_default(14)
    draw.line((60, 40, 60, 310, 530, 310), fill="black", width=2)
    for place, year in enumerate((2015, 2016, 2017)):
        value = 13_200 + 1_500 * place + 97 * variant
        left, top = 110 + place * 145, 310 - value * 250 // 20_000
        draw.rectangle((left, top, left + 80, 309), fill=SERIES[place])
        draw.text((left + 18, top - 22), f"{value:,}", fill="black", font=font)
        draw.text((left + 22, 318), str(year), fill="black", font=font)


def paint_chart_kinds(draw: ImageDraw.ImageDraw, variant: int) -> None:
    draw.rectangle((0, 0, *SIZE), fill="white")
    font = ImageFont.load_default(14)
    angle = -90.0
    for place, share in enumerate((58 - variant, 33 + variant, 7, 2)):
        end = angle + share * 3.6
        draw.pieslice((70, 40, 350, 320), angle, end, fill=SERIES[place], outline="white")
        draw.rectangle((410, 90 + place * 45, 432, 112 + place * 45), fill=SERIES[place])
        draw.text((444, 92 + place * 45), f"{share}%", fill="black", font=font)
        angle = end


PAINTERS: dict[str, Callable[[ImageDraw.ImageDraw, int], None]] = {
    "courthouse": paint_courthouse,
    "courtroom": paint_courtroom,
    "hall": paint_hall,
    "open-day": paint_open_day,
    "circuit": paint_circuit,
    "chart-years": paint_chart_years,
    "chart-kinds": paint_chart_kinds,
}
