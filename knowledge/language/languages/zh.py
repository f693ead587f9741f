"""Chinese."""

from knowledge.language.language import Language
from knowledge.language.talk import Talk

LANGUAGE = Language(
    code="zh",
    name="Chinese",
    talk=Talk(
        greetings="你好 | 您好 | 大家好",
        thanks="谢谢 | 多谢 | 谢谢你",
        goodbyes="再见",
        agreement="好 | 好的 | 是 | 不",
        about_the_bot="你是谁 | 帮助 | 你能做什么 | 谁创造了你",
        newest="新闻 | 最新新闻 | 有什么新闻 | 文章列表 | 有什么文章",
        more="更多 | 继续",
        sources="来源 | 出处",
        asks="谁 | 什么 | 何时 | 哪里 | 为什么",
    ),
)
