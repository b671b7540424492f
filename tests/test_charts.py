"""Charts: ink that follows the page, text alternatives, ids that cannot clash, text large enough, small files."""

import re
import xml.etree.ElementTree as ElementTree
from decimal import Decimal

import pytest

from macros import charts
from macros.charts import Bar, Layer

D = Decimal
SVG = "{http://www.w3.org/2000/svg}"


def growth(uid="one", layers=None):
    layers = layers or [Layer("本金 10,000.00 元", [D(10000), D(10000)]), Layer("罚息 675.00 元", [D(0), D(675)])]
    return charts.growth_chart(uid, "欠款随天数的变化", "从第 0 天到第 90 天", [0, 90], layers, ("第 0 天", "第 90 天"))


def bars(uid="two", values=("1.73", "0.00", "2.30")):
    return charts.bar_chart(uid, "对照", "几种结果", [Bar(f"第 {at} 种", D(value), f"{value} 元") for at, value in enumerate(values)])


@pytest.mark.parametrize("svg", [growth(), bars()])
def test_a_chart_is_well_formed_small_and_named(svg):
    root = ElementTree.fromstring(svg)
    assert root.get("role") == "img" and root.get("viewBox").startswith("0 0 320 ")
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert root.get("aria-labelledby").split() == ids and len(ids) == 2
    assert root.find(f"{SVG}title").text and root.find(f"{SVG}desc").text
    assert len(svg.encode()) <= 2500
    assert float(root.get("font-size")) >= 12 and not any(text.get("font-size") for text in root.iter(f"{SVG}text"))


@pytest.mark.parametrize("svg", [growth(), bars()])
def test_no_ink_is_fixed_and_everything_lies_inside(svg):
    assert not re.search(r"#[0-9a-fA-F]{3}|black|white|rgb|var\(|style=", svg)
    assert svg.count('stroke="currentColor"') >= 3
    root = ElementTree.fromstring(svg)
    width, height = map(int, root.get("viewBox").split()[2:])
    for element in root.iter():
        for name, most in (("x", width), ("y", height)):
            if element.get(name):
                assert 0 <= int(element.get(name)) <= most


def test_the_print_copy_has_its_own_ink_and_font_and_no_classes():
    svg = charts.resolve_for_print(growth())
    assert "currentColor" not in svg and "class=" not in svg and "var(" not in svg
    assert 'font-family="Noto Sans SC"' in svg and charts.PRINT_INK in svg
    ElementTree.fromstring(svg)


def test_two_charts_on_a_page_share_no_id():
    ids = re.findall(r'id="([^"]+)"', growth("a-1") + growth("a-2") + bars("a-3"))
    assert len(ids) == len(set(ids)) == 6


def test_words_are_escaped_and_a_wild_uid_is_tamed():
    svg = charts.bar_chart('x"><script>', "<b>&", "<i>", [Bar("<u>", D(1), "&")])
    assert "<script" not in svg and "<b>" not in svg and "<u>" not in svg
    ElementTree.fromstring(svg)


@pytest.mark.parametrize("values", [("0.00", "0.00"), ("-3.00", "0.00"), ("5.00",)])
def test_zero_and_negative_values_draw_nothing_wrong(values):
    root = ElementTree.fromstring(bars(values=values))
    assert all(0 <= int(rect.get("width")) <= 300 for rect in root.iter(f"{SVG}rect"))


def test_nothing_owed_still_draws():
    ElementTree.fromstring(growth(layers=[Layer("0", [D(0), D(0)])]))


def test_a_layer_is_as_high_as_its_share():
    svg = growth(layers=[Layer("a", [D(50), D(50)]), Layer("b", [D(0), D(50)])])
    heights = re.findall(r'd="M(\d+) (\d+) (\d+) (\d+)', svg)
    assert heights[0][1] == heights[0][3] == "65"  # half of 110 above the base at 120
    assert (heights[1][1], heights[1][3]) == ("65", "10")
