"""Greetings and thanks get a short answer instead of a search."""

import regex

from bot.dialogue import wording

_REPLIES = {
    wording.GREETING: """
        hello|hi|hey|hi there|hello there|hey there|good morning|good afternoon|good evening|good day|greetings|yo
        hello bot|hi bot|hey bot|howdy|hola|buenos días|buenos dias|buenas tardes|buenas noches|buenas
        hallo|guten tag|guten morgen|guten abend|moin|servus|grüß gott|bonjour|bonsoir|salut|coucou|ciao|salve
        buongiorno|buonasera|olá|ola|oi|bom dia|boa tarde|boa noite|hei|hej|goedendag|merhaba|selam
        привет|здравствуйте|здравствуй|добрый день|добрый вечер|доброе утро|привіт|добрий день
        سلام|درود|سلام علیکم|السلام عليكم|سلام عليكم|مرحبا|مرحبًا|أهلا|اهلا|أهلا وسهلا|صباح الخير|مساء الخير
        salam|salaam|namaste|नमस्ते|नमस्कार|你好|您好|こんにちは|안녕하세요|γεια|γεια σου|γεια σας|καλημέρα|xin chào""",
    wording.THANKS: """
        thanks|thank you|thank you very much|thanks a lot|many thanks|thx|ty|cheers|thanks bot|thank you bot
        great thanks|ok thanks|okay thanks|perfect thanks|great|nice|cool|perfect|awesome|ok|okay|good bot
        gracias|muchas gracias|mil gracias|danke|danke schön|dankeschön|vielen dank|merci|merci beaucoup
        grazie|grazie mille|obrigado|obrigada|tak|takk|tack|dank je|bedankt|teşekkürler|teşekkür ederim
        спасибо|большое спасибо|благодарю|дякую|ممنون|مرسی|متشکرم|سپاس|سپاسگزارم|خیلی ممنون|شكرا|شكرًا
        شكرا جزيلا|धन्यवाद|谢谢|ありがとう|감사합니다|ευχαριστώ|cảm ơn""",
    wording.GOODBYE: """
        bye|goodbye|bye bye|see you|good night|adiós|adios|hasta luego|chao|tschüss|auf wiedersehen|au revoir
        arrivederci|tchau|пока|до свидания|خداحافظ|مع السلامة|وداعا""",
    wording.ABOUT: """
        help|help me|who are you|what are you|what can you do|what do you do|how does this work|ayuda|quién eres
        quien eres|hilfe|wer bist du|was kannst du|aide|qui es tu|aiuto|chi sei|ajuda|помощь|кто ты|что ты умеешь
        کمک|راهنما|تو کی هستی|مساعدة|من انت|من أنت""",
    wording.WELLBEING: """
        how are you|how are you doing|how is it going|whats up|cómo estás|como estas|qué tal|que tal
        wie geht es dir|wie gehts|ça va|comment ça va|come stai|como vai|как дела|حالت چطوره|چطوری|كيف حالك""",
}
_BY_PHRASE = {
    phrase.strip(): reply
    for reply, phrases in _REPLIES.items()
    for line in phrases.splitlines()
    for phrase in line.split("|")
    if phrase.strip()
}
_NOT_WORDS = regex.compile(r"[^\p{L}\p{M}\p{N}]++")
_LONGEST = 40  # characters; a longer message is a question


def small_talk(message: str) -> str | None:
    """The reply to a message that is only a greeting, thanks or a goodbye; None for any other message."""
    if len(message) > _LONGEST:
        return None
    said = message.casefold().replace("'", "").replace("’", "")
    return _BY_PHRASE.get(_NOT_WORDS.sub(" ", said).strip())
