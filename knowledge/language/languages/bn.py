"""Bengali."""

from knowledge.language.language import Language, words

LANGUAGE = Language(
    code="bn",
    name="Bengali",
    titles=words("ডা ড মো প্রফ অধ্যা ইঞ্জি লে এড অ্যাড মি পি এ বি সি ডি এম এস আর কে জি টি জে এন"),
    before_numbers=words("নং পৃ"),
)
