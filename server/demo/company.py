"""Kadaka Pood, a web shop for the home in Tallinn that sells around the Baltic Sea. All made up."""

from typing import NamedTuple

from server.core.agents import Agent

COMPANY = "Kadaka Pood"
TIMEZONE = "Europe/Tallinn"
LANGUAGES = ("en", "et", "lv", "lt", "fi", "sv", "de", "pl", "ru", "es", "fr", "ar")
"""Its own customers write in the first five; the others are there to be looked at."""


class Member(NamedTuple):
    """An agent of the demo: who, how busy, how well liked, and who asks for them in which language."""

    agent: Agent
    share: float
    warmth: float
    languages: dict[str, float]


TEAM = (
    Member(
        Agent("mari", "Mari Tamm", "mari@kadaka.example", "chat", "U0MARI"),
        share=0.34,
        warmth=0.55,
        languages={"et": 0.75, "en": 0.2, "fi": 0.05},
    ),
    Member(
        Agent("juris", "Juris Bērziņš", "juris@kadaka.example", "chat", "U0JURIS"),
        share=0.27,
        warmth=0.1,
        languages={"lv": 0.8, "en": 0.2},
    ),
    Member(
        Agent("aino", "Aino Virtanen", "aino@kadaka.example", "orders", "U0AINO"),
        share=0.22,
        warmth=0.35,
        languages={"fi": 0.8, "en": 0.15, "et": 0.05},
    ),
    Member(
        Agent("ruta", "Rūta Kazlauskienė", "ruta@kadaka.example", "orders", "U0RUTA"),
        share=0.17,
        warmth=-0.1,
        languages={"lt": 0.8, "en": 0.2},
    ),
)

CUSTOMERS = {
    "et": ("Kadri Saar", "Toomas Kask", "Liis Rebane", "Urmas Pärn", "Maarika Lepik"),
    "lv": ("Ilze Ozola", "Andris Kalniņš", "Līga Liepa", "Mārtiņš Eglītis", "Zane Krūmiņa"),
    "lt": ("Jonas Petrauskas", "Eglė Jankauskaitė", "Darius Urbonas", "Ieva Žukaitė"),
    "fi": ("Matti Korhonen", "Sanna Nieminen", "Jari Heikkinen", "Päivi Laine"),
    "en": ("Ellen Park", "Tom Baker", "Sofia Rossi", "Lukas Weber"),
}

REGIONS = {"et": "EE", "lv": "LV", "lt": "LT", "fi": "FI", "en": "EE"}

COMMENTS = {
    ("et", "positive"): (
        "Väga kiire ja sõbralik abi, aitäh!",
        "Armas ja põhjalik teenindus. Arusaadavalt seletatud.",
        "Sain vastuse kahe minutiga.",
    ),
    ("et", "neutral"): ("Lahendus tuli, aga ootasin üle kümne minuti.",),
    ("et", "negative"): (
        "Pidin sama asja kolm korda seletama.",
        "Pakk on kaks nädalat teel ja keegi ei tea, kus.",
    ),
    ("lv", "positive"): (
        "Ļoti laipni un ātri, paldies!",
        "Atrisināja visu piecās minūtēs.",
        "Paldies par pacietību, viss skaidrs.",
    ),
    ("lv", "neutral"): ("Palīdzēja, bet vajadzēja ilgi gaidīt.",),
    ("lv", "negative"): (
        "Rēķins joprojām ir nepareizs.",
        "Gaidīju četrdesmit minūtes un atbildes nav.",
    ),
    ("lt", "positive"): ("Labai greitai ir draugiškai, ačiū!", "Viską aiškiai paaiškino."),
    ("lt", "neutral"): ("Atsakymą gavau, bet teko palaukti.",),
    ("lt", "negative"): ("Niekas nežino, kur mano siunta.", "Teko aiškinti tą patį du kartus."),
    ("fi", "positive"): (
        "Nopea ja ystävällinen palvelu, kiitos!",
        "Asia hoitui heti ensimmäisellä yhteydenotolla.",
    ),
    ("fi", "neutral"): ("Apua sain, mutta jono oli pitkä.",),
    ("fi", "negative"): ("Palautus kesti kolme viikkoa.", "En saanut vastausta kysymykseeni."),
    ("en", "positive"): (
        "Quick, kind and clear. Thank you!",
        "Solved before I had finished my tea.",
    ),
    ("en", "neutral"): ("Fine in the end, though I had to wait.",),
    ("en", "negative"): (
        "The lamp arrived broken, and so did the replacement.",
        "I was passed between three people.",
    ),
}
