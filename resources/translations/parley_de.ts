<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>Acting</name>
    <message>
        <source>Choose a &amp;model…</source>
        <translation>&amp;Modell wählen…</translation>
    </message>
    <message>
        <source>&amp;Unload the model</source>
        <translation>Modell ent&amp;laden</translation>
    </message>
    <message>
        <source>Free the memory that the loaded model takes</source>
        <translation>Den Speicher des geladenen Modells freigeben</translation>
    </message>
    <message>
        <source>&amp;Prompt library…</source>
        <translation>&amp;Prompt-Bibliothek…</translation>
    </message>
    <message>
        <source>&amp;Paste into the message</source>
        <translation>In die Nachricht e&amp;infügen</translation>
    </message>
    <message>
        <source>Paste text into the box, however long it is</source>
        <translation>Text ins Eingabefeld einfügen, wie lang er auch ist</translation>
    </message>
    <message>
        <source>Clear the message bo&amp;x</source>
        <translation>Eingabefeld &amp;leeren</translation>
    </message>
    <message>
        <source>&amp;Send with Ctrl+Enter</source>
        <translation>Mit Strg+Ein&amp;gabe senden</translation>
    </message>
    <message>
        <source>Enter begins a new line then</source>
        <translation>Dann beginnt die Eingabetaste eine neue Zeile</translation>
    </message>
    <message>
        <source>Attach &amp;long pastes</source>
        <translation>&amp;Lange Einfügungen anhängen</translation>
    </message>
    <message>
        <source>Text of more than 2,000 characters or 40 lines goes beside the message</source>
        <translation>Text mit mehr als 2.000 Zeichen oder 40 Zeilen kommt neben die Nachricht</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>Schreiben</translation>
    </message>
    <message>
        <source>Stop the answer and send the message</source>
        <translation>Antwort anhalten und Nachricht senden</translation>
    </message>
    <message>
        <source>&amp;Attach files…</source>
        <translation>Dateien &amp;anhängen…</translation>
    </message>
    <message>
        <source>Change your last message, in an empty box</source>
        <translation>Letzte Nachricht ändern, bei leerem Feld</translation>
    </message>
    <message>
        <source>List the commands, in an empty box</source>
        <translation>Befehle auflisten, bei leerem Feld</translation>
    </message>
    <message>
        <source>“{name}” cannot be done now.</source>
        <translation>„{name}“ geht jetzt nicht.</translation>
    </message>
    <message>
        <source>The system prompt of this conversation was set.</source>
        <translation>Der Systemprompt dieser Unterhaltung wurde gesetzt.</translation>
    </message>
</context>
<context>
    <name>Announcer</name>
    <message>
        <source>Answering</source>
        <translation>Antwortet</translation>
    </message>
    <message>
        <source>Thinking</source>
        <translation>Denkt nach</translation>
    </message>
    <message>
        <source>The answer failed. {why}</source>
        <translation>Die Antwort ist gescheitert. {why}</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>Unterbrochen</translation>
    </message>
    <message>
        <source>The answer is complete</source>
        <translation>Die Antwort ist vollständig</translation>
    </message>
</context>
<context>
    <name>AnswerDetails</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Details of the answer</source>
        <translation>Einzelheiten der Antwort</translation>
    </message>
</context>
<context>
    <name>Attached</name>
    <message>
        <source>Look at {what}</source>
        <translation>{what} ansehen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>BuildModel</name>
    <message>
        <source>Here</source>
        <translation>Hier</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>Qualität</translation>
    </message>
    <message>
        <source>Quantisation</source>
        <translation>Quantisierung</translation>
    </message>
    <message>
        <source>Size, about</source>
        <translation>Größe, etwa</translation>
    </message>
    <message>
        <source>{label}, recommended</source>
        <translation>{label}, empfohlen</translation>
    </message>
</context>
<context>
    <name>BuildTable</name>
    <message>
        <source>Quantisations</source>
        <translation>Quantisierungen</translation>
    </message>
</context>
<context>
    <name>CardDelegate</name>
    <message>
        <source>Here</source>
        <translation>Hier</translation>
    </message>
</context>
<context>
    <name>CardModel</name>
    <message>
        <source>on this computer</source>
        <translation>auf diesem Computer</translation>
    </message>
</context>
<context>
    <name>CardView</name>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
</context>
<context>
    <name>ChatPage</name>
    <message>
        <source>New chat</source>
        <translation>Neuer Chat</translation>
    </message>
</context>
<context>
    <name>Chip</name>
    <message>
        <source>A picture: the model is told its name. Enter opens it, Delete removes it.</source>
        <translation>Ein Bild: Das Modell erfährt seinen Namen. Die Eingabetaste öffnet es, Entf entfernt es.</translation>
    </message>
    <message>
        <source>Look at {what}</source>
        <translation>{what} ansehen</translation>
    </message>
    <message>
        <source>An attachment. Enter opens it, Delete removes it.</source>
        <translation>Ein Anhang. Die Eingabetaste öffnet ihn, Entf entfernt ihn.</translation>
    </message>
    <message>
        <source>Remove {name}</source>
        <translation>{name} entfernen</translation>
    </message>
</context>
<context>
    <name>ClosedPage</name>
    <message>
        <source>1. Accept the terms with your account, on this page:</source>
        <translation>1. Die Bedingungen mit dem eigenen Konto auf dieser Seite annehmen:</translation>
    </message>
    <message>
        <source>2. Make an access token on this page. One that may only read is enough:</source>
        <translation>2. Auf dieser Seite ein Zugriffstoken anlegen. Eines, das nur lesen darf, genügt:</translation>
    </message>
    <message>
        <source>2. Once its owner has let you in, check again.</source>
        <translation>2. Sobald der Eigentümer Zugang gewährt hat, erneut prüfen.</translation>
    </message>
    <message>
        <source>3. Paste it here:</source>
        <translation>3. Hier einfügen:</translation>
    </message>
    <message>
        <source>Access token</source>
        <translation>Zugriffstoken</translation>
    </message>
    <message>
        <source>It is kept in the keychain of this computer and sent to {host} alone.</source>
        <translation>Es wird im Schlüsselbund dieses Computers aufbewahrt und nur an {host} gesendet.</translation>
    </message>
    <message>
        <source>Its owner refuses people in the European Union.</source>
        <translation>Der Eigentümer lehnt Personen in der Europäischen Union ab.</translation>
    </message>
    <message>
        <source>Terms of the owner</source>
        <translation>Bedingungen des Eigentümers</translation>
    </message>
    <message>
        <source>The access token that is kept is that of {name}.</source>
        <translation>Das aufbewahrte Zugriffstoken ist das von {name}.</translation>
    </message>
    <message>
        <source>This computer offers no keychain, so it is forgotten when Parley ends. It is sent to {host} alone.</source>
        <translation>Dieser Computer bietet keinen Schlüsselbund, daher wird es mit dem Ende von Parley vergessen. Es wird nur an {host} gesendet.</translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message>
        <source>Tokens of this message</source>
        <translation>Tokens dieser Nachricht</translation>
    </message>
    <message>
        <source>Drop it here to attach it to the message.</source>
        <translation>Hier ablegen, um es an die Nachricht anzuhängen.</translation>
    </message>
    <message>
        <source>A message takes {most} attachments; what was pasted is left out.</source>
        <translation>Eine Nachricht fasst {most} Anhänge; das Eingefügte wurde weggelassen.</translation>
    </message>
    <message>
        <source>The text is too long for the box; it goes with the message beside it.</source>
        <translation>Der Text ist zu lang für das Feld; er geht als Anhang mit der Nachricht.</translation>
    </message>
    <message>
        <source>{count} tokens, as the model counts them</source>
        <translation>{count} Tokens, wie das Modell zählt</translation>
    </message>
    <message>
        <source>About {count} tokens; a loaded model counts them exactly</source>
        <translation>Etwa {count} Tokens; ein geladenes Modell zählt sie genau</translation>
    </message>
    <message>
        <source>The model is still answering. {keys} stops it and sends this.</source>
        <translation>Das Modell antwortet noch. {keys} hält es an und sendet dies.</translation>
    </message>
    <message>
        <source>Pasted text</source>
        <translation>Eingefügter Text</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Attach a file</source>
        <translation>Eine Datei anhängen</translation>
    </message>
    <message>
        <source>Attach text or a picture; it can be dropped here, too</source>
        <translation>Text oder ein Bild anhängen; es lässt sich auch hier ablegen</translation>
    </message>
    <message>
        <source>Stop the answer (Esc)</source>
        <translation>Antwort anhalten (Esc)</translation>
    </message>
    <message>
        <source>The message is sent as soon as what goes with it has been read.</source>
        <translation>Die Nachricht wird gesendet, sobald gelesen ist, was zu ihr gehört.</translation>
    </message>
    <message>
        <source>The model reads text: of a picture, it is told only the name.</source>
        <translation>Das Modell liest Text: Von einem Bild erfährt es nur den Namen.</translation>
    </message>
    <message>
        <source>Write what to do with the attachment</source>
        <translation>Schreiben, was mit dem Anhang geschehen soll</translation>
    </message>
    <message>
        <source>Send the message ({keys})</source>
        <translation>Nachricht senden ({keys})</translation>
    </message>
</context>
<context>
    <name>ConductPart</name>
    <message>
        <source>Course of the conversation</source>
        <translation>Verlauf der Unterhaltung</translation>
    </message>
    <message>
        <source>Earlier reasoning</source>
        <translation>Früheres Nachdenken</translation>
    </message>
    <message>
        <source>Whether the model sees again what it thought before earlier answers.</source>
        <translation>Ob das Modell wieder sieht, was es vor früheren Antworten dachte.</translation>
    </message>
    <message>
        <source>As the model’s card asks (keep)</source>
        <translation>Wie die Modellkarte verlangt (behalten)</translation>
    </message>
    <message>
        <source>As the model’s card asks (leave out)</source>
        <translation>Wie die Modellkarte verlangt (weglassen)</translation>
    </message>
    <message>
        <source>As the model’s card asks</source>
        <translation>Wie die Modellkarte verlangt</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Leave it out</source>
        <translation>Weglassen</translation>
    </message>
</context>
<context>
    <name>ContextMeter</name>
    <message>
        <source>Context</source>
        <translation>Kontext</translation>
    </message>
    <message>
        <source>The context window is used to {percent}: {used}.</source>
        <translation>Das Kontextfenster ist zu {percent} belegt: {used}.</translation>
    </message>
    <message>
        <source>The next message will not fit, and nothing is left out for it.</source>
        <translation>Die nächste Nachricht wird nicht hineinpassen, und nichts wird für sie weggelassen.</translation>
    </message>
    <message>
        <source>This message alone does not fit: shorten it, or use a larger context.</source>
        <translation>Schon diese Nachricht passt nicht: kürzen oder einen größeren Kontext verwenden.</translation>
    </message>
    <message numerus="yes">
        <source>With the next message, the %n oldest message(s) will be left out.</source>
        <translation>
            <numerusform>Mit der nächsten Nachricht wird die älteste weggelassen (%n).</numerusform>
            <numerusform>Mit der nächsten Nachricht werden die %n ältesten weggelassen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The next message will not fit: you will be asked whether the %n oldest message(s) shall be left out.</source>
        <translation>
            <numerusform>Die nächste Nachricht passt nicht: Es wird gefragt, ob die älteste weggelassen werden soll (%n).</numerusform>
            <numerusform>Die nächste Nachricht passt nicht: Es wird gefragt, ob die %n ältesten weggelassen werden sollen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Press to see where its prompt will begin.</source>
        <translation>Drücken zeigt, wo ihr Prompt beginnen wird.</translation>
    </message>
    <message>
        <source>Soon the oldest messages will not fit any more.</source>
        <translation>Bald passen die ältesten Nachrichten nicht mehr.</translation>
    </message>
</context>
<context>
    <name>CopyCode</name>
    <message>
        <source>Copy code: {language}</source>
        <translation>Code kopieren: {language}</translation>
    </message>
    <message>
        <source>Copy code</source>
        <translation>Code kopieren</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
</context>
<context>
    <name>DiscoverPage</name>
    <message>
        <source>Clear the filters</source>
        <translation>Filter leeren</translation>
    </message>
    <message>
        <source>Judging the models on this machine…</source>
        <translation>Die Modelle werden für diesen Computer beurteilt …</translation>
    </message>
    <message>
        <source>Looking at this machine…</source>
        <translation>Dieser Computer wird angesehen …</translation>
    </message>
    <message>
        <source>No model is like that</source>
        <translation>Kein Modell ist so</translation>
    </message>
    <message>
        <source>Search for less, or leave out a filter.</source>
        <translation>Nach weniger suchen oder einen Filter weglassen.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
</context>
<context>
    <name>DownloadsWindow</name>
    <message>
        <source>All downloads together take no more than this.</source>
        <translation>Alle Downloads zusammen nehmen nicht mehr als das.</translation>
    </message>
    <message>
        <source>Cancel download</source>
        <translation>Download abbrechen</translation>
    </message>
    <message>
        <source>Cancel download…</source>
        <translation>Download abbrechen …</translation>
    </message>
    <message>
        <source>Cancel the download of “{name}”?</source>
        <translation>Den Download von „{name}“ abbrechen?</translation>
    </message>
    <message>
        <source>Chat now</source>
        <translation>Jetzt chatten</translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation>Modell wählen</translation>
    </message>
    <message>
        <source>Clear finished</source>
        <translation>Fertige entfernen</translation>
    </message>
    <message>
        <source>Download earlier</source>
        <translation>Früher herunterladen</translation>
    </message>
    <message>
        <source>Download later</source>
        <translation>Später herunterladen</translation>
    </message>
    <message>
        <source>Downloads</source>
        <translation>Downloads</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Models that can be downloaded are in the list of models, below those here.</source>
        <translation>Modelle zum Herunterladen stehen in der Liste der Modelle unter denen, die schon hier sind.</translation>
    </message>
    <message>
        <source>No downloads</source>
        <translation>Keine Downloads</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>Keine Grenze</translation>
    </message>
    <message>
        <source>Nothing of it was received yet.</source>
        <translation>Es wurde noch nichts davon empfangen.</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Remove from list</source>
        <translation>Aus der Liste entfernen</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Speed limit</source>
        <translation>Tempolimit</translation>
    </message>
    <message>
        <source>The files stay on this computer.</source>
        <translation>Die Dateien bleiben auf diesem Computer.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>{size} that were received are removed from the disk.</source>
        <translation>{size}, die empfangen wurden, werden vom Datenträger entfernt.</translation>
    </message>
</context>
<context>
    <name>EmptyChat</name>
    <message>
        <source>Give me three names for a small bakery</source>
        <translation>Nenne mir drei Namen für eine kleine Bäckerei</translation>
    </message>
    <message>
        <source>Write a short thank-you note to a neighbour</source>
        <translation>Schreibe einem Nachbarn einen kurzen Dank</translation>
    </message>
    <message>
        <source>Explain in two sentences why the sky is blue</source>
        <translation>Erkläre in zwei Sätzen, warum der Himmel blau ist</translation>
    </message>
    <message>
        <source>List five things to pack for a weekend hike</source>
        <translation>Nenne fünf Dinge für eine Wanderung am Wochenende</translation>
    </message>
    <message>
        <source>Write a Python function that finds duplicate files in a folder</source>
        <translation>Schreibe eine Python-Funktion, die doppelte Dateien in einem Ordner findet</translation>
    </message>
    <message>
        <source>Explain what a race condition is, with a short example</source>
        <translation>Erkläre mit einem kurzen Beispiel, was eine Race Condition ist</translation>
    </message>
    <message>
        <source>Show how to undo the last commit in Git without losing changes</source>
        <translation>Zeige, wie man in Git den letzten Commit rückgängig macht, ohne Änderungen zu verlieren</translation>
    </message>
    <message>
        <source>Write a regular expression for dates such as 2026-01-31, and test it</source>
        <translation>Schreibe einen regulären Ausdruck für Daten wie 2026-01-31 und teste ihn</translation>
    </message>
    <message>
        <source>Three friends share a bill of 74 euros and one pays half: who owes what?</source>
        <translation>Drei Freunde teilen eine Rechnung von 74 Euro, einer zahlt die Hälfte: Wer schuldet was?</translation>
    </message>
    <message>
        <source>Is it worth repairing a ten-year-old car? Weigh both sides</source>
        <translation>Lohnt sich die Reparatur eines zehn Jahre alten Autos? Wäge beides ab</translation>
    </message>
    <message>
        <source>Plan a week of dinners for four from twenty ingredients</source>
        <translation>Plane eine Woche Abendessen für vier aus zwanzig Zutaten</translation>
    </message>
    <message>
        <source>Find the flaw: all birds fly, penguins are birds, so penguins fly</source>
        <translation>Finde den Fehler: Alle Vögel fliegen, Pinguine sind Vögel, also fliegen Pinguine</translation>
    </message>
    <message>
        <source>Explain how a heat pump works to someone who never saw one</source>
        <translation>Erkläre jemandem, der noch keine sah, wie eine Wärmepumpe arbeitet</translation>
    </message>
    <message>
        <source>Draft a polite email that moves a meeting to next week</source>
        <translation>Entwirf eine höfliche E-Mail, die ein Treffen auf nächste Woche verlegt</translation>
    </message>
    <message>
        <source>Compare trains and planes for a trip from Paris to Milan</source>
        <translation>Vergleiche Bahn und Flugzeug für eine Reise von Paris nach Mailand</translation>
    </message>
    <message>
        <source>Give me five questions for an interview about beekeeping</source>
        <translation>Gib mir fünf Fragen für ein Gespräch über Imkerei</translation>
    </message>
    <message>
        <source>Licence: {name}</source>
        <translation>Lizenz: {name}</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export chats</source>
        <translation>Chats exportieren</translation>
    </message>
    <message>
        <source>Choose where…</source>
        <translation>Ort wählen…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Which chats</source>
        <translation>Welche Chats</translation>
    </message>
    <message>
        <source>“{title}”</source>
        <translation>„{title}“</translation>
    </message>
    <message numerus="yes">
        <source>The %n selected chat(s)</source>
        <translation>
            <numerusform>Der ausgewählte Chat</numerusform>
            <numerusform>Die %n ausgewählten Chats</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All chats, also archived ones (%n)</source>
        <translation>
            <numerusform>Alle Chats, auch archivierte (%n)</numerusform>
            <numerusform>Alle Chats, auch archivierte (%n)</numerusform>
        </translation>
    </message>
    <message>
        <source>As what</source>
        <translation>Als was</translation>
    </message>
    <message>
        <source>Markdown</source>
        <translation>Markdown</translation>
    </message>
    <message>
        <source>text that every editor opens</source>
        <translation>Text, den jeder Editor öffnet</translation>
    </message>
    <message>
        <source>HTML</source>
        <translation>HTML</translation>
    </message>
    <message>
        <source>a page for the browser, and for printing</source>
        <translation>eine Seite für den Browser und zum Drucken</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>everything, to be imported again</source>
        <translation>alles, zum erneuten Importieren</translation>
    </message>
    <message>
        <source>{name}: {about}</source>
        <translation>{name}: {about}</translation>
    </message>
</context>
<context>
    <name>FactTable</name>
    <message>
        <source>{fact} ≠</source>
        <translation>{fact} ≠</translation>
    </message>
    <message>
        <source>{fact}, differs</source>
        <translation>{fact}, verschieden</translation>
    </message>
</context>
<context>
    <name>Failure</name>
    <message>
        <source>Retry</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Free memory and retry</source>
        <translation>Speicher freigeben, neu versuchen</translation>
    </message>
    <message>
        <source>Use a smaller context</source>
        <translation>Kleineren Kontext verwenden</translation>
    </message>
    <message>
        <source>Use a larger context</source>
        <translation>Größeren Kontext verwenden</translation>
    </message>
    <message>
        <source>Leave out the oldest messages</source>
        <translation>Älteste Nachrichten weglassen</translation>
    </message>
    <message>
        <source>Keep all and stop</source>
        <translation>Alles behalten, anhalten</translation>
    </message>
    <message>
        <source>Show log</source>
        <translation>Protokoll zeigen</translation>
    </message>
</context>
<context>
    <name>FetchDialog</name>
    <message>
        <source>Asking whether the files may be read…</source>
        <translation>Es wird gefragt, ob die Dateien gelesen werden dürfen …</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Chat now</source>
        <translation>Jetzt chatten</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>Erneut prüfen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>Herunterladen</translation>
    </message>
    <message>
        <source>Download {name}</source>
        <translation>{name} herunterladen</translation>
    </message>
    <message>
        <source>Download {name}?</source>
        <translation>{name} herunterladen?</translation>
    </message>
    <message>
        <source>Finding out how it would run on this computer…</source>
        <translation>Es wird ermittelt, wie es auf diesem Computer liefe …</translation>
    </message>
    <message>
        <source>Go online and try again</source>
        <translation>Online gehen und erneut versuchen</translation>
    </message>
    <message>
        <source>Looking the model up</source>
        <translation>Das Modell wird nachgeschlagen</translation>
    </message>
    <message>
        <source>Reading the licence…</source>
        <translation>Die Lizenz wird gelesen …</translation>
    </message>
    <message>
        <source>Reading the list of files…</source>
        <translation>Die Liste der Dateien wird gelesen …</translation>
    </message>
    <message>
        <source>This model is on this computer already.</source>
        <translation>Dieses Modell ist schon auf diesem Computer.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
</context>
<context>
    <name>FillDialog</name>
    <message>
        <source>What was pasted is too long for this form. Attach it to the message instead.</source>
        <translation>Das Eingefügte ist zu lang für dieses Formular. Stattdessen an die Nachricht anhängen.</translation>
    </message>
    <message>
        <source>What will be put into the message</source>
        <translation>Was in die Nachricht kommt</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message numerus="yes">
        <source>%n model(s)</source>
        <translation>
            <numerusform>%n Modell</numerusform>
            <numerusform>%n Modelle</numerusform>
        </translation>
    </message>
    <message>
        <source>10 to 40 billion</source>
        <translation>10 bis 40 Milliarden</translation>
    </message>
    <message>
        <source>4 to 10 billion</source>
        <translation>4 bis 10 Milliarden</translation>
    </message>
    <message>
        <source>All families</source>
        <translation>Alle Familien</translation>
    </message>
    <message>
        <source>All licences</source>
        <translation>Alle Lizenzen</translation>
    </message>
    <message>
        <source>All purposes</source>
        <translation>Alle Zwecke</translation>
    </message>
    <message>
        <source>All sizes</source>
        <translation>Alle Größen</translation>
    </message>
    <message>
        <source>Also with conditions</source>
        <translation>Auch mit Bedingungen</translation>
    </message>
    <message>
        <source>Approved by the OSI</source>
        <translation>Von der OSI anerkannt</translation>
    </message>
    <message>
        <source>Calls tools</source>
        <translation>Ruft Werkzeuge auf</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Clear the filters</source>
        <translation>Filter leeren</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Commercial use</source>
        <translation>Geschäftliche Nutzung</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>Unterhaltung</translation>
    </message>
    <message>
        <source>Family</source>
        <translation>Familie</translation>
    </message>
    <message>
        <source>Fastest first</source>
        <translation>Schnellste zuerst</translation>
    </message>
    <message>
        <source>Hears sound</source>
        <translation>Hört Ton</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>Neueste zuerst</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Reihenfolge</translation>
    </message>
    <message>
        <source>Over 40 billion</source>
        <translation>Über 40 Milliarden</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>Zweck</translation>
    </message>
    <message>
        <source>Reasoning</source>
        <translation>Nachdenken</translation>
    </message>
    <message>
        <source>Runs here</source>
        <translation>Läuft hier</translation>
    </message>
    <message>
        <source>Search models</source>
        <translation>Modelle suchen</translation>
    </message>
    <message>
        <source>Sees images</source>
        <translation>Sieht Bilder</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Smallest first</source>
        <translation>Kleinste zuerst</translation>
    </message>
    <message>
        <source>Suited first</source>
        <translation>Passende zuerst</translation>
    </message>
    <message>
        <source>Up to 4 billion</source>
        <translation>Bis 4 Milliarden</translation>
    </message>
    <message>
        <source>{shown} of {all}</source>
        <translation>{shown} von {all}</translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>Find in this chat</source>
        <translation>In diesem Chat suchen</translation>
    </message>
    <message>
        <source>Only with the same capitals</source>
        <translation>Nur mit gleicher Groß-/Kleinschreibung</translation>
    </message>
    <message>
        <source>Only whole words</source>
        <translation>Nur ganze Wörter</translation>
    </message>
    <message>
        <source>Place before</source>
        <translation>Vorige Stelle</translation>
    </message>
    <message>
        <source>Next place</source>
        <translation>Nächste Stelle</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nichts gefunden</translation>
    </message>
    <message>
        <source>{number} of {count}</source>
        <translation>{number} von {count}</translation>
    </message>
</context>
<context>
    <name>Finding</name>
    <message>
        <source>Chat</source>
        <translation>Chat</translation>
    </message>
    <message>
        <source>Delete preset: {name}</source>
        <translation>Voreinstellung löschen: {name}</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>Neuer Chat</translation>
    </message>
    <message>
        <source>Preset: {name}</source>
        <translation>Voreinstellung: {name}</translation>
    </message>
    <message>
        <source>Rename preset: {name}…</source>
        <translation>Voreinstellung umbenennen: {name}…</translation>
    </message>
    <message>
        <source>Settings of the conversation</source>
        <translation>Einstellungen der Unterhaltung</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
</context>
<context>
    <name>GlobalHotkey</name>
    <message>
        <source>“{keys}” cannot be a shortcut in all programs: hold Ctrl, Alt or Meta and press one other key.</source>
        <translation>„{keys}“ kann nicht in allen Programmen ein Tastenkürzel sein: Strg, Alt oder Meta halten und eine weitere Taste drücken.</translation>
    </message>
    <message>
        <source>Ask Parley something</source>
        <translation>Parley etwas fragen</translation>
    </message>
    <message>
        <source>{keys} opens it in any program.</source>
        <translation>{keys} öffnet es in jedem Programm.</translation>
    </message>
    <message>
        <source>{keys} belongs to another program. Choose other keys.</source>
        <translation>{keys} gehört einem anderen Programm. Andere Tasten wählen.</translation>
    </message>
    <message>
        <source>The shortcut was not allowed. {instead}</source>
        <translation>Das Tastenkürzel wurde nicht erlaubt. {instead}</translation>
    </message>
    <message>
        <source>This desktop lets no program have a shortcut everywhere. {instead}</source>
        <translation>Diese Arbeitsumgebung erlaubt keinem Programm ein Tastenkürzel überall. {instead}</translation>
    </message>
    <message>
        <source>The shortcut does not work ({detail}). {instead}</source>
        <translation>Das Tastenkürzel geht nicht ({detail}). {instead}</translation>
    </message>
    <message>
        <source>In your system&apos;s keyboard settings, give a shortcut to the command “{command}”.</source>
        <translation>In den Tastatureinstellungen des Systems dem Befehl „{command}“ ein Tastenkürzel geben.</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>Title of the conversation</source>
        <translation>Titel der Unterhaltung</translation>
    </message>
</context>
<context>
    <name>Legend</name>
    <message>
        <source>{share} {size}</source>
        <translation>{share} {size}</translation>
    </message>
</context>
<context>
    <name>LibraryModel</name>
    <message>
        <source>From</source>
        <translation>Herkunft</translation>
    </message>
    <message>
        <source>Last used</source>
        <translation>Zuletzt benutzt</translation>
    </message>
    <message>
        <source>Measured here the last time, and what was expected</source>
        <translation>Hier zuletzt gemessen, und was zu erwarten war</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Quantisation</source>
        <translation>Quantisierung</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Tempo</translation>
    </message>
</context>
<context>
    <name>LibraryPage</name>
    <message numerus="yes">
        <source>%n file(s) are deleted for ever.</source>
        <translation>
            <numerusform>%n Datei wird endgültig gelöscht.</numerusform>
            <numerusform>%n Dateien werden endgültig gelöscht.</numerusform>
        </translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>Chatten</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>Suche leeren</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Delete “{name}”?</source>
        <translation>„{name}“ löschen?</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Löschen …</translation>
    </message>
    <message>
        <source>Download one from Discover, or drop a model file here.</source>
        <translation>Eines unter „Entdecken“ herunterladen, oder eine Modelldatei hier ablegen.</translation>
    </message>
    <message>
        <source>Import models</source>
        <translation>Modelle importieren</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importieren …</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Looking at your models…</source>
        <translation>Die Modelle werden angesehen …</translation>
    </message>
    <message>
        <source>Model files and folders can also be dropped here</source>
        <translation>Modelldateien und Ordner lassen sich auch hier ablegen</translation>
    </message>
    <message>
        <source>Models (*.gguf)</source>
        <translation>Modelle (*.gguf)</translation>
    </message>
    <message>
        <source>None of your models is like that</source>
        <translation>Keines der Modelle ist so</translation>
    </message>
    <message>
        <source>Nothing is deleted.</source>
        <translation>Nichts wird gelöscht.</translation>
    </message>
    <message>
        <source>Read its files, and compare them with what they must be</source>
        <translation>Seine Dateien lesen und damit vergleichen, wie sie sein müssen</translation>
    </message>
    <message>
        <source>Search for less.</source>
        <translation>Nach weniger suchen.</translation>
    </message>
    <message>
        <source>Search your models</source>
        <translation>Eigene Modelle suchen</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Take off the list</source>
        <translation>Von der Liste nehmen</translation>
    </message>
    <message>
        <source>Take “{name}” off the list?</source>
        <translation>„{name}“ von der Liste nehmen?</translation>
    </message>
    <message>
        <source>There are no models here yet</source>
        <translation>Hier sind noch keine Modelle</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Verifying “{name}”</source>
        <translation>„{name}“ wird geprüft</translation>
    </message>
    <message>
        <source>licence {name}</source>
        <translation>Lizenz {name}</translation>
    </message>
    <message>
        <source>took {size} of memory</source>
        <translation>brauchte {size} Speicher</translation>
    </message>
    <message>
        <source>{size} are freed.</source>
        <translation>{size} werden frei.</translation>
    </message>
    <message>
        <source>“{name}” can be used from now on.</source>
        <translation>„{name}“ kann ab jetzt benutzt werden.</translation>
    </message>
    <message>
        <source>“{name}” is deleted. {size} are free again.</source>
        <translation>„{name}“ ist gelöscht. {size} sind wieder frei.</translation>
    </message>
    <message>
        <source>“{name}” is off the list.</source>
        <translation>„{name}“ steht nicht mehr auf der Liste.</translation>
    </message>
    <message>
        <source>“{name}” is what it must be.</source>
        <translation>„{name}“ ist, wie es sein muss.</translation>
    </message>
    <message>
        <source>“{name}”: {words}</source>
        <translation>„{name}“: {words}</translation>
    </message>
</context>
<context>
    <name>LibraryTable</name>
    <message>
        <source>Models on this computer</source>
        <translation>Modelle auf diesem Computer</translation>
    </message>
