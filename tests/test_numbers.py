"""Numbers and addresses typed into a page: what somebody could dial or pay to must stand in docs/data."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from macros import data, models, numbers, source
from test_policy import to_html

ROOT = Path(__file__).resolve().parent.parent
KNOWN = frozenset({"12378", "01012321", "4001619995", "110"})


def page(body: str, **meta: str) -> source.Source:
    values = {"title": "标题", **meta}
    return source.Source("docs/zh/a.md", "zh", "a", values, {key: number for number, key in enumerate(values, start=2)}, body, 10)


REFUSED = [
    # phones, however they are written
    ("打 13800138000", "a mobile number"), ("１３８００１３８０００", "a mobile number"), ("138-0013-8000", "a mobile number"), ("138 0013 8000", "a mobile number"),
    ("138.0013.8000", "a mobile number"), ("138—0013—8000", "a mobile number"), ("138*0013*8000", "a mobile number"), ("1 3 8 0 0 1 3 8 0 0 0", "a mobile number"),
    ("①③⑧⓪⓪①③⑧⓪⓪⓪", "a mobile number"), ("❶❸❽⓿⓿❶❸❽⓿⓿⓿", "a mobile number"), ("一三八〇〇一三八〇〇〇", "a mobile number"), ("幺三八零零幺三八零零零", "a mobile number"),
    ("壹叁捌零零壹叁捌零零零", "a mobile number"), ("一三八 〇〇一三 八〇〇〇", "a mobile number"), ("138零零13八000", "a mobile number"), ("𝟏𝟑𝟖𝟎𝟎𝟏𝟑𝟖𝟎𝟎𝟎", "a mobile number"),
    ("1️⃣3️⃣8️⃣0️⃣0️⃣1️⃣3️⃣8️⃣0️⃣0️⃣0️⃣", "a mobile number"), ("١٣٨٠٠١٣٨٠٠٠", "a mobile number"), ("138&nbsp;0013&#32;8000", "a mobile number"), ("138<b></b>00138000", "a mobile number"),
    ("**138**00138000", "a mobile number"), ("138`0013`8000", "a mobile number"), ("138\\0013\\8000", "a mobile number"), ("&#49;3800138000", "a mobile number"),
    ("l380O138OOO", "a mobile number"), ("+86 138 0013 8000", "a mobile number"), ("0086-13800138000", "a mobile number"), ("(138)00138000", "a mobile number"), ("138/0013/8000", "a mobile number"),
    ("2026 13800138000", "a mobile number"), ("电话13800138000转1", "a mobile number"), ("`13800138000`", "a mobile number"), ("1,38001,38000", "a mobile number"),
    ("400-123-4567", "a service number"), ("８００－８２０－１２３４", "a service number"), ("四〇〇一二三四五六七", "a service number"),
    ("010-62345678", "a number with area code"), ("(021) 5234 5678", "a number with area code"), ("0755-26123456", "a number with area code"), ("+86 10 6234 5678", "a number with area code"),
    ("010-95599", "a number with area code"), ("95599", "a short phone number"), ("打 12388 投诉", "a short phone number"), ("９５５９９", "a short phone number"), ("九五五九九", "a short phone number"),
    ("9 5 5 9 9", "a short phone number"), ("9-5-5-9-9", "a short phone number"), ("950618", "a short phone number"), ("打 12 378 和 12388", "a short phone number"), ("12378 或 12387", "a short phone number"),
    ("106912345678", "a message sender's number"), ("138【0013】8000", "a mobile number"), ("138“0013”8000", "a mobile number"), ("138=0013=8000", "a mobile number"), ("138→0013→8000", "a mobile number"), ("138;0013;8000", "a mobile number"),
    ("一三八，零零一三，八零零零", "a mobile number"), ("〡〣〨〇〇〡〣〨〇〇〇", "a mobile number"), ("138-0013-800O", "a mobile number"), ("one three eight zero zero one three eight zero zero zero", "a mobile number"),
    # local numbers and numbers abroad
    ("打 82951333", "a phone number"), ("电话：6234 5678", "a phone number"), ("致电 6234-5678", "a phone number"), ("+852 6123 4567", "a number abroad"), ("0085261234567", "a number abroad"), ("打 +63 912 345 6789", "a number abroad"),
    # papers and accounts
    ("110101199003077758", "an identity number"), ("11010119900307775X", "an identity number"), ("110101 19900307 7758", "an identity number"), ("6222 0202 0001 2345 678", "a card or account number"),
    ("6222020200012345", "a card or account number"), ("六二二二〇二〇二〇〇〇一二三四五", "a card or account number"),
    # chat ids, mail, addresses
    ("加微信 abc12345", "a chat id"), ("微信号：zhaiwuguwen", "a chat id"), ("加V zhai_wu66", "a chat id"), ("VX: zhaiwu888", "a chat id"), ("ＶＸ：ｚｈａｉｗｕ８８８", "a chat id"), ("QQ 123456", "a chat id"),
    ("QQ群：88776655", "a chat id"), ("薇信 abc12345", "a chat id"), ("WeChat id: debthelper", "a chat id"), ("Telegram @debt_help1", "a chat id"), ("企鹅号 88776655", "a chat id"),
    ("Q群 123456789", "a chat id"), ("抖音号 zhaiwu66", "a chat id"), ("小红书号 123456789", "a chat id"), ("威❤ zhaiwu66", "a chat id"), ("V❤：zhaiwu66", "a chat id"), ("wei信 zhaiwu66", "a chat id"), ("微 信 zhaiwu66", "a chat id"),
    ("w x：zhaiwu66", "a chat id"), ("绿泡泡 zhaiwu66", "a chat id"), ("Skype: zhaiwu66", "a chat id"), ("支付宝账号 zhaiwu66", "a chat id"), ("🐧 123456789", "a chat id"), ("加 wx_zhaiwu66", "a chat id"), ("徽信 zhaiwu66", "a chat id"),
    ("➕V zhaiwu66", "a chat id"), ("Signal: zhaiwu66", "a chat id"), ("@zhaiwu66", "a chat id"), ("私信 zhaiwu66", "a chat id"), ("agent@债务.中国", "a mail address"), ("agent艾特163.com", "a mail address"),
    ("看 abc.ren", "an address that is not official"), ("看 债务.中国", "an address that is not official"), ("看 abc.page/x", "an address that is not official"), ("www.zhaiwu.love", "an address that is not official"),
    ("看 1.2.3.4/x", "an address that is not official"), ("看 t点cn/A6xyz", "an address that is not official"), ("看 t . cn/A6xyz", "an address that is not official"), ("t(dot)cn/A6", "an address that is not official"),
    ("agent AT debt DOT com", "an address that is not official"), ("https//evil.top", "an address that is not official"),
    ("写信到 agent@example.com", "a mail address"), ("agent@163.com", "a mail address"), ("agent(at)163.com", "a mail address"),
    ("看 https://t.cn/A6xyz", "an address that is not official"), ("看 t.cn/A6xyz", "an address that is not official"), ("看 ｔ．ｃｎ／Ａ６", "an address that is not official"), ("看 t。cn/A6", "an address that is not official"),
    ("www.12378-gov.com", "an address that is not official"), ("gov.cn.evil.com", "an address that is not official"), ("alipays://platformapi", "an address that is not official"), ("weixin：//dl", "an address that is not official"),
    ("http://www.gov.cn/x", "an address that is not official"), ("https://www.gov.cn@evil.com/", "an address that is not official"), ("`https://evil.top/a`", "an address that is not official"),
]


@pytest.mark.parametrize(("text", "what"), REFUSED, ids=[text for text, _ in REFUSED])
def test_a_number_that_is_not_in_the_data_is_refused(text, what):
    found = numbers.problems(page(f"文字\n\n{text}"), KNOWN)
    assert any(what in line for line in found), found
    assert all(line.startswith("docs/zh/a.md:13: ") and "Allowed: " in line and "Fix: " in line for line in found)


ACCEPTED = [
    "打 12378。", "打 １２３７８。", "一二三七八", "010-12321", "010 12321", "400-161-9995", "打 110 或 120。", "12378/110",
    "2026-11-25 22:00", "2026 年 11 月 25 日", "2026.11.25", "2020-2025", "1990—2020 年", "20261125", "二〇二六年十一月二十五日", "二〇二〇至二〇二五年",
    "10000 元", "10,000 元", "12,345,678.90 元", "13,800,138,000 元", "¥10000", "￥19999.00", "10000.00", "共 90000 人", "10000-20000 元", "10000 到 20000 元", "约 15000 yuan", "12000 people",
    "GB/T 45251-2025", "GB/T 19001-2016", "JR/T 0171-2020", "ISO 27001:2022", "法释〔2020〕27 号", "银发〔2021〕3号", "（2025）京0105民初12345号", "第 676 条第 2 款", "24.5%", "0.000175", "3.14159",
    "1. 2. 3. 4. 5.", "| 1 | 2 | 3 | 4 | 5 |", "9:00-18:00", "3:7", "100033", "一、二、三、四、五", "三五天，七八次", "第一百二十三条", "1/2/3", "版本 1.6.1", "1024x768",
    "第 1、3、5、7、9、11、13 期", "1, 3, 5, 7, 9, 11, 13, 15", "1，3，5，7，9，11，13，15", "150、1500、1200 元", "10:00-12:00，14:00", "one two three", "Five working days, not six.", "下午 3 点 to 5 点", "5 点到 6 点 cn",
    "涨了 +1500 元", "电话 20000000 元", "拨打 12378 热线 3 次", "信号 signal: strong", "Q：我该怎么办？", "V 形、X 轴", "搜 iPhone15", "看 a.md/b.md", "done.Then next", "支付宝账单、抖音月付", "a.m./p.m.", "私信不算书面",
    "微信支付", "微信小程序", "QQ 浏览器", "WeChat Pay", "微信 App", "微信公众号 12378", "微信群里", "加我", "QQ 2026 版", "the line item total", "Wechat group chat",
    "README.md", "main.py", "a.md", "等等...然后", "e.g. this", "U.S. dollars", "版本1.2", "https://www.gov.cn/zhengce/content_13800138000.htm", "www.gov.cn", "[官方](https://www.pbc.gov.cn/t20251125_1234567.html)",
    "[附录](x/13800138000.md)", "[表]: https://www.gov.cn/13800138000", "## 标 {#a-13800138000}", '{{ worked_example(kind="x", principal="13800138000") }}', '{{ channel("95599") }}', "@ 每期", "a // b", "C:\\temp",
]


@pytest.mark.parametrize("text", ACCEPTED, ids=ACCEPTED)
def test_what_nobody_dials_passes(text):
    assert numbers.problems(page(f"文字\n\n{text}\n\n文字"), KNOWN) == []


def test_a_number_over_two_lines():
    assert numbers.problems(page("打 138\n00138000 说"), KNOWN) == ['docs/zh/a.md:11: "138 00138000" looks like a mobile number that docs/data does not hold, over two lines. Fix: {{ channel("id") }}.']
    for fine in ("2024 年有 13\n\n00138000", "共 138\n2. 第二", "| 138 |\n| 0013 |", "写于 2026\n2027 年再看", "打 12378\n12378"):
        assert numbers.problems(page(fine), KNOWN) == []


HIDDEN = [
    "文字[^1]。\n\n[^1]: 13800138000", "客服](13800138000)", "`[客服](13800138000)`", "\\[客服](13800138000)", "[138](a.md)[00138000](b.md)", "138[^1]00138000\n\n[^1]: 注", '<img src="a.png" alt="13800138000">',
    '<abbr title="13800138000">文</abbr>', '文字\n{ .danger title="13800138000" }', '[看](a.md){ .danger title="13800138000" }', "<!-- 13800138000 -->", "138<br>0013<br>8000", "138  \n0013  \n8000",
]


@pytest.mark.parametrize("body", HIDDEN, ids=HIDDEN)
def test_what_a_page_hides_from_a_reader_of_its_source(body):
    found = numbers.html_problems(to_html(body), page(body), KNOWN)
    assert any("a mobile number" in line and line.startswith("docs/zh/a.md:1") and "Fix: " in line for line in found), found


@pytest.mark.parametrize("body", ["138\n\n00138000", "- 138\n- 00138000", "| 138 | 00138000 |\n|--|--|\n| 1 | 2 |", "```\n138\n00138000\n```", "打 12378[^1]。\n\n[^1]: 2026 年", "[附录](x/13800138000.md)"])
def test_what_does_not_stand_together_on_the_page_passes(body):
    assert numbers.html_problems(to_html(body), page(body), KNOWN) == []


def test_the_words_of_the_data_are_read_too(tmp_path):
    path = tmp_path / "docs" / "data" / "terms" / "a.yml"
    path.parent.mkdir(parents=True)
    path.write_text('id: a\nmeaning:\n  zh: 加微信 zhaiwu66。\n  en: Ask 12378.\nsource: {title: "\\u0031\\u00338 0013 8000", url: "https://www.gov.cn/13800138000"}\n', encoding="utf-8")
    assert [line.split(": ")[:3] for line in numbers.data_problems(tmp_path / "docs", KNOWN)] == [
        ["docs/data/terms/a.yml:3", "meaning.zh", '"微信 zhaiwu66" is a chat id. Allowed'], ["docs/data/terms/a.yml:5", "source.title", '"138 0013 8000" looks like a mobile number that docs/data does not hold. Allowed']]


@pytest.mark.parametrize("text", ["a" * 3990 + "//", "12378 " * 660, "1 " * 1990, "a." * 1990, "一 " * 1990, "1.1" * 1300, "微信号" * 1300, "a@a." * 990, "a-" * 1990 + ".c", "one " * 990, "Q号" * 1900])
def test_a_long_line_is_read_in_no_time(text):
    start = time.process_time()
    numbers.problems(page("\n".join([text] * 14)), KNOWN)
    assert time.process_time() - start < 4


def test_the_front_matter_is_read_too():
    found = numbers.problems(page("文字", title="打 13800138000", reviewed="2026-11-25", source_hash="138001380001"), KNOWN)
    assert len(found) == 1 and found[0].startswith("docs/zh/a.md:2: title: ")


def test_a_page_that_cannot_be_read_is_reported_elsewhere():
    assert numbers.problems(page("{{ x"), KNOWN) == []


def test_the_registry_is_the_channels_of_the_data():
    site = data.load(ROOT)
    known = numbers.known(site)
    for channel in site.channels.values():
        assert channel.number is None or channel.number in known
    assert "13800138000" not in known


def test_no_channel_is_somebodys_mobile():
    with pytest.raises(ValueError, match="13800138000 is somebody's mobile number"):
        models._digits("13800138000")


def test_every_page_of_the_handbook_passes():
    pages, _ = source.read_all(ROOT / "docs")
    known = numbers.known(data.load(ROOT))
    assert [found for each in pages.values() for found in numbers.problems(each, known)] == []
