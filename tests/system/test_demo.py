"""`make demo` as a newcomer runs it: bulletin, files, exit code, nothing left behind."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from docx import Document

from tests.system.playing import EXAMPLES, differences, expected

pytestmark = pytest.mark.timeout(400)

PUBLISHED = (
    "45个社区",
    "按期换届率100%",
    "一次选举成功率100%",
    "成员225名",
    "平均年龄38.7岁,比上届下降2.2岁",
    "125名,占55.6%,比上届提高5.8个百分点",
    "平均年龄42.5岁,比上届下降2.5岁",
    "21名,占46.7%,比上届提高6.7个百分点",
    "11名,占24.4%,比上届提高22.2个百分点",
    "35周岁以下82名",
    "社会工作专业学历125名",
    "后备人才95名",
    "后备人才234名",
    "第一书记62名",
    "问题57个",
    "党组织6个",
    "谈心谈话600次",
    "专题宣讲188场",
    "条幅633条",
    "资料100000份",
    "培训1025人次",
    "演练45次",
    "提醒500条",
    "短视频20个",
    "联合指导4轮",
)


def demo(data: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the demo in a directory of its own."""
    command = [sys.executable, "-m", "huanjie", "demo", "--data", str(data), *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=390)


def test_the_demo_prints_the_published_figures_and_writes_them(reachable_path):
    out = reachable_path / "out"

    run = demo(reachable_path / "data", "--out", str(out))

    assert run.returncode == 0, run.stderr
    printed = run.stdout.replace(",", ",")
    missing = [figure for figure in PUBLISHED if figure.replace(",", ",") not in printed]
    assert missing == []
    found = json.loads((out / "figures.json").read_text("utf-8"))
    wanted = json.loads((EXAMPLES / "liaoyuan-2021" / "expected.json").read_text("utf-8"))
    assert differences(found, expected(wanted)) == []
    words = "\n".join(each.text for each in Document(str(out / "bulletin.docx")).paragraphs)
    assert "平均年龄38.7岁" in words
    assert (out / "tables.xlsx").stat().st_size > 5000


def test_a_folder_that_is_no_city_is_refused_with_the_reason(reachable_path):
    run = demo(reachable_path / "data", "--city", str(reachable_path))

    assert run.returncode == 1
    assert "campaign.json" in run.stderr