</context>
<context>
    <name>LoadPart</name>
    <message>
        <source>Load options</source>
        <translation>Ladeoptionen</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>Alle zurücksetzen</translation>
    </message>
    <message>
        <source>Load as Parley does by itself</source>
        <translation>Laden, wie Parley es von selbst tut</translation>
    </message>
    <message>
        <source>Load as the settings say</source>
        <translation>Laden, wie die Einstellungen sagen</translation>
    </message>
    <message>
        <source>Whether it fits</source>
        <translation>Ob es passt</translation>
    </message>
    <message>
        <source>Choose for this machine</source>
        <translation>Passend einstellen</translation>
    </message>
    <message>
        <source>Take the options with which the model runs best here</source>
        <translation>Die Optionen nehmen, mit denen das Modell hier am besten läuft</translation>
    </message>
    <message>
        <source>Load now</source>
        <translation>Jetzt laden</translation>
    </message>
    <message>
        <source>A shorter context or a smaller cache type takes less memory.</source>
        <translation>Ein kürzerer Kontext oder ein kleinerer Cache-Typ braucht weniger Speicher.</translation>
    </message>
    <message>
        <source>About {rate} tokens/s</source>
        <translation>Etwa {rate} Tokens/s</translation>
    </message>
    <message>
        <source>Adapters (*.gguf)</source>
        <translation>Adapter (*.gguf)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Best for this machine: {value}.</source>
        <translation>Für diesen Computer am besten: {value}.</translation>
    </message>
    <message>
        <source>Checked with the engine.</source>
        <translation>Mit der Engine geprüft.</translation>
    </message>
    <message>
        <source>Calculated.</source>
        <translation>Berechnet.</translation>
    </message>
    <message>
        <source>Choose a file with an adapter</source>
        <translation>Datei mit einem Adapter wählen</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>Datei wählen…</translation>
    </message>
    <message>
        <source>Choose an adapter</source>
        <translation>Adapter wählen</translation>
    </message>
    <message>
        <source>Runs on your graphics card</source>
        <translation>Läuft auf der Grafikkarte</translation>
    </message>
    <message>
        <source>Runs, partly on the graphics card</source>
        <translation>Läuft, teils auf der Grafikkarte</translation>
    </message>
    <message>
        <source>Runs on the processor</source>
        <translation>Läuft auf dem Prozessor</translation>
    </message>
    <message>
        <source>Too big for this machine</source>
        <translation>Zu groß für diesen Computer</translation>
    </message>
    <message>
        <source>on</source>
        <translation>ein</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>what is usual</source>
        <translation>das Übliche</translation>
    </message>
</context>
<context>
    <name>Loading</name>
    <message>
        <source>KV cache type</source>
        <translation>Typ des KV-Caches</translation>
    </message>
    <message>
        <source>A smaller type takes less memory and is a little less exact.</source>
        <translation>Ein kleinerer Typ braucht weniger Speicher und ist etwas ungenauer.</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>On</source>
        <translation>Ein</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>All fast cores</source>
        <translation>Alle schnellen Kerne</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>Threads</translation>
    </message>
    <message>
        <source>As the batch</source>
        <translation>Wie der Stapel</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Tokens</translation>
    </message>
    <message>
        <source>Chosen for the machine</source>
        <translation>Für den Computer gewählt</translation>
    </message>
    <message>
        <source>Write numbers with commas between them.</source>
        <translation>Zahlen mit Kommas dazwischen schreiben.</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>Kontext</translation>
    </message>
    <message>
        <source>How much of a conversation the model sees; more takes more memory.</source>
        <translation>Wie viel einer Unterhaltung das Modell sieht; mehr braucht mehr Speicher.</translation>
    </message>
    <message>
        <source>Layers on the graphics card</source>
        <translation>Schichten auf der Grafikkarte</translation>
    </message>
    <message>
        <source>More of them is faster, as long as they fit there.</source>
        <translation>Mehr davon ist schneller, solange sie dort Platz haben.</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Geräte</translation>
    </message>
    <message>
        <source>Which of them get layers; none ticked means all graphics cards.</source>
        <translation>Welche davon Schichten bekommen; keins angekreuzt heißt alle Grafikkarten.</translation>
    </message>
    <message>
        <source>Shares of the devices</source>
        <translation>Anteile der Geräte</translation>
    </message>
    <message>
        <source>How the layers are shared out, as in 3, 1; empty goes by free memory.</source>
        <translation>Wie die Schichten verteilt werden, etwa 3, 1; leer nach freiem Speicher.</translation>
    </message>
    <message>
        <source>Experts in main memory</source>
        <translation>Experten im Arbeitsspeicher</translation>
    </message>
    <message>
        <source>Experts of this many layers stay in main memory, which frees the graphics card.</source>
        <translation>Experten von so vielen Schichten bleiben im Arbeitsspeicher, was die Grafikkarte entlastet.</translation>
    </message>
    <message>
        <source>KV cache, keys</source>
        <translation>KV-Cache, Schlüssel</translation>
    </message>
    <message>
        <source>KV cache, values</source>
        <translation>KV-Cache, Werte</translation>
    </message>
    <message>
        <source>A smaller type takes less memory; it needs flash attention.</source>
        <translation>Ein kleinerer Typ braucht weniger Speicher; er erfordert Flash Attention.</translation>
    </message>
    <message>
        <source>Flash attention</source>
        <translation>Flash Attention</translation>
    </message>
    <message>
        <source>Reads long prompts with less memory, mostly faster.</source>
        <translation>Liest lange Prompts mit weniger Speicher, meist schneller.</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>Stapel</translation>
    </message>
    <message>
        <source>Most tokens of a prompt that are handed over at once.</source>
        <translation>So viele Tokens eines Prompts werden höchstens auf einmal übergeben.</translation>
    </message>
    <message>
        <source>Physical batch</source>
        <translation>Physischer Stapel</translation>
    </message>
    <message>
        <source>Tokens computed at once; more is faster and takes more memory.</source>
        <translation>Auf einmal berechnete Tokens; mehr ist schneller und braucht mehr Speicher.</translation>
    </message>
    <message>
        <source>Prompt slice</source>
        <translation>Promptstück</translation>
    </message>
    <message>
        <source>After each slice of a long prompt it can be stopped.</source>
        <translation>Nach jedem Stück eines langen Prompts kann angehalten werden.</translation>
    </message>
    <message>
        <source>As many as the processor has fast cores is mostly best.</source>
        <translation>Meist am besten so viele, wie der Prozessor schnelle Kerne hat.</translation>
    </message>
    <message>
        <source>Files that change how the model answers, one a line; = 0.5 behind one halves it.</source>
        <translation>Dateien, die ändern, wie das Modell antwortet, je Zeile eine; = 0.5 dahinter halbiert die Wirkung.</translation>
    </message>
    <message>
        <source>KV cache where its layer is</source>
        <translation>KV-Cache bei seiner Schicht</translation>
    </message>
    <message>
        <source>Off keeps the cache in main memory, which is slower.</source>
        <translation>Aus hält den Cache im Arbeitsspeicher, was langsamer ist.</translation>
    </message>
    <message>
        <source>Whole cache for sliding windows</source>
        <translation>Ganzer Cache für gleitende Fenster</translation>
    </message>
    <message>
        <source>Lets a conversation go on at once; off takes less memory.</source>
        <translation>Lässt eine Unterhaltung sofort weitergehen; aus braucht weniger Speicher.</translation>
    </message>
    <message>
        <source>Map the file</source>
        <translation>Datei einblenden (mmap)</translation>
    </message>
    <message>
        <source>Starts faster, and the system may take the memory back.</source>
        <translation>Startet schneller, und das System darf den Speicher zurücknehmen.</translation>
    </message>
    <message>
        <source>Keep in memory</source>
        <translation>Im Speicher halten</translation>
    </message>
    <message>
        <source>Never lets the system move the model out to the disk.</source>
        <translation>Verhindert, dass das System das Modell auf den Datenträger auslagert.</translation>
    </message>
    <message>
        <source>Repack weights</source>
        <translation>Gewichte umpacken</translation>
    </message>
    <message>
        <source>Arranges weights for this processor: faster, and takes their size.</source>
        <translation>Ordnet Gewichte für diesen Prozessor: schneller, kostet ihre Größe.</translation>
    </message>
    <message>
        <source>Adapters (LoRA)</source>
        <translation>Adapter (LoRA)</translation>
    </message>
    <message>
        <source>Chat template</source>
        <translation>Chatvorlage</translation>
    </message>
    <message>
        <source>Takes the place of the one in the model&apos;s file (Jinja).</source>
        <translation>Ersetzt die in der Modelldatei (Jinja).</translation>
    </message>
</context>
<context>
    <name>MachinePage</name>
    <message numerus="yes">
        <source>%n core(s)</source>
        <translation>
            <numerusform>%n Kern</numerusform>
            <numerusform>%n Kerne</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them for models</source>
        <translation>
            <numerusform>%n davon für Modelle</numerusform>
            <numerusform>%n davon für Modelle</numerusform>
        </translation>
    </message>
    <message>
        <source>A container or a job limits this program to {limit} of the computer&apos;s {total}.</source>
        <translation>Ein Container oder Job begrenzt dieses Programm auf {limit} von den {total} des Computers.</translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation>Bericht kopieren</translation>
    </message>
    <message>
        <source>Disk of the models</source>
        <translation>Datenträger der Modelle</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Engine</translation>
    </message>
    <message>
        <source>Everything on this page as plain text, in English</source>
        <translation>Alles auf dieser Seite als einfacher Text, auf Englisch</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>Frei</translation>
    </message>
    <message>
        <source>Graphics cards</source>
        <translation>Grafikkarten</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>Belegt</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Noch einmal ansehen</translation>
    </message>
    <message>
        <source>Looking at this machine…</source>
        <translation>Dieser Computer wird angesehen …</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>None that runs.</source>
        <translation>Keine, die läuft.</translation>
    </message>
    <message>
        <source>None that the engine can use. Models run on the processor.</source>
        <translation>Keine, die die Engine benutzen kann. Modelle laufen auf dem Prozessor.</translation>
    </message>
    <message>
        <source>Not used, and what to do</source>
        <translation>Nicht benutzt, und was zu tun ist</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>Prozessor</translation>
    </message>
    <message>
        <source>The report is copied.</source>
        <translation>Der Bericht ist kopiert.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>accelerator</source>
        <translation>Beschleuniger</translation>
    </message>
    <message>
        <source>graphics card</source>
        <translation>Grafikkarte</translation>
    </message>
    <message>
        <source>integrated graphics</source>
        <translation>integrierte Grafik</translation>
    </message>
    <message>
        <source>llama-cpp-python {version}, built for {backends}</source>
        <translation>llama-cpp-python {version}, gebaut für {backends}</translation>
    </message>
    <message>
        <source>reads {size} of memory per second</source>
        <translation>liest {size} Speicher in der Sekunde</translation>
    </message>
    <message>
        <source>shares main memory</source>
        <translation>teilt den Arbeitsspeicher</translation>
    </message>
    <message>
        <source>{free} free of {total}</source>
        <translation>{free} von {total} frei</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Open a model file</source>
        <translation>Modelldatei öffnen</translation>
    </message>
    <message>
        <source>Models (*.gguf)</source>
        <translation>Modelle (*.gguf)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>{name} answers from now on.</source>
        <translation>Ab jetzt antwortet {name}.</translation>
    </message>
</context>
<context>
    <name>MemoryBar</name>
    <message>
        <source>Main memory</source>
        <translation>Arbeitsspeicher</translation>
    </message>
    <message>
        <source>{name}, {size}</source>
        <translation>{name}, {size}</translation>
    </message>
    <message>
        <source>{size} more than is free for a model here.</source>
        <translation>{size} mehr, als hier für ein Modell frei ist.</translation>
    </message>
    <message>
        <source>{share} {size}</source>
        <translation>{share} {size}</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>In Gebrauch</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Gewichte</translation>
    </message>
    <message>
        <source>Adapters</source>
        <translation>Adapter</translation>
    </message>
    <message>
        <source>KV cache</source>
        <translation>KV-Cache</translation>
    </message>
    <message>
        <source>Compute</source>
        <translation>Rechnen</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>Frei</translation>
    </message>
</context>
<context>
    <name>Mending</name>
    <message>
        <source>Everything is kept. Begin a new chat to go on.</source>
        <translation>Alles bleibt erhalten. Zum Weitermachen einen neuen Chat beginnen.</translation>
    </message>
</context>
<context>
    <name>MessageActions</name>
    <message>
        <source>Continue the answer</source>
        <translation>Antwort fortsetzen</translation>
    </message>
    <message>
        <source>Copy answer</source>
        <translation>Antwort kopieren</translation>
    </message>
    <message>
        <source>Copy message</source>
        <translation>Nachricht kopieren</translation>
    </message>
    <message>
        <source>Edit answer</source>
        <translation>Antwort bearbeiten</translation>
    </message>
    <message>
        <source>Edit message</source>
        <translation>Nachricht bearbeiten</translation>
    </message>
    <message>
        <source>Answer again</source>
        <translation>Erneut antworten</translation>
    </message>
    <message>
        <source>Answer this message</source>
        <translation>Diese Nachricht beantworten</translation>
    </message>
    <message>
        <source>Delete this and what follows</source>
        <translation>Dies und alles Folgende löschen</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Fortsetzen</translation>
    </message>
</context>
<context>
    <name>MessageEdit</name>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>Enter sends, Shift and Enter begin a new line, Escape stops the answer.</source>
        <translation>Eingabe sendet, Umschalt und Eingabe beginnen eine neue Zeile, Esc hält die Antwort an.</translation>
    </message>
    <message>
        <source>Control and Enter send, Enter begins a new line, Escape stops the answer.</source>
        <translation>Strg und Eingabe senden, Eingabe beginnt eine neue Zeile, Esc hält die Antwort an.</translation>
    </message>
</context>
<context>
    <name>MessageEditor</name>
    <message>
        <source>Edit answer</source>
        <translation>Antwort bearbeiten</translation>
    </message>
    <message>
        <source>Edit message</source>
        <translation>Nachricht bearbeiten</translation>
    </message>
    <message>
        <source>Enter keeps the change, Shift and Enter begin a new line, Escape leaves.</source>
        <translation>Eingabe übernimmt, Umschalt und Eingabe beginnen eine neue Zeile, Esc verlässt.</translation>
    </message>
    <message>
        <source>Save it beside the answer ({keys})</source>
        <translation>Neben der Antwort speichern ({keys})</translation>
    </message>
    <message>
        <source>Send it as a new branch ({keys})</source>
        <translation>Als neuen Zweig senden ({keys})</translation>
    </message>
    <message>
        <source>The answer as it was stays beside it.</source>
        <translation>Die Antwort, wie sie war, bleibt daneben erhalten.</translation>
    </message>
    <message>
        <source>The message as it was stays beside it, with its answers.</source>
        <translation>Die Nachricht, wie sie war, bleibt daneben erhalten, mit ihren Antworten.</translation>
    </message>
    <message>
        <source>What was pasted is too long to be put in here.</source>
        <translation>Das Eingefügte ist zu lang für dieses Feld.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Control and Enter keep the change, Enter begins a new line, Escape leaves.</source>
        <translation>Strg und Eingabe übernehmen, Eingabe beginnt eine neue Zeile, Esc verlässt.</translation>
    </message>
    <message>
        <source>Leave it as it was (Esc)</source>
        <translation>Lassen, wie es war (Esc)</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
</context>
<context>
    <name>MessageText</name>
    <message>
        <source>[Picture]</source>
        <translation>[Bild]</translation>
    </message>
    <message>
        <source>[Picture: {name}]</source>
        <translation>[Bild: {name}]</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy as Markdown</source>
        <translation>Als Markdown kopieren</translation>
    </message>
    <message>
        <source>Copy link address</source>
        <translation>Linkadresse kopieren</translation>
    </message>
    <message>
        <source>Copy formula</source>
        <translation>Formel kopieren</translation>
    </message>
    <message>
        <source>Formulas: {formulas}</source>
        <translation>Formeln: {formulas}</translation>
    </message>
    <message>
        <source>Pictures: {names}</source>
        <translation>Bilder: {names}</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>Alles auswählen</translation>
    </message>
</context>
<context>
    <name>MessageView</name>
    <message>
        <source>edited</source>
        <translation>bearbeitet</translation>
    </message>
</context>
<context>
    <name>ModelButton</name>
    <message>
        <source>{name}: choose another model</source>
        <translation>{name}: anderes Modell wählen</translation>
    </message>
    <message>
        <source>Model: {name}</source>
        <translation>Modell: {name}</translation>
    </message>
    <message>
        <source>Opens the list of models.</source>
        <translation>Öffnet die Liste der Modelle.</translation>
    </message>
</context>
<context>
    <name>ModelDetails</name>
    <message>
        <source>Chat</source>
        <translation>Chatten</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>Vergleichen mit</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>Herunterladen</translation>
    </message>
    <message>
        <source>Download {build}</source>
        <translation>{build} herunterladen</translation>
    </message>
    <message>
        <source>Facts</source>
        <translation>Fakten</translation>
    </message>
    <message>
        <source>Judging the quantisations…</source>
        <translation>Die Quantisierungen werden beurteilt …</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>No other model</source>
        <translation>Kein anderes Modell</translation>
    </message>
    <message>
        <source>Quantisations</source>
        <translation>Quantisierungen</translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>Quellen</translation>
    </message>
</context>
<context>
    <name>ModelPopup</name>
    <message>
        <source>Choose a model</source>
        <translation>Modell wählen</translation>
    </message>
    <message>
        <source>Search models</source>
        <translation>Modelle suchen</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Use for new chats too</source>
        <translation>Auch für neue Chats verwenden</translation>
    </message>
    <message>
        <source>Open model file…</source>
        <translation>Modelldatei öffnen…</translation>
    </message>
    <message>
        <source>Unload now</source>
        <translation>Jetzt entladen</translation>
    </message>
    <message>
        <source>Free the memory that the loaded model takes</source>
        <translation>Den Speicher des geladenen Modells freigeben</translation>
    </message>
    <message>
        <source>Loaded</source>
        <translation>Geladen</translation>
    </message>
    <message>
        <source>Installed</source>
        <translation>Installiert</translation>
    </message>
    <message>
        <source>To download</source>
        <translation>Zum Herunterladen</translation>
    </message>
    <message>
        <source>Looking for models…</source>
        <translation>Modelle werden gesucht…</translation>
    </message>
    <message>
        <source>No model matches. Open a model file, or search for another name.</source>
        <translation>Kein Modell passt. Eine Modelldatei öffnen oder einen anderen Namen suchen.</translation>
    </message>
</context>
<context>
    <name>ModelsWindow</name>
    <message>
        <source>Discover</source>
        <translation>Entdecken</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Bibliothek</translation>
    </message>
    <message>
        <source>Machine</source>
        <translation>Computer</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
</context>
<context>
    <name>MoreButton</name>
    <message>
        <source>More about this chat</source>
        <translation>Mehr zu diesem Chat</translation>
    </message>
    <message>
        <source>Rename, move, export, delete and more</source>
        <translation>Umbenennen, verschieben, exportieren, löschen und mehr</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>Close the notice</source>
        <translation>Hinweis schließen</translation>
    </message>
</context>
<context>
    <name>OptionRow</name>
    <message>
        <source>Differs from what is recommended</source>
        <translation>Weicht von der Empfehlung ab</translation>
    </message>
    <message>
        <source>Reset {name}</source>
        <translation>{name} zurücksetzen</translation>
    </message>
    <message>
        <source>Back to {value}</source>
        <translation>Zurück zu {value}</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Search commands, chats and models</source>
        <translation>Befehle, Chats und Modelle suchen</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
    <message>
        <source>Nothing is called “{query}”.</source>
        <translation>Nichts heißt „{query}“.</translation>
    </message>
</context>
<context>
    <name>Picking</name>
    <message>
        <source>The model is unloaded once it has done what it is doing.</source>
        <translation>Das Modell wird entladen, sobald es fertig ist.</translation>
    </message>
    <message>
        <source>The model is unloaded. The next message loads it again.</source>
        <translation>Das Modell ist entladen. Die nächste Nachricht lädt es wieder.</translation>
    </message>
</context>
<context>
    <name>PictureViewer</name>
    <message>
        <source>Actual size</source>
        <translation>Originalgröße</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Speichern unter…</translation>
    </message>
</context>
<context>
    <name>Plates</name>
    <message>
        <source>That did not work</source>
        <translation>Das ging nicht</translation>
    </message>
</context>
<context>
    <name>PolicyRow</name>
    <message>
        <source>Ask me</source>
        <translation>Nachfragen</translation>
    </message>
    <message>
        <source>Leave out the oldest messages</source>
        <translation>Älteste Nachrichten weglassen</translation>
    </message>
    <message>
        <source>Stop there</source>
        <translation>Dort anhalten</translation>
    </message>
    <message>
        <source>When the context is full</source>
        <translation>Wenn der Kontext voll ist</translation>
    </message>
    <message>
        <source>What happens to a message that no longer fits the context.</source>
        <translation>Was mit einer Nachricht geschieht, die nicht mehr in den Kontext passt.</translation>
    </message>
</context>
<context>
    <name>PreparedPage</name>
    <message>
        <source>Build</source>
        <translation>Fassung</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>Datenträger</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>How much room there is could not be found out.</source>
        <translation>Wie viel Platz noch ist, ließ sich nicht feststellen.</translation>
    </message>
    <message>
        <source>I accept the {licence}</source>
        <translation>Ich nehme die {licence} an</translation>
    </message>
    <message>
        <source>It seems to be made from a Llama model, whose licence holds as well.</source>
        <translation>Es ist wohl aus einem Llama-Modell gemacht, dessen Lizenz ebenfalls gilt.</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>None is named. Ask its owner what is allowed.</source>
        <translation>Es ist keine genannt. Den Eigentümer fragen, was erlaubt ist.</translation>
    </message>
    <message>
        <source>Read the licence that comes with it</source>
        <translation>Die mitgelieferte Lizenz lesen</translation>
    </message>
    <message>
        <source>Repository</source>
        <translation>Repository</translation>
    </message>
    <message>
        <source>Text of the licence</source>
        <translation>Text der Lizenz</translation>
    </message>
    <message>
        <source>There is room for {space} more, which is not enough.</source>
        <translation>Es ist noch Platz für {space}, was nicht reicht.</translation>
    </message>
    <message>
        <source>There is room for {space} more.</source>
        <translation>Es ist noch Platz für {space}.</translation>
    </message>
    <message>
        <source>What it asks is not known.</source>
        <translation>Was sie verlangt, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>permissive</source>
        <translation>freizügig</translation>
    </message>
    <message>
        <source>{host}, which is out of reach now; its list is from earlier</source>
        <translation>{host}, jetzt nicht erreichbar; die Liste ist von früher</translation>
    </message>
    <message>
        <source>{name}. What it asks is not known.</source>
        <translation>{name}. Was sie verlangt, ist nicht bekannt.</translation>
    </message>
</context>
<context>
    <name>Presence</name>
    <message>
        <source>The desktop asks whether Parley may have the shortcut when the window is first opened.</source>
        <translation>Die Arbeitsumgebung fragt beim ersten Öffnen des Fensters, ob Parley das Tastenkürzel haben darf.</translation>
    </message>
</context>
<context>
    <name>PresetPart</name>
    <message>
        <source>Preset</source>
        <translation>Voreinstellung</translation>
    </message>
    <message>
        <source>A system prompt and options that have a name.</source>
        <translation>Ein Systemprompt und Optionen, die einen Namen haben.</translation>
    </message>
    <message numerus="yes">
        <source>%n preset(s) imported.</source>
        <translation>
            <numerusform>%n Voreinstellung importiert.</numerusform>
            <numerusform>%n Voreinstellungen importiert.</numerusform>
        </translation>
    </message>
    <message>
        <source>More about presets</source>
        <translation>Mehr zu Voreinstellungen</translation>
    </message>
    <message>
        <source>Save, rename, delete, import, export</source>
        <translation>Speichern, umbenennen, löschen, importieren, exportieren</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>“{name}” is no preset for this model now; what it set still holds.</source>
        <translation>„{name}“ ist jetzt keine Voreinstellung für dieses Modell; was eingestellt war, gilt weiter.</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>{name}, changed</source>
        <translation>{name}, geändert</translation>
    </message>
    <message>
        <source>Save as a preset…</source>
        <translation>Als Voreinstellung speichern…</translation>
    </message>
    <message>
        <source>Take “{name}” as it was</source>
        <translation>„{name}“ nehmen, wie es war</translation>
    </message>
    <message>
        <source>Overwrite “{name}”</source>
        <translation>„{name}“ überschreiben</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Umbenennen…</translation>
    </message>
    <message>
        <source>Delete “{name}”</source>
        <translation>„{name}“ löschen</translation>
    </message>
    <message>
        <source>Import presets…</source>
        <translation>Voreinstellungen importieren…</translation>
    </message>
    <message>
        <source>Export this preset…</source>
        <translation>Diese Voreinstellung exportieren…</translation>
    </message>
    <message>
        <source>Export all presets…</source>
        <translation>Alle Voreinstellungen exportieren…</translation>
    </message>
    <message>
        <source>Save as a preset</source>
        <translation>Als Voreinstellung speichern</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Only for {model}</source>
        <translation>Nur für {model}</translation>
    </message>
    <message>
        <source>Rename this preset</source>
        <translation>Voreinstellung umbenennen</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>“{name}” deleted.</source>
        <translation>„{name}“ gelöscht.</translation>
    </message>
    <message>
        <source>Import presets</source>
        <translation>Voreinstellungen importieren</translation>
    </message>
    <message>
        <source>Export presets</source>
        <translation>Voreinstellungen exportieren</translation>
    </message>
    <message>
        <source>Presets (*.json)</source>
        <translation>Voreinstellungen (*.json)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>{name} (for {model})</source>
        <translation>{name} (für {model})</translation>
    </message>
</context>
<context>
    <name>Presets</name>
    <message>
        <source>Precise</source>
        <translation>Genau</translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation>Ausgewogen</translation>
    </message>
    <message>
        <source>Creative</source>
        <translation>Kreativ</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
</context>
<context>
    <name>ProgramSettings</name>
    <message>
        <source>Look</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>Schreiben</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Netz</translation>
    </message>
    <message>
        <source>Desktop</source>
        <translation>Arbeitsumgebung</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Design</translation>
    </message>
    <message>
        <source>Colours of all windows.</source>
        <translation>Farben aller Fenster.</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Density</source>
        <translation>Dichte</translation>
    </message>
    <message>
        <source>How much room there is between things.</source>
        <translation>Wie viel Platz zwischen den Dingen ist.</translation>
    </message>
    <message>
        <source>Comfortable</source>
        <translation>Bequem</translation>
    </message>
    <message>
        <source>Compact</source>
        <translation>Kompakt</translation>
    </message>
    <message>
        <source>Size of messages, %</source>
        <translation>Größe der Nachrichten, %</translation>
    </message>
    <message>
        <source>Percent of the usual size.</source>
        <translation>Prozent der üblichen Größe.</translation>
    </message>
    <message>
        <source>Font</source>
        <translation>Schrift</translation>
    </message>
    <message>
        <source>Those that come with Parley, or the system’s own.</source>
        <translation>Die von Parley oder die des Systems.</translation>
    </message>
    <message>
        <source>Inter, with Parley</source>
        <translation>Inter, bei Parley dabei</translation>
    </message>
    <message>
        <source>The system’s</source>
        <translation>Die des Systems</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Windows that are opened from now on speak it.</source>
        <translation>Fenster, die ab jetzt geöffnet werden, sprechen sie.</translation>
    </message>
    <message>
        <source>Send with</source>
        <translation>Senden mit</translation>
    </message>
    <message>
        <source>Shift and Enter always begin a new line.</source>
        <translation>Umschalt und Eingabe beginnen immer eine neue Zeile.</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Ctrl and Enter</source>
        <translation>Strg und Eingabe</translation>
    </message>
    <message>
        <source>Long pastes</source>
        <translation>Lange Einfügungen</translation>
    </message>
    <message>
        <source>A text that is pasted and longer becomes an attachment.</source>
        <translation>Ein längerer eingefügter Text wird zum Anhang.</translation>
    </message>
    <message>
        <source>Stay in the message</source>
        <translation>In der Nachricht bleiben</translation>
    </message>
    <message>
        <source>Attach from characters</source>
        <translation>Anhängen ab Zeichen</translation>
    </message>
    <message>
        <source>Titles of chats</source>
        <translation>Titel der Chats</translation>
    </message>
    <message>
        <source>The model finds one when it has nothing else to do.</source>
        <translation>Das Modell findet einen, wenn es sonst nichts zu tun hat.</translation>
    </message>
    <message>
        <source>By the model</source>
        <translation>Vom Modell</translation>
    </message>
    <message>
        <source>The first words</source>
        <translation>Die ersten Wörter</translation>
    </message>
    <message>
        <source>Look in other programs’ folders</source>
        <translation>In Ordnern anderer Programme suchen</translation>
    </message>
    <message>
        <source>Models that LM Studio, Jan, Ollama and others have downloaded can be used too; they are only read.</source>
        <translation>Auch Modelle, die LM Studio, Jan, Ollama und andere heruntergeladen haben, sind benutzbar; sie werden nur gelesen.</translation>
    </message>
    <message>
        <source>Free the memory when idle</source>
        <translation>Speicher bei Untätigkeit freigeben</translation>
    </message>
    <message>
        <source>A model that is not used for so long is unloaded.</source>
        <translation>Ein Modell, das so lange nicht benutzt wird, wird entladen.</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nie</translation>
    </message>
    <message>
        <source>After minutes</source>
        <translation>Nach Minuten</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>Make no connection to any other computer.</source>
        <translation>Keine Verbindung zu anderen Computern herstellen.</translation>
    </message>
    <message>
        <source>Speed of downloads</source>
        <translation>Tempo der Downloads</translation>
    </message>
    <message>
        <source>All downloads together take no more than this.</source>
        <translation>Alle Downloads zusammen nehmen nicht mehr als das.</translation>
    </message>
    <message>
        <source>As fast as it goes</source>
        <translation>So schnell es geht</translation>
    </message>
    <message>
        <source>MB per second</source>
        <translation>MB pro Sekunde</translation>
    </message>
    <message>
        <source>Connections for each file</source>
        <translation>Verbindungen je Datei</translation>
    </message>
    <message>
        <source>More can be faster, where the other side allows it.</source>
        <translation>Mehr kann schneller sein, wo die Gegenseite es erlaubt.</translation>
    </message>
    <message>
        <source>Icon among the system’s</source>
        <translation>Symbol bei denen des Systems</translation>
    </message>
    <message>
        <source>Parley stays there when its last window is closed.</source>
        <translation>Parley bleibt dort, wenn das letzte Fenster geschlossen wird.</translation>
    </message>
    <message>
        <source>Keys for a quick question</source>
        <translation>Tasten für eine schnelle Frage</translation>
    </message>
    <message>
        <source>They open a small window over any program; empty is none.</source>
        <translation>Sie öffnen ein kleines Fenster über jedem Programm; leer heißt keine.</translation>
    </message>
</context>
<context>
    <name>ProgressDialog</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>PromptPart</name>
    <message>
        <source>System prompt</source>
        <translation>Systemprompt</translation>
    </message>
    <message>
        <source>None: the model answers as it was trained.</source>
        <translation>Keiner: Das Modell antwortet, wie es trainiert wurde.</translation>
    </message>
    <message>
        <source>What the model is told before the first message, in every answer.</source>
        <translation>Was dem Modell vor der ersten Nachricht gesagt wird, bei jeder Antwort.</translation>
    </message>
    <message>
        <source>Use for new chats</source>
        <translation>Für neue Chats verwenden</translation>
    </message>
    <message>
        <source>Begin every new chat with this system prompt</source>
        <translation>Jeden neuen Chat mit diesem Systemprompt beginnen</translation>
    </message>
    <message>
        <source>Use the publisher’s</source>
        <translation>Den des Herausgebers verwenden</translation>
    </message>
    <message>
        <source>Take the system prompt that its publisher ships with the model</source>
        <translation>Den Systemprompt nehmen, den der Herausgeber mitliefert</translation>
    </message>
