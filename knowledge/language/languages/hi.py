"""Hindi."""

from knowledge.language.language import Language, folded, words

LANGUAGE = Language(
    code="hi",
    name="Hindi",
    stemmer="hindi",
    stop_words=folded("""
        का की के को से में पर ने और या कि जो वह यह ये वे हम तुम आप मैं उस इस उन इन था थी थे है हैं हो होता होती
        गया गई गए किया कौन क्या कब कहाँ कहां क्यों कैसे कितना कितने कितनी किस किसने किसे नहीं भी तक एक लिए साथ
        बाद
        """),
    pronouns=folded("वह वे यह ये उसने उन्होंने इसने"),
    titles=words("डॉ डा प्रो श्री सु ए बी सी एम एस आर जे पी टी वी एन डी एच एल"),
)
