"""The second stage: which of the passages that BM25 proposes answers best."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from knowledge.snapshot import Snapshot
from knowledge.terms import QueryWord, analysis
from knowledge.vocabulary import Numbers

CANDIDATES = 50
MOST_WORDS = 32


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question asks for, in one language of the base."""

    words: tuple[QueryWord, ...]
    weights: tuple[float, ...]
    names: tuple[bool, ...]


class Features(NamedTuple):
    bm25: float
    coverage: float
    article: float
    title: float
    bigrams: float
    near: float
    sentence: float
    sentence2: float
    first: float
    siblings: float
    matched: float
    missing_name: float
    words: float
    bigrams2: float = 0
    prox: float = 0
    length: float = 0
    raw: float = 0
    rawcov: float = 0
    kind: float = 0
    kindq: float = 0
    raresent: float = 0
    kindsent: float = 0
    kindnear: float = 0


class Candidate(NamedTuple):
    position: int
    score: float
    features: Features


class Query:
    def __init__(self, question: str, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.kind = kind_q(question)
        rarity = snapshot.rarity
        self.asked: dict[str, Asked] = {}
        names_allowed = question != question.lower() 
        for language in snapshot.languages:
            an = analysis(language)
            words = an.query_words(question)
            caps = set()
            if language != 'de':
                for t in an.tokens(question):
                    if t.start > 0 and question[t.start].isupper() and question[:t.start].strip(' ¿¡"“«\'') : caps.add(t.term)
            ww = [sum(rarity.weight(p) for p in w.parts) / len(w.parts) for w in words]
            order = sorted(range(len(words)), key=lambda i: -ww[i])[:MOST_WORDS]
            keep = sorted(order)
            self.asked[language] = Asked(tuple(words[i] for i in keep), tuple(ww[i] for i in keep), tuple(any(p in caps for p in words[i].parts) for i in keep))
        self.terms = list(dict.fromkeys(t for a in self.asked.values() for w in a.words for t in w.terms))
        self.weights = {t: rarity.weight(t) for t in self.terms}

    def candidates(self, limit: int = CANDIDATES) -> list[Candidate]:
        snap = self.snapshot; occ = snap.occurrences
        ranked = snap.ranker.rank(self.terms, limit)
        if not ranked: return []
        numbers = {occ.numbers[t]: t for t in self.terms if t in occ.numbers}
        qids = np.array(sorted(numbers), dtype=np.int32)
        art = {}; title={}
        art_scores = {}
        for pos, score in ranked:
            a = int(occ.article_of[pos])
            if a not in art:
                art[a] = {numbers[n] for n in _common(occ.article_terms[a], qids)}
                title[a] = {numbers[n] for n in _common(occ.title_terms[a], qids)}
            art_scores.setdefault(a, []).append(score)
        out = []
        for pos, score in ranked:
            a = int(occ.article_of[pos])
            asked = self.asked[snap.articles[a].language]
            total = sum(asked.weights)
            if not total: continue
            s, e = int(occ.starts[pos]), int(occ.starts[pos+1])
            t = occ.terms[s:e]
            idx = np.flatnonzero(np.isin(t, qids))
            places = idx.tolist(); found = [numbers[n] for n in t[idx].tolist()]; sents = occ.sentences[s:e][idx].tolist()
            have = set(found)
            share = [_share(w, have) for w in asked.words]
            ashare = [_share(w, art[a]) for w in asked.words]
            tshare = [_share(w, title[a]) for w in asked.words]
            cov = sum(x*w for x, w in zip(share, asked.weights))/total
            acov = sum(x*w for x, w in zip(ashare, asked.weights))/total
            tcov = sum(x*w for x, w in zip(tshare, asked.weights))/total
            by = {}
            for f, n in zip(found, sents): by.setdefault(n, set()).add(f)
            sc = {n: sum(_share(w, h)*x for w, x in zip(asked.words, asked.weights))/total for n, h in by.items()}
            best = max(sc.values(), default=0)
            best2 = max((sum(_share(w, by[n] | by.get(n+1, set()))*x for w, x in zip(asked.words, asked.weights))/total for n in by), default=0)
            bi, near = _pairs(asked, found, places)
            others = sorted(art_scores[a], reverse=True)
            sib = sum(others[:4])/4/total
            missing = max([(1-x)*w for x, w, nm in zip(ashare, asked.weights, asked.names) if nm], default=0)/max(asked.weights)
            out.append(Candidate(pos, score, Features(score/total, cov, acov, tcov, bi, near, best, best2, float(occ.is_first[pos]), sib, sum(x>0 for x in share), missing, len(asked.words), *_more(asked, total, score, share, found, places, sents, e-s, snap, pos, self))))
        return out


def _common(terms: Numbers, wanted: Numbers) -> list[int]:
    if not len(terms): return []
    places = np.minimum(np.searchsorted(terms, wanted), len(terms)-1)
    return wanted[terms[places] == wanted].tolist()


def _share(word: QueryWord, have: set[str]) -> float:
    if word.joined is not None and word.joined in have: return 1.0
    return sum(p in have for p in word.parts)/len(word.parts)


def _pairs(asked: Asked, found, places) -> tuple[float, float]:
    at = {}
    for f, p in zip(found, places): at.setdefault(f, []).append(p)
    n = len(asked.words)
    pl = [[p for t in w.terms for p in at.get(t, ())] for w in asked.words]
    bt = nt = b = r = 0.0
    for i in range(n):
        for j in range(i+1, min(n, i+4)):
            w = min(asked.weights[i], asked.weights[j])
            d = min((abs(q-p) if q > p else abs(q-p)+1 for p in pl[i] for q in pl[j] if p!=q), default=99)
            if j == i+1:
                bt += w; b += w*(d<=1)
            nt += w; r += w*max(0, 1-(d-1)/12)
    return (b/bt if bt else 0.0), (r/nt if nt else 0.0)


import regex
_NUM = regex.compile(r"\b(how (?:many|much|old|long|far|high|tall|big|large|fast|deep|often)|what (?:percent\w*|number|age|share)|cuánt\w+|wie (?:viele?|hoch|lang|lange|alt|groß|weit)|сколько|hvor (?:mange|mye|gammel|gamle|lenge|lang|langt|stor|høy)|berapa\w*|câ[tț]\w*|πόσ\w+|bao nhiêu|mấy|combien|quant[oaei]|چند|چقدر|كم)\b", regex.I)
_WHEN = regex.compile(r"\b(when|(?:what|which) (?:year|date|day|month|decade|century)|cuándo|(?:qué|que) (?:año|fecha)|wann|когда|в каком году|når|hvilket år|kapan\w*|când|ce an|πότε|khi nào|năm nào|quand|quando|متى|کی)\b", regex.I)
_WHO = regex.compile(r"\b(who|whom|whose|where|quién(?:es)?|dónde|adónde|wer|wen|wem|wo|wohin|кто|кого|кому|кем|где|куда|откуда|hvem|hvor(?! (?:mange|mye|gammel|gamle|lenge|lang|langt|stor|høy|mye))|siapa\w*|(?:di ?)?mana\w*|cine|unde|ποιος|ποια|ποιοι|πού|ai|đâu|qui|où|chi|dove)\b", regex.I)
_DIGIT = regex.compile(r"\p{N}+")
def kind_q(q):
    return 1 if _NUM.search(q) else 2 if _WHEN.search(q) else 4 if _WHO.search(q) else 0
def _more(asked, total, score, share, found, places, sents, length, snap, pos, query):
    n = len(asked.words)
    at = {}
    for f, p in zip(found, places): at.setdefault(f, []).append(p)
    pl = [[p for t in w.terms for p in at.get(t, ())] for w in asked.words]
    b = 0.0
    for i in range(n-1):
        d = any(q-p == 1 for p in pl[i] for q in pl[i+1])
        b += min(asked.weights[i], asked.weights[i+1])*d
    hits = sorted((p, i) for i, ps in enumerate(pl) for p in ps)
    acc = [0.0]*n
    for (p, i), (q, j) in zip(hits, hits[1:]):
        if i != j and q > p:
            acc[i] += asked.weights[j]/(q-p)**2; acc[j] += asked.weights[i]/(q-p)**2
    prox = sum(min(w, 99)*a/(a+w+1e-9) for w, a in zip(asked.weights, acc))/total
    cnt = {}
    for f, m in zip(found, sents): cnt.setdefault(f, set()).add(m)
    by = {}
    for f, m in zip(found, sents): by.setdefault(m, {})[f] = 1/len(cnt[f])
    rare = max((sum(w*max((h.get(t, 0) for t in word.terms), default=0) for word, w in zip(asked.words, asked.weights)) for h in by.values()), default=0)/total
    kind = 0.0; isq = 0.0; ks = kn = 0.0
    if query.kind:
        isq = float(query.kind)
        occ = snap.occurrences
        st, en = int(occ.starts[pos]), int(occ.starts[pos+1])
        want = (occ.kinds[st:en] & (3 if query.kind == 2 else query.kind)) > 0
        want[places] = False
        wi = np.flatnonzero(want).tolist()
        kind = float(bool(wi))
        if query.kind == 2: kind = float((occ.kinds[st:en][wi] & 2).any())*.5 + .5*kind
        ss = occ.sentences[st:en]
        sc = {m: sum(_share(w, h)*x for w, x in zip(asked.words, asked.weights)) for m, h in ((m, set(h)) for m, h in by.items())}
        ks = max((sc.get(m, 0) for m in ss[wi].tolist()), default=0)/total
        kn = max((sum(w*any(abs(q-p) <= 8 for q in ps) for w, ps in zip(asked.weights, pl)) for p in wi), default=0)/total
    return b/total, prox, float(np.log(length+1)), score, total*sum(x*w for x, w in zip(share, asked.weights))/total, kind, isq, rare, ks, kn