</context>
<context>
    <name>PromptsDialog</name>
    <message>
        <source>Prompt library</source>
        <translation>Prompt-Bibliothek</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Search the prompts</source>
        <translation>Prompts durchsuchen</translation>
    </message>
    <message>
        <source>Prompts</source>
        <translation>Prompts</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>Typed behind a slash, it calls the prompt up</source>
        <translation>Hinter einem Schrägstrich getippt, ruft er den Prompt auf</translation>
    </message>
    <message>
        <source>What was pasted is too long for a prompt.</source>
        <translation>Das Eingefügte ist zu lang für einen Prompt.</translation>
    </message>
    <message>
        <source>{{name}} asks for a value, {{name:value}} begins with one, {{name:one|two}} offers a choice. {{date}}, {{clipboard}} and {{selection}} are filled in.</source>
        <translation>{{Name}} fragt nach einem Wert, {{Name:Wert}} beginnt mit einem, {{Name:eins|zwei}} bietet eine Wahl. {{date}}, {{clipboard}} und {{selection}} werden ausgefüllt.</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Neu</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importieren…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>Verwenden</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>“{name}” was deleted.</source>
        <translation>„{name}“ wurde gelöscht.</translation>
    </message>
    <message>
        <source>“{name}” is there again.</source>
        <translation>„{name}“ ist wieder da.</translation>
    </message>
    <message>
        <source>The file cannot be read: {why}.</source>
        <translation>Die Datei ist nicht lesbar: {why}.</translation>
    </message>
    <message>
        <source>Prompts imported: {count}.</source>
        <translation>Importierte Prompts: {count}.</translation>
    </message>
    <message>
        <source>Already there: {count}.</source>
        <translation>Schon da: {count}.</translation>
    </message>
    <message>
        <source>Renamed: {names}.</source>
        <translation>Umbenannt: {names}.</translation>
    </message>
    <message>
        <source>Without their command, which is taken: {names}.</source>
        <translation>Ohne ihren Befehl, der vergeben ist: {names}.</translation>
    </message>
    <message>
        <source>The file cannot be written: {why}.</source>
        <translation>Die Datei kann nicht geschrieben werden: {why}.</translation>
    </message>
    <message>
        <source>Exported to {path}.</source>
        <translation>Exportiert nach {path}.</translation>
    </message>
    <message>
        <source>Import prompts</source>
        <translation>Prompts importieren</translation>
    </message>
    <message>
        <source>Export prompts</source>
        <translation>Prompts exportieren</translation>
    </message>
    <message>
        <source>Prompts (*.json)</source>
        <translation>Prompts (*.json)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
</context>
<context>
    <name>QuickAsk</name>
    <message>
        <source>Quick ask – Parley</source>
        <translation>Schnelle Frage – Parley</translation>
    </message>
    <message>
        <source>Ask something</source>
        <translation>Etwas fragen</translation>
    </message>
    <message>
        <source>Paste what is selected</source>
        <translation>Markiertes einfügen</translation>
    </message>
    <message>
        <source>Put in the text that is selected in another program ({keys})</source>
        <translation>Den in einem anderen Programm markierten Text einsetzen ({keys})</translation>
    </message>
    <message>
        <source>Paste what was copied</source>
        <translation>Kopiertes einfügen</translation>
    </message>
    <message>
        <source>This system does not tell what is selected in another program: copy it there first ({keys})</source>
        <translation>Dieses System sagt nicht, was in anderen Programmen markiert ist: zuerst dort kopieren ({keys})</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Neu</translation>
    </message>
    <message>
        <source>Ask something else ({keys})</source>
        <translation>Etwas anderes fragen ({keys})</translation>
    </message>
    <message>
        <source>Open in window</source>
        <translation>Im Fenster öffnen</translation>
    </message>
    <message>
        <source>Go on with this conversation in a window of its own ({keys})</source>
        <translation>Diese Unterhaltung in einem eigenen Fenster fortsetzen ({keys})</translation>
    </message>
    <message>
        <source>There is no text to paste.</source>
        <translation>Es gibt keinen Text zum Einfügen.</translation>
    </message>
</context>
<context>
    <name>Reporting</name>
    <message>
        <source>Writing</source>
        <translation>Schreiben</translation>
    </message>
    <message>
        <source>{model} on {devices}</source>
        <translation>{model} auf {devices}</translation>
    </message>
    <message>
        <source>{model} on the processor</source>
        <translation>{model} auf dem Prozessor</translation>
    </message>
</context>
<context>
    <name>ResultsModel</name>
    <message>
        <source>System prompt: {passage}</source>
        <translation>Systemprompt: {passage}</translation>
    </message>
    <message>
        <source>d MMM</source>
        <translation>d. MMM</translation>
    </message>
    <message>
        <source>{title}, {day}: {passage}</source>
        <translation>{title}, {day}: {passage}</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>Neuer Chat</translation>
    </message>
</context>
<context>
    <name>ResultsView</name>
    <message>
        <source>Search results</source>
        <translation>Suchergebnisse</translation>
    </message>
</context>
<context>
    <name>Rows</name>
    <message>
        <source>chosen for this conversation</source>
        <translation>für diese Unterhaltung gewählt</translation>
    </message>
</context>
<context>
    <name>Sampling</name>
    <message>
        <source>“{line}” is not a token’s number = a value.</source>
        <translation>„{line}“ ist nicht „Nummer eines Tokens = Wert“.</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Temperatur</translation>
    </message>
    <message>
        <source>Low keeps to the likeliest words, high takes surprising ones.</source>
        <translation>Niedrig bleibt bei den wahrscheinlichsten Wörtern, hoch nimmt überraschende.</translation>
    </message>
    <message>
        <source>More options</source>
        <translation>Weitere Optionen</translation>
    </message>
    <message numerus="yes">
        <source>More options, %n changed</source>
        <translation>
            <numerusform>Weitere Optionen, %n geändert</numerusform>
            <numerusform>Weitere Optionen, %n geändert</numerusform>
        </translation>
    </message>
    <message>
        <source>Top P</source>
        <translation>Top P</translation>
    </message>
    <message>
        <source>Draws from the likeliest words that together reach this share.</source>
        <translation>Zieht aus den wahrscheinlichsten Wörtern, die zusammen diesen Anteil erreichen.</translation>
    </message>
    <message>
        <source>Top K</source>
        <translation>Top K</translation>
    </message>
    <message>
        <source>Draws from this many of the likeliest words; 0 draws from all.</source>
        <translation>Zieht aus so vielen der wahrscheinlichsten Wörter; 0 zieht aus allen.</translation>
    </message>
    <message>
        <source>Min P</source>
        <translation>Min P</translation>
    </message>
    <message>
        <source>Leaves out words that are less likely than this share of the likeliest one.</source>
        <translation>Lässt Wörter weg, die unwahrscheinlicher sind als dieser Anteil des wahrscheinlichsten.</translation>
    </message>
    <message>
        <source>Typical P</source>
        <translation>Typical P</translation>
    </message>
    <message>
        <source>Below 1, prefers words that are about as likely as one expects.</source>
        <translation>Unter 1 bevorzugt es Wörter, die etwa so wahrscheinlich sind wie erwartet.</translation>
    </message>
    <message>
        <source>Repeat penalty</source>
        <translation>Wiederholungsstrafe</translation>
    </message>
    <message>
        <source>Above 1, makes words less likely that were just written.</source>
        <translation>Über 1 macht es eben geschriebene Wörter unwahrscheinlicher.</translation>
    </message>
    <message>
        <source>Repeat window</source>
        <translation>Wiederholungsfenster</translation>
    </message>
    <message>
        <source>How many of the last tokens the three penalties look at.</source>
        <translation>Wie viele der letzten Tokens die drei Strafen betrachten.</translation>
    </message>
    <message>
        <source>Presence penalty</source>
        <translation>Vorkommensstrafe</translation>
    </message>
    <message>
        <source>Above 0, prefers words that were not written yet: new subjects.</source>
        <translation>Über 0 bevorzugt es Wörter, die noch nicht fielen: neue Themen.</translation>
    </message>
    <message>
        <source>Frequency penalty</source>
        <translation>Häufigkeitsstrafe</translation>
    </message>
    <message>
        <source>Above 0, makes a word less likely each time it is written.</source>
        <translation>Über 0 macht es ein Wort bei jedem Schreiben unwahrscheinlicher.</translation>
    </message>
    <message>
        <source>Mirostat</source>
        <translation>Mirostat</translation>
    </message>
    <message>
        <source>Keeps how surprising the text is at one level, in place of Top K, Top P and Min P.</source>
        <translation>Hält die Überraschung des Textes auf einer Höhe, statt Top K, Top P und Min P.</translation>
    </message>
    <message>
        <source>Mirostat target</source>
        <translation>Mirostat-Ziel</translation>
    </message>
    <message>
        <source>How surprising the text should be; low is more to the point.</source>
        <translation>Wie überraschend der Text sein soll; niedrig bleibt bei der Sache.</translation>
    </message>
    <message>
        <source>Mirostat rate</source>
        <translation>Mirostat-Rate</translation>
    </message>
    <message>
        <source>How quickly Mirostat corrects itself.</source>
        <translation>Wie schnell sich Mirostat korrigiert.</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>A fixed seed gives the same answer to the same prompt again.</source>
        <translation>Ein fester Startwert gibt auf denselben Prompt wieder dieselbe Antwort.</translation>
    </message>
    <message>
        <source>Stop at</source>
        <translation>Anhalten bei</translation>
    </message>
    <message>
        <source>The answer ends before one of these texts, one a line.</source>
        <translation>Die Antwort endet vor einem dieser Texte, je Zeile einer.</translation>
    </message>
    <message>
        <source>JSON schema</source>
        <translation>JSON-Schema</translation>
    </message>
    <message>
        <source>The answer is JSON of this form and nothing else.</source>
        <translation>Die Antwort ist JSON dieser Form und sonst nichts.</translation>
    </message>
    <message>
        <source>Grammar</source>
        <translation>Grammatik</translation>
    </message>
    <message>
        <source>The answer follows these rules (GBNF) and nothing else.</source>
        <translation>Die Antwort folgt diesen Regeln (GBNF) und sonst nichts.</translation>
    </message>
    <message>
        <source>Token bias</source>
        <translation>Token-Gewichtung</translation>
    </message>
    <message>
        <source>Makes tokens likelier or less likely: number = value, one a line; -1000 forbids one.</source>
        <translation>Macht Tokens wahrscheinlicher oder unwahrscheinlicher: Nummer = Wert, je Zeile eines; -1000 verbietet es.</translation>
    </message>
    <message>
        <source>Longest answer</source>
        <translation>Längste Antwort</translation>
    </message>
    <message>
        <source>The answer ends after this many tokens at the latest.</source>
        <translation>Die Antwort endet spätestens nach so vielen Tokens.</translation>
    </message>
</context>
<context>
    <name>SamplingPart</name>
    <message>
        <source>Sampling</source>
        <translation>Sampling</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>Alle zurücksetzen</translation>
    </message>
    <message>
        <source>Take what is recommended for every option</source>
        <translation>Für jede Option das Empfohlene nehmen</translation>
    </message>
    <message>
        <source>Its publisher adds: {note}</source>
        <translation>Der Herausgeber ergänzt: {note}</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Version 1</source>
        <translation>Version 1</translation>
    </message>
    <message>
        <source>Version 2</source>
        <translation>Version 2</translation>
    </message>
    <message>
        <source>Drawn anew each time</source>
        <translation>Jedes Mal neu gezogen</translation>
    </message>
    <message>
        <source>Fixed</source>
        <translation>Fest</translation>
    </message>
    <message>
        <source>As long as the context</source>
        <translation>So lang wie der Kontext</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Tokens</translation>
    </message>
    <message>
        <source>Its publisher recommends {value}.</source>
        <translation>Der Herausgeber empfiehlt {value}.</translation>
    </message>
    <message>
        <source>The model’s file asks for {value}.</source>
        <translation>Die Modelldatei verlangt {value}.</translation>
    </message>
    <message>
        <source>Usual: {value}.</source>
        <translation>Üblich: {value}.</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
</context>
<context>
    <name>SearchEverywhere</name>
    <message>
        <source>Nothing was found.</source>
        <translation>Nichts gefunden.</translation>
    </message>
    <message numerus="yes">
        <source>%n result(s)</source>
        <translation>
            <numerusform>%n Treffer</numerusform>
            <numerusform>%n Treffer</numerusform>
        </translation>
    </message>
    <message>
        <source>Older messages are still being made searchable.</source>
        <translation>Ältere Nachrichten werden noch durchsuchbar gemacht.</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Search all chats</source>
        <translation>Alle Chats durchsuchen</translation>
    </message>
    <message>
        <source>End the search</source>
        <translation>Suche beenden</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>This desktop has no place for such icons, so Parley ends as usual.</source>
        <translation>Diese Arbeitsumgebung hat keinen Platz für solche Symbole, daher endet Parley wie üblich.</translation>
    </message>
    <message>
        <source>New chats</source>
        <translation>Neue Chats</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Answers where a chat has none of its own.</source>
        <translation>Antwortet, wo ein Chat kein eigenes hat.</translation>
    </message>
    <message>
        <source>{name} · {quantisation}</source>
        <translation>{name} · {quantisation}</translation>
    </message>
</context>
<context>
    <name>SettingsPane</name>
    <message>
        <source>Settings of the &amp;conversation</source>
        <translation>Einstellungen der &amp;Unterhaltung</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>&amp;Einstellungen…</translation>
    </message>
    <message>
        <source>Presets</source>
        <translation>Voreinstellungen</translation>
    </message>
    <message>
        <source>Save what is set as a preset…</source>
        <translation>Eingestelltes als Voreinstellung speichern…</translation>
    </message>
    <message>
        <source>Import presets…</source>
        <translation>Voreinstellungen importieren…</translation>
    </message>
    <message>
        <source>Export all presets…</source>
        <translation>Alle Voreinstellungen exportieren…</translation>
    </message>
    <message>
        <source>Load the model now</source>
        <translation>Modell jetzt laden</translation>
    </message>
</context>
<context>
    <name>SettingsPanel</name>
    <message>
        <source>Settings of the conversation</source>
        <translation>Einstellungen der Unterhaltung</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>Unterhaltung</translation>
    </message>
    <message>
        <source>Close the panel</source>
        <translation>Seitenleiste schließen</translation>
    </message>
    <message>
        <source>Not loaded yet: it loads with the next message.</source>
        <translation>Noch nicht geladen: Es lädt mit der nächsten Nachricht.</translation>
    </message>
    <message>
        <source>Loads again with the next message.</source>
        <translation>Wird mit der nächsten Nachricht neu geladen.</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Wird geladen…</translation>
    </message>
</context>
<context>
    <name>ShelfCommands</name>
    <message>
        <source>&amp;Rename</source>
        <translation>&amp;Umbenennen</translation>
    </message>
    <message>
        <source>&amp;Pin</source>
        <translation>An&amp;heften</translation>
    </message>
    <message>
        <source>Move to &amp;folder…</source>
        <translation>In &amp;Ordner verschieben…</translation>
    </message>
    <message>
        <source>New f&amp;older…</source>
        <translation>Neuer O&amp;rdner…</translation>
    </message>
    <message>
        <source>Arc&amp;hive</source>
        <translation>Arc&amp;hivieren</translation>
    </message>
    <message>
        <source>D&amp;uplicate</source>
        <translation>D&amp;uplizieren</translation>
    </message>
    <message>
        <source>Go to the &amp;list of chats</source>
        <translation>Zur &amp;Liste der Chats</translation>
    </message>
    <message>
        <source>List of chats</source>
        <translation>Liste der Chats</translation>
    </message>
    <message>
        <source>Show the chat above, or below</source>
        <translation>Den Chat darüber oder darunter zeigen</translation>
    </message>
    <message>
        <source>Write in the chat, or open a folder</source>
        <translation>Im Chat schreiben oder einen Ordner öffnen</translation>
    </message>
    <message>
        <source>Close a folder, or open it</source>
        <translation>Einen Ordner schließen oder öffnen</translation>
    </message>
    <message>
        <source>Take several chats</source>
        <translation>Mehrere Chats auswählen</translation>
    </message>
    <message>
        <source>Delete the chats, or the folder</source>
        <translation>Die Chats oder den Ordner löschen</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>&amp;Löschen</translation>
    </message>
    <message>
        <source>&amp;Undo the deletion</source>
        <translation>Löschen &amp;rückgängig machen</translation>
    </message>
</context>
<context>
    <name>Shelving</name>
    <message>
        <source>Archived “{title}”.</source>
        <translation>„{title}“ archiviert.</translation>
    </message>
    <message numerus="yes">
        <source>%n conversation(s) archived.</source>
        <translation>
            <numerusform>%n Unterhaltung archiviert.</numerusform>
            <numerusform>%n Unterhaltungen archiviert.</numerusform>
        </translation>
    </message>
    <message>
        <source>New folder</source>
        <translation>Neuer Ordner</translation>
    </message>
    <message>
        <source>{title} (copy)</source>
        <translation>{title} (Kopie)</translation>
    </message>
    <message>
        <source>Deleted “{title}”.</source>
        <translation>„{title}“ gelöscht.</translation>
    </message>
    <message numerus="yes">
        <source>%n conversation(s) deleted.</source>
        <translation>
            <numerusform>%n Unterhaltung gelöscht.</numerusform>
            <numerusform>%n Unterhaltungen gelöscht.</numerusform>
        </translation>
    </message>
    <message>
        <source>Deleted the folder “{name}”.</source>
        <translation>Ordner „{name}“ gelöscht.</translation>
    </message>
    <message>
        <source>No folder</source>
        <translation>Kein Ordner</translation>
    </message>
    <message>
        <source>New folder…</source>
        <translation>Neuer Ordner…</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>Neuer Chat</translation>
    </message>
    <message>
        <source>Open in another window</source>
        <translation>In weiterem Fenster öffnen</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>Lösen</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>Anheften</translation>
    </message>
    <message>
        <source>Move to folder</source>
        <translation>In Ordner verschieben</translation>
    </message>
    <message>
        <source>Take out of the archive</source>
        <translation>Aus dem Archiv holen</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>Archivieren</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Duplizieren</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>Nach oben</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>Nach unten</translation>
    </message>
    <message>
        <source>Delete folder</source>
        <translation>Ordner löschen</translation>
    </message>
</context>
<context>
    <name>ShortcutsWindow</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Find a shortcut</source>
        <translation>Tastenkürzel finden</translation>
    </message>
    <message>
        <source>No shortcut is called “{query}”.</source>
        <translation>Kein Tastenkürzel heißt „{query}“.</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>Conversations</source>
        <translation>Unterhaltungen</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>Neuer Chat</translation>
    </message>
    <message>
        <source>Begin a new chat</source>
        <translation>Neuen Chat beginnen</translation>
    </message>
    <message>
        <source>Your conversations will be here.</source>
        <translation>Hier erscheinen die Unterhaltungen.</translation>
    </message>
</context>
<context>
    <name>SidebarDelegate</name>
    <message>
        <source>New name</source>
        <translation>Neuer Name</translation>
    </message>
    <message>
        <source>Enter keeps it, Escape leaves the name as it was.</source>
        <translation>Eingabe übernimmt, Esc lässt den Namen, wie er war.</translation>
    </message>
</context>
<context>
    <name>SidebarModel</name>
    <message>
        <source>New chat</source>
        <translation>Neuer Chat</translation>
    </message>
    <message>
        <source>{month} {year}</source>
        <translation>{month} {year}</translation>
    </message>
    <message>
        <source>Pinned</source>
        <translation>Angeheftet</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Gestern</translation>
    </message>
    <message>
        <source>Last week</source>
        <translation>Letzte Woche</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>Archiv</translation>
    </message>
    <message>
        <source>closed, with a new answer</source>
        <translation>geschlossen, mit neuer Antwort</translation>
    </message>
    <message>
        <source>open</source>
        <translation>offen</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>geschlossen</translation>
    </message>
    <message numerus="yes">
        <source>{name}, {state}, %n conversation(s)</source>
        <translation>
            <numerusform>{name}, {state}, %n Unterhaltung</numerusform>
            <numerusform>{name}, {state}, %n Unterhaltungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Folder {name}, {state}, %n conversation(s)</source>
        <translation>
            <numerusform>Ordner {name}, {state}, %n Unterhaltung</numerusform>
            <numerusform>Ordner {name}, {state}, %n Unterhaltungen</numerusform>
        </translation>
    </message>
    <message>
        <source>{title}, an answer is being written</source>
        <translation>{title}, eine Antwort wird geschrieben</translation>
    </message>
    <message>
        <source>{title}, with a new answer</source>
        <translation>{title}, mit neuer Antwort</translation>
    </message>
    <message>
        <source>{title}, pinned</source>
        <translation>{title}, angeheftet</translation>
    </message>
    <message>
        <source>{title}, in the folder {folder}</source>
        <translation>{title}, im Ordner {folder}</translation>
    </message>
</context>
<context>
    <name>SidebarView</name>
    <message>
        <source>List of conversations</source>
        <translation>Liste der Unterhaltungen</translation>
    </message>
</context>
<context>
    <name>SlashList</name>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>{name}: {title}</source>
        <translation>{name}: {title}</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Geschwindigkeit</translation>
    </message>
    <message>
        <source>Context used</source>
        <translation>Benutzter Kontext</translation>
    </message>
    <message>
        <source>Downloads: {text}</source>
        <translation>Downloads: {text}</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Netz</translation>
    </message>
    <message>
        <source>Show the downloads</source>
        <translation>Die Downloads zeigen</translation>
    </message>
    <message>
        <source>{used} of {total}</source>
        <translation>{used} von {total}</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>offline</translation>
    </message>
</context>
<context>
    <name>Stepper</name>
    <message>
        <source>Previous version</source>
        <translation>Vorige Fassung</translation>
    </message>
    <message>
        <source>Next version</source>
        <translation>Nächste Fassung</translation>
    </message>
    <message>
        <source>Version {number} of {count}</source>
        <translation>Fassung {number} von {count}</translation>
    </message>
</context>
<context>
    <name>Thought</name>
    <message>
        <source>Hide what the model thought</source>
        <translation>Gedanken des Modells ausblenden</translation>
    </message>
    <message>
        <source>Show what the model thought</source>
        <translation>Gedanken des Modells zeigen</translation>
    </message>
    <message>
        <source>What the model thought</source>
        <translation>Was das Modell dachte</translation>
    </message>
</context>
<context>
    <name>Thumbnail</name>
    <message>
        <source>A picture. Enter opens it.</source>
        <translation>Ein Bild. Die Eingabetaste öffnet es.</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Search…  {keys}</source>
        <translation>Suchen…  {keys}</translation>
    </message>
</context>
<context>
    <name>Transcript</name>
    <message>
        <source>Transcript</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Latest</source>
        <translation>Neueste</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s).</source>
        <translation>
            <numerusform>%n Nachricht.</numerusform>
            <numerusform>%n Nachrichten.</numerusform>
        </translation>
    </message>
    <message>
        <source>Go to the newest message</source>
        <translation>Zur neuesten Nachricht</translation>
    </message>
    <message>
        <source>{up} goes to the message above, {down} to the one below.</source>
        <translation>{up} führt zur Nachricht darüber, {down} zu der darunter.</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>New chat</source>
        <translation>Neuer Chat</translation>
    </message>
    <message>
        <source>Quick ask</source>
        <translation>Schnelle Frage</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
</context>
<context>
    <name>UndoBar</name>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Have it back</source>
        <translation>Zurückholen</translation>
    </message>
    <message>
        <source>Close this line</source>
        <translation>Diese Zeile schließen</translation>
    </message>
    <message>
        <source>Close this line; undo stays in the menu</source>
        <translation>Diese Zeile schließen; „Rückgängig“ bleibt im Menü</translation>
    </message>
    <message>
        <source>1 message deleted.</source>
        <translation>1 Nachricht gelöscht.</translation>
    </message>
    <message>
        <source>{count} messages deleted.</source>
        <translation>{count} Nachrichten gelöscht.</translation>
    </message>
</context>
<context>
    <name>UsageBar</name>
    <message>
        <source>Disk of the models, {size}</source>
        <translation>Datenträger der Modelle, {size}</translation>
    </message>
    <message>
        <source>Everything else</source>
        <translation>Alles andere</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>Frei</translation>
    </message>
    <message>
        <source>Models of other programs</source>
        <translation>Modelle anderer Programme</translation>
    </message>
    <message>
        <source>Your models</source>
        <translation>Eigene Modelle</translation>
    </message>
</context>
<context>
    <name>WindowCommands</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Chat</source>
        <translation>&amp;Chat</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Design</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;New chat</source>
        <translation>&amp;Neuer Chat</translation>
    </message>
    <message>
        <source>New &amp;window</source>
        <translation>Neues &amp;Fenster</translation>
    </message>
    <message>
        <source>&amp;Quick ask</source>
        <translation>&amp;Schnelle Frage</translation>
    </message>
    <message>
        <source>Ask something in a small window over all others</source>
        <translation>Etwas in einem kleinen Fenster über allen anderen fragen</translation>
    </message>
    <message>
        <source>Open this chat in another window</source>
        <translation>Diesen Chat in einem weiteren Fenster öffnen</translation>
    </message>
    <message>
        <source>&amp;Close window</source>
        <translation>Fenster s&amp;chließen</translation>
    </message>
    <message>
        <source>&amp;Open model file…</source>
        <translation>&amp;Modelldatei öffnen…</translation>
    </message>
    <message>
        <source>Use the &amp;starter model</source>
        <translation>&amp;Startmodell verwenden</translation>
    </message>
    <message>
        <source>O&amp;ffline</source>
        <translation>&amp;Offline</translation>
    </message>
    <message>
        <source>Make no connection to any other computer</source>
        <translation>Keine Verbindung zu anderen Computern herstellen</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>An&amp;halten</translation>
    </message>
    <message>
        <source>&amp;Answer again</source>
        <translation>Erneut &amp;antworten</translation>
    </message>
    <message>
        <source>Con&amp;tinue the answer</source>
        <translation>Antwort &amp;fortsetzen</translation>
    </message>
    <message>
        <source>&amp;Edit message</source>
        <translation>Nachricht &amp;bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Copy answer</source>
        <translation>Antwort &amp;kopieren</translation>
    </message>
    <message>
        <source>Pre&amp;vious version</source>
        <translation>V&amp;orige Fassung</translation>
    </message>
    <message>
        <source>Ne&amp;xt version</source>
        <translation>Nä&amp;chste Fassung</translation>
    </message>
    <message>
        <source>Delete message and what &amp;follows</source>
        <translation>Nachricht und alles &amp;Folgende löschen</translation>
    </message>
    <message>
        <source>&amp;Next chat</source>
        <translation>&amp;Nächster Chat</translation>
    </message>
    <message>
        <source>&amp;Previous chat</source>
        <translation>&amp;Voriger Chat</translation>
    </message>
    <message>
        <source>&amp;Search everything…</source>
        <translation>Alles durch&amp;suchen…</translation>
    </message>
    <message>
        <source>Find commands, chats and models by a few letters</source>
        <translation>Befehle, Chats und Modelle mit wenigen Buchstaben finden</translation>
    </message>
    <message>
        <source>Go to the &amp;message box</source>
        <translation>Zum &amp;Eingabefeld</translation>
    </message>
    <message>
        <source>Show or hide the conversations</source>
        <translation>Unterhaltungen ein- oder ausblenden</translation>
    </message>
    <message>
        <source>Message &amp;above</source>
        <translation>Nachricht dar&amp;über</translation>
    </message>
    <message>
        <source>Message &amp;below</source>
        <translation>Nachricht dar&amp;unter</translation>
    </message>
    <message>
        <source>&amp;Larger text</source>
        <translation>&amp;Größere Schrift</translation>
    </message>
    <message>
        <source>&amp;Smaller text</source>
        <translation>&amp;Kleinere Schrift</translation>
    </message>
    <message>
        <source>&amp;Usual size</source>
        <translation>&amp;Übliche Größe</translation>
    </message>
    <message>
        <source>Ask something else</source>
        <translation>Etwas anderes fragen</translation>
    </message>
    <message>
        <source>Com&amp;pact</source>
        <translation>Kom&amp;pakt</translation>
    </message>
    <message>
        <source>Copy as &amp;Markdown</source>
        <translation>Als &amp;Markdown kopieren</translation>
    </message>
    <message>
        <source>Delete it and what follows</source>
        <translation>Sie und alles Folgende löschen</translation>
    </message>
    <message>
        <source>Details &amp;of the answer…</source>
        <translation>&amp;Einzelheiten der Antwort…</translation>
    </message>
    <message>
        <source>Edit the message that has the focus</source>
        <translation>Die Nachricht bearbeiten, die den Fokus hat</translation>
    </message>
    <message>
        <source>Go on in a window</source>
        <translation>In einem Fenster fortsetzen</translation>
    </message>
    <message>
        <source>Go to the ne&amp;west message</source>
        <translation>Zur ne&amp;uesten Nachricht</translation>
    </message>
    <message>
        <source>Go to the oldest message, or the newest</source>
        <translation>Zur ältesten oder zur neuesten Nachricht</translation>
    </message>
    <message>
        <source>Go to where the next &amp;prompt begins</source>
        <translation>Zum Anfang des nächsten &amp;Prompts</translation>
    </message>
    <message>
        <source>Hide it</source>
        <translation>Ausblenden</translation>
    </message>
    <message>
        <source>Leave less room between things</source>
        <translation>Weniger Platz zwischen den Dingen lassen</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>Open it in any program, or hide it</source>
        <translation>In jedem Programm öffnen oder ausblenden</translation>
    </message>
    <message>
        <source>Paste what is selected elsewhere</source>
        <translation>Anderswo Markiertes einfügen</translation>
    </message>
    <message>
        <source>Quick ask</source>
        <translation>Schnelle Frage</translation>
    </message>
    <message>
        <source>Scroll by a page</source>
        <translation>Um eine Seite blättern</translation>
    </message>
    <message>
        <source>Show its previous version, or the next</source>
        <translation>Ihre vorige oder nächste Fassung zeigen</translation>
    </message>
    <message>
        <source>Show the &amp;conversations</source>
        <translation>&amp;Unterhaltungen zeigen</translation>
    </message>
    <message>
        <source>Show what an answer was made with: model, seed, prompt, options</source>
        <translation>Zeigen, womit eine Antwort entstand: Modell, Startwert, Prompt, Optionen</translation>
    </message>
    <message>
        <source>Show what the next message will leave out</source>
        <translation>Zeigen, was die nächste Nachricht weglassen wird</translation>
    </message>
    <message>
        <source>System &amp;fonts</source>
        <translation>System&amp;schriften</translation>
    </message>
    <message>
        <source>Write with the fonts of the system instead of Parley&apos;s own</source>
        <translation>Mit den Schriften des Systems statt denen von Parley schreiben</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>Wie das &amp;System</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>&amp;Tastenkürzel</translation>
    </message>
    <message>
        <source>Show the engine&apos;s &amp;log</source>
        <translation>&amp;Protokoll der Engine zeigen</translation>
    </message>
    <message>
        <source>&amp;About Parley</source>
        <translation>Ü&amp;ber Parley</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>Schreiben</translation>
    </message>
    <message>
        <source>Send the message</source>
        <translation>Nachricht senden</translation>
    </message>
    <message>
        <source>Begin a new line</source>
        <translation>Neue Zeile beginnen</translation>
    </message>
</context>
<context>
    <name>WindowDownloads</name>
    <message>
        <source>&amp;Downloads</source>
        <translation>&amp;Downloads</translation>
    </message>
    <message>
        <source>Chat now</source>
        <translation>Jetzt chatten</translation>
    </message>
    <message>
        <source>Show downloads</source>
        <translation>Downloads zeigen</translation>
    </message>
    <message>
        <source>Show what is being downloaded</source>
        <translation>Zeigen, was heruntergeladen wird</translation>
    </message>
    <message>
        <source>“{name}” answers from now on.</source>
        <translation>„{name}“ antwortet von nun an.</translation>
    </message>
    <message>
        <source>“{name}” is not on this computer any more.</source>
        <translation>„{name}“ ist nicht mehr auf diesem Computer.</translation>
    </message>
    <message>
        <source>“{name}” is on this computer now.</source>
        <translation>„{name}“ ist jetzt auf diesem Computer.</translation>
    </message>
