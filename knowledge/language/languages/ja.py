"""Japanese."""

from knowledge.language.language import Language
from knowledge.language.talk import Talk

LANGUAGE = Language(
    code="ja",
    name="Japanese",
    talk=Talk(
        greetings="こんにちは | おはようございます | こんばんは",
        thanks="ありがとう | ありがとうございます",
        goodbyes="さようなら",
        agreement="はい | いいえ",
        about_the_bot="あなたは誰ですか | ヘルプ",
        newest="ニュース | 最新ニュース | 記事一覧",
        more="もっと",
        sources="出典",
    ),
)
