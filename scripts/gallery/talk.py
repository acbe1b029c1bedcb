"""What is talked about in the pictures: made-up conversations, in the languages of the windows."""

from __future__ import annotations

QUESTION = {
    "en": "What should I know about the mistral before a trip to Marseille?",
    "de": "Was sollte ich vor einer Reise nach Marseille über den Mistral wissen?",
    "fr": "Que faut-il savoir du mistral avant un voyage à Marseille ?",
}

ANSWER = {
    "en": """The mistral is a cold, dry wind that blows down the Rhône valley to the sea, \
often for three days or more under a clear sky.

1. **Bring a jacket**, also in May: it feels ten degrees colder than the thermometer says.
2. The air is clear, so the *light* is at its best in the evening.
3. Ferries to the islands may not run; look at the port's notices first.

| Month | Windy days | Sea |
|---|--:|--:|
| April | 11 | 14 °C |
| July | 6 | 22 °C |
| October | 8 | 19 °C |

See [the port's page](https://example.org/port) for today's notices.
""",
    "de": """Der Mistral ist ein kalter, trockener Wind, der das Rhônetal hinab zum Meer weht, \
oft drei Tage oder länger bei klarem Himmel.

1. **Eine Jacke mitnehmen**, auch im Mai: Es fühlt sich zehn Grad kälter an, als das Thermometer \
sagt.
2. Die Luft ist klar, darum ist das *Licht* am Abend am schönsten.
3. Fähren zu den Inseln fahren vielleicht nicht; zuerst die Aushänge des Hafens ansehen.

| Monat | Windtage | Meer |
|---|--:|--:|
| April | 11 | 14 °C |
| Juli | 6 | 22 °C |
| Oktober | 8 | 19 °C |

Die Aushänge von heute stehen auf [der Seite des Hafens](https://example.org/port).
""",
    "fr": """Le mistral est un vent froid et sec qui descend la vallée du Rhône vers la mer, \
souvent trois jours ou plus sous un ciel clair.

1. **Prenez une veste**, même en mai : il semble faire dix degrés de moins.
2. L’air est limpide, la *lumière* est donc la plus belle le soir.
3. Les bateaux pour les îles ne partent pas toujours ; consultez d’abord les avis du port.

| Mois | Jours de vent | Mer |
|---|--:|--:|
| Avril | 11 | 14 °C |
| Juillet | 6 | 22 °C |
| Octobre | 8 | 19 °C |

Les avis du jour sont sur [la page du port](https://example.org/port).
""",
}

#: Titles at the side: pinned, in a folder, and of earlier days.
TITLES = {
    "en": {
        "pinned": "Mistral or Llama for letters?",
        "folder": "Marseille",
        "filed": ("Ferries to the Frioul islands", "Bouillabaisse for six"),
        "past": (
            ("Bread without kneading", 0),
            ("Names for a sailing boat", 1),
            ("Why do llamas hum?", 3),
            ("Letter to the landlord", 12),
            ("A regular expression for dates", 40),
        ),
    },
    "de": {
        "pinned": "Mistral oder Llama für Briefe?",
        "folder": "Marseille",
        "filed": ("Fähren zu den Frioul-Inseln", "Bouillabaisse für sechs"),
        "past": (
            ("Brot ohne Kneten", 0),
            ("Namen für ein Segelboot", 1),
            ("Warum summen Lamas?", 3),
            ("Brief an die Vermieterin", 12),
            ("Ein regulärer Ausdruck für Daten", 40),
        ),
    },
    "fr": {
        "pinned": "Mistral ou Llama pour des lettres ?",
        "folder": "Marseille",
        "filed": ("Bateaux pour le Frioul", "Bouillabaisse pour six"),
        "past": (
            ("Pain sans pétrissage", 0),
            ("Noms pour un voilier", 1),
            ("Pourquoi les lamas fredonnent-ils ?", 3),
            ("Lettre au propriétaire", 12),
            ("Une expression régulière pour des dates", 40),
        ),
    },
}

#: Answers in the conversations at the side, one after another.
ASIDE = {
    "en": (
        "Flour, water, salt, and a night of patience. The oven does the rest.",
        "How about *Mistral*? Short, and every harbour master knows how to spell it.",
        "A hum keeps a herd together: it means “I am here, are you?”",
        "Dear Madam, the heating has been off since Monday, and the mistral finds every gap.",
        "Four digits, a hyphen, two digits, a hyphen, two digits: `\\d{4}-\\d{2}-\\d{2}`.",
        "For letters, a Mistral model of seven billion weights writes the warmer tone.",
        "They leave from the Old Port every hour, but not when the mistral blows.",
        "Rascasse, conger, gurnard, and whatever the boats brought in that morning.",
    ),
    "de": (
        "Mehl, Wasser, Salz und eine Nacht Geduld. Den Rest macht der Ofen.",
        "Wie wäre es mit *Mistral*? Kurz, und jeder Hafenmeister kann es schreiben.",
        "Ein Summen hält die Herde zusammen: „Ich bin hier, und du?“",
        "Sehr geehrte Frau, seit Montag ist die Heizung aus, und der Mistral findet jede Ritze.",
        "Vier Ziffern, ein Strich, zwei Ziffern, ein Strich, zwei Ziffern.",
        "Für Briefe trifft ein Mistral-Modell mit sieben Milliarden Gewichten den wärmeren Ton.",
        "Sie fahren jede Stunde vom Alten Hafen, aber nicht bei Mistral.",
        "Drachenkopf, Meeraal, Knurrhahn und was die Boote am Morgen brachten.",
    ),
    "fr": (
        "De la farine, de l’eau, du sel et une nuit de patience. Le four fait le reste.",
        "Pourquoi pas *Mistral* ? C’est court, et tout port sait l’écrire.",
        "Le fredonnement réunit le troupeau : « je suis là, et toi ? »",
        "Madame, le chauffage est coupé depuis lundi, et le mistral trouve chaque fente.",
        "Quatre chiffres, un tiret, deux chiffres, un tiret, deux chiffres.",
        "Pour des lettres, un modèle Mistral de sept milliards de poids a le ton plus chaleureux.",
        "Ils partent du Vieux-Port toutes les heures, sauf quand souffle le mistral.",
        "Rascasse, congre, grondin, et ce que les bateaux ont rapporté le matin.",
    ),
}