</context>
<context>
    <name>WindowExchange</name>
    <message>
        <source>E&amp;xport chats…</source>
        <translation>Chats e&amp;xportieren…</translation>
    </message>
    <message>
        <source>&amp;Import chats…</source>
        <translation>Chats &amp;importieren…</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>Neuer Chat</translation>
    </message>
    <message>
        <source>Export chats</source>
        <translation>Chats exportieren</translation>
    </message>
    <message>
        <source>Markdown (*.md)</source>
        <translation>Markdown (*.md)</translation>
    </message>
    <message>
        <source>Parley chats</source>
        <translation>Parley-Chats</translation>
    </message>
    <message>
        <source>Web page (*.html)</source>
        <translation>Webseite (*.html)</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>Export here</source>
        <translation>Hierhin exportieren</translation>
    </message>
    <message>
        <source>Exporting chats</source>
        <translation>Chats werden exportiert</translation>
    </message>
    <message numerus="yes">
        <source>%n chat(s) exported to {place}.</source>
        <translation>
            <numerusform>%n Chat nach {place} exportiert.</numerusform>
            <numerusform>%n Chats nach {place} exportiert.</numerusform>
        </translation>
    </message>
    <message>
        <source>Import chats</source>
        <translation>Chats importieren</translation>
    </message>
    <message>
        <source>Chats of Parley, ChatGPT and Open WebUI (*.json *.zip)</source>
        <translation>Chats von Parley, ChatGPT und Open WebUI (*.json *.zip)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Importing chats</source>
        <translation>Chats werden importiert</translation>
    </message>
    <message>
        <source>Chats are being exported or imported.</source>
        <translation>Chats werden exportiert oder importiert.</translation>
    </message>
</context>
<context>
    <name>WindowModels</name>
    <message>
        <source>&amp;Models…</source>
        <translation>&amp;Modelle …</translation>
    </message>
    <message>
        <source>Find models, and see those that are here</source>
        <translation>Modelle finden, und sehen, welche hier sind</translation>
    </message>
</context>
<context>
    <name>WindowSearch</name>
    <message>
        <source>Search all &amp;chats…</source>
        <translation>Alle &amp;Chats durchsuchen…</translation>
    </message>
    <message>
        <source>&amp;Find in this chat…</source>
        <translation>In diesem Chat &amp;suchen…</translation>
    </message>
    <message>
        <source>Find &amp;next</source>
        <translation>&amp;Weitersuchen</translation>
    </message>
    <message>
        <source>Find &amp;previous</source>
        <translation>&amp;Rückwärts suchen</translation>
    </message>
</context>
<context>
    <name>Windows</name>
    <message>
        <source>“{name}” is on this computer now. Press here to chat with it.</source>
        <translation>„{name}“ ist jetzt auf diesem Computer. Hier drücken, um damit zu chatten.</translation>
    </message>
</context>
<context>
    <name>Writing</name>
    <message>
        <source>Not attached, because another conversation was opened: {names}.</source>
        <translation>Nicht angehängt, weil eine andere Unterhaltung geöffnet wurde: {names}.</translation>
    </message>
    <message>
        <source>A message takes {most} attachments; the others were left out.</source>
        <translation>Eine Nachricht fasst {most} Anhänge; die übrigen wurden weggelassen.</translation>
    </message>
    <message>
        <source>Attach files</source>
        <translation>Dateien anhängen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Put into the message</source>
        <translation>In die Nachricht setzen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>picture</source>
        <translation>Bild</translation>
    </message>
</context>
<context>
    <name>Written</name>
    <message>
        <source>What was pasted is too long to be written here.</source>
        <translation>Der eingefügte Text ist zu lang für dieses Feld.</translation>
    </message>
</context>
<context>
    <name>actions</name>
    <message>
        <source>{what} ({keys})</source>
        <translation>{what} ({keys})</translation>
    </message>
</context>
<context>
    <name>attachments</name>
    <message>
        <source>{count} characters</source>
        <translation>{count} Zeichen</translation>
    </message>
    <message>
        <source>1 word</source>
        <translation>1 Wort</translation>
    </message>
    <message>
        <source>Choose another place, or make that one writable.</source>
        <translation>Einen anderen Ort wählen oder diesen beschreibbar machen.</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>Bild kopieren</translation>
    </message>
    <message>
        <source>Open picture</source>
        <translation>Bild öffnen</translation>
    </message>
    <message>
        <source>Save picture as</source>
        <translation>Bild speichern unter</translation>
    </message>
    <message>
        <source>Save picture as…</source>
        <translation>Bild speichern unter…</translation>
    </message>
    <message>
        <source>The picture is still here.</source>
        <translation>Das Bild ist noch hier.</translation>
    </message>
    <message>
        <source>{count} words</source>
        <translation>{count} Wörter</translation>
    </message>
    <message>
        <source>{name}, {length}</source>
        <translation>{name}, {length}</translation>
    </message>
    <message>
        <source>{path} could not be written.</source>
        <translation>{path} konnte nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>{width} × {height} pixels, {size}</source>
        <translation>{width} × {height} Pixel, {size}</translation>
    </message>
    <message>
        <source>{length}. The first {count} characters are shown; all of it is sent.</source>
        <translation>{length}. Gezeigt werden die ersten {count} Zeichen; gesendet wird alles.</translation>
    </message>
