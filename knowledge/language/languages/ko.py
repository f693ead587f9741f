"""Korean."""

from knowledge.language.language import Language
from knowledge.language.talk import Talk

LANGUAGE = Language(
    code="ko",
    name="Korean",
    talk=Talk(
        greetings="안녕하세요 | 안녕",
        thanks="감사합니다 | 고마워요 | 고마워",
        goodbyes="안녕히 가세요",
        agreement="네 | 아니요",
        about_the_bot="누구세요 | 도움말",
        newest="뉴스 | 최신 뉴스 | 기사 목록",
        more="더",
        sources="출처",
    ),
)