CODE_QUESTION = "Count the windy days per month in `wind.csv`, please. Gusts count from 60 km/h."
CODE = '''Each row holds a day and its strongest gust, so one pass over the file is enough:

```python
import csv
from collections import Counter
from datetime import date
from pathlib import Path

THRESHOLD = 60.0  # km/h


def windy_days(path: Path) -> Counter[str]:
    """Count the days of each month with a gust of at least THRESHOLD."""
    months: Counter[str] = Counter()
    with path.open(newline="", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            if float(row["gust"]) >= THRESHOLD:
                months[date.fromisoformat(row["day"]).strftime("%B")] += 1
    return months
```

Run it like this:

```console
$ python wind.py wind.csv
March      14
April      11
```

- [x] Rows without a gust raise `ValueError`, so nothing is counted silently.
- [ ] Leap days need no special case.
'''

TABLES_QUESTION = "Compare the two camelids that people keep most, in a table."
TABLES = """Both were domesticated in the Andes, some six thousand years ago.

| | Llama | Alpaca |
|:--|:--|:--|
| Kept for | carrying, guarding sheep | wool |
| Height at the shoulder | 1.0 to 1.2 m | 0.8 to 1.0 m |
| Weight | 130 to 200 kg | 55 to 80 kg |
| Wool per year | about 2 kg | 2 to 4 kg, much finer |
| Ears | long, curved like bananas | short, like spears |
| Temper | curious and independent | shy, stays with the herd |

> A llama that is overloaded lies down and hums until somebody takes the load off.

What to look at first:

1. Space: half a hectare for three animals.
2. Company: never keep one alone.
   - Two geldings get on well.
   - A guarding llama lives with its sheep.
"""

FORMULAS_QUESTION = "How hard does a wind of 100 km/h push against a wall?"
FORMULAS = r"""The dynamic pressure grows with the square of the speed:

$$q = \frac{1}{2}\,\rho\,v^2$$

With $\rho = 1.25\ \mathrm{kg/m^3}$ and $v = 100/3.6 \approx 27.8\ \mathrm{m/s}$ that is

$$q = \frac{1}{2} \cdot 1.25 \cdot 27.8^2 \approx 483\ \mathrm{Pa}.$$

On a wall of area $A$ the force is $F = c_p\,q\,A$. Averaged over gusts of speeds $v_i$,

$$\bar{q} = \frac{\rho}{2n}\sum_{i=1}^{n} v_i^2
\;\ge\; \frac{\rho}{2}\left(\frac{1}{n}\sum_{i=1}^{n} v_i\right)^{2},$$

so a gusty wind pushes harder than a steady one of the same mean speed.
"""

THOUGHT = """The user asks which of the two trains arrives first. The TGV leaves at 9:04 and takes \
3 h 20 min, so it arrives at 12:24. The regional train leaves at 8:10 and takes 4 h 30 min, so it \
arrives at 12:40. The TGV is first, by 16 minutes.

I should also mention that the regional train needs no reservation."""
THOUGHT_QUESTION = (
    "One train leaves at 8:10 and takes 4 h 30 min, the TGV leaves at 9:04 and takes \
3 h 20 min. Which is in Marseille first?"
)
THOUGHT_ANSWER = """**The TGV**, by 16 minutes: it arrives at 12:24, the regional train at 12:40.

The regional train needs no reservation, though."""

ARABIC_QUESTION = "ماذا يجب أن أعرف عن رياح الميسترال قبل السفر إلى مرسيليا؟"
ARABIC = """الميسترال ريح باردة وجافة تهب على وادي الرون نحو البحر المتوسط.

1. **خذ معك سترة**، حتى في شهر مايو.
2. السماء صافية، فالضوء في المساء جميل.

| الشهر | أيام الرياح |
|---|---|
| أبريل | 11 |
| يوليو | 6 |

`print(11 + 6)` — English stays readable.
"""
HEBREW = "שלום, מה כדאי לדעת על המיסטרל?"

LONG_TITLE = (
    "A very long title that says everything about the plan for a journey along the coast from"
    " Marseille to Menton by train, on foot and by ferry"
)

PICTURE_QUESTION = "This is from the quay yesterday. Write a line for the postcard, please."
PICTURE_ANSWER = (
    "I cannot see the picture, but here is a line for its back:\n\n"
    "> *The boats are in, the wind is out, and the light stays for supper.*\n\n"
    "It could stand below the picture like this:\n\n![The harbour](harbour.png)\n"
)