</context>
<context>
    <name>core</name>
    <message>
        <source>; it looks like {1}.</source>
        <translation>; sie sieht aus wie {1}.</translation>
    </message>
    <message>
        <source>A folder needs a name.</source>
        <translation>Ein Ordner braucht einen Namen.</translation>
    </message>
    <message>
        <source>A grammar and a JSON schema exclude each other. Empty one of the two.</source>
        <translation>Grammatik und JSON-Schema schließen sich aus. Eines von beiden leeren.</translation>
    </message>
    <message>
        <source>A graphics card</source>
        <translation>Eine Grafikkarte</translation>
    </message>
    <message>
        <source>A preset needs a name.</source>
        <translation>Eine Voreinstellung braucht einen Namen.</translation>
    </message>
    <message>
        <source>A prompt needs a name.</source>
        <translation>Ein Prompt braucht einen Namen.</translation>
    </message>
    <message>
        <source>A small English model by Hugging Face with the Llama architecture: 135 million weights, 98 MB, 8,192 tokens of context. Quick on any computer; often wrong about facts.</source>
        <translation>Ein kleines englisches Modell von Hugging Face mit der Llama-Architektur: 135 Millionen Gewichte, 98 MB, 8.192 Tokens Kontext. Schnell auf jedem Computer; bei Fakten oft falsch.</translation>
    </message>
    <message>
        <source>An unexpected error</source>
        <translation>Ein unerwarteter Fehler</translation>
    </message>
    <message>
        <source>Another program keeps the file with your conversations, {1}, busy.</source>
        <translation>Ein anderes Programm hält die Datei mit den Unterhaltungen, {1}, besetzt.</translation>
    </message>
    <message>
        <source>Answer it again.</source>
        <translation>Erneut antworten lassen.</translation>
    </message>
    <message>
        <source>Ask for more, or have it answered again.</source>
        <translation>Um mehr bitten oder erneut antworten lassen.</translation>
    </message>
    <message>
        <source>Attach a file with text in it.</source>
        <translation>Eine Datei anhängen, in der Text steht.</translation>
    </message>
    <message>
        <source>Attach the files that you mean, one by one or together.</source>
        <translation>Die gemeinten Dateien anhängen, einzeln oder zusammen.</translation>
    </message>
    <message>
        <source>Attach the part of it that matters.</source>
        <translation>Den Teil anhängen, auf den es ankommt.</translation>
    </message>
    <message>
        <source>Begin the conversation with a message of your own, or choose another model.</source>
        <translation>Die Unterhaltung mit einer eigenen Nachricht beginnen oder ein anderes Modell wählen.</translation>
    </message>
    <message>
        <source>Change it and save again.</source>
        <translation>Ändern und erneut speichern.</translation>
    </message>
    <message>
        <source>Check its permissions and that its disk is connected.</source>
        <translation>Prüfen, ob sie gelesen werden darf und ob der Datenträger angeschlossen ist.</translation>
    </message>
    <message>
        <source>Check its rules; one must be named root.</source>
        <translation>Die Regeln prüfen; eine muss root heißen.</translation>
    </message>
    <message>
        <source>Check that the disk is there and that the file and its folder may be written.</source>
        <translation>Prüfen, ob der Datenträger da ist und ob Datei und Ordner beschreibbar sind.</translation>
    </message>
    <message>
        <source>Check that the file is whole and may be read, and import it again.</source>
        <translation>Prüfen, ob die Datei ganz und lesbar ist, und erneut importieren.</translation>
    </message>
    <message>
        <source>Check the path, or choose another model.</source>
        <translation>Den Pfad prüfen oder ein anderes Modell wählen.</translation>
    </message>
    <message>
        <source>Check the path; the adapter must be a GGUF file.</source>
        <translation>Den Pfad prüfen; der Adapter muss eine GGUF-Datei sein.</translation>
    </message>
    <message>
        <source>Check the permissions there, or import it without --move.</source>
        <translation>Die Berechtigungen dort prüfen oder ohne --move importieren.</translation>
    </message>
    <message>
        <source>Choose a JSON file from “Export” in the prompt library.</source>
        <translation>Eine JSON-Datei wählen, die mit „Exportieren“ in der Prompt-Bibliothek entstand.</translation>
    </message>
    <message>
        <source>Choose a file that was exported from Parley.</source>
        <translation>Eine Datei wählen, die aus Parley exportiert wurde.</translation>
    </message>
    <message>
        <source>Choose a folder that holds .gguf files.</source>
        <translation>Einen Ordner mit .gguf-Dateien wählen.</translation>
    </message>
    <message>
        <source>Choose a model file whose name ends in .gguf, or download it again.</source>
        <translation>Eine Modelldatei wählen, deren Name auf .gguf endet, oder sie erneut herunterladen.</translation>
    </message>
    <message>
        <source>Choose a model file whose name ends in .gguf.</source>
        <translation>Eine Modelldatei wählen, deren Name auf .gguf endet.</translation>
    </message>
    <message>
        <source>Choose a model, then send again.</source>
        <translation>Ein Modell wählen, dann erneut senden.</translation>
    </message>
    <message>
        <source>Choose a value from {1} to {2}.</source>
        <translation>Einen Wert von {1} bis {2} wählen.</translation>
    </message>
    <message>
        <source>Choose a whole number from 0 to {1}.</source>
        <translation>Eine ganze Zahl von 0 bis {1} wählen.</translation>
    </message>
    <message>
        <source>Choose another command, or none.</source>
        <translation>Einen anderen Befehl wählen oder keinen.</translation>
    </message>
    <message>
        <source>Choose another file of this model, or give a template of your own.</source>
        <translation>Eine andere Datei dieses Modells wählen oder eine eigene Vorlage angeben.</translation>
    </message>
    <message>
        <source>Choose another file of this model.</source>
        <translation>Eine andere Datei dieses Modells wählen.</translation>
    </message>
    <message>
        <source>Choose another folder.</source>
        <translation>Einen anderen Ordner wählen.</translation>
    </message>
    <message>
        <source>Choose another model, or update Parley when its engine supports this one.</source>
        <translation>Ein anderes Modell wählen oder Parley aktualisieren, sobald die Engine dieses unterstützt.</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>Einen anderen Namen wählen.</translation>
    </message>
    <message>
        <source>Choose another one, or begin a new one.</source>
        <translation>Eine andere wählen oder eine neue beginnen.</translation>
    </message>
    <message>
        <source>Choose another one.</source>
        <translation>Einen anderen wählen.</translation>
    </message>
    <message>
        <source>Choose another place, or make that one writable.</source>
        <translation>Einen anderen Ort wählen oder diesen beschreibbar machen.</translation>
    </message>
    <message>
        <source>Choose another value.</source>
        <translation>Einen anderen Wert wählen.</translation>
    </message>
    <message>
        <source>Choose from: {1}.</source>
        <translation>Zur Wahl stehen: {1}.</translation>
    </message>
    <message>
        <source>Choose it where it is now.</source>
        <translation>Dort wählen, wo es jetzt liegt.</translation>
    </message>
    <message>
        <source>Choose one that is there ({1}) or give the path of a .gguf file.</source>
        <translation>Eines wählen, das da ist ({1}), oder den Pfad einer .gguf-Datei angeben.</translation>
    </message>
    <message>
        <source>Choose the .gguf file in it.</source>
        <translation>Die .gguf-Datei darin wählen.</translation>
    </message>
    <message>
        <source>Choose the first part instead: {1}.</source>
        <translation>Stattdessen den ersten Teil wählen: {1}.</translation>
    </message>
    <message>
        <source>Choose the folder that the models are in.</source>
        <translation>Den Ordner wählen, in dem die Modelle liegen.</translation>
    </message>
    <message>
        <source>Choose the model&apos;s instruct or chat version, or give a template of your own.</source>
        <translation>Die Instruct- oder Chat-Fassung des Modells wählen oder eine eigene Vorlage angeben.</translation>
    </message>
    <message>
        <source>Choose the model&apos;s own file.</source>
        <translation>Die Datei des Modells selbst wählen.</translation>
    </message>
    <message>
        <source>Close Parley and start it again; if it stays so, install it again.</source>
        <translation>Parley schließen und neu starten; bleibt es so, neu installieren.</translation>
    </message>
    <message>
        <source>Close other programs and try again; if it stays so, install Parley again.</source>
        <translation>Andere Programme schließen und erneut versuchen; bleibt es so, Parley neu installieren.</translation>
    </message>
    <message>
        <source>Close other programs, choose a smaller context, or a smaller model.</source>
        <translation>Andere Programme schließen, einen kleineren Kontext oder ein kleineres Modell wählen.</translation>
    </message>
    <message>
        <source>Close other programs, or load a smaller model or context; then send again: the engine is started anew.</source>
        <translation>Andere Programme schließen oder ein kleineres Modell oder einen kleineren Kontext laden; dann erneut senden: Die Engine wird neu gestartet.</translation>
    </message>
    <message>
        <source>Close the other program and try again.</source>
        <translation>Das andere Programm schließen und erneut versuchen.</translation>
    </message>
    <message>
        <source>Continued by {1}.</source>
        <translation>Fortgesetzt von {1}.</translation>
    </message>
    <message>
        <source>Conversation {1}</source>
        <translation>Unterhaltung {1}</translation>
    </message>
    <message>
        <source>Copy the text out of it and paste it here.</source>
        <translation>Den Text daraus kopieren und hier einfügen.</translation>
    </message>
    <message>
        <source>Correct or remove them in the settings file, then start Parley again.</source>
        <translation>In der Einstellungsdatei berichtigen oder entfernen, dann Parley neu starten.</translation>
    </message>
    <message>
        <source>Correct the schema.</source>
        <translation>Das Schema berichtigen.</translation>
    </message>
    <message>
        <source>Download it again, or choose another file.</source>
        <translation>Erneut herunterladen oder eine andere Datei wählen.</translation>
    </message>
    <message>
        <source>Download it again; the download was probably cut off.</source>
        <translation>Erneut herunterladen; der Download wurde wohl abgebrochen.</translation>
    </message>
    <message>
        <source>Download the missing part into the same folder.</source>
        <translation>Den fehlenden Teil in denselben Ordner herunterladen.</translation>
    </message>
    <message>
        <source>Everything else is still there.</source>
        <translation>Alles andere ist noch da.</translation>
    </message>
    <message>
        <source>Everything is as it was.</source>
        <translation>Alles ist, wie es war.</translation>
    </message>
    <message>
        <source>Fetch it again with {1}, or choose another model.</source>
        <translation>Mit {1} erneut holen oder ein anderes Modell wählen.</translation>
    </message>
    <message>
        <source>Free some space, for example by removing a model you no longer use, and try again.</source>
        <translation>Platz schaffen, zum Beispiel ein nicht mehr gebrauchtes Modell entfernen, und erneut versuchen.</translation>
    </message>
    <message>
        <source>Free some space, or import it without --move to use it where it is.</source>
        <translation>Platz schaffen oder ohne --move importieren und dort benutzen, wo es liegt.</translation>
    </message>
    <message>
        <source>Get a newer conversion of this model.</source>
        <translation>Eine neuere Umwandlung dieses Modells besorgen.</translation>
    </message>
    <message>
        <source>Get it again from where it came, or choose another model.</source>
        <translation>Erneut von dort holen, woher es kam, oder ein anderes Modell wählen.</translation>
    </message>
    <message>
        <source>Get the ordinary (little-endian) file of this model.</source>
        <translation>Die gewöhnliche Datei (Little Endian) dieses Modells besorgen.</translation>
    </message>
    <message>
        <source>Give -1000 to forbid a token.</source>
        <translation>Mit -1000 wird ein Token verboten.</translation>
    </message>
    <message>
        <source>Give a schema like {…}.</source>
        <translation>Ein Schema wie {…} angeben.</translation>
    </message>
    <message>
        <source>Give it as year-month-day, for example 2026-01-31.</source>
        <translation>Als Jahr-Monat-Tag angeben, zum Beispiel 2026-01-31.</translation>
    </message>
    <message>
        <source>Give only one of them.</source>
        <translation>Nur eines davon angeben.</translation>
    </message>
    <message>
        <source>Give shares from 0, not all of them 0.</source>
        <translation>Anteile ab 0 angeben, nicht alle 0.</translation>
    </message>
    <message>
        <source>Give the parts their names back: name-00001-of-{1}.gguf, and so on.</source>
        <translation>Den Teilen ihre Namen zurückgeben: name-00001-of-{1}.gguf und so weiter.</translation>
    </message>
    <message>
        <source>Give the path of a .gguf file, or put one into {1}.</source>
        <translation>Den Pfad einer .gguf-Datei angeben oder eine in {1} ablegen.</translation>
    </message>
    <message>
        <source>Give the server as host:port, as in 127.0.0.1:50052.</source>
        <translation>Den Server als host:port angeben, zum Beispiel 127.0.0.1:50052.</translation>
    </message>
    <message>
        <source>Have it answered again instead.</source>
        <translation>Stattdessen erneut antworten lassen.</translation>
    </message>
    <message>
        <source>Have the disk checked before anything else is stored on it.</source>
        <translation>Den Datenträger prüfen lassen, bevor noch etwas darauf gespeichert wird.</translation>
    </message>
    <message>
        <source>Install Parley again, or choose another model file.</source>
        <translation>Parley neu installieren oder eine andere Modelldatei wählen.</translation>
    </message>
    <message>
        <source>Install Parley again.</source>
        <translation>Parley neu installieren.</translation>
    </message>
    <message>
        <source>It can be used where it is: import it without --move.</source>
        <translation>Es kann dort benutzt werden, wo es liegt: ohne --move importieren.</translation>
    </message>
    <message>
        <source>It has no messages.</source>
        <translation>Sie hat keine Nachrichten.</translation>
    </message>
    <message>
        <source>It has no name.</source>
        <translation>Sie hat keinen Namen.</translation>
    </message>
    <message>
        <source>It has no rule called root, with which every grammar begins.</source>
        <translation>Es gibt keine Regel namens root, mit der jede Grammatik beginnt.</translation>
    </message>
    <message>
        <source>It has the same content as “{1}” ({2}).</source>
        <translation>Der Inhalt ist derselbe wie bei „{1}“ ({2}).</translation>
    </message>
    <message>
        <source>It is damaged or cut off from there on.</source>
        <translation>Ab dort ist sie beschädigt oder abgeschnitten.</translation>
    </message>
    <message>
        <source>It is nested too deeply.</source>
        <translation>Sie ist zu tief verschachtelt.</translation>
    </message>
    <message>
        <source>It is no conversation that Parley can read.</source>
        <translation>Das ist keine Unterhaltung, die Parley lesen kann.</translation>
    </message>
    <message>
        <source>It is no conversation.</source>
        <translation>Das ist keine Unterhaltung.</translation>
    </message>
    <message>
        <source>It is not as the format asks: {1}.</source>
        <translation>Sie ist nicht, wie das Format verlangt: {1}.</translation>
    </message>
    <message>
        <source>It is where it was.</source>
        <translation>Es liegt, wo es lag.</translation>
    </message>
    <message>
        <source>It was copied; {1} could not be deleted.</source>
        <translation>Es wurde kopiert; {1} konnte nicht gelöscht werden.</translation>
    </message>
    <message>
        <source>It was left as it is, and nothing was deleted.</source>
        <translation>Sie blieb, wie sie ist; nichts wurde gelöscht.</translation>
    </message>
    <message>
        <source>It was left as it is.</source>
        <translation>Es blieb, wie es ist.</translation>
    </message>
    <message>
        <source>It was only read.</source>
        <translation>Es wurde nur gelesen.</translation>
    </message>
    <message>
        <source>It was stopped.</source>
        <translation>Angehalten.</translation>
    </message>
    <message>
        <source>Its last words: {1}</source>
        <translation>Die letzten Worte: {1}</translation>
    </message>
    <message>
        <source>Its messages do not hang together.</source>
        <translation>Ihre Nachrichten hängen nicht zusammen.</translation>
    </message>
    <message>
        <source>Its path is not valid text, so the engine cannot open it.</source>
        <translation>Der Pfad ist kein gültiger Text, daher kann die Engine die Datei nicht öffnen.</translation>
    </message>
    <message>
        <source>Its tokens are 0 to {1}.</source>
        <translation>Seine Tokens reichen von 0 bis {1}.</translation>
    </message>
    <message>
        <source>Its vision part is in the same file, as only Ollama&apos;s own engine reads it.</source>
        <translation>Der Bildteil steckt in derselben Datei, wie ihn nur Ollamas eigene Engine liest.</translation>
    </message>
    <message>
        <source>Leave CPU out: it computes the layers that no other device gets.</source>
        <translation>CPU weglassen: Sie berechnet die Schichten, die kein anderes Gerät bekommt.</translation>
    </message>
    <message>
        <source>Leave out the oldest messages, load the model with a larger context, or start a new chat.</source>
        <translation>Die ältesten Nachrichten weglassen, das Modell mit größerem Kontext laden oder einen neuen Chat beginnen.</translation>
    </message>
    <message>
        <source>Leave out the oldest messages, or begin a new conversation.</source>
        <translation>Die ältesten Nachrichten weglassen oder eine neue Unterhaltung beginnen.</translation>
    </message>
    <message>
        <source>Leave that out and check the answer, or use types, properties, items, enum, const, pattern, and the lengths of strings and lists.</source>
        <translation>Das weglassen und die Antwort prüfen, oder types, properties, items, enum, const, pattern und die Längen von Zeichenketten und Listen verwenden.</translation>
    </message>
    <message>
        <source>Leave the server out, or build the engine with GGML_RPC=ON.</source>
        <translation>Den Server weglassen oder die Engine mit GGML_RPC=ON bauen.</translation>
    </message>
    <message>
        <source>Let the download end, and choose the file that it leaves.</source>
        <translation>Den Download zu Ende gehen lassen und die fertige Datei wählen.</translation>
    </message>
    <message>
        <source>Line {1} cannot be read from “{2}” on.</source>
        <translation>Zeile {1} ist ab „{2}“ nicht lesbar.</translation>
    </message>
    <message>
        <source>Line {1} closes a bracket that is not open.</source>
        <translation>Zeile {1} schließt eine Klammer, die nicht offen ist.</translation>
    </message>
    <message>
        <source>Line {1} uses {2}, which has no rule.</source>
        <translation>Zeile {1} verwendet {2}, wofür es keine Regel gibt.</translation>
    </message>
    <message>
        <source>Make it readable, or copy its text and paste it.</source>
        <translation>Lesbar machen oder den Text kopieren und einfügen.</translation>
    </message>
    <message>
        <source>Make it writable, or set PARLEY_HOME to a folder that is.</source>
        <translation>Beschreibbar machen oder PARLEY_HOME auf einen beschreibbaren Ordner setzen.</translation>
    </message>
    <message>
        <source>Make that folder writable and start Parley again.</source>
        <translation>Diesen Ordner beschreibbar machen und Parley neu starten.</translation>
    </message>
    <message>
        <source>Make that folder writable and try again.</source>
        <translation>Diesen Ordner beschreibbar machen und erneut versuchen.</translation>
    </message>
    <message>
        <source>Make that folder writable, or set PARLEY_HOME to a folder that is, and start again.</source>
        <translation>Diesen Ordner beschreibbar machen oder PARLEY_HOME auf einen beschreibbaren setzen und neu starten.</translation>
    </message>
    <message>
        <source>Make the file readable, or choose another one.</source>
        <translation>Die Datei lesbar machen oder eine andere wählen.</translation>
    </message>
    <message>
        <source>Make the file readable, or move it away to start with the defaults.</source>
        <translation>Die Datei lesbar machen oder verschieben, um mit den Standardwerten zu beginnen.</translation>
    </message>
    <message>
        <source>Name each device once.</source>
        <translation>Jedes Gerät einmal nennen.</translation>
    </message>
    <message>
        <source>Name the devices, and give a share for each.</source>
        <translation>Die Geräte nennen und für jedes einen Anteil angeben.</translation>
    </message>
    <message>
        <source>Name tokens by their number.</source>
        <translation>Tokens mit ihrer Nummer nennen.</translation>
    </message>
    <message>
        <source>No copy was found in {1}: put a backup of your own in its place,</source>
        <translation>In {1} wurde keine Kopie gefunden: eine eigene Sicherung an ihre Stelle setzen</translation>
    </message>
    <message>
        <source>No model is loaded.</source>
        <translation>Es ist kein Modell geladen.</translation>
    </message>
    <message>
        <source>No part of the model was given.</source>
        <translation>Es wurde kein Teil des Modells angegeben.</translation>
    </message>
    <message>
        <source>Nor were {1} more.</source>
        <translation>{1} weitere ebenso wenig.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>Nothing was dropped.</source>
        <translation>Es wurde nichts weggelassen.</translation>
    </message>
    <message>
        <source>Nothing was overwritten.</source>
        <translation>Es wurde nichts überschrieben.</translation>
    </message>
    <message>
        <source>Nothing was sent.</source>
        <translation>Es wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>One part of the model was given twice.</source>
        <translation>Ein Teil des Modells wurde zweimal angegeben.</translation>
    </message>
    <message>
        <source>Open Parley again and continue.</source>
        <translation>Parley wieder öffnen und fortfahren.</translation>
    </message>
    <message>
        <source>Open WebUI</source>
        <translation>Open WebUI</translation>
    </message>
    <message>
        <source>Other messages follow this answer, so it cannot be continued.</source>
        <translation>Auf diese Antwort folgen andere Nachrichten, daher kann sie nicht fortgesetzt werden.</translation>
    </message>
    <message>
        <source>Parley cannot write to its folder {1} ({2}).</source>
        <translation>Parley kann nicht in seinen Ordner {1} schreiben ({2}).</translation>
    </message>
    <message>
        <source>Parley cannot {1} while it is offline.</source>
        <translation>Parley kann offline nicht: {1}.</translation>
    </message>
    <message>
        <source>Parley did not connect to {1}, because it is offline.</source>
        <translation>Parley hat keine Verbindung zu {1} aufgenommen, weil es offline ist.</translation>
    </message>
    <message>
        <source>Parley reads its own JSON files, and the exports of ChatGPT and Open WebUI.</source>
        <translation>Parley liest eigene JSON-Dateien und die Exporte von ChatGPT und Open WebUI.</translation>
    </message>
    <message>
        <source>Parley was closed before the answer was complete.</source>
        <translation>Parley wurde geschlossen, bevor die Antwort vollständig war.</translation>
    </message>
    <message>
        <source>Put a copy from {1} in its place (the newest is {2}),</source>
        <translation>Eine Kopie aus {1} an ihre Stelle setzen (die neueste ist {2})</translation>
    </message>
    <message>
        <source>Remove it; it would end every answer.</source>
        <translation>Entfernen; er würde jede Antwort beenden.</translation>
    </message>
    <message>
        <source>Rename one of the two, or import it without --move.</source>
        <translation>Eine von beiden umbenennen oder ohne --move importieren.</translation>
    </message>
    <message>
        <source>Rename the file or its folder, and import it again.</source>
        <translation>Die Datei oder ihren Ordner umbenennen und erneut importieren.</translation>
    </message>
    <message>
        <source>Run scripts/run.py again, which builds it for this computer.</source>
        <translation>scripts/run.py erneut ausführen; das baut sie für diesen Computer.</translation>
    </message>
    <message>
        <source>Save it under a name again.</source>
        <translation>Wieder unter einem Namen speichern.</translation>
    </message>
    <message>
        <source>Save what is set under another name.</source>
        <translation>Das Eingestellte unter einem anderen Namen speichern.</translation>
    </message>
    <message>
        <source>Say which, for example {1}:{2}.</source>
        <translation>Angeben, welches, zum Beispiel {1}:{2}.</translation>
    </message>
    <message>
        <source>Send a message instead.</source>
        <translation>Stattdessen eine Nachricht senden.</translation>
    </message>
    <message>
        <source>Send a message; the model is loaded for it.</source>
        <translation>Eine Nachricht senden; dafür wird das Modell geladen.</translation>
    </message>
    <message>
        <source>Send a new message instead of continuing.</source>
        <translation>Eine neue Nachricht senden, statt fortzufahren.</translation>
    </message>
    <message>
        <source>Send again: the engine is started anew. The log says what it did last.</source>
        <translation>Erneut senden: Die Engine wird neu gestartet. Das Protokoll sagt, was sie zuletzt tat.</translation>
    </message>
    <message>
        <source>Send again: the model is loaded anew.</source>
        <translation>Erneut senden: Das Modell wird neu geladen.</translation>
    </message>
    <message>
        <source>Send the next message as usual.</source>
        <translation>Die nächste Nachricht wie gewohnt senden.</translation>
    </message>
    <message>
        <source>Set flash attention to auto or on, or take f16 for the V cache.</source>
        <translation>Flash Attention auf auto oder on stellen oder f16 für den V-Cache nehmen.</translation>
    </message>
    <message>
        <source>Shorten the message, or load the model with a larger context.</source>
        <translation>Die Nachricht kürzen oder das Modell mit größerem Kontext laden.</translation>
    </message>
    <message>
        <source>Small, quick and offline. Expect simple answers.</source>
        <translation>Klein, schnell und offline. Für einfache Antworten.</translation>
    </message>
    <message>
        <source>Something went wrong inside Parley ({1}). What was saved before is still there. The details are in {2}; please report them.</source>
        <translation>In Parley ist etwas schiefgegangen ({1}). Was vorher gespeichert war, ist noch da. Die Einzelheiten stehen in {2}; bitte melden.</translation>
    </message>
    <message>
        <source>Start it again.</source>
        <translation>Erneut starten.</translation>
    </message>
    <message>
        <source>Start the device again, or load the model without it, on the processor.</source>
        <translation>Das Gerät neu starten oder das Modell ohne es laden, auf dem Prozessor.</translation>
    </message>
    <message>
        <source>, more with a smaller KV cache</source>
        <translation>, mehr mit kleinerem KV-Cache</translation>
    </message>
    <message>
        <source>, slower than most people read</source>
        <translation>, langsamer, als die meisten lesen</translation>
    </message>
    <message>
        <source>A model file of up to about {1} would fit.</source>
        <translation>Eine Modelldatei bis etwa {1} würde passen.</translation>
    </message>
    <message>
        <source>About {1} tokens per second{2}, {3}.</source>
        <translation>Etwa {1} Tokens pro Sekunde{2}, {3}.</translation>
    </message>
    <message>
        <source>Accept them at {1}, make an access token at {2}, and give it to Parley with “{3}”.</source>
        <translation>Sie unter {1} annehmen, unter {2} ein Zugriffstoken anlegen und es Parley mit „{3}“ geben.</translation>
    </message>
    <message>
        <source>Acceptance needed</source>
        <translation>Annahme nötig</translation>
    </message>
    <message>
        <source>Allow it to at {1}, or sign in with another (“{2}”).</source>
        <translation>Es ihm unter {1} erlauben oder mit einem anderen anmelden („{2}“).</translation>
    </message>
    <message>
        <source>Another version of “{1}” is on this computer already.</source>
        <translation>Eine andere Fassung von „{1}“ ist schon auf diesem Computer.</translation>
    </message>
    <message>
        <source>Ask for access at {1}; some owners take days to answer.</source>
        <translation>Unter {1} um Zugang bitten; manche Eigentümer brauchen Tage für eine Antwort.</translation>
    </message>
    <message>
        <source>Ask on the machine that has it, to have them verified.</source>
        <translation>Auf dem Computer fragen, der es hat, um sie prüfen zu lassen.</translation>
    </message>
    <message>
        <source>Attach another copy of it, or save it as PNG first.</source>
        <translation>Ein anderes Exemplar anhängen oder es zuerst als PNG speichern.</translation>
    </message>
    <message>
        <source>Both models fit at once ({1} together), so they stay loaded and answer without waiting for each other to load.</source>
        <translation>Beide Modelle passen zugleich ({1} zusammen), sie bleiben also geladen und antworten, ohne aufeinander zu warten.</translation>
    </message>
    <message>
        <source>Both with {1} of context</source>
        <translation>Beide mit {1} Kontext</translation>
    </message>
    <message>
        <source>Check how it is written.</source>
        <translation>Die Schreibweise prüfen.</translation>
    </message>
    <message>
        <source>Check how it is written; a private one needs an access token of your account (“{1}”).</source>
        <translation>Die Schreibweise prüfen; ein privates braucht ein Zugriffstoken des Kontos („{1}“).</translation>
    </message>
    <message>
        <source>Check that its disk is there, and its permissions.</source>
        <translation>Prüfen, ob sein Datenträger da ist, und seine Rechte.</translation>
    </message>
    <message>
        <source>Check that your access token may read it, or choose another repository.</source>
        <translation>Prüfen, ob das Zugriffstoken es lesen darf, oder ein anderes Repository wählen.</translation>
    </message>
    <message>
        <source>Check the connection to the internet, and try again.</source>
        <translation>Die Verbindung zum Internet prüfen und erneut versuchen.</translation>
    </message>
    <message>
        <source>Check the folder and its disk, then resume the download.</source>
        <translation>Den Ordner und seinen Datenträger prüfen, dann den Download fortsetzen.</translation>
    </message>
    <message>
        <source>Check the permissions of its folder, and try again.</source>
        <translation>Die Rechte seines Ordners prüfen und erneut versuchen.</translation>
    </message>
    <message>
        <source>Check the proxy that HTTPS_PROXY, HTTP_PROXY or ALL_PROXY names, or that of the system&apos;s settings, and try again.</source>
        <translation>Den Proxy prüfen, den HTTPS_PROXY, HTTP_PROXY oder ALL_PROXY oder die Einstellungen des Systems nennen, und erneut versuchen.</translation>
    </message>
    <message>
        <source>Choose a GGUF file of a language model.</source>
        <translation>Eine GGUF-Datei eines Sprachmodells wählen.</translation>
    </message>
    <message>
        <source>Choose a model for conversations, or the first of a model&apos;s parts.</source>
        <translation>Ein Modell für Unterhaltungen wählen oder den ersten Teil eines Modells.</translation>
    </message>
    <message>
        <source>Choose another file or repository.</source>
        <translation>Eine andere Datei oder ein anderes Repository wählen.</translation>
    </message>
    <message>
        <source>Choose another quantisation of the model, or update Parley.</source>
        <translation>Eine andere Quantisierung des Modells wählen oder Parley aktualisieren.</translation>
    </message>
    <message>
        <source>Choose another repository.</source>
        <translation>Ein anderes Repository wählen.</translation>
    </message>
    <message>
        <source>Choose another repository; others may hold the same model.</source>
        <translation>Ein anderes Repository wählen; andere haben vielleicht dasselbe Modell.</translation>
    </message>
    <message>
        <source>Choose one of {1}.</source>
        <translation>Eines wählen aus {1}.</translation>
    </message>
    <message>
        <source>Close other programs, or choose a much smaller model.</source>
        <translation>Andere Programme schließen oder ein viel kleineres Modell wählen.</translation>
    </message>
    <message>
        <source>Close what uses the model, a window of Parley for example, and try again.</source>
        <translation>Schließen, was das Modell benutzt, etwa ein Fenster von Parley, und erneut versuchen.</translation>
    </message>
    <message>
        <source>Commercial use</source>
        <translation>Kommerzielle Nutzung</translation>
    </message>
    <message>
        <source>Context: {1}, the longest that {2}.</source>
        <translation>Kontext: {1}, der längste, der {2}.</translation>
    </message>
    <message>
        <source>Context: {1}; up to {2} would fit{3}.</source>
        <translation>Kontext: {1}; bis zu {2} würden passen{3}.</translation>
    </message>
    <message>
        <source>Copy it, change it in another program, and attach it to a new message.</source>
        <translation>Kopieren, in einem anderen Programm ändern und an eine neue Nachricht anhängen.</translation>
    </message>
    <message>
        <source>Copy the whole token from {1}.</source>
        <translation>Das ganze Token von {1} kopieren.</translation>
    </message>
    <message>
        <source>Damaged: {1}. {2}</source>
        <translation>Beschädigt: {1}. {2}</translation>
    </message>
    <message>
        <source>Deleted were {1}; the rest is as it was.</source>
        <translation>Gelöscht wurden {1}; der Rest ist, wie er war.</translation>
    </message>
    <message>
        <source>Fetch it again with {1}.</source>
        <translation>Es mit {1} neu laden.</translation>
    </message>
    <message>
        <source>First: {1}. Second: {2}. Both with {3} of context.</source>
        <translation>Erstes: {1}. Zweites: {2}. Beide mit {3} Kontext.</translation>
    </message>
    <message>
        <source>First: {1}. Second: {2}. {3}.</source>
        <translation>Erstes: {1}. Zweites: {2}. {3}.</translation>
    </message>
    <message>
        <source>Formulas cannot be shown.</source>
        <translation>Formeln können nicht dargestellt werden.</translation>
    </message>
    <message>
        <source>Free some space, then resume it.</source>
        <translation>Etwas Platz schaffen, dann fortsetzen.</translation>
    </message>
    <message>
        <source>Free {1}, then download it again.</source>
        <translation>{1} freigeben, dann erneut herunterladen.</translation>
    </message>
    <message>
        <source>Free {1}, then resume it.</source>
        <translation>{1} freigeben, dann fortsetzen.</translation>
    </message>
    <message>
        <source>Free {1}, then resume the download.</source>
        <translation>{1} freigeben, dann den Download fortsetzen.</translation>
    </message>
    <message>
        <source>Free {1}, then try again.</source>
        <translation>{1} freigeben, dann erneut versuchen.</translation>
    </message>
    <message>
        <source>Get it again from where it came.</source>
        <translation>Es dort neu holen, wo es herkam.</translation>
    </message>
    <message>
        <source>Give one with fewer levels.</source>
        <translation>Eines mit weniger Ebenen angeben.</translation>
    </message>
    <message>
        <source>If it is a part of a model, put all its other parts beside it.</source>
        <translation>Ist sie ein Teil eines Modells, alle anderen Teile daneben legen.</translation>
    </message>
    <message>
        <source>If this network wants you to sign in first, open a web page in a browser and do so; otherwise try again later.</source>
        <translation>Verlangt dieses Netz zuerst eine Anmeldung, eine Webseite im Browser öffnen und sich anmelden; sonst später erneut versuchen.</translation>
    </message>
    <message>
        <source>It cannot be used. {1}</source>
        <translation>Es kann nicht benutzt werden. {1}</translation>
    </message>
    <message>
        <source>It does not fit on {1} whole, so the experts of {2} layers stay in main memory: {3} are on the card, {4} in main memory.</source>
        <translation>Es passt nicht ganz auf {1}, daher bleiben die Experten von {2} Schichten im Arbeitsspeicher: {3} sind auf der Karte, {4} im Arbeitsspeicher.</translation>
    </message>
    <message>
        <source>It does not fit on {1} whole, so the experts of {2} layers stay in main memory: {3} are on the cards, {4} in main memory.</source>
        <translation>Es passt nicht ganz auf {1}, daher bleiben die Experten von {2} Schichten im Arbeitsspeicher: {3} sind auf den Karten, {4} im Arbeitsspeicher.</translation>
    </message>
    <message>
        <source>It goes on by itself when offline mode is turned off in the settings.</source>
        <translation>Er geht von selbst weiter, wenn der Offline-Modus in den Einstellungen ausgeschaltet wird.</translation>
    </message>
    <message>
        <source>It goes on with {1}, which was begun before.</source>
        <translation>Es geht mit {1} weiter, das schon begonnen wurde.</translation>
    </message>
    <message>
        <source>It goes when Parley is uninstalled.</source>
        <translation>Es geht, wenn Parley deinstalliert wird.</translation>
    </message>
    <message>
        <source>It is as it was.</source>
        <translation>Sie ist, wie sie war.</translation>
    </message>
    <message>
        <source>It is no longer where it was kept</source>
        <translation>Es ist nicht mehr, wo es aufbewahrt wurde</translation>
    </message>
    <message>
        <source>It is not in the library yet. {1}</source>
        <translation>Es ist noch nicht in der Bibliothek. {1}</translation>
    </message>
    <message>
        <source>It may be a mirror that only passes files on: unset HF_ENDPOINT to ask Hugging Face itself.</source>
        <translation>Vielleicht ist es ein Spiegel, der nur Dateien weitergibt: HF_ENDPOINT entfernen, um Hugging Face selbst zu fragen.</translation>
    </message>
    <message>
        <source>It runs on the processor: it takes {1} of the {2} of main memory that are free for it.{3}{4}</source>
        <translation>Es läuft auf dem Prozessor: Es nimmt {1} der {2} Arbeitsspeicher, die dafür frei sind.{3}{4}</translation>
    </message>
    <message>
        <source>It stays as it is.</source>
        <translation>Sie bleibt, wie sie ist.</translation>
    </message>
    <message>
        <source>It takes too long.</source>
        <translation>Es dauert zu lange.</translation>
    </message>
    <message>
        <source>It was changed on the hub since it was downloaded; this replaces it.</source>
        <translation>Es wurde auf dem Hub seit dem Download geändert; dies ersetzt es.</translation>
    </message>
    <message>
        <source>It was not sent anywhere, and not kept.</source>
        <translation>Es wurde nirgendwohin gesendet und nicht aufbewahrt.</translation>
    </message>
    <message>
        <source>It was not sent.</source>
        <translation>Es wurde nicht gesendet.</translation>
    </message>
    <message>
        <source>It will not run on this computer. {1}</source>
        <translation>Es wird auf diesem Computer nicht laufen. {1}</translation>
    </message>
    <message>
        <source>Its answers</source>
        <translation>Seine Antworten</translation>
    </message>
    <message>
        <source>Layers with a sliding window keep no more than it, to save memory; after a change early in a conversation, it is read anew.</source>
        <translation>Schichten mit gleitendem Fenster behalten nur dieses, um Speicher zu sparen; nach einer frühen Änderung wird die Unterhaltung neu gelesen.</translation>
    </message>
    <message>
        <source>Leave the revision out, or name a branch, tag or commit that exists.</source>
        <translation>Die Revision weglassen oder einen Zweig, Tag oder Commit nennen, den es gibt.</translation>
    </message>
    <message>
        <source>Let SSL_CERT_FILE name a file of certificates in PEM format, or unset it, and start Parley again.</source>
        <translation>SSL_CERT_FILE eine Datei mit Zertifikaten im PEM-Format nennen lassen oder entfernen, und Parley neu starten.</translation>
    </message>
    <message>
        <source>Limit by revenue</source>
        <translation>Grenze nach Umsatz</translation>
    </message>
    <message>
        <source>Limit by users</source>
        <translation>Grenze nach Nutzern</translation>
    </message>
    <message>
        <source>List the repository&apos;s files again, and choose one of them.</source>
        <translation>Die Dateien des Repositorys erneut auflisten und eine davon wählen.</translation>
    </message>
    <message>
        <source>List the repository&apos;s files again; if it stays so, choose another file.</source>
        <translation>Die Dateien des Repositorys erneut auflisten; bleibt es dabei, eine andere Datei wählen.</translation>
    </message>
    <message>
        <source>Look at the queue again.</source>
        <translation>Die Warteschlange erneut ansehen.</translation>
    </message>
    <message>
        <source>Look at the repository that it was made from.</source>
        <translation>Das Repository ansehen, aus dem es gemacht wurde.</translation>
    </message>
    <message>
        <source>Look at what there is now (“{1}”), and cancel this download.</source>
        <translation>Ansehen, was es jetzt gibt („{1}“), und diesen Download abbrechen.</translation>
    </message>
    <message>
        <source>Look at {1} later; some owners take days to answer.</source>
        <translation>Später unter {1} nachsehen; manche Eigentümer brauchen Tage für eine Antwort.</translation>
    </message>
    <message>
        <source>Look for a repository of the same model whose name ends in GGUF.</source>
        <translation>Ein Repository desselben Modells suchen, dessen Name auf GGUF endet.</translation>
    </message>
    <message>
        <source>Make a new one at {1} and sign in with it (“{2}”), or do without one (“{3}”). Where HF_TOKEN is set, that is the one.</source>
        <translation>Unter {1} ein neues anlegen und damit anmelden („{2}“) oder ohne auskommen („{3}“). Ist HF_TOKEN gesetzt, ist es dieses.</translation>
    </message>
    <message>
        <source>Make an access token at {1}, and give it to Parley with “{2}”.</source>
        <translation>Unter {1} ein Zugriffstoken anlegen und es Parley mit „{2}“ geben.</translation>
    </message>
    <message>
        <source>Make it smaller in another program, and attach that.</source>
        <translation>Es in einem anderen Programm verkleinern und das Ergebnis anhängen.</translation>
    </message>
    <message>
        <source>Make that folder writable, or keep the token in the keychain.</source>
        <translation>Den Ordner beschreibbar machen oder das Token im Schlüsselbund aufbewahren.</translation>
    </message>
    <message>
        <source>Make that folder writable, or set PARLEY_HOME to one that is.</source>
        <translation>Diesen Ordner beschreibbar machen oder PARLEY_HOME auf einen beschreibbaren setzen.</translation>
    </message>
    <message>
        <source>Name one to get it all the same: {1}.</source>
        <translation>Eine nennen, um sie trotzdem zu bekommen: {1}.</translation>
    </message>
    <message>
        <source>Name the file in place of the quantisation.</source>
        <translation>Statt der Quantisierung die Datei nennen.</translation>
    </message>
    <message>
        <source>Name the first part of the model, with all others beside it.</source>
        <translation>Den ersten Teil des Modells nennen, alle anderen daneben.</translation>
    </message>
    <message>
        <source>No build of “{1}” suits this computer.</source>
        <translation>Keine Fassung von „{1}“ passt zu diesem Computer.</translation>
    </message>
    <message>
        <source>None of the builds fits, not even the smallest, {1}.</source>
        <translation>Keine der Fassungen passt, auch nicht die kleinste, {1}.</translation>
    </message>
    <message>
        <source>Not read to the end: {1}. Check the disk and the permissions.</source>
        <translation>Nicht zu Ende gelesen: {1}. Datenträger und Rechte prüfen.</translation>
    </message>
    <message>
        <source>Not there: {1}. {2}</source>
        <translation>Nicht da: {1}. {2}</translation>
    </message>
    <message>
        <source>Not what it was when it was verified first: {1}. If you replaced it yourself, import it again.</source>
        <translation>Nicht mehr, was es bei der ersten Prüfung war: {1}. Wer es selbst ersetzt hat, importiert es neu.</translation>
    </message>
    <message>
        <source>Nothing is lost.</source>
        <translation>Nichts ist verloren.</translation>
    </message>
    <message>
        <source>Nothing on this computer changed.</source>
        <translation>Auf diesem Computer hat sich nichts geändert.</translation>
    </message>
    <message>
        <source>Nothing was deleted.</source>
        <translation>Nichts wurde gelöscht.</translation>
    </message>
    <message>
        <source>Nothing was downloaded.</source>
        <translation>Es wurde nichts heruntergeladen.</translation>
    </message>
    <message>
        <source>Of the other parts, {1} of {2} layers fit.</source>
        <translation>Von den übrigen Teilen passen {1} von {2} Schichten.</translation>
    </message>
    <message>
        <source>Only {1} of the {2} parts of “{3}” are in “{4}”: {5} are missing.</source>
        <translation>Nur {1} der {2} Teile von „{3}“ sind in „{4}“: {5} fehlen.</translation>
    </message>
    <message>
        <source>Only {1} of the {2} parts of “{3}” are in “{4}”: {5} is missing.</source>
        <translation>Nur {1} der {2} Teile von „{3}“ sind in „{4}“: {5} fehlt.</translation>
    </message>
    <message>
        <source>Others could read {1}; now only you can.</source>
        <translation>Andere konnten {1} lesen; jetzt kann es nur der eigene Benutzer.</translation>
    </message>
    <message>
        <source>Parley did not connect to the hub, because HF_HUB_OFFLINE is set.</source>
        <translation>Parley hat sich nicht mit dem Hub verbunden, weil HF_HUB_OFFLINE gesetzt ist.</translation>
    </message>
    <message>
        <source>Parley is ending.</source>
        <translation>Parley wird beendet.</translation>
    </message>
    <message>
        <source>Parts of this build are missing, so it is not chosen.</source>
        <translation>Teile dieser Fassung fehlen, daher wird sie nicht gewählt.</translation>
    </message>
    <message>
        <source>Passing it on</source>
        <translation>Weitergabe</translation>
    </message>
    <message>
        <source>Paste the token again.</source>
        <translation>Das Token erneut einfügen.</translation>
    </message>
    <message>
        <source>Prompts are read in smaller steps to save memory, which takes longer.</source>
        <translation>Prompts werden in kleineren Schritten gelesen, um Speicher zu sparen; das dauert länger.</translation>
    </message>
    <message>
        <source>Regions left out</source>
        <translation>Ausgenommene Regionen</translation>
    </message>
    <message>
        <source>Remove that link, or choose another file.</source>
        <translation>Die Verknüpfung entfernen oder eine andere Datei wählen.</translation>
    </message>
    <message>
        <source>Remove that model first, then resume the download.</source>
        <translation>Zuerst jenes Modell entfernen, dann den Download fortsetzen.</translation>
    </message>
    <message>
        <source>Rename or move that file, or choose another one here.</source>
        <translation>Jene Datei umbenennen oder verschieben oder hier eine andere wählen.</translation>
    </message>
    <message>
        <source>Rename or move {1}, or choose another file.</source>
        <translation>{1} umbenennen oder verschieben oder eine andere Datei wählen.</translation>
    </message>
    <message>
        <source>Reset them.</source>
        <translation>Zurücksetzen.</translation>
    </message>
    <message>
        <source>Resume it; if it happens again, report it together with Parley&apos;s log.</source>
        <translation>Fortsetzen; geschieht es wieder, mit dem Protokoll von Parley melden.</translation>
    </message>
    <message>
        <source>Save it as PNG or JPEG, and attach that.</source>
        <translation>Es als PNG oder JPEG speichern und das anhängen.</translation>
    </message>
    <message>
        <source>Set HF_ENDPOINT to an address such as https://huggingface.co, or unset it.</source>
        <translation>HF_ENDPOINT auf eine Adresse wie https://huggingface.co setzen oder entfernen.</translation>
    </message>
    <message>
        <source>Set PARLEY_HOME to a folder with a shorter path, or choose another file.</source>
        <translation>PARLEY_HOME auf einen Ordner mit kürzerem Pfad setzen oder eine andere Datei wählen.</translation>
    </message>
    <message>
        <source>Sign in with another access token (“{1}”), or without one (“{2}”).</source>
        <translation>Mit einem anderen Zugriffstoken anmelden („{1}“) oder ohne („{2}“).</translation>
    </message>
    <message>
        <source>Something went wrong inside Parley ({1}).</source>
        <translation>In Parley ist etwas schiefgegangen ({1}).</translation>
    </message>
    <message>
        <source>Start it again, then go on.</source>
        <translation>Es neu starten, dann weitermachen.</translation>
    </message>
    <message>
        <source>Take a server on this computer; the engine reaches nothing beyond it.</source>
        <translation>Einen Server auf diesem Computer nehmen; weiter reicht die Engine nicht.</translation>
    </message>
    <message>
        <source>Take another build, for example Q4_K_M.</source>
        <translation>Eine andere Fassung nehmen, zum Beispiel Q4_K_M.</translation>
    </message>
    <message>
        <source>Take another build, or another repository of the same model.</source>
        <translation>Eine andere Fassung nehmen oder ein anderes Repository desselben Modells.</translation>
    </message>
    <message>
        <source>Take another name, or overwrite that one.</source>
        <translation>Einen anderen Namen nehmen oder diese überschreiben.</translation>
    </message>
    <message>
        <source>Take another repository of the same model.</source>
        <translation>Ein anderes Repository desselben Modells nehmen.</translation>
    </message>
    <message>
        <source>Take every part of one build, each once.</source>
        <translation>Jeden Teil einer Fassung nehmen, jeden einmal.</translation>
    </message>
    <message>
        <source>Take f16 for the KV cache, or set flash attention to auto.</source>
        <translation>f16 für den KV-Cache nehmen oder Flash Attention auf auto stellen.</translation>
    </message>
    <message>
        <source>That download goes on.</source>
        <translation>Jener Download geht weiter.</translation>
    </message>
    <message>
        <source>The LoRA file {1} cannot be used with this model{2}</source>
        <translation>Die LoRA-Datei {1} kann mit diesem Modell nicht verwendet werden{2}</translation>
    </message>
    <message>
        <source>The access token has characters in it that no token has.</source>
        <translation>Das Zugriffstoken enthält Zeichen, die kein Token hat.</translation>
    </message>
    <message>
        <source>The address of the hub is not a web address.</source>
        <translation>Die Adresse des Hubs ist keine Webadresse.</translation>
    </message>
    <message>
        <source>The beginning of “{1}” is not there as far as its weights.</source>
        <translation>Der Anfang von „{1}“ reicht nicht bis zu den Gewichten.</translation>
    </message>
    <message>
        <source>The best build that fits, {1}, is {2}{3}. A smaller model answers better.</source>
        <translation>Die beste passende Fassung, {1}, ist {2}{3}. Ein kleineres Modell antwortet besser.</translation>
    </message>
    <message>
        <source>The bracket opened in line {1} is not closed.</source>
        <translation>Die Klammer aus Zeile {1} wird nicht geschlossen.</translation>
    </message>
    <message>
        <source>The calculated figures still hold.</source>
        <translation>Die berechneten Zahlen gelten weiter.</translation>
    </message>
    <message>
        <source>The connection to {1} broke off several times.</source>
        <translation>Die Verbindung zu {1} brach mehrmals ab.</translation>
    </message>
    <message>
        <source>The conversation has {1} tokens, more than the context of {2} can hold with room for an answer.</source>
        <translation>Die Unterhaltung hat {1} Tokens, mehr als der Kontext von {2} mit Platz für eine Antwort fasst.</translation>
    </message>
    <message>
        <source>The conversation is complete and stays as it is.</source>
        <translation>Die Unterhaltung ist vollständig und bleibt, wie sie ist.</translation>
    </message>
    <message>
        <source>The conversations could not be copied to {1} before a change of their format ({2}), so nothing was changed.</source>
        <translation>Die Unterhaltungen konnten vor einer Änderung ihres Formats nicht nach {1} kopiert werden ({2}), daher wurde nichts geändert.</translation>
    </message>
    <message>
        <source>The conversations in {1} were written by a newer Parley (format {2}; this one knows up to {3}).</source>
        <translation>Die Unterhaltungen in {1} stammen von einem neueren Parley (Format {2}; dieses kennt Formate bis {3}).</translation>
    </message>
    <message>
        <source>The conversations that were in it are still there.</source>
        <translation>Die Unterhaltungen, die darin waren, sind noch da.</translation>
    </message>
    <message>
        <source>The copy of “{1}” is not what was read: the disk or the memory fails.</source>
        <translation>Die Kopie von „{1}“ ist nicht, was gelesen wurde: Datenträger oder Speicher sind fehlerhaft.</translation>
    </message>
    <message>
        <source>The device {1}</source>
        <translation>Das Gerät {1}</translation>
    </message>
    <message>
        <source>The disk has no room for this download{1}: it takes {2} more.</source>
        <translation>Der Datenträger hat keinen Platz für diesen Download {1}: er braucht noch {2}.</translation>
    </message>
    <message>
        <source>The disk has no room for “{1}” ({2}).</source>
        <translation>Der Datenträger hat keinen Platz für „{1}“ ({2}).</translation>
    </message>
    <message>
        <source>The disk is full: there is no room to write {1}.</source>
        <translation>Der Datenträger ist voll: Es ist kein Platz, um {1} zu schreiben.</translation>
    </message>
    <message>
        <source>The download did not start: the disk is full.</source>
        <translation>Der Download hat nicht begonnen: der Datenträger ist voll.</translation>
    </message>
    <message>
        <source>The download ended because of an error in Parley ({1}).</source>
        <translation>Der Download endete wegen eines Fehlers in Parley ({1}).</translation>
    </message>
    <message>
        <source>The download stopped: the disk is full.</source>
        <translation>Der Download blieb stehen: der Datenträger ist voll.</translation>
    </message>
    <message>
        <source>The download stopped: {1} cannot be written ({2}).</source>
        <translation>Der Download blieb stehen: {1} kann nicht geschrieben werden ({2}).</translation>
    </message>
    <message>
        <source>The download waits, because Parley is offline.</source>
        <translation>Der Download wartet, weil Parley offline ist.</translation>
    </message>
    <message>
        <source>The engine cannot load {1} files, so it is not chosen.</source>
        <translation>Die Engine kann keine {1}-Dateien laden, daher wird sie nicht gewählt.</translation>
    </message>
    <message>
        <source>The engine cannot run {1}, the quantisation of “{2}”.</source>
        <translation>Die Engine kann {1}, die Quantisierung von „{2}“, nicht ausführen.</translation>
    </message>
    <message>
        <source>The engine could not be asked how much memory the model takes: no file for it could be written to {1}.</source>
        <translation>Die Engine konnte nicht nach dem Speicherbedarf des Modells gefragt werden: In {1} konnte dafür keine Datei geschrieben werden.</translation>
    </message>
    <message>
        <source>The engine could not be asked how much memory the model takes: the disk of {1} cannot hold a file with holes of that size ({2}).</source>
        <translation>Die Engine konnte nicht nach dem Speicherbedarf des Modells gefragt werden: Der Datenträger von {1} fasst keine Datei mit Löchern dieser Größe ({2}).</translation>
    </message>
    <message>
        <source>The engine could not be started ({1}).</source>
        <translation>Die Engine konnte nicht gestartet werden ({1}).</translation>
    </message>
    <message>
        <source>The engine could not compute the answer (code {1}).</source>
        <translation>Die Engine konnte die Antwort nicht berechnen (Code {1}).</translation>
    </message>
    <message>
        <source>The engine could not load {1}: {2}.</source>
        <translation>Die Engine konnte {1} nicht laden: {2}.</translation>
    </message>
    <message>
        <source>The engine could not make a context for {1}: {2}.</source>
        <translation>Die Engine konnte keinen Kontext für {1} anlegen: {2}.</translation>
    </message>
    <message>
        <source>The engine crashed ({1}).</source>
        <translation>Die Engine ist abgestürzt ({1}).</translation>
    </message>
    <message>
        <source>The engine crashed while it was asked ({1}).{2}</source>
        <translation>Die Engine ist bei der Anfrage abgestürzt ({1}).{2}</translation>
    </message>
    <message>
        <source>The engine did not stop in time and was ended.</source>
        <translation>Die Engine hielt nicht rechtzeitig an und wurde beendet.</translation>
    </message>
    <message>
        <source>The engine did not understand a command ({1}).</source>
        <translation>Die Engine hat einen Befehl nicht verstanden ({1}).</translation>
    </message>
    <message>
        <source>The engine does not know the architecture {1} of {2}.</source>
        <translation>Die Engine kennt die Architektur {1} von {2} nicht.</translation>
    </message>
    <message>
        <source>The engine ended unexpectedly (exit code {1}).</source>
        <translation>Die Engine wurde unerwartet beendet (Exit-Code {1}).</translation>
    </message>
    <message>
        <source>The engine gave no answer within {1} seconds and was ended.</source>
        <translation>Die Engine hat {1} Sekunden lang nicht geantwortet und wurde beendet.</translation>
    </message>
    <message>
        <source>The engine gave no sign for a long time and was ended.</source>
        <translation>Die Engine gab lange kein Zeichen und wurde beendet.</translation>
    </message>
    <message>
        <source>The engine here has no {1}, so it cannot be asked what a model takes there.</source>
        <translation>Die Engine hat hier kein {1}, daher lässt sich nicht fragen, was ein Modell dort braucht.</translation>
    </message>
    <message>
        <source>The engine is of another version than Parley.</source>
        <translation>Die Engine hat eine andere Version als Parley.</translation>
    </message>
    <message>
        <source>The engine library cannot be used on this computer ({1}).</source>
        <translation>Die Engine-Bibliothek ist auf diesem Computer nicht benutzbar ({1}).</translation>
    </message>
    <message>
        <source>The engine met an error of its own ({1}).</source>
        <translation>In der Engine trat ein Fehler auf ({1}).</translation>
    </message>
    <message>
        <source>The engine was ended from outside.</source>
        <translation>Die Engine wurde von außen beendet.</translation>
    </message>
    <message>
        <source>The engine was killed: by the system, if memory ran out, or by another program.</source>
        <translation>Die Engine wurde abgeschossen: vom System, falls der Speicher ausging, oder von einem anderen Programm.</translation>
    </message>
    <message>
        <source>The engine would take {1} for it, more than is free for a model here.</source>
        <translation>Die Engine würde dafür {1} nehmen, mehr als hier für ein Modell frei ist.</translation>
    </message>
    <message>
        <source>The file as it was is kept as {1}.</source>
        <translation>Die Datei, wie sie war, liegt jetzt als {1} da.</translation>
    </message>
    <message>
        <source>The file holds more than {1} presets.</source>
        <translation>Die Datei enthält mehr als {1} Voreinstellungen.</translation>
    </message>
    <message>
        <source>The file holds no presets that Parley can read.</source>
        <translation>Die Datei enthält keine Voreinstellungen, die Parley lesen kann.</translation>
    </message>
    <message>
        <source>The file holds something other than presets.</source>
        <translation>Die Datei enthält etwas anderes als Voreinstellungen.</translation>
    </message>
    <message>
        <source>The file is not a GGUF model{1}</source>
        <translation>Die Datei ist kein GGUF-Modell{1}</translation>
    </message>
    <message>
        <source>The file is the first of {1} parts, but its name does not say so.</source>
        <translation>Die Datei ist der erste von {1} Teilen, aber ihr Name sagt das nicht.</translation>
    </message>
    <message>
        <source>The file is where it was.</source>
        <translation>Die Datei liegt, wo sie lag.</translation>
    </message>
    <message>
        <source>The file may be damaged: get it again, or choose another model.</source>
        <translation>Die Datei ist vielleicht beschädigt: erneut besorgen oder ein anderes Modell wählen.</translation>
    </message>
    <message>
        <source>The file was left as it is.</source>
        <translation>Die Datei blieb, wie sie ist.</translation>
    </message>
    <message>
        <source>The file was not changed.</source>
        <translation>Die Datei wurde nicht geändert.</translation>
    </message>
    <message>
        <source>The file was only read, not changed.</source>
        <translation>Die Datei wurde nur gelesen, nicht geändert.</translation>
    </message>
    <message>
        <source>The file was written by a newer Parley.</source>
        <translation>Die Datei stammt von einem neueren Parley.</translation>
    </message>
    <message>
        <source>The file with your conversations, {1}, could not be opened or written ({2}).</source>
        <translation>Die Datei mit den Unterhaltungen, {1}, konnte nicht geöffnet oder geschrieben werden ({2}).</translation>
    </message>
    <message>
        <source>The file with your conversations, {1}, is damaged.</source>
        <translation>Die Datei mit den Unterhaltungen, {1}, ist beschädigt.</translation>
    </message>
    <message>
        <source>The file {1} could not be read, so its tokens are not used.</source>
        <translation>Die Datei {1} konnte nicht gelesen werden, daher werden ihre Token nicht verwendet.</translation>
    </message>
    <message>
        <source>The file {1} stays where it is.</source>
        <translation>Die Datei {1} bleibt, wo sie ist.</translation>
    </message>
    <message>
        <source>The file “{1}” is part {2} of {3} of a model.</source>
        <translation>Die Datei „{1}“ ist Teil {2} von {3} eines Modells.</translation>
    </message>
    <message>
        <source>The file “{1}” is {2}, which belongs to a model and is none itself.</source>
        <translation>Die Datei „{1}“ ist {2}; das gehört zu einem Modell und ist selbst keines.</translation>
    </message>
    <message>
        <source>The files of “{1}” are only for people who accepted its terms.</source>
        <translation>Die Dateien von „{1}“ sind nur für Personen, die die Bedingungen angenommen haben.</translation>
    </message>
    <message>
        <source>The folder of the models, “{1}”, cannot be looked at ({2}).</source>
        <translation>Der Ordner der Modelle, „{1}“, kann nicht angesehen werden ({2}).</translation>
    </message>
    <message>
        <source>The folder {1} could not be created ({2}).</source>
        <translation>Der Ordner {1} konnte nicht angelegt werden ({2}).</translation>
    </message>
    <message>
        <source>The fonts and icons of Parley are missing.</source>
        <translation>Die Schriften und Symbole von Parley fehlen.</translation>
    </message>
    <message>
        <source>The graphics card is too small to help.</source>
        <translation>Die Grafikkarte ist zu klein, um zu helfen.</translation>
    </message>
    <message>
        <source>The graphics chip would only be slower.</source>
        <translation>Der Grafikchip wäre nur langsamer.</translation>
    </message>
    <message>
        <source>The header of “{1}” goes on past {2} MiB, which no model&apos;s does: the file is damaged.</source>
        <translation>Der Kopf von „{1}“ geht über {2} MiB hinaus, was bei keinem Modell so ist: die Datei ist beschädigt.</translation>
    </message>
    <message>
        <source>The imported folder</source>
        <translation>Der importierte Ordner</translation>
    </message>
    <message>
        <source>The imported folder {1} is not there; its disk may be missing.</source>
        <translation>Der importierte Ordner {1} ist nicht da; vielleicht fehlt sein Datenträger.</translation>
    </message>
    <message>
        <source>The keychain of this computer is locked or does not answer</source>
        <translation>Der Schlüsselbund dieses Computers ist gesperrt oder antwortet nicht</translation>
    </message>
    <message>
        <source>The keychain of this computer is locked or does not answer ({1}), so tokens are kept only until Parley closes. Unlock it and enter the token again.</source>
        <translation>Der Schlüsselbund dieses Computers ist gesperrt oder antwortet nicht ({1}), daher werden Token nur bis zum Ende von Parley aufbewahrt. Ihn entsperren und das Token erneut eingeben.</translation>
    </message>
    <message>
        <source>The keychain of this computer is locked or does not answer, so your access token is still in it.</source>
        <translation>Der Schlüsselbund dieses Computers ist gesperrt oder antwortet nicht, daher ist das Zugriffstoken noch darin.</translation>
    </message>
    <message>
        <source>The last answer did not fail for lack of context.</source>
        <translation>Die letzte Antwort ist nicht an zu wenig Kontext gescheitert.</translation>
    </message>
    <message>
        <source>The last message alone does not fit: the prompt has {1} tokens, and {2} fit into the context of {3}.</source>
        <translation>Schon die letzte Nachricht passt nicht: Der Prompt hat {1} Tokens, in den Kontext von {3} passen {2}.</translation>
    </message>
    <message>
        <source>The licence in the repository could not be read. {1}</source>
        <translation>Die Lizenz im Repository konnte nicht gelesen werden. {1}</translation>
    </message>
    <message>
        <source>The load options cannot be used ({1}).</source>
        <translation>Die Ladeoptionen sind nicht brauchbar ({1}).</translation>
    </message>
    <message>
        <source>The memory of the conversation (KV cache) is kept in {1} bits, {2}, {3}.</source>
        <translation>Das Gedächtnis der Unterhaltung (KV-Cache) wird in {1} Bits gehalten, {2}, {3}.</translation>
    </message>
    <message>
        <source>The model cannot run with these options: {1}.</source>
        <translation>Das Modell läuft mit diesen Optionen nicht: {1}.</translation>
    </message>
    <message>
        <source>The model could not be moved to {1} ({2}).</source>
        <translation>Das Modell konnte nicht nach {1} verschoben werden ({2}).</translation>
    </message>
    <message>
        <source>The model file does not name its architecture.</source>
        <translation>Die Modelldatei nennt ihre Architektur nicht.</translation>
    </message>
    <message>
        <source>The model file has GGUF version {1}, which engines no longer read.</source>
        <translation>Die Modelldatei hat die GGUF-Version {1}, die Engines nicht mehr lesen.</translation>
    </message>
    <message>
        <source>The model file has GGUF version {1}; this program reads versions 2 and 3.</source>
        <translation>Die Modelldatei hat die GGUF-Version {1}; dieses Programm liest die Versionen 2 und 3.</translation>
    </message>
    <message>
        <source>The model file is damaged: {1}.</source>
        <translation>Die Modelldatei ist beschädigt: {1}.</translation>
    </message>
    <message>
        <source>The model file is incomplete: it has {1} bytes and needs at least {2}.</source>
        <translation>Die Modelldatei ist unvollständig: Sie hat {1} Bytes und braucht mindestens {2}.</translation>
    </message>
    <message>
        <source>The model file was made for a big-endian machine, and this one is little-endian.</source>
        <translation>Die Modelldatei ist für einen Big-Endian-Rechner gemacht, dieser ist Little-Endian.</translation>
    </message>
    <message>
        <source>The model file “{1}” cannot be read: {2}.</source>
        <translation>Die Modelldatei „{1}“ ist nicht lesbar: {2}.</translation>
    </message>
    <message>
        <source>The model file “{1}” is empty.</source>
        <translation>Die Modelldatei „{1}“ ist leer.</translation>
    </message>
    <message>
        <source>The model has {1} parts, and {2} missing.</source>
        <translation>Das Modell hat {1} Teile; es fehlen: {2}.</translation>
    </message>
    <message>
        <source>The model has {1} parts, and “{2}” is missing.</source>
        <translation>Das Modell hat {1} Teile, und „{2}“ fehlt.</translation>
    </message>
    <message>
        <source>The model has {1} parts, but a part {2} was given.</source>
        <translation>Das Modell hat {1} Teile, aber es wurde ein Teil {2} angegeben.</translation>
    </message>
    <message>
        <source>The model is here already; its projector is added.</source>
        <translation>Das Modell ist schon hier; sein Projektor kommt hinzu.</translation>
    </message>
    <message>
        <source>The model is still answering in this conversation.</source>
        <translation>Das Modell antwortet in dieser Unterhaltung noch.</translation>
    </message>
    <message>
        <source>The model was trained for {1} of context; {2} were asked for, and it gets {3}.</source>
        <translation>Das Modell ist auf {1} Kontext trainiert; verlangt waren {2}, es bekommt {3}.</translation>
    </message>
    <message>
        <source>The model was trained for {1} tokens; the context is {2} instead of {3}.</source>
        <translation>Das Modell ist auf {1} Tokens trainiert; der Kontext ist {2} statt {3}.</translation>
    </message>
    <message>
        <source>The model&apos;s chat template cannot be read: {1}.</source>
        <translation>Die Chatvorlage des Modells ist nicht lesbar: {1}.</translation>
    </message>
    <message>
        <source>The model&apos;s chat template leaves out the answer that is to be continued.</source>
        <translation>Die Chatvorlage des Modells lässt die Antwort weg, die fortgesetzt werden soll.</translation>
    </message>
    <message>
        <source>The model&apos;s chat template refused this conversation: {1}</source>
        <translation>Die Chatvorlage des Modells lehnt diese Unterhaltung ab: {1}</translation>
    </message>
    <message>
        <source>The models folder</source>
        <translation>Der Modellordner</translation>
    </message>
    <message>
        <source>The models in “{1}” are cut into pieces of bytes.</source>
        <translation>Die Modelle in „{1}“ sind in Stücke aus Bytes zerschnitten.</translation>
    </message>
    <message>
        <source>The name of a prompt may have {1} characters; this one has more.</source>
        <translation>Der Name eines Prompts darf {1} Zeichen haben; dieser hat mehr.</translation>
    </message>
    <message>
        <source>The next better one, {1}, does not fit on the graphics card whole.</source>
        <translation>Die nächstbessere, {1}, passt nicht ganz auf die Grafikkarte.</translation>
    </message>
    <message>
        <source>The next better one, {1}, does not fit.</source>
        <translation>Die nächstbessere, {1}, passt nicht.</translation>
    </message>
    <message>
        <source>The next better one, {1}, takes more memory for little.</source>
        <translation>Die nächstbessere, {1}, braucht mehr Speicher für wenig Gewinn.</translation>
    </message>
    <message>
        <source>The next better one, {1}, would write {2} tokens per second instead of {3}.</source>
        <translation>Die nächstbessere, {1}, würde {2} Tokens pro Sekunde schreiben statt {3}.</translation>
    </message>
    <message>
        <source>The oldest message was</source>
        <translation>Die älteste Nachricht wurde</translation>
    </message>
    <message>
        <source>The oldest messages were left out, because the conversation is longer than the model can see at once.</source>
        <translation>Die ältesten Nachrichten wurden weggelassen, weil die Unterhaltung länger ist, als das Modell auf einmal sehen kann.</translation>
    </message>
    <message>
        <source>The option {1} {2}.</source>
        <translation>Die Option {1} {2}.</translation>
    </message>
    <message>
        <source>The owner of “{1}” has not answered your request for access yet.</source>
        <translation>Der Eigentümer von „{1}“ hat die Bitte um Zugang noch nicht beantwortet.</translation>
    </message>
    <message>
        <source>The owner of “{1}” has refused your account access.</source>
        <translation>Der Eigentümer von „{1}“ hat dem Konto den Zugang verweigert.</translation>
    </message>
    <message>
        <source>The parts belong to differently split models.</source>
        <translation>Die Teile gehören zu verschieden geteilten Modellen.</translation>
    </message>
    <message>
        <source>The parts that are there were only read, not changed.</source>
        <translation>Die vorhandenen Teile wurden nur gelesen, nicht geändert.</translation>
    </message>
    <message>
        <source>The preset “{1}” has a text that is too long.</source>
        <translation>Die Voreinstellung „{1}“ hat einen zu langen Text.</translation>
    </message>
    <message>
        <source>The preset “{1}” has a wrong value for {2}. {3}</source>
        <translation>Die Voreinstellung „{1}“ hat einen falschen Wert für {2}. {3}</translation>
    </message>
    <message>
        <source>The preset “{1}” has load options that cannot be used.</source>
        <translation>Die Voreinstellung „{1}“ hat Ladeoptionen, die nicht brauchbar sind.</translation>
    </message>
    <message>
        <source>The projector of “{1}” is gone, so it sees no images any more.</source>
        <translation>Der Projektor von „{1}“ ist weg, daher sieht es keine Bilder mehr.</translation>
    </message>
    <message>
        <source>The prompt library is as it was.</source>
        <translation>Die Prompt-Bibliothek ist, wie sie war.</translation>
    </message>
    <message>
        <source>The rest of the file</source>
        <translation>Der Rest der Datei</translation>
    </message>
    <message>
        <source>The setting {1} cannot be {2}. It must be {3}.</source>
        <translation>Die Einstellung {1} kann nicht {2} sein. Möglich ist: {3}.</translation>
    </message>
    <message>
        <source>The settings are as they were.</source>
        <translation>Die Einstellungen sind, wie sie waren.</translation>
    </message>
    <message>
        <source>The settings could not be saved to {1} ({2}).</source>
        <translation>Die Einstellungen konnten nicht in {1} gespeichert werden ({2}).</translation>
    </message>
    <message>
        <source>The settings file is damaged, so the defaults are used.</source>
        <translation>Die Einstellungsdatei ist beschädigt, daher gelten die Standardwerte.</translation>
    </message>
    <message>
        <source>The settings in this file cannot be right: {1}{2} is {3}.</source>
        <translation>Die Angaben in dieser Datei können nicht stimmen: {1}{2} ist {3}.</translation>
    </message>
    <message>
        <source>The settings in {1} could not be read ({2}).</source>
        <translation>Die Einstellungen in {1} konnten nicht gelesen werden ({2}).</translation>
    </message>
    <message>
        <source>The settings in {1} were written by a newer Parley (version {2}; this one knows up to {3}).</source>
        <translation>Die Einstellungen in {1} stammen von einem neueren Parley (Version {2}; dieses kennt bis {3}).</translation>
    </message>
    <message>
        <source>The settings saved before are still there.</source>
        <translation>Die vorher gespeicherten Einstellungen sind noch da.</translation>
    </message>
    <message>
        <source>The starter model belongs to Parley itself.</source>
        <translation>Das Startmodell gehört zu Parley selbst.</translation>
    </message>
    <message>
        <source>The starter model is not part of this installation.</source>
        <translation>Das Startmodell gehört nicht zu dieser Installation.</translation>
    </message>
    <message>
        <source>The storage of {1} did not give out {2} (status {3}).</source>
        <translation>Der Speicher von {1} hat {2} nicht herausgegeben (Status {3}).</translation>
    </message>
    <message>
        <source>The text of a prompt may have {1} characters; “{2}” has more.</source>
        <translation>Der Text eines Prompts darf {1} Zeichen haben; „{2}“ hat mehr.</translation>
    </message>
    <message>
        <source>The token could not be written to {1} ({2}).</source>
        <translation>Das Token konnte nicht in {1} geschrieben werden ({2}).</translation>
    </message>
    <message>
        <source>The two do not fit at once without loss, so they run one after the other: load, run, unload, load the other, run. Each fits alone ({1} and {2}).</source>
        <translation>Beide zugleich passen nicht ohne Verlust, daher laufen sie nacheinander: laden, antworten, entladen, das andere laden, antworten. Jedes passt allein ({1} und {2}).</translation>
    </message>
    <message>
        <source>The whole model fits on {1}: it takes {2} of the {3} that are free for it there.</source>
        <translation>Das ganze Modell passt auf {1}: Es nimmt {2} der {3}, die dort dafür frei sind.</translation>
    </message>
    <message>
        <source>The window and the engine are of different versions: restart Parley.</source>
        <translation>Fenster und Engine haben verschiedene Versionen: Parley neu starten.</translation>
    </message>
    <message>
        <source>The {1} oldest messages were</source>
        <translation>Die {1} ältesten Nachrichten wurden</translation>
    </message>
    <message>
        <source>The {1} options in the settings cannot be used ({2}).</source>
        <translation>Die Optionen {1} in den Einstellungen sind nicht brauchbar ({2}).</translation>
    </message>
    <message>
        <source>Its builds are {1}.</source>
        <translation>Seine Fassungen sind {1}.</translation>
    </message>
    <message>
        <source>There is a preset “{1}” already.</source>
        <translation>Es gibt schon eine Voreinstellung „{1}“.</translation>
    </message>
    <message>
        <source>There is a prompt called “{1}” already.</source>
        <translation>Es gibt schon einen Prompt namens „{1}“.</translation>
    </message>
    <message>
        <source>There is another file at “{1}” already.</source>
        <translation>Unter „{1}“ liegt schon eine andere Datei.</translation>
    </message>
    <message>
        <source>There is no GGUF model in “{1}”.</source>
        <translation>In „{1}“ ist kein GGUF-Modell.</translation>
    </message>
    <message>
        <source>There is no KV cache type {1}.</source>
        <translation>Es gibt keinen KV-Cache-Typ {1}.</translation>
    </message>
    <message>
        <source>There is no LoRA file at {1}.</source>
        <translation>Unter {1} ist keine LoRA-Datei.</translation>
    </message>
    <message>
        <source>There is no access token: the text is empty.</source>
        <translation>Es gibt kein Zugriffstoken: der Text ist leer.</translation>
    </message>
    <message>
        <source>There is no answer to continue.</source>
        <translation>Es gibt keine Antwort, die fortgesetzt werden könnte.</translation>
    </message>
    <message>
        <source>There is no file at “{1}” any more.</source>
        <translation>Unter „{1}“ ist keine Datei mehr.</translation>
    </message>
    <message>
        <source>There is no file “{1}” in “{2}”.</source>
        <translation>Es gibt keine Datei „{1}“ in „{2}“.</translation>
    </message>
    <message>
        <source>There is no message to answer yet.</source>
        <translation>Es gibt noch keine Nachricht zu beantworten.</translation>
    </message>
    <message>
        <source>There is no model called “{1}” on this computer.</source>
        <translation>Auf diesem Computer ist kein Modell namens „{1}“.</translation>
    </message>
    <message>
        <source>There is no model file at “{1}”.</source>
        <translation>Unter „{1}“ ist keine Modelldatei.</translation>
    </message>
    <message>
        <source>There is no repository “{1}” on {2}, or it is private.</source>
        <translation>Es gibt kein Repository „{1}“ auf {2}, oder es ist privat.</translation>
    </message>
    <message>
        <source>There is no room for “{1}”: it has {2}, and {3} can be taken where the models are.</source>
        <translation>Für „{1}“ ist kein Platz: Es hat {2}, und bei den Modellen sind {3} verfügbar.</translation>
    </message>
    <message>
        <source>There is no setting called {1}.</source>
        <translation>Es gibt keine Einstellung namens {1}.</translation>
    </message>
    <message>
        <source>There is nothing to answer.</source>
        <translation>Es gibt nichts zu beantworten.</translation>
    </message>
    <message>
        <source>There is nothing to keep: the text is empty.</source>
        <translation>Es gibt nichts aufzubewahren: der Text ist leer.</translation>
    </message>
    <message>
        <source>There is nothing to send.</source>
        <translation>Es gibt nichts zu senden.</translation>
    </message>
    <message>
        <source>Its only build is {1}.</source>
        <translation>Seine einzige Fassung ist {1}.</translation>
    </message>
    <message>
        <source>Delete that and fetch it again with “{1}”.</source>
        <translation>Das löschen und es mit „{1}“ neu laden.</translation>
    </message>
    <message>
        <source>Fetch it again with “{1}”.</source>
        <translation>Es mit „{1}“ neu laden.</translation>
    </message>
    <message>
        <source>There was no place left in the model&apos;s memory for this answer.</source>
        <translation>Im Speicher des Modells war kein Platz mehr für diese Antwort.</translation>
    </message>
    <message>
        <source>There was not enough memory for a context of {1} tokens.</source>
        <translation>Der Speicher reichte nicht für einen Kontext von {1} Tokens.</translation>
    </message>
    <message>
        <source>There was not enough memory to compute with this model.</source>
        <translation>Der Speicher reichte nicht, um mit diesem Modell zu rechnen.</translation>
    </message>
    <message>
        <source>There was not enough memory to load {1}.</source>
        <translation>Der Speicher reichte nicht, um {1} zu laden.</translation>
    </message>
    <message>
        <source>These files are not all the parts of one model.</source>
        <translation>Diese Dateien sind nicht alle Teile eines Modells.</translation>
    </message>
    <message>
        <source>They are untouched.</source>
        <translation>Sie sind unberührt.</translation>
    </message>
    <message>
        <source>They were left out for reasons like these.</source>
        <translation>Sie wurden aus Gründen wie diesen weggelassen.</translation>
    </message>
    <message>
        <source>This answer failed.</source>
        <translation>Diese Antwort ist gescheitert.</translation>
    </message>
    <message>
        <source>This answer is complete, so there is nothing to continue.</source>
        <translation>Diese Antwort ist vollständig, es gibt nichts fortzusetzen.</translation>
    </message>
    <message>
        <source>This build</source>
        <translation>Diese Fassung</translation>
    </message>
    <message>
        <source>This cannot be used ({1}).</source>
        <translation>Das ist nicht brauchbar ({1}).</translation>
    </message>
    <message>
        <source>This computer offers no keychain, so tokens are kept only until Parley closes.</source>
        <translation>Dieser Computer bietet keinen Schlüsselbund, daher werden Token nur bis zum Ende von Parley aufbewahrt.</translation>
    </message>
    <message>
        <source>This conversation was deleted.</source>
        <translation>Diese Unterhaltung wurde gelöscht.</translation>
    </message>
    <message>
        <source>This download is no longer in the queue.</source>
        <translation>Dieser Download ist nicht mehr in der Warteschlange.</translation>
    </message>
    <message>
        <source>This engine was built without the means to use an RPC server as a device.</source>
        <translation>Diese Engine wurde ohne die Mittel gebaut, einen RPC-Server als Gerät zu benutzen.</translation>
    </message>
    <message>
        <source>This file does not describe the layers of a language model, so its memory cannot be told.</source>
        <translation>Diese Datei beschreibt nicht die Schichten eines Sprachmodells, daher lässt sich sein Speicherbedarf nicht sagen.</translation>
    </message>
    <message>
        <source>This file does not say which architecture its model has.</source>
        <translation>Diese Datei sagt nicht, welche Architektur ihr Modell hat.</translation>
    </message>
    <message>
        <source>This file of prompts was written by a newer Parley.</source>
        <translation>Diese Datei mit Prompts stammt von einem neueren Parley.</translation>
    </message>
    <message>
        <source>This file was written by a newer Parley.</source>
        <translation>Diese Datei stammt von einem neueren Parley.</translation>
    </message>
    <message>
        <source>This folder was deleted.</source>
        <translation>Dieser Ordner wurde gelöscht.</translation>
    </message>
    <message>
        <source>This is no access token of {1}: those begin with “hf_”.</source>
        <translation>Das ist kein Zugriffstoken von {1}: die beginnen mit „hf_“.</translation>
    </message>
    <message>
        <source>This is no access token: it has characters in it that no token has.</source>
        <translation>Das ist kein Zugriffstoken: es enthält Zeichen, die kein Token hat.</translation>
    </message>
    <message>
        <source>This is no access token: it has {1} characters.</source>
        <translation>Das ist kein Zugriffstoken: es hat {1} Zeichen.</translation>
    </message>
    <message>
        <source>This is no chat template: {1}.</source>
        <translation>Das ist keine Chatvorlage: {1}.</translation>
    </message>
    <message>
        <source>This is no file of prompts that Parley exported.</source>
        <translation>Das ist keine Datei mit Prompts, die Parley exportiert hat.</translation>
    </message>
    <message>
        <source>This message is too long to be changed here.</source>
        <translation>Diese Nachricht ist zu lang, um hier geändert zu werden.</translation>
    </message>
    <message>
        <source>This message was deleted.</source>
        <translation>Diese Nachricht wurde gelöscht.</translation>
    </message>
    <message>
        <source>This model cannot be loaded with another context window.</source>
        <translation>Dieses Modell lässt sich nicht mit einem anderen Kontextfenster laden.</translation>
    </message>
    <message>
        <source>This model file does not say how a conversation is written for it (it has no chat template).</source>
        <translation>Diese Modelldatei sagt nicht, wie eine Unterhaltung für sie geschrieben wird (sie hat keine Chatvorlage).</translation>
    </message>
    <message>
        <source>This model file holds no vocabulary, so text cannot be given to it.</source>
        <translation>Diese Modelldatei enthält kein Vokabular, daher kann ihr kein Text gegeben werden.</translation>
    </message>
    <message>
        <source>This model takes no system prompt, so it was put before your message.</source>
        <translation>Dieses Modell nimmt keinen Systemprompt, daher steht er vor der Nachricht.</translation>
    </message>
    <message>
        <source>This model uses a number format that this program does not know ({1}), so its memory cannot be told.</source>
        <translation>Dieses Modell verwendet ein Zahlenformat, das dieses Programm nicht kennt ({1}), daher lässt sich sein Speicherbedarf nicht sagen.</translation>
    </message>
    <message>
        <source>This model wants messages to take turns, so messages of the same author that follow each other were joined.</source>
        <translation>Dieses Modell verlangt abwechselnde Nachrichten, daher wurden aufeinanderfolgende desselben Autors verbunden.</translation>
    </message>
    <message>
        <source>This model wants you to begin, so an empty message was put before its own.</source>
        <translation>Dieses Modell will nicht beginnen, daher steht eine leere Nachricht vor seiner eigenen.</translation>
    </message>
    <message>
        <source>This model&apos;s chat template left out a part of the conversation.</source>
        <translation>Die Chatvorlage dieses Modells hat einen Teil der Unterhaltung weggelassen.</translation>
    </message>
    <message>
        <source>This name is too long.</source>
        <translation>Dieser Name ist zu lang.</translation>
    </message>
    <message>
        <source>This preset was deleted.</source>
        <translation>Diese Voreinstellung wurde gelöscht.</translation>
    </message>
    <message>
        <source>This prompt was deleted.</source>
        <translation>Dieser Prompt wurde gelöscht.</translation>
    </message>
    <message>
        <source>To have them verified, set PARLEY_HOME to a folder on an ordinary disk.</source>
        <translation>Um sie prüfen zu lassen, PARLEY_HOME auf einen Ordner auf einem gewöhnlichen Datenträger setzen.</translation>
    </message>
    <message>
        <source>Training on outputs</source>
        <translation>Training mit Ausgaben</translation>
    </message>
    <message>
        <source>Try again in a few minutes.</source>
        <translation>In einigen Minuten erneut versuchen.</translation>
    </message>
    <message>
        <source>Try again later or through another network; if it stays so, choose another file.</source>
        <translation>Später oder über ein anderes Netz erneut versuchen; bleibt es dabei, eine andere Datei wählen.</translation>
    </message>
    <message>
        <source>Try again later, or choose another file.</source>
        <translation>Später erneut versuchen oder eine andere Datei wählen.</translation>
    </message>
    <message>
        <source>Try again when the computer is less busy.</source>
        <translation>Erneut versuchen, wenn der Computer weniger beschäftigt ist.</translation>
    </message>
    <message>
        <source>Try again {1}; with an access token of your account it allows more.</source>
        <translation>{1} erneut versuchen; mit einem Zugriffstoken des Kontos ist mehr erlaubt.</translation>
    </message>
    <message>
        <source>Try again; if it happens again, load the model with fewer GPU layers.</source>
        <translation>Erneut versuchen; geschieht es wieder, das Modell mit weniger GPU-Schichten laden.</translation>
    </message>
    <message>
        <source>Try again; if it stays so, leave out the device that was asked about.</source>
        <translation>Erneut versuchen; bleibt es so, das betreffende Gerät weglassen.</translation>
    </message>
    <message>
        <source>Try again; it was probably cut off on the way.</source>
        <translation>Erneut versuchen; wahrscheinlich wurde es unterwegs abgeschnitten.</translation>
    </message>
    <message>
        <source>Try again; the log has what is needed for a report.</source>
        <translation>Erneut versuchen; im Protokoll steht, was für eine Meldung nötig ist.</translation>
    </message>
    <message>
        <source>Try other load options, or another model.</source>
        <translation>Andere Ladeoptionen oder ein anderes Modell versuchen.</translation>
    </message>
    <message>
        <source>Turn offline mode off in the settings, and try again.</source>
        <translation>Den Offline-Modus in den Einstellungen ausschalten und erneut versuchen.</translation>
    </message>
    <message>
        <source>Type more of the name.</source>
        <translation>Mehr vom Namen eingeben.</translation>
    </message>
    <message>
        <source>Type one.</source>
        <translation>Einen eingeben.</translation>
    </message>
    <message>
        <source>Undo that, or go on from another message.</source>
        <translation>Das rückgängig machen oder bei einer anderen Nachricht weitermachen.</translation>
    </message>
    <message>
        <source>Unlock the keychain and try again.</source>
        <translation>Den Schlüsselbund entsperren und erneut versuchen.</translation>
    </message>
    <message>
        <source>Unset HF_HUB_OFFLINE and TRANSFORMERS_OFFLINE, and start Parley again.</source>
        <translation>HF_HUB_OFFLINE und TRANSFORMERS_OFFLINE entfernen und Parley neu starten.</translation>
    </message>
    <message>
        <source>Update Parley and import it again.</source>
        <translation>Parley aktualisieren und erneut importieren.</translation>
    </message>
    <message>
        <source>Update Parley, or get another conversion of this model.</source>
        <translation>Parley aktualisieren oder eine andere Umwandlung dieses Modells besorgen.</translation>
    </message>
    <message>
        <source>Update Parley, or move the file away to start with the defaults.</source>
        <translation>Parley aktualisieren oder die Datei verschieben, um mit den Standardwerten zu beginnen.</translation>
    </message>
    <message>
        <source>Update Parley, or set PARLEY_HOME to another folder to use this one.</source>
        <translation>Parley aktualisieren oder PARLEY_HOME auf einen anderen Ordner setzen, um dieses zu benutzen.</translation>
    </message>
    <message>
        <source>Update Parley, then import it again.</source>
        <translation>Parley aktualisieren, dann erneut importieren.</translation>
    </message>
    <message>
        <source>Update Parley.</source>
        <translation>Parley aktualisieren.</translation>
    </message>
    <message>
        <source>Use an adapter that was made for this model, in GGUF format.</source>
        <translation>Einen Adapter im GGUF-Format verwenden, der für dieses Modell gemacht ist.</translation>
    </message>
    <message>
        <source>Use policy</source>
        <translation>Nutzungsrichtlinie</translation>
    </message>
    <message>
        <source>Use types, properties, items, enum, const and pattern only.</source>
        <translation>Nur types, properties, items, enum, const und pattern verwenden.</translation>
    </message>
    <message>
        <source>Wait for it, or cancel it first.</source>
        <translation>Darauf warten oder ihn zuerst abbrechen.</translation>
    </message>
    <message>
        <source>Wait for it, or stop it there first.</source>
        <translation>Darauf warten oder ihn dort zuerst anhalten.</translation>
    </message>
    <message>
        <source>Wait for the answer, or stop it first.</source>
        <translation>Auf die Antwort warten oder sie zuerst anhalten.</translation>
    </message>
    <message>
        <source>Wait until that program has finished, and try again.</source>
        <translation>Warten, bis dieses Programm fertig ist, und erneut versuchen.</translation>
    </message>
    <message>
        <source>What came was removed, so that nobody uses it.</source>
        <translation>Was ankam, wurde entfernt, damit es niemand verwendet.</translation>
    </message>
    <message>
        <source>What had come is kept.</source>
        <translation>Was schon da war, bleibt.</translation>
    </message>
    <message>
        <source>What is known of the models could not be read. {1}</source>
        <translation>Was über die Modelle bekannt ist, konnte nicht gelesen werden. {1}</translation>
    </message>
    <message>
        <source>What is set in the conversation is as it was.</source>
        <translation>Was in der Unterhaltung eingestellt ist, bleibt.</translation>
    </message>
    <message>
        <source>What is there was left as it is.</source>
        <translation>Was da ist, blieb, wie es ist.</translation>
    </message>
    <message>
        <source>What was downloaded is kept.</source>
        <translation>Was heruntergeladen wurde, bleibt erhalten.</translation>
    </message>
    <message>
        <source>What was found could not be remembered. {1}</source>
        <translation>Das Gefundene konnte nicht gemerkt werden. {1}</translation>
    </message>
    <message>
        <source>What was imported before that stays; everything else is untouched.</source>
        <translation>Was davor importiert wurde, bleibt; alles andere ist unberührt.</translation>
    </message>
    <message>
        <source>What was kept before is still there.</source>
        <translation>Was vorher aufbewahrt wurde, ist noch da.</translation>
    </message>
    <message>
        <source>What was received is kept.</source>
        <translation>Was empfangen wurde, bleibt erhalten.</translation>
    </message>
    <message>
        <source>What was saved before is still there.</source>
        <translation>Was vorher gespeichert war, ist noch da.</translation>
    </message>
    <message>
        <source>What was written before is kept.</source>
        <translation>Was bisher geschrieben wurde, bleibt.</translation>
    </message>
    <message>
        <source>What you wrote is still in the box.</source>
        <translation>Das Geschriebene steht noch im Eingabefeld.</translation>
    </message>
    <message>
        <source>Whether it runs here is not known. {1}</source>
        <translation>Ob es hier läuft, ist nicht bekannt. {1}</translation>
    </message>
    <message>
        <source>With up to {1} of context it would fit.</source>
        <translation>Mit bis zu {1} Kontext würde es passen.</translation>
    </message>
    <message>
        <source>With {1} and {2} of context</source>
        <translation>Mit {1} und {2} Kontext</translation>
    </message>
    <message>
        <source>With {1} of context it needs up to {2}; {3} are free for a model here.</source>
        <translation>Mit {1} Kontext braucht es bis zu {2}; für ein Modell sind hier {3} frei.</translation>
    </message>
    <message>
        <source>With {1} of context it needs {2}, which no division between card and main memory leaves room for.</source>
        <translation>Mit {1} Kontext braucht es {2}, wofür keine Aufteilung zwischen Karte und Arbeitsspeicher Platz lässt.</translation>
    </message>
    <message>
        <source>Write 1 to {1} characters.</source>
        <translation>1 bis {1} Zeichen schreiben.</translation>
    </message>
    <message>
        <source>Write a message first.</source>
        <translation>Zuerst eine Nachricht schreiben.</translation>
    </message>
    <message>
        <source>Write a message, then send it.</source>
        <translation>Eine Nachricht schreiben, dann senden.</translation>
    </message>
    <message>
        <source>Write it as owner/name, for example bartowski/Meta-Llama-3.1-8B-Instruct-GGUF.</source>
        <translation>Es als Eigentümer/Name schreiben, zum Beispiel bartowski/Meta-Llama-3.1-8B-Instruct-GGUF.</translation>
    </message>
    <message>
        <source>Write {1} instead.</source>
        <translation>Stattdessen {1} schreiben.</translation>
    </message>
    <message>
        <source>You are a careful programmer. Answer with code that works, in fenced blocks that name the language, and explain only what is not obvious.</source>
        <translation>You are a careful programmer. Answer with code that works, in fenced blocks that name the language, and explain only what is not obvious.</translation>
    </message>
    <message>
        <source>You are not signed in to {1}.</source>
        <translation>Bei {1} ist niemand angemeldet.</translation>
    </message>
    <message>
        <source>Your access token for {1} could not be read. {2}, so Parley goes on without it.</source>
        <translation>Das Zugriffstoken für {1} konnte nicht gelesen werden. {2}, daher macht Parley ohne es weiter.</translation>
    </message>
    <message>
        <source>Your access token may not read gated repositories such as “{1}”.</source>
        <translation>Das Zugriffstoken darf geschützte Repositorys wie „{1}“ nicht lesen.</translation>
    </message>
    <message>
        <source>Your account may not read the files of “{1}” yet.</source>
        <translation>Das Konto darf die Dateien von „{1}“ noch nicht lesen.</translation>
    </message>
    <message>
        <source>Your conversation is unchanged.</source>
        <translation>Die Unterhaltung ist unverändert.</translation>
    </message>
    <message>
        <source>Your conversations and models are untouched.</source>
        <translation>Unterhaltungen und Modelle sind unberührt.</translation>
    </message>
    <message>
        <source>Your conversations are safe.</source>
        <translation>Die Unterhaltungen sind sicher.</translation>
    </message>
    <message>
        <source>Your conversations are untouched.</source>
        <translation>Die Unterhaltungen sind unberührt.</translation>
    </message>
    <message>
        <source>Your message is as it was.</source>
        <translation>Die Nachricht ist, wie sie war.</translation>
    </message>
    <message>
        <source>Your message is kept.</source>
        <translation>Die Nachricht bleibt erhalten.</translation>
    </message>
    <message>
        <source>Your models and the other downloads are as they were.</source>
        <translation>Die Modelle und die anderen Downloads sind, wie sie waren.</translation>
    </message>
    <message>
        <source>Your other conversations are still there.</source>
        <translation>Die anderen Unterhaltungen sind noch da.</translation>
    </message>
    <message>
        <source>Your other prompts are still there.</source>
        <translation>Die anderen Prompts sind noch da.</translation>
    </message>
    <message>
        <source>Your presets are as they were.</source>
        <translation>Die Voreinstellungen sind, wie sie waren.</translation>
    </message>
    <message>
        <source>a balance of quality and speed</source>
        <translation>ein Gleichgewicht von Qualität und Tempo</translation>
    </message>
    <message>
        <source>a damaged compression</source>
        <translation>eine beschädigte Kompression</translation>
    </message>
    <message>
        <source>a file in crumbs</source>
        <translation>eine Datei in Krümeln</translation>
    </message>
    <message>
        <source>a file is there whose name differs only in how its letters are written</source>
        <translation>dort ist eine Datei, deren Name sich nur in der Schreibweise der Buchstaben unterscheidet</translation>
    </message>
    <message>
        <source>a folder with that name is there</source>
        <translation>dort ist ein Ordner dieses Namens</translation>
    </message>
    <message>
        <source>a link in {1} leads out of it</source>
        <translation>eine Verknüpfung in {1} führt hinaus</translation>
    </message>
    <message>
        <source>a name in it is too long</source>
        <translation>ein Name darin ist zu lang</translation>
    </message>
    <message>
        <source>a redirect to nowhere</source>
        <translation>eine Weiterleitung ins Leere</translation>
    </message>
    <message>
        <source>a redirect without encryption</source>
        <translation>eine Weiterleitung ohne Verschlüsselung</translation>
    </message>
    <message>
        <source>and the {1} other in the queue</source>
        <translation>und den {1} anderen in der Warteschlange</translation>
    </message>
    <message>
        <source>and the {1} others in the queue</source>
        <translation>und die {1} anderen in der Warteschlange</translation>
    </message>
    <message>
        <source>badly damaged by its small size</source>
        <translation>durch die geringe Größe stark beschädigt</translation>
    </message>
    <message>
        <source>commercial use up to a revenue of {1} million US dollars a month</source>
        <translation>kommerzielle Nutzung bis zu einem Umsatz von {1} Millionen US-Dollar im Monat</translation>
    </message>
    <message>
        <source>commercial use up to {1} million monthly users</source>
        <translation>kommerzielle Nutzung bis {1} Millionen Nutzer im Monat</translation>
    </message>
    <message>
        <source>commercial use with conditions</source>
        <translation>kommerzielle Nutzung mit Bedingungen</translation>
    </message>
    <message>
        <source>commercial use: {1}</source>
        <translation>kommerzielle Nutzung: {1}</translation>
    </message>
    <message>
        <source>download “{1}” from “{2}”</source>
        <translation>„{1}“ aus „{2}“ herunterladen</translation>
    </message>
    <message>
        <source>expected for such a machine</source>
        <translation>erwartet für einen solchen Computer</translation>
    </message>
    <message>
        <source>expected from this machine&apos;s measured speed</source>
        <translation>erwartet nach dem gemessenen Tempo dieses Computers</translation>
    </message>
    <message>
        <source>fits without a smaller KV cache</source>
        <translation>ohne kleineren KV-Cache passt</translation>
    </message>
    <message>
        <source>in a few minutes</source>
        <translation>in einigen Minuten</translation>
    </message>
    <message>
        <source>in {1} seconds</source>
        <translation>in {1} Sekunden</translation>
    </message>
    <message>
        <source>is nested too deeply</source>
        <translation>ist zu tief verschachtelt</translation>
    </message>
    <message>
        <source>it differs from “{1}” only in how its letters are written</source>
        <translation>es unterscheidet sich von „{1}“ nur in der Schreibweise der Buchstaben</translation>
    </message>
    <message>
        <source>it is no path inside a repository</source>
        <translation>es ist kein Pfad in einem Repository</translation>
    </message>
    <message>
        <source>its certificate was not accepted</source>
        <translation>das Zertifikat wurde nicht anerkannt</translation>
    </message>
    <message>
        <source>its name was not found</source>
        <translation>der Name wurde nicht gefunden</translation>
    </message>
    <message>
        <source>list the files of “{1}”</source>
        <translation>die Dateien von „{1}“ auflisten</translation>
    </message>
    <message>
        <source>measured here</source>
        <translation>hier gemessen</translation>
    </message>
    <message>
        <source>models trained on outputs must carry its name</source>
        <translation>mit Ausgaben trainierte Modelle müssen seinen Namen tragen</translation>
    </message>
    <message>
        <source>models trained on outputs to be like it are under it too</source>
        <translation>Modelle, die mit Ausgaben auf Ähnlichkeit trainiert werden, fallen ebenfalls darunter</translation>
    </message>
    <message>
        <source>more bytes than it said</source>
        <translation>mehr Bytes als angekündigt</translation>
    </message>
    <message>
        <source>no commercial use</source>
        <translation>keine kommerzielle Nutzung</translation>
    </message>
    <message>
        <source>no connection</source>
        <translation>keine Verbindung</translation>
    </message>
    <message>
        <source>no secure connection</source>
        <translation>keine sichere Verbindung</translation>
    </message>
    <message>
        <source>no training of other models on outputs</source>
        <translation>kein Training anderer Modelle mit Ausgaben</translation>
    </message>
    <message>
        <source>not at all</source>
        <translation>gar nicht</translation>
    </message>
    <message>
        <source>of unknown quality</source>
        <translation>von unbekannter Qualität</translation>
    </message>
    <message>
        <source>of {1} builds</source>
        <translation>von {1} Fassungen</translation>
    </message>
    <message>
        <source>on the graphics card</source>
        <translation>auf der Grafikkarte</translation>
    </message>
    <message>
        <source>on the processor</source>
        <translation>auf dem Prozessor</translation>
    </message>
    <message>
        <source>outputs for research only</source>
        <translation>Ausgaben nur für die Forschung</translation>
    </message>
    <message>
        <source>own family only</source>
        <translation>nur die eigene Familie</translation>
    </message>
    <message>
        <source>read the header of “{1}” in “{2}”</source>
        <translation>den Kopf von „{1}“ in „{2}“ lesen</translation>
    </message>
    <message>
        <source>redirects without an end</source>
        <translation>Weiterleitungen ohne Ende</translation>
    </message>
    <message>
        <source>regions left out: {1}</source>
        <translation>ausgenommene Regionen: {1}</translation>
    </message>
    <message>
        <source>research only</source>
        <translation>nur Forschung</translation>
    </message>
    <message>
        <source>status {1}</source>
        <translation>Status {1}</translation>
    </message>
    <message>
        <source>the best answers</source>
        <translation>die besten Antworten</translation>
    </message>
    <message>
        <source>the fastest answers</source>
        <translation>die schnellsten Antworten</translation>
    </message>
    <message>
        <source>the graphics card</source>
        <translation>die Grafikkarte</translation>
    </message>
    <message>
        <source>the graphics chip</source>
        <translation>den Grafikchip</translation>
    </message>
    <message>
        <source>a LoRA adapter</source>
        <translation>ein LoRA-Adapter</translation>
    </message>
    <message>
        <source>Fetch it with “{1}”, or choose another model.</source>
        <translation>Mit „{1}“ holen oder ein anderes Modell wählen.</translation>
    </message>
    <message>
        <source>Put it back, fetch it again, or forget it with “{1}”.</source>
        <translation>Zurücklegen, erneut holen oder mit „{1}“ vergessen.</translation>
    </message>
    <message>
        <source>Put it back, or remove the model with “{1}”.</source>
        <translation>Zurücklegen oder das Modell mit „{1}“ entfernen.</translation>
    </message>
    <message>
        <source>Take it in with “{1}” first.</source>
        <translation>Zuerst mit „{1}“ aufnehmen.</translation>
    </message>
    <message>
        <source>There was nothing to compare with, so its hash was kept for the next time.</source>
        <translation>Es gab nichts zum Vergleichen, deshalb wurde seine Prüfsumme für das nächste Mal behalten.</translation>
    </message>
    <message>
        <source>Try again; the log says more.</source>
        <translation>Erneut versuchen; im Protokoll steht mehr.</translation>
    </message>
    <message>
        <source>Your models are as they were.</source>
        <translation>Ihre Modelle sind, wie sie waren.</translation>
    </message>
    <message>
        <source>a build without a label</source>
        <translation>eine Fassung ohne Bezeichnung</translation>
    </message>
    <message>
        <source>a list of load options by name</source>
        <translation>eine Liste von Ladeoptionen nach Namen</translation>
    </message>
    <message>
        <source>a list of sampling options by name</source>
        <translation>eine Liste von Sampling-Optionen nach Namen</translation>
    </message>
    <message>
        <source>a list of texts by window</source>
        <translation>eine Liste von Texten nach Fenster</translation>
    </message>
    <message>
        <source>a multimodal projector</source>
        <translation>ein multimodaler Projektor</translation>
    </message>
    <message>
        <source>a name is empty</source>
        <translation>ein Name ist leer</translation>
    </message>
    <message>
        <source>a number from 1 to 16</source>
        <translation>eine Zahl von 1 bis 16</translation>
    </message>
    <message>
        <source>a number of bytes per second from 0 (no limit) to 1,000,000,000,000</source>
        <translation>eine Zahl von Bytes pro Sekunde von 0 (keine Grenze) bis 1.000.000.000.000</translation>
    </message>
    <message>
        <source>a number of characters from 0 (never) to 1,000,000,000</source>
        <translation>eine Zahl von Zeichen von 0 (nie) bis 1.000.000.000</translation>
    </message>
    <message>
        <source>a number of percent from 50 to 300</source>
        <translation>eine Zahl von Prozent von 50 bis 300</translation>
    </message>
    <message>
        <source>a number of seconds from 0 (never) to 604,800 (a week)</source>
        <translation>eine Zahl von Sekunden von 0 (nie) bis 604.800 (eine Woche)</translation>
    </message>
    <message>
        <source>a path, the name of a model, or starter</source>
        <translation>ein Pfad, der Name eines Modells oder starter</translation>
    </message>
    <message>
        <source>a safetensors file</source>
        <translation>eine safetensors-Datei</translation>
    </message>
    <message>
        <source>a text of at most 100,000 characters</source>
        <translation>ein Text von höchstens 100.000 Zeichen</translation>
    </message>
    <message>
        <source>an importance matrix</source>
        <translation>eine Wichtigkeitsmatrix</translation>
    </message>
    <message>
        <source>an unknown one</source>
        <translation>eine unbekannte</translation>
    </message>
    <message>
        <source>and json_schema exclude each other</source>
        <translation>und json_schema schließen sich aus</translation>
    </message>
    <message>
        <source>and more</source>
        <translation>und mehr</translation>
    </message>
    <message>
        <source>and writes {1} tokens per second</source>
        <translation>und schreibt {1} Tokens pro Sekunde</translation>
    </message>
    <message>
        <source>and {1} more</source>
        <translation>und {1} weitere</translation>
    </message>
    <message>
        <source>ask, trim_oldest or stop</source>
        <translation>ask, trim_oldest oder stop</translation>
    </message>
    <message>
        <source>at least {1} bytes are needed</source>
        <translation>mindestens {1} Bytes sind nötig</translation>
    </message>
    <message>
        <source>attached files</source>
        <translation>angehängte Dateien</translation>
    </message>
    <message>
        <source>bundled or system</source>
        <translation>bundled oder system</translation>
    </message>
    <message>
        <source>comfortable or compact</source>
        <translation>comfortable oder compact</translation>
    </message>
    <message>
        <source>enter or ctrl_enter</source>
        <translation>enter oder ctrl_enter</translation>
    </message>
    <message>
        <source>exit code {1}</source>
        <translation>Exit-Code {1}</translation>
    </message>
    <message>
        <source>has {1} shares for {2} devices</source>
        <translation>hat {1} Anteile für {2} Geräte</translation>
    </message>
    <message>
        <source>holds a share that is none</source>
        <translation>enthält einen Anteil, der keiner ist</translation>
    </message>
    <message>
        <source>holds an empty text</source>
        <translation>enthält einen leeren Text</translation>
    </message>
    <message>
        <source>holds no finite number</source>
        <translation>enthält keine endliche Zahl</translation>
    </message>
    <message>
        <source>holds something that cannot be enforced ({1})</source>
        <translation>enthält etwas, das sich nicht erzwingen lässt ({1})</translation>
    </message>
    <message>
        <source>is not a JSON object</source>
        <translation>ist kein JSON-Objekt</translation>
    </message>
    <message>
        <source>is not valid GBNF</source>
        <translation>ist keine gültige GBNF</translation>
    </message>
    <message>
        <source>is not valid JSON ({1})</source>
        <translation>ist kein gültiges JSON ({1})</translation>
    </message>
    <message>
        <source>is possible here</source>
        <translation>hier möglich ist</translation>
    </message>
    <message>
        <source>is {1}, which needs flash attention</source>
        <translation>ist {1}, was Flash Attention erfordert</translation>
    </message>
    <message>
        <source>it asks for something that templates may not do</source>
        <translation>sie verlangt etwas, das Vorlagen nicht dürfen</translation>
    </message>
    <message>
        <source>it cannot be compiled ({1})</source>
        <translation>sie lässt sich nicht übersetzen ({1})</translation>
    </message>
    <message>
        <source>it claims to hold {1} settings</source>
        <translation>sie gibt vor, {1} Angaben zu enthalten</translation>
    </message>
    <message>
        <source>it claims to hold {1} tensors</source>
        <translation>sie gibt vor, {1} Tensoren zu enthalten</translation>
    </message>
    <message>
        <source>it does not answer, or it serves another program</source>
        <translation>er antwortet nicht oder dient einem anderen Programm</translation>
    </message>
    <message>
        <source>it does not come to an end</source>
        <translation>sie kommt zu keinem Ende</translation>
    </message>
    <message>
        <source>it does not name its architecture</source>
        <translation>sie nennt ihre Architektur nicht</translation>
    </message>
    <message>
        <source>it fills them with zeros</source>
        <translation>er füllt sie mit Nullen</translation>
    </message>
    <message>
        <source>it gave no reason</source>
        <translation>sie gab keinen Grund an</translation>
    </message>
    <message>
        <source>it holds a value of the unknown type {1}</source>
        <translation>sie enthält einen Wert vom unbekannten Typ {1}</translation>
    </message>
    <message>
        <source>it holds an array of the type {1}</source>
        <translation>sie enthält ein Feld vom Typ {1}</translation>
    </message>
    <message>
        <source>it is too long to be a chat template</source>
        <translation>sie ist zu lang für eine Chatvorlage</translation>
    </message>
    <message>
        <source>it offers no device</source>
        <translation>er bietet kein Gerät an</translation>
    </message>
    <message>
        <source>it stopped answering</source>
        <translation>es antwortet nicht mehr</translation>
    </message>
    <message>
        <source>its alignment is not a power of two</source>
        <translation>ihre Ausrichtung ist keine Zweierpotenz</translation>
    </message>
    <message>
        <source>its header claims to reach beyond {1} bytes</source>
        <translation>ihr Kopf gibt vor, über {1} Bytes hinauszureichen</translation>
    </message>
    <message>
        <source>its parts hold {1} tensors and should hold {2}</source>
        <translation>seine Teile enthalten {1} Tensoren und sollten {2} enthalten</translation>
    </message>
    <message>
        <source>keys such as Ctrl+Alt+Space, or nothing</source>
        <translation>Tasten wie Ctrl+Alt+Space oder nichts</translation>
    </message>
    <message>
        <source>names a device twice</source>
        <translation>nennt ein Gerät zweimal</translation>
    </message>
    <message>
        <source>names the processor beside other devices</source>
        <translation>nennt den Prozessor neben anderen Geräten</translation>
    </message>
    <message>
        <source>names the token {1}</source>
        <translation>nennt das Token {1}</translation>
    </message>
    <message>
        <source>names the token {1}, which the model does not have</source>
        <translation>nennt das Token {1}, das es im Modell nicht gibt</translation>
    </message>
    <message>
        <source>names {1}</source>
        <translation>nennt {1}</translation>
    </message>
    <message>
        <source>names {1}, which is not on this computer</source>
        <translation>nennt {1}, was nicht auf diesem Computer ist</translation>
    </message>
    <message>
        <source>names {1}, which is not there</source>
        <translation>nennt {1}, was nicht da ist</translation>
    </message>
    <message>
        <source>one of its files is</source>
        <translation>eine seiner Dateien</translation>
    </message>
    <message>
        <source>part {1} is</source>
        <translation>Teil {1}</translation>
    </message>
    <message>
        <source>so that the model fits</source>
        <translation>damit das Modell passt</translation>
    </message>
    <message>
        <source>so that this context fits</source>
        <translation>damit dieser Kontext passt</translation>
    </message>
    <message>
        <source>steps of tools</source>
        <translation>Schritte von Werkzeugen</translation>
    </message>
    <message>
        <source>system, en, de or fr</source>
        <translation>system, en, de oder fr</translation>
    </message>
    <message>
        <source>system, light or dark</source>
        <translation>system, light oder dark</translation>
    </message>
    <message>
        <source>the first part</source>
        <translation>der erste Teil</translation>
    </message>
    <message>
        <source>the name of the tensor “{1}…” is too long</source>
        <translation>der Name des Tensors „{1}…“ ist zu lang</translation>
    </message>
    <message>
        <source>the network</source>
        <translation>das Netz</translation>
    </message>
    <message>
        <source>the only build</source>
        <translation>die einzige Fassung</translation>
    </message>
    <message>
        <source>the parts {1} are</source>
        <translation>die Teile {1}</translation>
    </message>
    <message>
        <source>the process that makes formulas does not start</source>
        <translation>der Prozess, der Formeln setzt, startet nicht</translation>
    </message>
    <message>
        <source>the proxy does not answer as a SOCKS proxy does</source>
        <translation>der Proxy antwortet nicht wie ein SOCKS-Proxy</translation>
    </message>
    <message>
        <source>the proxy refuses</source>
        <translation>der Proxy lehnt ab</translation>
    </message>
    <message>
        <source>the proxy&apos;s address is not one that Parley can use</source>
        <translation>die Adresse des Proxys ist keine, die Parley verwenden kann</translation>
    </message>
    <message>
        <source>the rows of the tensor “{1}” are no whole blocks of {2}</source>
        <translation>die Zeilen des Tensors „{1}“ sind keine ganzen Blöcke von {2}</translation>
    </message>
    <message>
        <source>the setting “{1}” is there twice</source>
        <translation>die Angabe „{1}“ ist zweimal da</translation>
    </message>
    <message>
        <source>the tensor “{1}” has an impossible size</source>
        <translation>der Tensor „{1}“ hat eine unmögliche Größe</translation>
    </message>
    <message>
        <source>the tensor “{1}” has {2} dimensions</source>
        <translation>der Tensor „{1}“ hat {2} Dimensionen</translation>
    </message>
    <message>
        <source>the tensor “{1}” is in two of its parts</source>
        <translation>der Tensor „{1}“ steckt in zweien seiner Teile</translation>
    </message>
    <message>
        <source>the tensor “{1}” is not where it must be</source>
        <translation>der Tensor „{1}“ ist nicht, wo er sein muss</translation>
    </message>
    <message>
        <source>the tensor “{1}” is there twice</source>
        <translation>der Tensor „{1}“ ist zweimal da</translation>
    </message>
    <message>
        <source>the tensor “{1}” lies between the places for tensors</source>
        <translation>der Tensor „{1}“ liegt zwischen den Plätzen für Tensoren</translation>
    </message>
    <message>
        <source>the whole file, not a part</source>
        <translation>die ganze Datei, keinen Teil</translation>
    </message>
    <message>
        <source>the whole path would be too long here</source>
        <translation>der ganze Pfad wäre hier zu lang</translation>
    </message>
    <message>
        <source>the {1} graphics cards</source>
        <translation>die {1} Grafikkarten</translation>
    </message>
    <message>
        <source>training on outputs: {1}</source>
        <translation>Training mit Ausgaben: {1}</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true oder false</translation>
    </message>
    <message>
        <source>uses {1}, which cannot be enforced while a model writes</source>
        <translation>verwendet {1}, was sich beim Schreiben nicht erzwingen lässt</translation>
    </message>
    <message>
        <source>what answers there is no RPC server of this kind</source>
        <translation>was dort antwortet, ist kein solcher RPC-Server</translation>
    </message>
    <message>
        <source>what it was asked for</source>
        <translation>das, wonach gefragt wurde</translation>
    </message>
    <message>
        <source>which costs next to no quality</source>
        <translation>was fast keine Qualität kostet</translation>
    </message>
    <message>
        <source>which costs some quality</source>
        <translation>was etwas Qualität kostet</translation>
    </message>
    <message>
        <source>words or model</source>
        <translation>words oder model</translation>
    </message>
    <message>
        <source>{1} It was left where it is.</source>
        <translation>{1} Es blieb, wo es ist.</translation>
    </message>
    <message>
        <source>{1} This could not be remembered. {2}</source>
        <translation>{1} Das konnte nicht gemerkt werden. {2}</translation>
    </message>
    <message>
        <source>{1} This was left out; your other settings are used.</source>
        <translation>{1} Das wurde weggelassen; die übrigen Einstellungen gelten.</translation>
    </message>
    <message>
        <source>{1} are kept.</source>
        <translation>{1} bleiben erhalten.</translation>
    </message>
    <message>
        <source>{1} are {2} (divergence {3}).</source>
        <translation>{1} sind {2} (Abweichung {3}).</translation>
    </message>
    <message>
        <source>{1} billion weights, {2}.</source>
        <translation>{1} Milliarden Gewichte, {2}.</translation>
    </message>
    <message>
        <source>{1} cannot be reached (the certificates in SSL_CERT_FILE cannot be read).</source>
        <translation>{1} ist nicht erreichbar (die Zertifikate in SSL_CERT_FILE können nicht gelesen werden).</translation>
    </message>
    <message>
        <source>{1} cannot be reached ({2}).</source>
        <translation>{1} ist nicht erreichbar ({2}).</translation>
    </message>
    <message>
        <source>{1} cannot be reached: {2}.</source>
        <translation>{1} ist nicht erreichbar: {2}.</translation>
    </message>
    <message>
        <source>{1} could not be read ({2}).</source>
        <translation>{1} konnte nicht gelesen werden ({2}).</translation>
    </message>
    <message>
        <source>{1} could not be written ({2}).</source>
        <translation>{1} konnte nicht geschrieben werden ({2}).</translation>
    </message>
    <message>
        <source>{1} did not answer as a hub does ({2}).</source>
        <translation>{1} hat nicht wie ein Hub geantwortet ({2}).</translation>
    </message>
    <message>
        <source>{1} does not accept your access token: it was revoked, has expired, or is not whole.</source>
        <translation>{1} erkennt das Zugriffstoken nicht an: es wurde widerrufen, ist abgelaufen oder unvollständig.</translation>
    </message>
    <message>
        <source>{1} does not let you read “{2}”.</source>
        <translation>{1} lässt „{2}“ nicht lesen.</translation>
    </message>
    <message>
        <source>{1} does not let you {2}.</source>
        <translation>{1} erlaubt nicht: {2}.</translation>
    </message>
    <message>
        <source>{1} gives another content for “{2}” than it lists.</source>
        <translation>{1} gibt für „{2}“ einen anderen Inhalt, als es auflistet.</translation>
    </message>
    <message>
        <source>{1} has another name on this disk, so deleting it frees nothing.</source>
        <translation>{1} hat auf diesem Datenträger einen weiteren Namen, das Löschen macht also nichts frei.</translation>
    </message>
    <message>
        <source>{1} has closed “{2}”.</source>
        <translation>{1} hat „{2}“ geschlossen.</translation>
    </message>
    <message>
        <source>{1} has trouble of its own (status {2}).</source>
        <translation>{1} hat selbst Schwierigkeiten (Status {2}).</translation>
    </message>
    <message>
        <source>{1} holds no conversations that Parley can read.</source>
        <translation>{1} enthält keine Unterhaltungen, die Parley lesen kann.</translation>
    </message>
    <message>
        <source>{1} is a link; the file it leads to stays.</source>
        <translation>{1} ist ein Verweis; die Datei, auf die er zeigt, bleibt.</translation>
    </message>
    <message>
        <source>{1} is being downloaded right now, in another version or with other files.</source>
        <translation>{1} wird gerade heruntergeladen, in einer anderen Fassung oder mit anderen Dateien.</translation>
    </message>
    <message>
        <source>{1} is damaged or is no JSON.</source>
        <translation>{1} ist beschädigt oder kein JSON.</translation>
    </message>
    <message>
        <source>{1} is here already, and is checked.</source>
        <translation>{1} ist schon hier und wird geprüft.</translation>
    </message>
    <message>
        <source>{1} is not a date.</source>
        <translation>{1} ist kein Datum.</translation>
    </message>
    <message>
        <source>{1} is {2}: nothing is published about it.</source>
        <translation>{1} ist {2}: Darüber ist nichts veröffentlicht.</translation>
    </message>
    <message>
        <source>{1} left out, because the conversation is longer than the model can see at once.</source>
        <translation>{1} weggelassen, weil die Unterhaltung länger ist, als das Modell auf einmal sehen kann.</translation>
    </message>
    <message>
        <source>{1} lets nobody {2} without an account.</source>
        <translation>{1} erlaubt das niemandem ohne Konto: {2}.</translation>
    </message>
    <message>
        <source>{1} lists “{2}” with {3} bytes, but gives {4}.</source>
        <translation>{1} listet „{2}“ mit {3} Bytes auf, gibt aber {4}.</translation>
    </message>
    <message>
        <source>{1} million weights, {2}.</source>
        <translation>{1} Millionen Gewichte, {2}.</translation>
    </message>
    <message>
        <source>{1} models{2} can be used from now on.{3}</source>
        <translation>{1} Modelle{2} können ab jetzt benutzt werden.{3}</translation>
    </message>
    <message>
        <source>{1} of context fit with no build here; this is with {2}.</source>
        <translation>{1} Kontext passen hier mit keiner Fassung; dies ist mit {2}.</translation>
    </message>
    <message>
        <source>{1} of its files are</source>
        <translation>{1} seiner Dateien</translation>
    </message>
    <message>
        <source>{1} of the model&apos;s {2} layers are not in this file, so its memory cannot be told.</source>
        <translation>{1} der {2} Schichten des Modells sind nicht in dieser Datei, daher lässt sich sein Speicherbedarf nicht sagen.</translation>
    </message>
    <message>
        <source>{1} of {2} layers fit on {3} ({4}); the rest ({5}) is computed by the processor, which is slower.</source>
        <translation>{1} von {2} Schichten passen auf {3} ({4}); den Rest ({5}) berechnet der Prozessor, was langsamer ist.</translation>
    </message>
    <message>
        <source>{1} offers no way to {2}.</source>
        <translation>{1} bietet dazu keinen Weg: {2}.</translation>
    </message>
    <message>
        <source>{1} or move the file away to start with none.</source>
        <translation>{1} oder die Datei verschieben, um ohne Unterhaltungen zu beginnen.</translation>
    </message>
    <message>
        <source>{1} stays, because another model needs it.</source>
        <translation>{1} bleibt, weil ein anderes Modell es braucht.</translation>
    </message>
    <message>
        <source>{1} takes no more requests from you for now.</source>
        <translation>{1} nimmt vorerst keine Anfragen mehr an.</translation>
    </message>
    <message>
        <source>{1} took too long to answer.</source>
        <translation>{1} hat zu lange für eine Antwort gebraucht.</translation>
    </message>
    <message>
        <source>{1} {2} could not be read ({3}), so models in it are not listed.</source>
        <translation>{1} {2} konnte nicht gelesen werden ({3}), daher sind Modelle darin nicht aufgeführt.</translation>
    </message>
    <message>
        <source>{1} {2} holds too many folders; not all were looked through.</source>
        <translation>{1} {2} enthält zu viele Ordner; nicht alle wurden durchgesehen.</translation>
    </message>
    <message>
        <source>{1}, {2}, chosen for {3}.</source>
        <translation>{1}, {2}, gewählt für {3}.</translation>
    </message>
    <message>
        <source>“/{1}” cannot be a command: it may have letters from a to z, digits, hyphens and underscores, 32 at most.</source>
        <translation>„/{1}“ kann kein Befehl sein: Möglich sind Buchstaben von a bis z, Ziffern, Binde- und Unterstriche, höchstens 32.</translation>
    </message>
    <message>
        <source>“/{1}” means something else already.</source>
        <translation>„/{1}“ bedeutet schon etwas anderes.</translation>
    </message>
    <message>
        <source>“{1}” begins as a picture, but is damaged or cut off.</source>
        <translation>„{1}“ beginnt wie ein Bild, ist aber beschädigt oder abgeschnitten.</translation>
    </message>
    <message>
        <source>“{1}” begins or ends in a way that some systems cut off</source>
        <translation>„{1}“ beginnt oder endet so, dass manche Systeme es abschneiden</translation>
    </message>
    <message>
        <source>“{1}” belongs to another program ({2}), which would not find it any more</source>
        <translation>„{1}“ gehört einem anderen Programm ({2}), das es nicht mehr fände</translation>
    </message>
    <message>
        <source>“{1}” belongs to another program ({2}).</source>
        <translation>„{1}“ gehört einem anderen Programm ({2}).</translation>
    </message>
    <message>
        <source>“{1}” came damaged twice: its hash is not the one that {2} lists.</source>
        <translation>„{1}“ kam zweimal beschädigt an: die Prüfsumme ist nicht die, die {2} auflistet.</translation>
    </message>
    <message>
        <source>“{1}” cannot be read ({2}).</source>
        <translation>„{1}“ ist nicht lesbar ({2}).</translation>
    </message>
    <message>
        <source>“{1}” cannot be stored: {2}.</source>
        <translation>„{1}“ kann nicht gespeichert werden: {2}.</translation>
    </message>
    <message>
        <source>“{1}” cannot be used. {2}</source>
        <translation>„{1}“ ist nicht brauchbar. {2}</translation>
    </message>
    <message>
        <source>“{1}” changes while it is read: another program writes to it.</source>
        <translation>„{1}“ ändert sich beim Lesen: Ein anderes Programm schreibt darin.</translation>
    </message>
    <message>
        <source>“{1}” comes with Parley and cannot be changed.</source>
        <translation>„{1}“ gehört zu Parley und kann nicht geändert werden.</translation>
    </message>
    <message>
        <source>“{1}” could be any of {2} models: {3}.</source>
        <translation>„{1}“ könnte jedes von {2} Modellen sein: {3}.</translation>
    </message>
    <message>
        <source>“{1}” could not be deleted ({2}).</source>
        <translation>„{1}“ konnte nicht gelöscht werden ({2}).</translation>
    </message>
    <message>
        <source>“{1}” could not be read ({2}).</source>
        <translation>„{1}“ konnte nicht gelesen werden ({2}).</translation>
    </message>
    <message>
        <source>“{1}” could not be written ({2}).</source>
        <translation>„{1}“ konnte nicht geschrieben werden ({2}).</translation>
    </message>
    <message>
        <source>“{1}” does not hold text, so it cannot be attached.</source>
        <translation>„{1}“ enthält keinen Text und kann daher nicht angehängt werden.</translation>
    </message>
    <message>
        <source>“{1}” has no build called {2}.</source>
        <translation>„{1}“ hat keine Fassung namens {2}.</translation>
    </message>
    <message>
        <source>“{1}” has no revision “{2}”.</source>
        <translation>„{1}“ hat keine Revision „{2}“.</translation>
    </message>
    <message>
        <source>“{1}” has no text.</source>
        <translation>„{1}“ hat keinen Text.</translation>
    </message>
    <message>
        <source>“{1}” has {2} builds called {3}: {4}.</source>
        <translation>„{1}“ hat {2} Fassungen namens {3}: {4}.</translation>
    </message>
    <message>
        <source>“{1}” has {2} × {3} pixels, more than are decoded here.</source>
        <translation>„{1}“ hat {2} × {3} Pixel, mehr, als hier entschlüsselt werden.</translation>
    </message>
    <message>
        <source>“{1}” has {2}, too much for a picture that goes with a message.</source>
        <translation>„{1}“ hat {2}, zu viel für ein Bild, das mit einer Nachricht geht.</translation>
    </message>
    <message>
        <source>“{1}” has {2}; a file that goes with a message may have {3}.</source>
        <translation>„{1}“ hat {2}; eine angehängte Datei darf {3} haben.</translation>
    </message>
    <message>
        <source>“{1}” holds too many folders to be a place of models.</source>
        <translation>„{1}“ enthält zu viele Ordner, um ein Ort für Modelle zu sein.</translation>
    </message>
    <message>
        <source>“{1}” in “{2}” cannot be used. {3}</source>
        <translation>„{1}“ in „{2}“ kann nicht verwendet werden. {3}</translation>
    </message>
    <message>
        <source>“{1}” is a download that has not ended, so parts of the model may be missing.</source>
        <translation>„{1}“ ist ein unvollendeter Download, daher fehlen vielleicht Teile des Modells.</translation>
    </message>
    <message>
        <source>“{1}” is a folder, not a model file.</source>
        <translation>„{1}“ ist ein Ordner, keine Modelldatei.</translation>
    </message>
    <message>
        <source>“{1}” is a link to another file</source>
        <translation>„{1}“ ist ein Verweis auf eine andere Datei</translation>
    </message>
    <message>
        <source>“{1}” is a name that Windows keeps for devices</source>
        <translation>„{1}“ ist ein Name, den Windows für Geräte vorbehält</translation>
    </message>
    <message>
        <source>“{1}” is a piece of a model that was cut into bytes; no engine reads it.</source>
        <translation>„{1}“ ist ein Stück eines Modells, das in Bytes zerschnitten wurde; keine Engine liest es.</translation>
    </message>
    <message>
        <source>“{1}” is an image of a kind that cannot be attached.</source>
        <translation>„{1}“ ist ein Bild einer Art, die nicht angehängt werden kann.</translation>
    </message>
    <message>
        <source>“{1}” is being downloaded already, by another window or command of Parley.</source>
        <translation>„{1}“ wird schon heruntergeladen, von einem anderen Fenster oder Befehl von Parley.</translation>
    </message>
    <message>
        <source>“{1}” is damaged: its content is not what was published.</source>
        <translation>„{1}“ ist beschädigt: Der Inhalt ist nicht, was veröffentlicht wurde.</translation>
    </message>
    <message>
        <source>“{1}” is empty.</source>
        <translation>„{1}“ ist leer.</translation>
    </message>
    <message>
        <source>“{1}” is gone from the disk.</source>
        <translation>„{1}“ ist vom Datenträger verschwunden.</translation>
    </message>
    <message>
        <source>“{1}” is in use.</source>
        <translation>„{1}“ wird gerade benutzt.</translation>
    </message>
    <message>
        <source>“{1}” is no file, so it cannot be attached.</source>
        <translation>„{1}“ ist keine Datei und kann daher nicht angehängt werden.</translation>
    </message>
    <message>
        <source>“{1}” is no longer at {2}.</source>
        <translation>„{1}“ ist nicht mehr unter {2}.</translation>
    </message>
    <message>
        <source>“{1}” is no longer in “{2}” as it was listed: its owner removed or replaced it.</source>
        <translation>„{1}“ ist nicht mehr so in „{2}“, wie es aufgelistet war: der Eigentümer hat es entfernt oder ersetzt.</translation>
    </message>
    <message>
        <source>“{1}” is no longer where it was ({2}).</source>
        <translation>„{1}“ ist nicht mehr, wo es war ({2}).</translation>
    </message>
    <message>
        <source>“{1}” is not a regular file.</source>
        <translation>„{1}“ ist keine gewöhnliche Datei.</translation>
    </message>
    <message>
        <source>“{1}” is not among the models that are listed.</source>
        <translation>„{1}“ ist nicht unter den aufgeführten Modellen.</translation>
    </message>
    <message>
        <source>“{1}” is not complete: {2} missing ({3}).</source>
        <translation>„{1}“ ist nicht vollständig: Es fehlen {2} ({3}).</translation>
    </message>
    <message>
        <source>“{1}” is not the name of a repository.</source>
        <translation>„{1}“ ist nicht der Name eines Repositorys.</translation>
    </message>
    <message>
        <source>“{1}” is not there any more.</source>
        <translation>„{1}“ ist nicht mehr da.</translation>
    </message>
    <message>
        <source>“{1}” is there again.</source>
        <translation>„{1}“ ist wieder da.</translation>
    </message>
    <message>
        <source>“{1}” is {2}, and only text and pictures can be attached.</source>
        <translation>„{1}“ ist {2}, und nur Text und Bilder können angehängt werden.</translation>
    </message>
    <message>
        <source>“{1}” on {2} has no README.</source>
        <translation>„{1}“ auf {2} hat keine README.</translation>
    </message>
    <message>
        <source>“{1}” reads it whole and says whether it is right.</source>
        <translation>„{1}“ liest es ganz und sagt, ob es stimmt.</translation>
    </message>
    <message>
        <source>“{1}” says which file it is and what to do.</source>
        <translation>„{1}“ sagt, welche Datei es ist und was zu tun ist.</translation>
    </message>
    <message>
        <source>“{1}” tells whether it is right.</source>
        <translation>„{1}“ sagt, ob es stimmt.</translation>
    </message>
    <message>
        <source>“{1}” was changed by another program since Parley last looked.{2}</source>
        <translation>„{1}“ wurde von einem anderen Programm geändert, seit Parley zuletzt nachsah.{2}</translation>
    </message>
    <message>
        <source>“{1}” was changed by another program since its content was known.</source>
        <translation>„{1}“ wurde von einem anderen Programm geändert, seit sein Inhalt bekannt war.</translation>
    </message>
    <message>
        <source>“{1}” was changed on the hub meanwhile, so what changed is fetched from its beginning.</source>
        <translation>„{1}“ wurde inzwischen auf dem Hub geändert, daher wird das Geänderte von Anfang an geholt.</translation>
    </message>
    <message>
        <source>“{1}” was not taken. {2}</source>
        <translation>„{1}“ wurde nicht übernommen. {2}</translation>
    </message>
