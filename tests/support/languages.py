"""Sentences of other languages, and English ones that look like them."""

from __future__ import annotations

FOREIGN = {
    "cs": "Řeka se v pondělí rozvodnila a do večera stála dolní část města pod vodou.",
    "da": "Politiet har anholdt to mænd for røveriet mod en butik i centrum af byen.",
    "de": "Die Polizei hat in der Nacht zwei Männer festgenommen, die in eine Bank eingebrochen waren.",
    "es": "La policía detuvo a dos hombres por el robo en la casa de la calle mayor.",
    "fi": "Poliisi otti kiinni kaksi miestä ryöstöstä keskustassa sijaitsevassa liikkeessä.",
    "fr": "La police a ouvert une enquête sur la mort de la jeune femme.",
    "hu": "Az elnök kedden azt mondta, hogy a reformot az év vége előtt benyújtják a parlamentnek.",
    "is": "Lögreglan handtók í gær þrjá menn sem brutust inn í hús við höfnina og stálu þaðan báti.",
    "it": "Il presidente ha detto martedì che la riforma delle pensioni sarà presentata in parlamento.",
    "ja": "大統領は火曜日、年末までに改革案を議会に提出すると述べた。",
    "ko": "대통령은 화요일 연말까지 개혁안을 국회에 제출하겠다고 밝혔다.",
    "nl": "De minister was in de stad om met de burgemeester te praten over de plannen.",
    "pl": "Prezydent powiedział we wtorek, że reforma emerytalna zostanie przedstawiona przed końcem roku.",
    "pt": "A polícia prendeu dois homens no centro da cidade do Porto.",
    "ru": "Полиция задержала двух мужчин, которые ночью пытались ограбить магазин в центре города.",
    "sv": "Polisen har gripit två män för rånet mot en butik i centrum av staden.",
    "tr": "Cumhurbaşkanı salı günü yaptığı açıklamada reformun yıl sonundan önce meclise sunulacağını söyledi.",
    "zh": "总统周二表示，改革方案将在年底前提交议会审议。",
}


LOOKS_FOREIGN = [
    "Asano-yama attacks Takara-Fuji (front).",
    "We are koloboks, not sullen stones.",
    "[Video] R Sox Betts demonstrates diverse talents!",
    "Rykl unexpected decathlon champion, Novotná dominated heptathlon",
    "Kaduna - 139, Borno - 113, Katsina - 80, Kogi - 17, Nasarawa - 13, Taraba - 10",
    "Jokowi Names Sri Mulyani, Luhut Pandjaitan and Retno Marsudi to New Cabinet",
    "Bundesliga: Werder Bremen 0-0 1. FC Heidenheim; Union Berlin 3-0 Fortuna Düsseldorf",
    "Giant graffiti represents RAF pilot Kurt Taussig",
    "He greeted the crowd with “buenos días” and left them with “hasta la vista”.",
    "The ministry (文部科学省) said that schools would open in April.",
    "The Łódź mayor, Hanna Zdanowska, thanked Małgorzata Kidawa-Błońska of Platforma Obywatelska.",
    "Guten Morgen",
    "C'est la vie!",
    "Москва",
    "",
]