</context>
<context>
    <name>dialogs</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>Adresse kopieren</translation>
    </message>
    <message>
        <source>The link was written by a model. It opens in your browser.</source>
        <translation>Ein Modell hat den Link geschrieben. Er öffnet sich im Browser.</translation>
    </message>
    <message>
        <source>Open in browser</source>
        <translation>Im Browser öffnen</translation>
    </message>
    <message>
        <source>The link was written by a model. Parley does not open addresses of this kind.</source>
        <translation>Ein Modell hat den Link geschrieben. Parley öffnet solche Adressen nicht.</translation>
    </message>
    <message>
        <source>Open this address?</source>
        <translation>Diese Adresse öffnen?</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Engine log</source>
        <translation>Protokoll der Engine</translation>
    </message>
    <message>
        <source>The engine has written nothing yet.</source>
        <translation>Die Engine hat noch nichts geschrieben.</translation>
    </message>
    <message>
        <source>About Parley</source>
        <translation>Über Parley</translation>
    </message>
    <message>
        <source>Talk with open-weight models on your own computer.</source>
        <translation>Unterhaltungen mit offenen Modellen auf dem eigenen Computer.</translation>
    </message>
    <message>
        <source>not installed</source>
        <translation>nicht installiert</translation>
    </message>
</context>
<context>
    <name>downloads</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n weiterer</numerusform>
            <numerusform>%n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>Opens {address} in the browser.</source>
        <translation>Öffnet {address} im Browser.</translation>
    </message>
    <message>
        <source>checking that it arrived unchanged</source>
        <translation>wird auf Unversehrtheit geprüft</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>stehen geblieben</translation>
    </message>
    <message>
        <source>stopping</source>
        <translation>wird angehalten</translation>
    </message>
    <message>
        <source>tries again in {time}</source>
        <translation>neuer Versuch in {time}</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>waits for its turn</source>
        <translation>wartet, bis es an der Reihe ist</translation>
    </message>
    <message>
        <source>waits until Parley goes online</source>
        <translation>wartet, bis Parley online geht</translation>
    </message>
    <message>
        <source>{amount}/s</source>
        <translation>{amount}/s</translation>
    </message>
    <message>
        <source>{count} min</source>
        <translation>{count} min</translation>
    </message>
    <message>
        <source>{count} s</source>
        <translation>{count} s</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} h {minutes} min</translation>
    </message>
    <message>
        <source>{name} paused</source>
        <translation>{name} angehalten</translation>
    </message>
    <message>
        <source>{name} stopped</source>
        <translation>{name} stehen geblieben</translation>
    </message>
    <message>
        <source>{percent} downloaded</source>
        <translation>{percent} heruntergeladen</translation>
    </message>
    <message>
        <source>{received} of {size}</source>
        <translation>{received} von {size}</translation>
    </message>
    <message>
        <source>{size} · finished</source>
        <translation>{size} · fertig</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>noch {time}</translation>
    </message>
</context>
<context>
    <name>export</name>
    <message>
        <source>Assistant</source>
        <translation>Assistent</translation>
    </message>
    <message>
        <source>Attachment: {name}</source>
        <translation>Anhang: {name}</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>Chat</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Picture: {name}</source>
        <translation>Bild: {name}</translation>
    </message>
    <message>
        <source>Reasoning</source>
        <translation>Gedankengang</translation>
    </message>
    <message>
        <source>Reasoning ({number} s)</source>
        <translation>Gedankengang ({number} s)</translation>
    </message>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>System prompt</source>
        <translation>Systemprompt</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Du</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>bearbeitet</translation>
    </message>
    <message>
        <source>first token after {number} s</source>
        <translation>erstes Token nach {number} s</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>unterbrochen</translation>
    </message>
    <message>
        <source>seed {number}</source>
        <translation>Startwert {number}</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>the limit of tokens was reached</source>
        <translation>die Höchstzahl an Tokens war erreicht</translation>
    </message>
</context>
<context>
    <name>header</name>
    <message>
        <source>{doing} · {tokens}</source>
        <translation>{doing} · {tokens}</translation>
    </message>
</context>
<context>
    <name>import</name>
    <message>
        <source>{name} is an export of {source}.</source>
        <translation>{name} ist ein Export von {source}.</translation>
    </message>
    <message>
        <source>Not taken over: {list}.</source>
        <translation>Nicht übernommen: {list}.</translation>
    </message>
    <message numerus="yes">
        <source>%n chat(s) imported</source>
        <translation>
            <numerusform>%n Chat importiert</numerusform>
            <numerusform>%n Chats importiert</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n chat(s) were here already and stayed as they are.</source>
        <translation>
            <numerusform>%n Chat war schon hier und blieb, wie er ist.</numerusform>
            <numerusform>%n Chats waren schon hier und blieben, wie sie sind.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left out:</source>
        <translation>
            <numerusform>%n weggelassen:</numerusform>
            <numerusform>%n weggelassen:</numerusform>
        </translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message numerus="yes">
        <source>Of %n of them, the file has other messages.</source>
        <translation>
            <numerusform>Von %n davon hat die Datei andere Nachrichten.</numerusform>
            <numerusform>Von %n davon hat die Datei andere Nachrichten.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s)</source>
        <translation>
            <numerusform>%n Bild</numerusform>
            <numerusform>%n Bilder</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n recording(s)</source>
        <translation>
            <numerusform>%n Aufnahme</numerusform>
            <numerusform>%n Aufnahmen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n attached file(s)</source>
        <translation>
            <numerusform>%n angehängte Datei</numerusform>
            <numerusform>%n angehängte Dateien</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n step(s) of tools</source>
        <translation>
            <numerusform>%n Werkzeugschritt</numerusform>
            <numerusform>%n Werkzeugschritte</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>message</name>
    <message>
        <source>You</source>
        <translation>Du</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Angehalten.</translation>
    </message>
    <message>
        <source>Interrupted: Parley ended while this was being written.</source>
        <translation>Unterbrochen: Parley wurde beendet, während dies geschrieben wurde.</translation>
    </message>
    <message>
        <source>Ended at the most tokens allowed for one answer.</source>
        <translation>Beendet bei der höchsten Zahl von Tokens für eine Antwort.</translation>
    </message>
    <message>
        <source>Ended because the context window is full.</source>
        <translation>Beendet, weil das Kontextfenster voll ist.</translation>
    </message>
    <message>
        <source>What is above was left out of the last prompt, and will be of the next</source>
        <translation>Was darüber steht, fehlte im letzten Prompt und wird im nächsten fehlen</translation>
    </message>
    <message>
        <source>first token {time}</source>
        <translation>erstes Token {time}</translation>
    </message>
    <message>
        <source>Prompt: {tokens}, {known} of them known already</source>
        <translation>Prompt: {tokens}, davon {known} schon bekannt</translation>
    </message>
    <message>
        <source>Prompt: {tokens}</source>
        <translation>Prompt: {tokens}</translation>
    </message>
    <message>
        <source>Seed {number}</source>
        <translation>Startwert {number}</translation>
    </message>
    <message>
        <source>Context: {tokens}</source>
        <translation>Kontext: {tokens}</translation>
    </message>
    <message>
        <source>the model</source>
        <translation>das Modell</translation>
    </message>
    <message>
        <source>Loading {model}, {percent}</source>
        <translation>{model} wird geladen, {percent}</translation>
    </message>
    <message>
        <source>Loading {model}</source>
        <translation>{model} wird geladen</translation>
    </message>
    <message>
        <source>Reading the prompt, {percent}</source>
        <translation>Prompt wird gelesen, {percent}</translation>
    </message>
    <message>
        <source>Reading the prompt</source>
        <translation>Prompt wird gelesen</translation>
    </message>
    <message>
        <source>Message {number} of {count}</source>
        <translation>Nachricht {number} von {count}</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>Wird angehalten</translation>
    </message>
    <message>
        <source>The next message fits only without what is above</source>
        <translation>Die nächste Nachricht passt nur ohne das hinein, was darüber steht</translation>
    </message>
    <message>
        <source>The next message will leave out what is above</source>
        <translation>Die nächste Nachricht wird weglassen, was darüber steht</translation>
    </message>
    <message>
        <source>Thinking…</source>
        <translation>Denkt nach…</translation>
    </message>
    <message>
        <source>Thinking… {time}</source>
        <translation>Denkt nach… {time}</translation>
    </message>
    <message>
        <source>Thoughts</source>
        <translation>Gedanken</translation>
    </message>
    <message>
        <source>Thought for {time}</source>
        <translation>{time} nachgedacht</translation>
    </message>
    <message>
        <source>The message above was left out of the last answer’s prompt</source>
        <translation>Die Nachricht darüber fehlte im Prompt der letzten Antwort</translation>
    </message>
    <message>
        <source>The {number} messages above were left out of the last answer’s prompt</source>
        <translation>Die {number} Nachrichten darüber fehlten im Prompt der letzten Antwort</translation>
    </message>
</context>
<context>
    <name>models</name>
    <message>
        <source>Acceptance needed</source>
        <translation>Zustimmung nötig</translation>
    </message>
    <message>
        <source>Approved by the OSI</source>
        <translation>Von der OSI anerkannt</translation>
    </message>
    <message>
        <source>As the original</source>
        <translation>Wie das Original</translation>
    </message>
    <message>
        <source>Attention heads</source>
        <translation>Attention-Köpfe</translation>
    </message>
    <message>
        <source>Badly damaged</source>
        <translation>Stark beschädigt</translation>
    </message>
    <message>
        <source>Calls tools</source>
        <translation>Ruft Werkzeuge auf</translation>
    </message>
    <message>
        <source>Came with Parley</source>
        <translation>Kam mit Parley</translation>
    </message>
    <message>
        <source>Clearly lower</source>
        <translation>Deutlich schlechter</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Nahe dran</translation>
    </message>
    <message>
        <source>Commercial use</source>
        <translation>Geschäftliche Nutzung</translation>
    </message>
    <message>
        <source>Context window</source>
        <translation>Kontextfenster</translation>
    </message>
    <message>
        <source>Downloaded</source>
        <translation>Heruntergeladen</translation>
    </message>
    <message>
        <source>Experts</source>
        <translation>Experten</translation>
    </message>
    <message>
        <source>Imported</source>
        <translation>Importiert</translation>
    </message>
    <message>
        <source>Its weights are not published</source>
        <translation>Seine Gewichte sind nicht veröffentlicht</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Schichten</translation>
    </message>
    <message>
        <source>Limit by revenue</source>
        <translation>Grenze nach Umsatz</translation>
    </message>
    <message>
        <source>Limit by users</source>
        <translation>Grenze nach Nutzern</translation>
    </message>
    <message>
        <source>Llama for this machine</source>
        <translation>Llama für diesen Computer</translation>
    </message>
    <message>
        <source>Mistral for this machine</source>
        <translation>Mistral für diesen Computer</translation>
    </message>
    <message>
        <source>Nearly the same</source>
        <translation>Fast gleich</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nie</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Nein</translation>
    </message>
    <message>
        <source>No files for the engine are known</source>
        <translation>Keine Dateien für die Engine bekannt</translation>
    </message>
    <message>
        <source>Passing it on</source>
        <translation>Weitergabe</translation>
    </message>
    <message>
        <source>Published on</source>
        <translation>Veröffentlicht am</translation>
    </message>
    <message>
        <source>Publisher</source>
        <translation>Herausgeber</translation>
    </message>
    <message>
        <source>Put in the folder</source>
        <translation>In den Ordner gelegt</translation>
    </message>
    <message>
        <source>Reasons first</source>
        <translation>Denkt erst nach</translation>
    </message>
    <message>
        <source>Regions left out</source>
        <translation>Ausgenommene Regionen</translation>
    </message>
    <message>
        <source>Small and fast here</source>
        <translation>Klein und hier schnell</translation>
    </message>
    <message>
        <source>Somewhat lower</source>
        <translation>Etwas schlechter</translation>
    </message>
    <message>
        <source>Takes in</source>
        <translation>Nimmt auf</translation>
    </message>
    <message>
        <source>The engine cannot run it</source>
        <translation>Die Engine kann es nicht ausführen</translation>
    </message>
    <message>
        <source>Too big</source>
        <translation>Zu groß</translation>
    </message>
    <message>
        <source>Training on outputs</source>
        <translation>Training mit Ausgaben</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Unbekannt</translation>
    </message>
    <message>
        <source>Use policy</source>
        <translation>Nutzungsregeln</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Gewichte</translation>
    </message>
    <message>
        <source>Weights for one token</source>
        <translation>Gewichte je Token</translation>
    </message>
    <message>
        <source>Whether it runs here is not known</source>
        <translation>Ob es hier läuft, ist nicht bekannt</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Ja</translation>
    </message>
    <message>
        <source>about {number} tokens/s</source>
        <translation>etwa {number} Token/s</translation>
    </message>
    <message>
        <source>about {size}</source>
        <translation>etwa {size}</translation>
    </message>
    <message>
        <source>changed since it was verified</source>
        <translation>seit der Prüfung verändert</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>beschädigt</translation>
    </message>
    <message>
        <source>expected {number} tokens/s</source>
        <translation>erwartet {number} Token/s</translation>
    </message>
    <message>
        <source>hears {inputs}</source>
        <translation>hört {inputs}</translation>
    </message>
    <message>
        <source>images</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>never verified, and nobody said what it must be</source>
        <translation>nie geprüft, und niemand sagt, wie es sein muss</translation>
    </message>
    <message>
        <source>not there any more</source>
        <translation>nicht mehr da</translation>
    </message>
    <message>
        <source>not verified yet</source>
        <translation>noch nicht geprüft</translation>
    </message>
    <message>
        <source>parts are missing</source>
        <translation>Teile fehlen</translation>
    </message>
    <message>
        <source>sees and hears {inputs}</source>
        <translation>sieht und hört {inputs}</translation>
    </message>
    <message>
        <source>sees {inputs}</source>
        <translation>sieht {inputs}</translation>
    </message>
    <message>
        <source>sound</source>
        <translation>Ton</translation>
    </message>
    <message>
        <source>text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>verified</source>
        <translation>geprüft</translation>
    </message>
    <message>
        <source>{count} tokens of context</source>
        <translation>{count} Token Kontext</translation>
    </message>
    <message>
        <source>{heads}, {kept} of them cached</source>
        <translation>{heads}, davon {kept} im Cache</translation>
    </message>
    <message>
        <source>{measured} tokens/s, expected {expected}</source>
        <translation>{measured} Token/s, erwartet {expected}</translation>
    </message>
    <message>
        <source>{number} billion</source>
        <translation>{number} Milliarden</translation>
    </message>
    <message>
        <source>{number} million</source>
        <translation>{number} Millionen</translation>
    </message>
    <message>
        <source>{number} tokens/s</source>
        <translation>{number} Token/s</translation>
    </message>
    <message>
        <source>{total} weights</source>
        <translation>{total} Gewichte</translation>
    </message>
    <message>
        <source>{total} weights, {active} active</source>
        <translation>{total} Gewichte, {active} aktiv</translation>
    </message>
    <message>
        <source>{used} of {count} for a token</source>
        <translation>{used} von {count} je Token</translation>
    </message>
    <message>
        <source>{verdict}, {speed}</source>
        <translation>{verdict}, {speed}</translation>
    </message>
</context>
<context>
    <name>picker</name>
    <message>
        <source>Runs on your graphics card</source>
        <translation>Läuft auf der Grafikkarte</translation>
    </message>
    <message>
        <source>Runs, partly on the graphics card</source>
        <translation>Läuft, teils auf der Grafikkarte</translation>
    </message>
    <message>
        <source>Runs on the processor</source>
        <translation>Läuft auf dem Prozessor</translation>
    </message>
    <message>
        <source>Too big for this machine</source>
        <translation>Zu groß für diesen Computer</translation>
    </message>
    <message>
        <source>about {size}</source>
        <translation>etwa {size}</translation>
    </message>
    <message>
        <source>{count} tokens of context</source>
        <translation>{count} Tokens Kontext</translation>
    </message>
    <message>
        <source>from {program}</source>
        <translation>aus {program}</translation>
    </message>
</context>
<context>
    <name>prompts</name>
    <message>
        <source>Put into the message</source>
        <translation>In die Nachricht setzen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Summarise</source>
        <translation>Zusammenfassen</translation>
    </message>
    <message>
        <source>Summarise the text below in {{length:three sentences|one paragraph|a list of key points}}. Keep names, numbers and dates, and add nothing that is not in it.

{{text}}</source>
        <translation>Fasse den folgenden Text zusammen: {{Länge:drei Sätze|ein Absatz|eine Liste der Kernpunkte}}. Behalte Namen, Zahlen und Daten bei und füge nichts hinzu, was nicht darin steht.

{{Text}}</translation>
    </message>
    <message>
        <source>Explain</source>
        <translation>Erklären</translation>
    </message>
    <message>
        <source>Explain to {{reader:someone new to it|a child|an expert}}: {{what}}

Begin with the essence in one sentence, then give an example.</source>
        <translation>Erkläre für {{Zielgruppe:jemanden, dem es neu ist|ein Kind|eine Fachperson}}: {{Thema}}

Beginne mit dem Kern in einem Satz, dann gib ein Beispiel.</translation>
    </message>
    <message>
        <source>Rewrite</source>
        <translation>Umschreiben</translation>
    </message>
    <message>
        <source>Rewrite the text below so that it is {{style:clearer|shorter|more formal|friendlier}}. Keep its meaning and its language. Answer with the text alone.

{{text}}</source>
        <translation>Schreibe den folgenden Text so um, dass er {{Stil:klarer|kürzer|förmlicher|freundlicher}} ist. Behalte Sinn und Sprache bei. Antworte nur mit dem Text.

{{Text}}</translation>
    </message>
    <message>
        <source>Translate</source>
        <translation>Übersetzen</translation>
    </message>
    <message>
        <source>Translate the text below into {{language:English}}. Keep its tone and its formatting. Answer with the translation alone.

{{text}}</source>
        <translation>Übersetze den folgenden Text ins {{Sprache:Deutsche}}. Behalte Ton und Formatierung bei. Antworte nur mit der Übersetzung.

{{Text}}</translation>
    </message>
    <message>
        <source>Proofread</source>
        <translation>Korrigieren</translation>
    </message>
    <message>
        <source>Correct spelling, grammar and punctuation in the text below and change nothing else. Give the corrected text first, then a list of what you changed.

{{text}}</source>
        <translation>Korrigiere Rechtschreibung, Grammatik und Zeichensetzung im folgenden Text und ändere sonst nichts. Gib zuerst den korrigierten Text, dann eine Liste der Änderungen.

{{Text}}</translation>
    </message>
    <message>
        <source>Review code</source>
        <translation>Code prüfen</translation>
    </message>
    <message>
        <source>Review the code below. Name mistakes first, then risks, then what could be simpler. For each, say where it is and show how you would write it.

{{code}}</source>
        <translation>Prüfe den folgenden Code. Nenne zuerst Fehler, dann Risiken, dann was einfacher ginge. Sage jeweils, wo es steht, und zeige, wie du es schreiben würdest.

{{Code}}</translation>
    </message>
</context>
<context>
    <name>status</name>
    <message>
        <source>{what}: {value}</source>
        <translation>{what}: {value}</translation>
    </message>
</context>
<context>
    <name>words</name>
    <message>
        <source>{number} %</source>
        <translation>{number} %</translation>
    </message>
    <message>
        <source>{number} tokens/s</source>
        <translation>{number} Tokens/s</translation>
    </message>
    <message>
        <source>{number} s</source>
        <translation>{number} s</translation>
    </message>
    <message>
        <source>{minutes} min {seconds} s</source>
        <translation>{minutes} min {seconds} s</translation>
    </message>
    <message>
        <source>1 token</source>
        <translation>1 Token</translation>
    </message>
    <message>
        <source>{number} tokens</source>
        <translation>{number} Tokens</translation>
    </message>
    <message>
        <source>{number} GB</source>
        <translation>{number} GB</translation>
    </message>
    <message>
        <source>{number} MB</source>
        <translation>{number} MB</translation>
    </message>
    <message>
        <source>{number} kB</source>
        <translation>{number} kB</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>{used} of {total} tokens</source>
        <translation>{used} von {total} Tokens</translation>
    </message>
</context>
</TS>
