<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en">
<context>
    <name>Acting</name>
    <message>
        <source>Choose a &amp;model…</source>
        <translation>Choisir un &amp;modèle…</translation>
    </message>
    <message>
        <source>&amp;Unload the model</source>
        <translation>&amp;Décharger le modèle</translation>
    </message>
    <message>
        <source>Free the memory that the loaded model takes</source>
        <translation>Libérer la mémoire que prend le modèle chargé</translation>
    </message>
    <message>
        <source>&amp;Prompt library…</source>
        <translation>&amp;Bibliothèque de prompts…</translation>
    </message>
    <message>
        <source>&amp;Paste into the message</source>
        <translation>C&amp;oller dans le message</translation>
    </message>
    <message>
        <source>Paste text into the box, however long it is</source>
        <translation>Coller le texte dans le champ, quelle que soit sa longueur</translation>
    </message>
    <message>
        <source>Clear the message bo&amp;x</source>
        <translation>&amp;Vider le champ de message</translation>
    </message>
    <message>
        <source>&amp;Send with Ctrl+Enter</source>
        <translation>&amp;Envoyer avec Ctrl+Entrée</translation>
    </message>
    <message>
        <source>Enter begins a new line then</source>
        <translation>Entrée va alors à la ligne</translation>
    </message>
    <message>
        <source>Attach &amp;long pastes</source>
        <translation>Joindre les collages &amp;longs</translation>
    </message>
    <message>
        <source>Text of more than 2,000 characters or 40 lines goes beside the message</source>
        <translation>Un texte de plus de 2 000 caractères ou 40 lignes va à côté du message</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>Écriture</translation>
    </message>
    <message>
        <source>Stop the answer and send the message</source>
        <translation>Arrêter la réponse et envoyer le message</translation>
    </message>
    <message>
        <source>&amp;Attach files…</source>
        <translation>&amp;Joindre des fichiers…</translation>
    </message>
    <message>
        <source>Change your last message, in an empty box</source>
        <translation>Modifier votre dernier message, dans un champ vide</translation>
    </message>
    <message>
        <source>List the commands, in an empty box</source>
        <translation>Lister les commandes, dans un champ vide</translation>
    </message>
    <message>
        <source>“{name}” cannot be done now.</source>
        <translation>« {name} » est impossible maintenant.</translation>
    </message>
    <message>
        <source>The system prompt of this conversation was set.</source>
        <translation>Le prompt système de cette conversation a été défini.</translation>
    </message>
</context>
<context>
    <name>Announcer</name>
    <message>
        <source>Answering</source>
        <translation>Répond</translation>
    </message>
    <message>
        <source>Thinking</source>
        <translation>Réfléchit</translation>
    </message>
    <message>
        <source>The answer failed. {why}</source>
        <translation>La réponse a échoué. {why}</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Arrêté</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>Interrompu</translation>
    </message>
    <message>
        <source>The answer is complete</source>
        <translation>La réponse est complète</translation>
    </message>
</context>
<context>
    <name>AnswerDetails</name>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>Details of the answer</source>
        <translation>Détails de la réponse</translation>
    </message>
</context>
<context>
    <name>Attached</name>
    <message>
        <source>Look at {what}</source>
        <translation>Voir {what}</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
</context>
<context>
    <name>BuildModel</name>
    <message>
        <source>Here</source>
        <translation>Ici</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>Qualité</translation>
    </message>
    <message>
        <source>Quantisation</source>
        <translation>Quantification</translation>
    </message>
    <message>
        <source>Size, about</source>
        <translation>Taille, environ</translation>
    </message>
    <message>
        <source>{label}, recommended</source>
        <translation>{label}, recommandée</translation>
    </message>
</context>
<context>
    <name>BuildTable</name>
    <message>
        <source>Quantisations</source>
        <translation>Quantifications</translation>
    </message>
</context>
<context>
    <name>CardDelegate</name>
    <message>
        <source>Here</source>
        <translation>Ici</translation>
    </message>
</context>
<context>
    <name>CardModel</name>
    <message>
        <source>on this computer</source>
        <translation>sur cet ordinateur</translation>
    </message>
</context>
<context>
    <name>CardView</name>
    <message>
        <source>Models</source>
        <translation>Modèles</translation>
    </message>
</context>
<context>
    <name>ChatPage</name>
    <message>
        <source>New chat</source>
        <translation>Nouvelle discussion</translation>
    </message>
</context>
<context>
    <name>Chip</name>
    <message>
        <source>A picture: the model is told its name. Enter opens it, Delete removes it.</source>
        <translation>Une image : le modèle n’en connaît que le nom. Entrée l’ouvre, Suppr la retire.</translation>
    </message>
    <message>
        <source>Look at {what}</source>
        <translation>Voir {what}</translation>
    </message>
    <message>
        <source>An attachment. Enter opens it, Delete removes it.</source>
        <translation>Une pièce jointe. Entrée l’ouvre, Suppr la retire.</translation>
    </message>
    <message>
        <source>Remove {name}</source>
        <translation>Retirer {name}</translation>
    </message>
</context>
<context>
    <name>ClosedPage</name>
    <message>
        <source>1. Accept the terms with your account, on this page:</source>
        <translation>1. Acceptez les conditions avec votre compte, sur cette page :</translation>
    </message>
    <message>
        <source>2. Make an access token on this page. One that may only read is enough:</source>
        <translation>2. Créez un jeton d’accès sur cette page. Un jeton qui ne peut que lire suffit :</translation>
    </message>
    <message>
        <source>2. Once its owner has let you in, check again.</source>
        <translation>2. Une fois que son propriétaire vous a donné accès, vérifiez à nouveau.</translation>
    </message>
    <message>
        <source>3. Paste it here:</source>
        <translation>3. Collez-le ici :</translation>
    </message>
    <message>
        <source>Access token</source>
        <translation>Jeton d’accès</translation>
    </message>
    <message>
        <source>It is kept in the keychain of this computer and sent to {host} alone.</source>
        <translation>Il est conservé dans le trousseau de cet ordinateur et envoyé à {host} seulement.</translation>
    </message>
    <message>
        <source>Its owner refuses people in the European Union.</source>
        <translation>Son propriétaire refuse les personnes de l’Union européenne.</translation>
    </message>
    <message>
        <source>Terms of the owner</source>
        <translation>Conditions du propriétaire</translation>
    </message>
    <message>
        <source>The access token that is kept is that of {name}.</source>
        <translation>Le jeton d’accès conservé est celui de {name}.</translation>
    </message>
    <message>
        <source>This computer offers no keychain, so it is forgotten when Parley ends. It is sent to {host} alone.</source>
        <translation>Cet ordinateur n’offre pas de trousseau : il est oublié à la fermeture de Parley. Il est envoyé à {host} seulement.</translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message>
        <source>Tokens of this message</source>
        <translation>Tokens de ce message</translation>
    </message>
    <message>
        <source>Drop it here to attach it to the message.</source>
        <translation>Déposez-le ici pour le joindre au message.</translation>
    </message>
    <message>
        <source>A message takes {most} attachments; what was pasted is left out.</source>
        <translation>Un message accepte {most} pièces jointes ; ce qui a été collé est laissé de côté.</translation>
    </message>
    <message>
        <source>The text is too long for the box; it goes with the message beside it.</source>
        <translation>Le texte est trop long pour le champ ; il part avec le message, en pièce jointe.</translation>
    </message>
    <message>
        <source>{count} tokens, as the model counts them</source>
        <translation>{count} tokens, comptés par le modèle</translation>
    </message>
    <message>
        <source>About {count} tokens; a loaded model counts them exactly</source>
        <translation>Environ {count} tokens ; un modèle chargé les compte exactement</translation>
    </message>
    <message>
        <source>The model is still answering. {keys} stops it and sends this.</source>
        <translation>Le modèle répond encore. {keys} l’arrête et envoie ceci.</translation>
    </message>
    <message>
        <source>Pasted text</source>
        <translation>Texte collé</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Arrêter</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Envoyer</translation>
    </message>
    <message>
        <source>Attach a file</source>
        <translation>Joindre un fichier</translation>
    </message>
    <message>
        <source>Attach text or a picture; it can be dropped here, too</source>
        <translation>Joindre du texte ou une image ; on peut aussi les déposer ici</translation>
    </message>
    <message>
        <source>Stop the answer (Esc)</source>
        <translation>Arrêter la réponse (Esc)</translation>
    </message>
    <message>
        <source>The message is sent as soon as what goes with it has been read.</source>
        <translation>Le message sera envoyé dès que ce qui l’accompagne aura été lu.</translation>
    </message>
    <message>
        <source>The model reads text: of a picture, it is told only the name.</source>
        <translation>Le modèle lit du texte : d’une image, il n’apprend que le nom.</translation>
    </message>
    <message>
        <source>Write what to do with the attachment</source>
        <translation>Écrivez que faire de la pièce jointe</translation>
    </message>
    <message>
        <source>Send the message ({keys})</source>
        <translation>Envoyer le message ({keys})</translation>
    </message>
</context>
<context>
    <name>ConductPart</name>
    <message>
        <source>Course of the conversation</source>
        <translation>Déroulement de la conversation</translation>
    </message>
    <message>
        <source>Earlier reasoning</source>
        <translation>Raisonnement précédent</translation>
    </message>
    <message>
        <source>Whether the model sees again what it thought before earlier answers.</source>
        <translation>Si le modèle revoit ce qu’il a pensé avant ses réponses précédentes.</translation>
    </message>
    <message>
        <source>As the model’s card asks (keep)</source>
        <translation>Comme le demande la fiche du modèle (garder)</translation>
    </message>
    <message>
        <source>As the model’s card asks (leave out)</source>
        <translation>Comme le demande la fiche du modèle (omettre)</translation>
    </message>
    <message>
        <source>As the model’s card asks</source>
        <translation>Comme le demande la fiche du modèle</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Le garder</translation>
    </message>
    <message>
        <source>Leave it out</source>
        <translation>L’omettre</translation>
    </message>
</context>
<context>
    <name>ContextMeter</name>
    <message>
        <source>Context</source>
        <translation>Contexte</translation>
    </message>
    <message>
        <source>The context window is used to {percent}: {used}.</source>
        <translation>La fenêtre de contexte est utilisée à {percent} : {used}.</translation>
    </message>
    <message>
        <source>The next message will not fit, and nothing is left out for it.</source>
        <translation>Le prochain message ne tiendra pas, et rien ne sera omis pour lui.</translation>
    </message>
    <message>
        <source>This message alone does not fit: shorten it, or use a larger context.</source>
        <translation>Ce message seul ne tient pas : raccourcissez-le, ou utilisez un contexte plus grand.</translation>
    </message>
    <message numerus="yes">
        <source>With the next message, the %n oldest message(s) will be left out.</source>
        <translation>
            <numerusform>Avec le prochain message, le plus ancien sera omis (%n).</numerusform>
            <numerusform>Avec le prochain message, les %n plus anciens seront omis.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The next message will not fit: you will be asked whether the %n oldest message(s) shall be left out.</source>
        <translation>
            <numerusform>Le prochain message ne tiendra pas : il vous sera demandé s’il faut omettre le plus ancien (%n).</numerusform>
            <numerusform>Le prochain message ne tiendra pas : il vous sera demandé s’il faut omettre les %n plus anciens.</numerusform>
        </translation>
    </message>
    <message>
        <source>Press to see where its prompt will begin.</source>
        <translation>Appuyez pour voir où son prompt commencera.</translation>
    </message>
    <message>
        <source>Soon the oldest messages will not fit any more.</source>
        <translation>Bientôt, les plus anciens messages ne tiendront plus.</translation>
    </message>
</context>
<context>
    <name>CopyCode</name>
    <message>
        <source>Copy code: {language}</source>
        <translation>Copier le code : {language}</translation>
    </message>
    <message>
        <source>Copy code</source>
        <translation>Copier le code</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Copié</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
</context>
<context>
    <name>DiscoverPage</name>
    <message>
        <source>Clear the filters</source>
        <translation>Effacer les filtres</translation>
    </message>
    <message>
        <source>Judging the models on this machine…</source>
        <translation>Évaluation des modèles pour cet ordinateur…</translation>
    </message>
    <message>
        <source>Looking at this machine…</source>
        <translation>Examen de cet ordinateur…</translation>
    </message>
    <message>
        <source>No model is like that</source>
        <translation>Aucun modèle ne correspond</translation>
    </message>
    <message>
        <source>Search for less, or leave out a filter.</source>
        <translation>Cherchez moins de mots, ou retirez un filtre.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
</context>
<context>
    <name>DownloadsWindow</name>
    <message>
        <source>All downloads together take no more than this.</source>
        <translation>Tous les téléchargements ensemble ne prennent pas plus.</translation>
    </message>
    <message>
        <source>Cancel download</source>
        <translation>Annuler le téléchargement</translation>
    </message>
    <message>
        <source>Cancel download…</source>
        <translation>Annuler le téléchargement…</translation>
    </message>
    <message>
        <source>Cancel the download of “{name}”?</source>
        <translation>Annuler le téléchargement de « {name} » ?</translation>
    </message>
    <message>
        <source>Chat now</source>
        <translation>Discuter maintenant</translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation>Choisir un modèle</translation>
    </message>
    <message>
        <source>Clear finished</source>
        <translation>Retirer les terminés</translation>
    </message>
    <message>
        <source>Download earlier</source>
        <translation>Télécharger plus tôt</translation>
    </message>
    <message>
        <source>Download later</source>
        <translation>Télécharger plus tard</translation>
    </message>
    <message>
        <source>Downloads</source>
        <translation>Téléchargements</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Le garder</translation>
    </message>
    <message>
        <source>Models that can be downloaded are in the list of models, below those here.</source>
        <translation>Les modèles à télécharger sont dans la liste des modèles, sous ceux déjà présents.</translation>
    </message>
    <message>
        <source>No downloads</source>
        <translation>Aucun téléchargement</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>Sans limite</translation>
    </message>
    <message>
        <source>Nothing of it was received yet.</source>
        <translation>Rien n’en a encore été reçu.</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ouvrir le dossier</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Suspendre</translation>
    </message>
    <message>
        <source>Remove from list</source>
        <translation>Retirer de la liste</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Reprendre</translation>
    </message>
    <message>
        <source>Speed limit</source>
        <translation>Limite de débit</translation>
    </message>
    <message>
        <source>The files stay on this computer.</source>
        <translation>Les fichiers restent sur cet ordinateur.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>{size} that were received are removed from the disk.</source>
        <translation>{size} déjà reçus sont retirés du disque.</translation>
    </message>
</context>
<context>
    <name>EmptyChat</name>
    <message>
        <source>Give me three names for a small bakery</source>
        <translation>Donne-moi trois noms pour une petite boulangerie</translation>
    </message>
    <message>
        <source>Write a short thank-you note to a neighbour</source>
        <translation>Écris un petit mot de remerciement à une voisine</translation>
    </message>
    <message>
        <source>Explain in two sentences why the sky is blue</source>
        <translation>Explique en deux phrases pourquoi le ciel est bleu</translation>
    </message>
    <message>
        <source>List five things to pack for a weekend hike</source>
        <translation>Cite cinq choses à emporter pour une randonnée</translation>
    </message>
    <message>
        <source>Write a Python function that finds duplicate files in a folder</source>
        <translation>Écris une fonction Python qui trouve les fichiers en double d’un dossier</translation>
    </message>
    <message>
        <source>Explain what a race condition is, with a short example</source>
        <translation>Explique ce qu’est une situation de compétition, avec un bref exemple</translation>
    </message>
    <message>
        <source>Show how to undo the last commit in Git without losing changes</source>
        <translation>Montre comment annuler le dernier commit dans Git sans perdre de modifications</translation>
    </message>
    <message>
        <source>Write a regular expression for dates such as 2026-01-31, and test it</source>
        <translation>Écris une expression régulière pour des dates comme 2026-01-31, et teste-la</translation>
    </message>
    <message>
        <source>Three friends share a bill of 74 euros and one pays half: who owes what?</source>
        <translation>Trois amis partagent une note de 74 euros et l’un paie la moitié : qui doit quoi ?</translation>
    </message>
    <message>
        <source>Is it worth repairing a ten-year-old car? Weigh both sides</source>
        <translation>Faut-il réparer une voiture de dix ans ? Pèse le pour et le contre</translation>
    </message>
    <message>
        <source>Plan a week of dinners for four from twenty ingredients</source>
        <translation>Prévois une semaine de dîners pour quatre avec vingt ingrédients</translation>
    </message>
    <message>
        <source>Find the flaw: all birds fly, penguins are birds, so penguins fly</source>
        <translation>Trouve l’erreur : tous les oiseaux volent, les manchots sont des oiseaux, donc ils volent</translation>
    </message>
    <message>
        <source>Explain how a heat pump works to someone who never saw one</source>
        <translation>Explique une pompe à chaleur à quelqu’un qui n’en a jamais vu</translation>
    </message>
    <message>
        <source>Draft a polite email that moves a meeting to next week</source>
        <translation>Rédige un courriel poli qui reporte une réunion à la semaine prochaine</translation>
    </message>
    <message>
        <source>Compare trains and planes for a trip from Paris to Milan</source>
        <translation>Compare train et avion pour un voyage de Paris à Milan</translation>
    </message>
    <message>
        <source>Give me five questions for an interview about beekeeping</source>
        <translation>Donne-moi cinq questions pour un entretien sur l’apiculture</translation>
    </message>
    <message>
        <source>Licence: {name}</source>
        <translation>Licence : {name}</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export chats</source>
        <translation>Exporter des discussions</translation>
    </message>
    <message>
        <source>Choose where…</source>
        <translation>Choisir où…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Which chats</source>
        <translation>Quelles discussions</translation>
    </message>
    <message>
        <source>“{title}”</source>
        <translation>« {title} »</translation>
    </message>
    <message numerus="yes">
        <source>The %n selected chat(s)</source>
        <translation>
            <numerusform>La discussion sélectionnée</numerusform>
            <numerusform>Les %n discussions sélectionnées</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All chats, also archived ones (%n)</source>
        <translation>
            <numerusform>Toutes les discussions, même archivées (%n)</numerusform>
            <numerusform>Toutes les discussions, même archivées (%n)</numerusform>
        </translation>
    </message>
    <message>
        <source>As what</source>
        <translation>Sous quelle forme</translation>
    </message>
    <message>
        <source>Markdown</source>
        <translation>Markdown</translation>
    </message>
    <message>
        <source>text that every editor opens</source>
        <translation>du texte que tout éditeur ouvre</translation>
    </message>
    <message>
        <source>HTML</source>
        <translation>HTML</translation>
    </message>
    <message>
        <source>a page for the browser, and for printing</source>
        <translation>une page pour le navigateur et l’impression</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>everything, to be imported again</source>
        <translation>tout, pour être réimporté</translation>
    </message>
    <message>
        <source>{name}: {about}</source>
        <translation>{name} : {about}</translation>
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
        <translation>{fact}, différent</translation>
    </message>
</context>
<context>
    <name>Failure</name>
    <message>
        <source>Retry</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Free memory and retry</source>
        <translation>Libérer la mémoire et réessayer</translation>
    </message>
    <message>
        <source>Use a smaller context</source>
        <translation>Utiliser un contexte plus petit</translation>
    </message>
    <message>
        <source>Use a larger context</source>
        <translation>Utiliser un contexte plus grand</translation>
    </message>
    <message>
        <source>Leave out the oldest messages</source>
        <translation>Omettre les plus anciens messages</translation>
    </message>
    <message>
        <source>Keep all and stop</source>
        <translation>Tout garder et arrêter</translation>
    </message>
    <message>
        <source>Show log</source>
        <translation>Voir le journal</translation>
    </message>
</context>
<context>
    <name>FetchDialog</name>
    <message>
        <source>Asking whether the files may be read…</source>
        <translation>Demande si les fichiers peuvent être lus…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Chat now</source>
        <translation>Discuter maintenant</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Vérifier</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>Vérifier à nouveau</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>Télécharger</translation>
    </message>
    <message>
        <source>Download {name}</source>
        <translation>Télécharger {name}</translation>
    </message>
    <message>
        <source>Download {name}?</source>
        <translation>Télécharger {name} ?</translation>
    </message>
    <message>
        <source>Finding out how it would run on this computer…</source>
        <translation>Recherche de ce qu’il donnerait sur cet ordinateur…</translation>
    </message>
    <message>
        <source>Go online and try again</source>
        <translation>Passer en ligne et réessayer</translation>
    </message>
    <message>
        <source>Looking the model up</source>
        <translation>Recherche du modèle</translation>
    </message>
    <message>
        <source>Reading the licence…</source>
        <translation>Lecture de la licence…</translation>
    </message>
    <message>
        <source>Reading the list of files…</source>
        <translation>Lecture de la liste des fichiers…</translation>
    </message>
    <message>
        <source>This model is on this computer already.</source>
        <translation>Ce modèle est déjà sur cet ordinateur.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
</context>
<context>
    <name>FillDialog</name>
    <message>
        <source>What was pasted is too long for this form. Attach it to the message instead.</source>
        <translation>Ce qui a été collé est trop long pour ce formulaire. Joignez-le plutôt au message.</translation>
    </message>
    <message>
        <source>What will be put into the message</source>
        <translation>Ce qui sera mis dans le message</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message numerus="yes">
        <source>%n model(s)</source>
        <translation>
            <numerusform>%n modèle</numerusform>
            <numerusform>%n modèles</numerusform>
        </translation>
    </message>
    <message>
        <source>10 to 40 billion</source>
        <translation>10 à 40 milliards</translation>
    </message>
    <message>
        <source>4 to 10 billion</source>
        <translation>4 à 10 milliards</translation>
    </message>
    <message>
        <source>All families</source>
        <translation>Toutes les familles</translation>
    </message>
    <message>
        <source>All licences</source>
        <translation>Toutes les licences</translation>
    </message>
    <message>
        <source>All purposes</source>
        <translation>Tous les usages</translation>
    </message>
    <message>
        <source>All sizes</source>
        <translation>Toutes les tailles</translation>
    </message>
    <message>
        <source>Also with conditions</source>
        <translation>Même avec conditions</translation>
    </message>
    <message>
        <source>Approved by the OSI</source>
        <translation>Approuvée par l’OSI</translation>
    </message>
    <message>
        <source>Calls tools</source>
        <translation>Appelle des outils</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Effacer</translation>
    </message>
    <message>
        <source>Clear the filters</source>
        <translation>Effacer les filtres</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Commercial use</source>
        <translation>Usage commercial</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>Conversation</translation>
    </message>
    <message>
        <source>Family</source>
        <translation>Famille</translation>
    </message>
    <message>
        <source>Fastest first</source>
        <translation>Plus rapides d’abord</translation>
    </message>
    <message>
        <source>Hears sound</source>
        <translation>Entend le son</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Licence</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>Plus récents d’abord</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Ordre</translation>
    </message>
    <message>
        <source>Over 40 billion</source>
        <translation>Plus de 40 milliards</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>Usage</translation>
    </message>
    <message>
        <source>Reasoning</source>
        <translation>Raisonnement</translation>
    </message>
    <message>
        <source>Runs here</source>
        <translation>Fonctionne ici</translation>
    </message>
    <message>
        <source>Search models</source>
        <translation>Chercher des modèles</translation>
    </message>
    <message>
        <source>Sees images</source>
        <translation>Voit des images</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Taille</translation>
    </message>
    <message>
        <source>Smallest first</source>
        <translation>Plus petits d’abord</translation>
    </message>
    <message>
        <source>Suited first</source>
        <translation>Adaptés d’abord</translation>
    </message>
    <message>
        <source>Up to 4 billion</source>
        <translation>Jusqu’à 4 milliards</translation>
    </message>
    <message>
        <source>{shown} of {all}</source>
        <translation>{shown} sur {all}</translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>Find in this chat</source>
        <translation>Rechercher dans cette discussion</translation>
    </message>
    <message>
        <source>Only with the same capitals</source>
        <translation>Respecter la casse</translation>
    </message>
    <message>
        <source>Only whole words</source>
        <translation>Mots entiers seulement</translation>
    </message>
    <message>
        <source>Place before</source>
        <translation>Occurrence précédente</translation>
    </message>
    <message>
        <source>Next place</source>
        <translation>Occurrence suivante</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Rien trouvé</translation>
    </message>
    <message>
        <source>{number} of {count}</source>
        <translation>{number} sur {count}</translation>
    </message>
</context>
<context>
    <name>Finding</name>
    <message>
        <source>Chat</source>
        <translation>Discussion</translation>
    </message>
    <message>
        <source>Delete preset: {name}</source>
        <translation>Supprimer le préréglage : {name}</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>Nouvelle discussion</translation>
    </message>
    <message>
        <source>Preset: {name}</source>
        <translation>Préréglage : {name}</translation>
    </message>
    <message>
        <source>Rename preset: {name}…</source>
        <translation>Renommer le préréglage : {name}…</translation>
    </message>
    <message>
        <source>Settings of the conversation</source>
        <translation>Réglages de la conversation</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modèle</translation>
    </message>
</context>
<context>
    <name>GlobalHotkey</name>
    <message>
        <source>“{keys}” cannot be a shortcut in all programs: hold Ctrl, Alt or Meta and press one other key.</source>
        <translation>« {keys} » ne peut pas être un raccourci partout : maintenez Ctrl, Alt ou Meta et appuyez sur une autre touche.</translation>
    </message>
    <message>
        <source>Ask Parley something</source>
        <translation>Demander quelque chose à Parley</translation>
    </message>
    <message>
        <source>{keys} opens it in any program.</source>
        <translation>{keys} l’ouvre dans tout programme.</translation>
    </message>
    <message>
        <source>{keys} belongs to another program. Choose other keys.</source>
        <translation>{keys} appartient à un autre programme. Choisissez d’autres touches.</translation>
    </message>
    <message>
        <source>The shortcut was not allowed. {instead}</source>
        <translation>Le raccourci n’a pas été autorisé. {instead}</translation>
    </message>
    <message>
        <source>This desktop lets no program have a shortcut everywhere. {instead}</source>
        <translation>Ce bureau ne laisse aucun programme avoir un raccourci partout. {instead}</translation>
    </message>
    <message>
        <source>The shortcut does not work ({detail}). {instead}</source>
        <translation>Le raccourci ne marche pas ({detail}). {instead}</translation>
    </message>
    <message>
        <source>In your system&apos;s keyboard settings, give a shortcut to the command “{command}”.</source>
        <translation>Dans les réglages du clavier de votre système, donnez un raccourci à la commande « {command} ».</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>Title of the conversation</source>
        <translation>Titre de la conversation</translation>
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
        <translation>Origine</translation>
    </message>
    <message>
        <source>Last used</source>
        <translation>Dernier usage</translation>
    </message>
    <message>
        <source>Measured here the last time, and what was expected</source>
        <translation>Mesuré ici la dernière fois, et ce qui était attendu</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modèle</translation>
    </message>
    <message>
        <source>Quantisation</source>
        <translation>Quantification</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Taille</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Vitesse</translation>
    </message>
</context>
<context>
    <name>LibraryPage</name>
    <message numerus="yes">
        <source>%n file(s) are deleted for ever.</source>
        <translation>
            <numerusform>%n fichier est supprimé pour toujours.</numerusform>
            <numerusform>%n fichiers sont supprimés pour toujours.</numerusform>
        </translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Tous les fichiers (*)</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>Discuter</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>Effacer la recherche</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Supprimer</translation>
    </message>
    <message>
        <source>Delete “{name}”?</source>
        <translation>Supprimer « {name} » ?</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Supprimer…</translation>
    </message>
    <message>
        <source>Download one from Discover, or drop a model file here.</source>
        <translation>Téléchargez-en un depuis Découvrir, ou déposez ici un fichier de modèle.</translation>
    </message>
    <message>
        <source>Import models</source>
        <translation>Importer des modèles</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importer…</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Garder</translation>
    </message>
    <message>
        <source>Looking at your models…</source>
        <translation>Examen de vos modèles…</translation>
    </message>
    <message>
        <source>Model files and folders can also be dropped here</source>
        <translation>Des fichiers de modèles et des dossiers peuvent aussi être déposés ici</translation>
    </message>
    <message>
        <source>Models (*.gguf)</source>
        <translation>Modèles (*.gguf)</translation>
    </message>
    <message>
        <source>None of your models is like that</source>
        <translation>Aucun de vos modèles ne correspond</translation>
    </message>
    <message>
        <source>Nothing is deleted.</source>
        <translation>Rien n’est supprimé.</translation>
    </message>
    <message>
        <source>Read its files, and compare them with what they must be</source>
        <translation>Lire ses fichiers, et les comparer à ce qu’ils doivent être</translation>
    </message>
    <message>
        <source>Search for less.</source>
        <translation>Cherchez moins de mots.</translation>
    </message>
    <message>
        <source>Search your models</source>
        <translation>Chercher dans vos modèles</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Montrer dans le dossier</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Arrêter</translation>
    </message>
    <message>
        <source>Take off the list</source>
        <translation>Retirer de la liste</translation>
    </message>
    <message>
        <source>Take “{name}” off the list?</source>
        <translation>Retirer « {name} » de la liste ?</translation>
    </message>
    <message>
        <source>There are no models here yet</source>
        <translation>Il n’y a pas encore de modèles ici</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>Vérifier</translation>
    </message>
    <message>
        <source>Verifying “{name}”</source>
        <translation>Vérification de « {name} »</translation>
    </message>
    <message>
        <source>licence {name}</source>
        <translation>licence {name}</translation>
    </message>
    <message>
        <source>took {size} of memory</source>
        <translation>a pris {size} de mémoire</translation>
    </message>
    <message>
        <source>{size} are freed.</source>
        <translation>{size} sont libérés.</translation>
    </message>
    <message>
        <source>“{name}” can be used from now on.</source>
        <translation>« {name} » peut être utilisé dès maintenant.</translation>
    </message>
    <message>
        <source>“{name}” is deleted. {size} are free again.</source>
        <translation>« {name} » est supprimé. {size} sont de nouveau libres.</translation>
    </message>
    <message>
        <source>“{name}” is off the list.</source>
        <translation>« {name} » n’est plus dans la liste.</translation>
    </message>
    <message>
        <source>“{name}” is what it must be.</source>
        <translation>« {name} » est tel qu’il doit être.</translation>
    </message>
    <message>
        <source>“{name}”: {words}</source>
        <translation>« {name} » : {words}</translation>
    </message>
</context>
<context>
    <name>LibraryTable</name>
    <message>
        <source>Models on this computer</source>
        <translation>Modèles sur cet ordinateur</translation>
    </message>
</context>
<context>
    <name>LoadPart</name>
    <message>
        <source>Load options</source>
        <translation>Options de chargement</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>Tout réinitialiser</translation>
    </message>
    <message>
        <source>Load as Parley does by itself</source>
        <translation>Charger comme Parley le fait de lui-même</translation>
    </message>
    <message>
        <source>Load as the settings say</source>
        <translation>Charger selon les réglages</translation>
    </message>
    <message>
        <source>Whether it fits</source>
        <translation>Si cela tient</translation>
    </message>
    <message>
        <source>Choose for this machine</source>
        <translation>Adapter à cet ordinateur</translation>
    </message>
    <message>
        <source>Take the options with which the model runs best here</source>
        <translation>Prendre les options avec lesquelles le modèle tourne le mieux ici</translation>
    </message>
    <message>
        <source>Load now</source>
        <translation>Charger</translation>
    </message>
    <message>
        <source>A shorter context or a smaller cache type takes less memory.</source>
        <translation>Un contexte plus court ou un type de cache plus petit prend moins de mémoire.</translation>
    </message>
    <message>
        <source>About {rate} tokens/s</source>
        <translation>Environ {rate} tokens/s</translation>
    </message>
    <message>
        <source>Adapters (*.gguf)</source>
        <translation>Adaptateurs (*.gguf)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Tous les fichiers (*)</translation>
    </message>
    <message>
        <source>Best for this machine: {value}.</source>
        <translation>Le mieux pour cet ordinateur : {value}.</translation>
    </message>
    <message>
        <source>Checked with the engine.</source>
        <translation>Vérifié avec le moteur.</translation>
    </message>
    <message>
        <source>Calculated.</source>
        <translation>Calculé.</translation>
    </message>
    <message>
        <source>Choose a file with an adapter</source>
        <translation>Choisir un fichier d’adaptateur</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>Choisir un fichier…</translation>
    </message>
    <message>
        <source>Choose an adapter</source>
        <translation>Choisir un adaptateur</translation>
    </message>
    <message>
        <source>Runs on your graphics card</source>
        <translation>Fonctionne sur votre carte graphique</translation>
    </message>
    <message>
        <source>Runs, partly on the graphics card</source>
        <translation>Fonctionne, en partie sur la carte graphique</translation>
    </message>
    <message>
        <source>Runs on the processor</source>
        <translation>Fonctionne sur le processeur</translation>
    </message>
    <message>
        <source>Too big for this machine</source>
        <translation>Trop gros pour cet ordinateur</translation>
    </message>
    <message>
        <source>on</source>
        <translation>activé</translation>
    </message>
    <message>
        <source>off</source>
        <translation>désactivé</translation>
    </message>
    <message>
        <source>all</source>
        <translation>toutes</translation>
    </message>
    <message>
        <source>what is usual</source>
        <translation>la valeur habituelle</translation>
    </message>
</context>
<context>
    <name>Loading</name>
    <message>
        <source>KV cache type</source>
        <translation>Type du cache KV</translation>
    </message>
    <message>
        <source>A smaller type takes less memory and is a little less exact.</source>
        <translation>Un type plus petit prend moins de mémoire et est un peu moins exact.</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatique</translation>
    </message>
    <message>
        <source>On</source>
        <translation>Activé</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Désactivé</translation>
    </message>
    <message>
        <source>All fast cores</source>
        <translation>Tous les cœurs rapides</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>Threads</translation>
    </message>
    <message>
        <source>As the batch</source>
        <translation>Comme le lot</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Tokens</translation>
    </message>
    <message>
        <source>Chosen for the machine</source>
        <translation>Choisi pour l’ordinateur</translation>
    </message>
    <message>
        <source>Write numbers with commas between them.</source>
        <translation>Écrivez des nombres séparés par des virgules.</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>Contexte</translation>
    </message>
    <message>
        <source>How much of a conversation the model sees; more takes more memory.</source>
        <translation>Ce que le modèle voit d’une conversation ; plus prend plus de mémoire.</translation>
    </message>
    <message>
        <source>Layers on the graphics card</source>
        <translation>Couches sur la carte graphique</translation>
    </message>
    <message>
        <source>More of them is faster, as long as they fit there.</source>
        <translation>Plus il y en a, plus c’est rapide, tant qu’elles y tiennent.</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Périphériques</translation>
    </message>
    <message>
        <source>Which of them get layers; none ticked means all graphics cards.</source>
        <translation>Lesquels reçoivent des couches ; aucun coché, toutes les cartes graphiques.</translation>
    </message>
    <message>
        <source>Shares of the devices</source>
        <translation>Parts des périphériques</translation>
    </message>
    <message>
        <source>How the layers are shared out, as in 3, 1; empty goes by free memory.</source>
        <translation>Répartition des couches, par exemple 3, 1 ; vide, selon la mémoire libre.</translation>
    </message>
    <message>
        <source>Experts in main memory</source>
        <translation>Experts en mémoire principale</translation>
    </message>
    <message>
        <source>Experts of this many layers stay in main memory, which frees the graphics card.</source>
        <translation>Les experts de ce nombre de couches restent en mémoire principale, ce qui libère la carte graphique.</translation>
    </message>
    <message>
        <source>KV cache, keys</source>
        <translation>Cache KV, clés</translation>
    </message>
    <message>
        <source>KV cache, values</source>
        <translation>Cache KV, valeurs</translation>
    </message>
    <message>
        <source>A smaller type takes less memory; it needs flash attention.</source>
        <translation>Un type plus petit prend moins de mémoire ; il demande flash attention.</translation>
    </message>
    <message>
        <source>Flash attention</source>
        <translation>Flash attention</translation>
    </message>
    <message>
        <source>Reads long prompts with less memory, mostly faster.</source>
        <translation>Lit les longs prompts avec moins de mémoire, et souvent plus vite.</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>Lot</translation>
    </message>
    <message>
        <source>Most tokens of a prompt that are handed over at once.</source>
        <translation>Nombre maximal de tokens d’un prompt remis d’un coup.</translation>
    </message>
    <message>
        <source>Physical batch</source>
        <translation>Lot physique</translation>
    </message>
    <message>
        <source>Tokens computed at once; more is faster and takes more memory.</source>
        <translation>Tokens calculés d’un coup ; plus est plus rapide et prend plus de mémoire.</translation>
    </message>
    <message>
        <source>Prompt slice</source>
        <translation>Tranche de prompt</translation>
    </message>
    <message>
        <source>After each slice of a long prompt it can be stopped.</source>
        <translation>Après chaque tranche d’un long prompt, on peut l’arrêter.</translation>
    </message>
    <message>
        <source>As many as the processor has fast cores is mostly best.</source>
        <translation>Autant que de cœurs rapides est en général le mieux.</translation>
    </message>
    <message>
        <source>Files that change how the model answers, one a line; = 0.5 behind one halves it.</source>
        <translation>Fichiers qui changent les réponses du modèle, un par ligne ; = 0.5 derrière en réduit l’effet de moitié.</translation>
    </message>
    <message>
        <source>KV cache where its layer is</source>
        <translation>Cache KV auprès de sa couche</translation>
    </message>
    <message>
        <source>Off keeps the cache in main memory, which is slower.</source>
        <translation>Désactivé garde le cache en mémoire principale, plus lente.</translation>
    </message>
    <message>
        <source>Whole cache for sliding windows</source>
        <translation>Cache entier pour fenêtres glissantes</translation>
    </message>
    <message>
        <source>Lets a conversation go on at once; off takes less memory.</source>
        <translation>Permet de reprendre aussitôt une conversation ; désactivé prend moins de mémoire.</translation>
    </message>
    <message>
        <source>Map the file</source>
        <translation>Projeter le fichier (mmap)</translation>
    </message>
    <message>
        <source>Starts faster, and the system may take the memory back.</source>
        <translation>Démarre plus vite, et le système peut reprendre la mémoire.</translation>
    </message>
    <message>
        <source>Keep in memory</source>
        <translation>Garder en mémoire</translation>
    </message>
    <message>
        <source>Never lets the system move the model out to the disk.</source>
        <translation>Empêche le système de déplacer le modèle vers le disque.</translation>
    </message>
    <message>
        <source>Repack weights</source>
        <translation>Réorganiser les poids</translation>
    </message>
    <message>
        <source>Arranges weights for this processor: faster, and takes their size.</source>
        <translation>Réorganise les poids pour ce processeur : plus rapide, et prend leur taille.</translation>
    </message>
    <message>
        <source>Adapters (LoRA)</source>
        <translation>Adaptateurs (LoRA)</translation>
    </message>
    <message>
        <source>Chat template</source>
        <translation>Gabarit de discussion</translation>
    </message>
    <message>
        <source>Takes the place of the one in the model&apos;s file (Jinja).</source>
        <translation>Remplace celui du fichier du modèle (Jinja).</translation>
    </message>
</context>
<context>
    <name>MachinePage</name>
    <message numerus="yes">
        <source>%n core(s)</source>
        <translation>
            <numerusform>%n cœur</numerusform>
            <numerusform>%n cœurs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them for models</source>
        <translation>
            <numerusform>dont %n pour les modèles</numerusform>
            <numerusform>dont %n pour les modèles</numerusform>
        </translation>
    </message>
    <message>
        <source>A container or a job limits this program to {limit} of the computer&apos;s {total}.</source>
        <translation>Un conteneur ou une tâche limite ce programme à {limit} sur les {total} de l’ordinateur.</translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation>Copier le rapport</translation>
    </message>
    <message>
        <source>Disk of the models</source>
        <translation>Disque des modèles</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Moteur</translation>
    </message>
    <message>
        <source>Everything on this page as plain text, in English</source>
        <translation>Tout ce qui est sur cette page en texte brut, en anglais</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>Libre</translation>
    </message>
    <message>
        <source>Graphics cards</source>
        <translation>Cartes graphiques</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>Utilisé</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Examiner à nouveau</translation>
    </message>
    <message>
        <source>Looking at this machine…</source>
        <translation>Examen de cet ordinateur…</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Mémoire</translation>
    </message>
    <message>
        <source>None that runs.</source>
        <translation>Aucun qui fonctionne.</translation>
    </message>
    <message>
        <source>None that the engine can use. Models run on the processor.</source>
        <translation>Aucune que le moteur puisse utiliser. Les modèles fonctionnent sur le processeur.</translation>
    </message>
    <message>
        <source>Not used, and what to do</source>
        <translation>Inutilisé, et que faire</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>Processeur</translation>
    </message>
    <message>
        <source>The report is copied.</source>
        <translation>Le rapport est copié.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>accelerator</source>
        <translation>accélérateur</translation>
    </message>
    <message>
        <source>graphics card</source>
        <translation>carte graphique</translation>
    </message>
    <message>
        <source>integrated graphics</source>
        <translation>graphismes intégrés</translation>
    </message>
    <message>
        <source>llama-cpp-python {version}, built for {backends}</source>
        <translation>llama-cpp-python {version}, compilé pour {backends}</translation>
    </message>
    <message>
        <source>reads {size} of memory per second</source>
        <translation>lit {size} de mémoire par seconde</translation>
    </message>
    <message>
        <source>shares main memory</source>
        <translation>partage la mémoire principale</translation>
    </message>
    <message>
        <source>{free} free of {total}</source>
        <translation>{free} libres sur {total}</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Open a model file</source>
        <translation>Ouvrir un fichier de modèle</translation>
    </message>
    <message>
        <source>Models (*.gguf)</source>
        <translation>Modèles (*.gguf)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Tous les fichiers (*)</translation>
    </message>
    <message>
        <source>{name} answers from now on.</source>
        <translation>{name} répond désormais.</translation>
    </message>
</context>
<context>
    <name>MemoryBar</name>
    <message>
        <source>Main memory</source>
        <translation>Mémoire principale</translation>
    </message>
    <message>
        <source>{name}, {size}</source>
        <translation>{name}, {size}</translation>
    </message>
    <message>
        <source>{size} more than is free for a model here.</source>
        <translation>{size} de plus que ce qui est libre pour un modèle ici.</translation>
    </message>
    <message>
        <source>{share} {size}</source>
        <translation>{share} {size}</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>Utilisée</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Poids</translation>
    </message>
    <message>
        <source>Adapters</source>
        <translation>Adaptateurs</translation>
    </message>
    <message>
        <source>KV cache</source>
        <translation>Cache KV</translation>
    </message>
    <message>
        <source>Compute</source>
        <translation>Calcul</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>Libre</translation>
    </message>
</context>
<context>
    <name>Mending</name>
    <message>
        <source>Everything is kept. Begin a new chat to go on.</source>
        <translation>Tout est conservé. Commencez une nouvelle discussion pour continuer.</translation>
    </message>
</context>
<context>
    <name>MessageActions</name>
    <message>
        <source>Continue the answer</source>
        <translation>Continuer la réponse</translation>
    </message>
    <message>
        <source>Copy answer</source>
        <translation>Copier la réponse</translation>
    </message>
    <message>
        <source>Copy message</source>
        <translation>Copier le message</translation>
    </message>
    <message>
        <source>Edit answer</source>
        <translation>Modifier la réponse</translation>
    </message>
    <message>
        <source>Edit message</source>
        <translation>Modifier le message</translation>
    </message>
    <message>
        <source>Answer again</source>
        <translation>Répondre de nouveau</translation>
    </message>
    <message>
        <source>Answer this message</source>
        <translation>Répondre à ce message</translation>
    </message>
    <message>
        <source>Delete this and what follows</source>
        <translation>Supprimer ceci et la suite</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Continuer</translation>
    </message>
</context>
<context>
    <name>MessageEdit</name>
    <message>
        <source>Message</source>
        <translation>Message</translation>
    </message>
    <message>
        <source>Enter sends, Shift and Enter begin a new line, Escape stops the answer.</source>
        <translation>Entrée envoie, Maj et Entrée vont à la ligne, Échap arrête la réponse.</translation>
    </message>
    <message>
        <source>Control and Enter send, Enter begins a new line, Escape stops the answer.</source>
        <translation>Contrôle et Entrée envoient, Entrée va à la ligne, Échap arrête la réponse.</translation>
    </message>
</context>
<context>
    <name>MessageEditor</name>
    <message>
        <source>Edit answer</source>
        <translation>Modifier la réponse</translation>
    </message>
    <message>
        <source>Edit message</source>
        <translation>Modifier le message</translation>
    </message>
    <message>
        <source>Enter keeps the change, Shift and Enter begin a new line, Escape leaves.</source>
        <translation>Entrée garde la modification, Maj et Entrée vont à la ligne, Échap quitte.</translation>
    </message>
    <message>
        <source>Save it beside the answer ({keys})</source>
        <translation>Enregistrer à côté de la réponse ({keys})</translation>
    </message>
    <message>
        <source>Send it as a new branch ({keys})</source>
        <translation>Envoyer comme nouvelle branche ({keys})</translation>
    </message>
    <message>
        <source>The answer as it was stays beside it.</source>
        <translation>L’ancienne réponse reste à côté.</translation>
    </message>
    <message>
        <source>The message as it was stays beside it, with its answers.</source>
        <translation>L’ancien message reste à côté, avec ses réponses.</translation>
    </message>
    <message>
        <source>What was pasted is too long to be put in here.</source>
        <translation>Le texte collé est trop long pour ce champ.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Control and Enter keep the change, Enter begins a new line, Escape leaves.</source>
        <translation>Ctrl et Entrée gardent la modification, Entrée commence une nouvelle ligne, Échap quitte.</translation>
    </message>
    <message>
        <source>Leave it as it was (Esc)</source>
        <translation>Laisser comme avant (Esc)</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Envoyer</translation>
    </message>
</context>
<context>
    <name>MessageText</name>
    <message>
        <source>[Picture]</source>
        <translation>[Image]</translation>
    </message>
    <message>
        <source>[Picture: {name}]</source>
        <translation>[Image : {name}]</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>Copy as Markdown</source>
        <translation>Copier en Markdown</translation>
    </message>
    <message>
        <source>Copy link address</source>
        <translation>Copier l’adresse du lien</translation>
    </message>
    <message>
        <source>Copy formula</source>
        <translation>Copier la formule</translation>
    </message>
    <message>
        <source>Formulas: {formulas}</source>
        <translation>Formules : {formulas}</translation>
    </message>
    <message>
        <source>Pictures: {names}</source>
        <translation>Images : {names}</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>Tout sélectionner</translation>
    </message>
</context>
<context>
    <name>MessageView</name>
    <message>
        <source>edited</source>
        <translation>modifié</translation>
    </message>
</context>
<context>
    <name>ModelButton</name>
    <message>
        <source>{name}: choose another model</source>
        <translation>{name} : choisir un autre modèle</translation>
    </message>
    <message>
        <source>Model: {name}</source>
        <translation>Modèle : {name}</translation>
    </message>
    <message>
        <source>Opens the list of models.</source>
        <translation>Ouvre la liste des modèles.</translation>
    </message>
</context>
<context>
    <name>ModelDetails</name>
    <message>
        <source>Chat</source>
        <translation>Discuter</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>Comparer avec</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>Télécharger</translation>
    </message>
    <message>
        <source>Download {build}</source>
        <translation>Télécharger {build}</translation>
    </message>
    <message>
        <source>Facts</source>
        <translation>Faits</translation>
    </message>
    <message>
        <source>Judging the quantisations…</source>
        <translation>Évaluation des quantifications…</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Licence</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Mémoire</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>No other model</source>
        <translation>Aucun autre modèle</translation>
    </message>
    <message>
        <source>Quantisations</source>
        <translation>Quantifications</translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>Sources</translation>
    </message>
</context>
<context>
    <name>ModelPopup</name>
    <message>
        <source>Choose a model</source>
        <translation>Choisir un modèle</translation>
    </message>
    <message>
        <source>Search models</source>
        <translation>Rechercher des modèles</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modèles</translation>
    </message>
    <message>
        <source>Use for new chats too</source>
        <translation>Utiliser aussi pour les nouvelles discussions</translation>
    </message>
    <message>
        <source>Open model file…</source>
        <translation>Ouvrir un fichier de modèle…</translation>
    </message>
    <message>
        <source>Unload now</source>
        <translation>Décharger maintenant</translation>
    </message>
    <message>
        <source>Free the memory that the loaded model takes</source>
        <translation>Libérer la mémoire que prend le modèle chargé</translation>
    </message>
    <message>
        <source>Loaded</source>
        <translation>Chargé</translation>
    </message>
    <message>
        <source>Installed</source>
        <translation>Installés</translation>
    </message>
    <message>
        <source>To download</source>
        <translation>À télécharger</translation>
    </message>
    <message>
        <source>Looking for models…</source>
        <translation>Recherche de modèles…</translation>
    </message>
    <message>
        <source>No model matches. Open a model file, or search for another name.</source>
        <translation>Aucun modèle ne correspond. Ouvrez un fichier de modèle, ou cherchez un autre nom.</translation>
    </message>
</context>
<context>
    <name>ModelsWindow</name>
    <message>
        <source>Discover</source>
        <translation>Découvrir</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Bibliothèque</translation>
    </message>
    <message>
        <source>Machine</source>
        <translation>Ordinateur</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modèles</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Pages</translation>
    </message>
</context>
<context>
    <name>MoreButton</name>
    <message>
        <source>More about this chat</source>
        <translation>Autres actions sur cette discussion</translation>
    </message>
    <message>
        <source>Rename, move, export, delete and more</source>
        <translation>Renommer, déplacer, exporter, supprimer et plus</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>Close the notice</source>
        <translation>Fermer l’avis</translation>
    </message>
</context>
<context>
    <name>OptionRow</name>
    <message>
        <source>Differs from what is recommended</source>
        <translation>Diffère de ce qui est recommandé</translation>
    </message>
    <message>
        <source>Reset {name}</source>
        <translation>Réinitialiser {name}</translation>
    </message>
    <message>
        <source>Back to {value}</source>
        <translation>Revenir à {value}</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Réinitialiser</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Search commands, chats and models</source>
        <translation>Rechercher commandes, discussions et modèles</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Résultats</translation>
    </message>
    <message>
        <source>Nothing is called “{query}”.</source>
        <translation>Rien ne s’appelle « {query} ».</translation>
    </message>
</context>
<context>
    <name>Picking</name>
    <message>
        <source>The model is unloaded once it has done what it is doing.</source>
        <translation>Le modèle sera déchargé dès qu’il aura terminé.</translation>
    </message>
    <message>
        <source>The model is unloaded. The next message loads it again.</source>
        <translation>Le modèle est déchargé. Le prochain message le rechargera.</translation>
    </message>
</context>
<context>
    <name>PictureViewer</name>
    <message>
        <source>Actual size</source>
        <translation>Taille réelle</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Enregistrer sous…</translation>
    </message>
</context>
<context>
    <name>Plates</name>
    <message>
        <source>That did not work</source>
        <translation>Cela n’a pas marché</translation>
    </message>
</context>
<context>
    <name>PolicyRow</name>
    <message>
        <source>Ask me</source>
        <translation>Me demander</translation>
    </message>
    <message>
        <source>Leave out the oldest messages</source>
        <translation>Omettre les plus anciens messages</translation>
    </message>
    <message>
        <source>Stop there</source>
        <translation>S’arrêter là</translation>
    </message>
    <message>
        <source>When the context is full</source>
        <translation>Quand le contexte est plein</translation>
    </message>
    <message>
        <source>What happens to a message that no longer fits the context.</source>
        <translation>Ce qu’il advient d’un message qui ne tient plus dans le contexte.</translation>
    </message>
</context>
<context>
    <name>PreparedPage</name>
    <message>
        <source>Build</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>Disque</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Depuis</translation>
    </message>
    <message>
        <source>How much room there is could not be found out.</source>
        <translation>L’espace encore libre n’a pas pu être déterminé.</translation>
    </message>
    <message>
        <source>I accept the {licence}</source>
        <translation>J’accepte la {licence}</translation>
    </message>
    <message>
        <source>It seems to be made from a Llama model, whose licence holds as well.</source>
        <translation>Il semble issu d’un modèle Llama, dont la licence s’applique aussi.</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Licence</translation>
    </message>
    <message>
        <source>None is named. Ask its owner what is allowed.</source>
        <translation>Aucune n’est indiquée. Demandez à son propriétaire ce qui est permis.</translation>
    </message>
    <message>
        <source>Read the licence that comes with it</source>
        <translation>Lire la licence qui l’accompagne</translation>
    </message>
    <message>
        <source>Repository</source>
        <translation>Dépôt</translation>
    </message>
    <message>
        <source>Text of the licence</source>
        <translation>Texte de la licence</translation>
    </message>
    <message>
        <source>There is room for {space} more, which is not enough.</source>
        <translation>Il reste de la place pour {space}, ce qui ne suffit pas.</translation>
    </message>
    <message>
        <source>There is room for {space} more.</source>
        <translation>Il reste de la place pour {space}.</translation>
    </message>
    <message>
        <source>What it asks is not known.</source>
        <translation>Ce qu’elle demande n’est pas connu.</translation>
    </message>
    <message>
        <source>permissive</source>
        <translation>permissive</translation>
    </message>
    <message>
        <source>{host}, which is out of reach now; its list is from earlier</source>
        <translation>{host}, injoignable pour l’instant ; sa liste est antérieure</translation>
    </message>
    <message>
        <source>{name}. What it asks is not known.</source>
        <translation>{name}. Ce qu’elle demande n’est pas connu.</translation>
    </message>
</context>
<context>
    <name>Presence</name>
    <message>
        <source>The desktop asks whether Parley may have the shortcut when the window is first opened.</source>
        <translation>Le bureau demande, à la première ouverture de la fenêtre, si Parley peut avoir le raccourci.</translation>
    </message>
</context>
<context>
    <name>PresetPart</name>
    <message>
        <source>Preset</source>
        <translation>Préréglage</translation>
    </message>
    <message>
        <source>A system prompt and options that have a name.</source>
        <translation>Un prompt système et des options qui portent un nom.</translation>
    </message>
    <message numerus="yes">
        <source>%n preset(s) imported.</source>
        <translation>
            <numerusform>%n préréglage importé.</numerusform>
            <numerusform>%n préréglages importés.</numerusform>
        </translation>
    </message>
    <message>
        <source>More about presets</source>
        <translation>Autres actions sur les préréglages</translation>
    </message>
    <message>
        <source>Save, rename, delete, import, export</source>
        <translation>Enregistrer, renommer, supprimer, importer, exporter</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>“{name}” is no preset for this model now; what it set still holds.</source>
        <translation>« {name} » n’est plus un préréglage pour ce modèle ; ce qu’il réglait reste valable.</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Aucun</translation>
    </message>
    <message>
        <source>{name}, changed</source>
        <translation>{name}, modifié</translation>
    </message>
    <message>
        <source>Save as a preset…</source>
        <translation>Enregistrer comme préréglage…</translation>
    </message>
    <message>
        <source>Take “{name}” as it was</source>
        <translation>Reprendre « {name} » comme avant</translation>
    </message>
    <message>
        <source>Overwrite “{name}”</source>
        <translation>Écraser « {name} »</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Renommer…</translation>
    </message>
    <message>
        <source>Delete “{name}”</source>
        <translation>Supprimer « {name} »</translation>
    </message>
    <message>
        <source>Import presets…</source>
        <translation>Importer des préréglages…</translation>
    </message>
    <message>
        <source>Export this preset…</source>
        <translation>Exporter ce préréglage…</translation>
    </message>
    <message>
        <source>Export all presets…</source>
        <translation>Exporter tous les préréglages…</translation>
    </message>
    <message>
        <source>Save as a preset</source>
        <translation>Enregistrer comme préréglage</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <source>Only for {model}</source>
        <translation>Seulement pour {model}</translation>
    </message>
    <message>
        <source>Rename this preset</source>
        <translation>Renommer ce préréglage</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Renommer</translation>
    </message>
    <message>
        <source>“{name}” deleted.</source>
        <translation>« {name} » supprimé.</translation>
    </message>
    <message>
        <source>Import presets</source>
        <translation>Importer des préréglages</translation>
    </message>
    <message>
        <source>Export presets</source>
        <translation>Exporter les préréglages</translation>
    </message>
    <message>
        <source>Presets (*.json)</source>
        <translation>Préréglages (*.json)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Tous les fichiers (*)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>{name} (for {model})</source>
        <translation>{name} (pour {model})</translation>
    </message>
</context>
<context>
    <name>Presets</name>
    <message>
        <source>Precise</source>
        <translation>Précis</translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation>Équilibré</translation>
    </message>
    <message>
        <source>Creative</source>
        <translation>Créatif</translation>
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
        <translation>Apparence</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>Écriture</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modèles</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Réseau</translation>
    </message>
    <message>
        <source>Desktop</source>
        <translation>Bureau</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Thème</translation>
    </message>
    <message>
        <source>Colours of all windows.</source>
        <translation>Couleurs de toutes les fenêtres.</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Comme le système</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Clair</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Sombre</translation>
    </message>
    <message>
        <source>Density</source>
        <translation>Densité</translation>
    </message>
    <message>
        <source>How much room there is between things.</source>
        <translation>L’espace laissé entre les éléments.</translation>
    </message>
    <message>
        <source>Comfortable</source>
        <translation>Confortable</translation>
    </message>
    <message>
        <source>Compact</source>
        <translation>Compacte</translation>
    </message>
    <message>
        <source>Size of messages, %</source>
        <translation>Taille des messages, %</translation>
    </message>
    <message>
        <source>Percent of the usual size.</source>
        <translation>Pourcentage de la taille habituelle.</translation>
    </message>
    <message>
        <source>Font</source>
        <translation>Police</translation>
    </message>
    <message>
        <source>Those that come with Parley, or the system’s own.</source>
        <translation>Celles de Parley, ou celles du système.</translation>
    </message>
    <message>
        <source>Inter, with Parley</source>
        <translation>Inter, fournie avec Parley</translation>
    </message>
    <message>
        <source>The system’s</source>
        <translation>Celle du système</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Langue</translation>
    </message>
    <message>
        <source>Windows that are opened from now on speak it.</source>
        <translation>Les fenêtres ouvertes désormais la parlent.</translation>
    </message>
    <message>
        <source>Send with</source>
        <translation>Envoyer avec</translation>
    </message>
    <message>
        <source>Shift and Enter always begin a new line.</source>
        <translation>Maj et Entrée vont toujours à la ligne.</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Entrée</translation>
    </message>
    <message>
        <source>Ctrl and Enter</source>
        <translation>Ctrl et Entrée</translation>
    </message>
    <message>
        <source>Long pastes</source>
        <translation>Collages longs</translation>
    </message>
    <message>
        <source>A text that is pasted and longer becomes an attachment.</source>
        <translation>Un texte collé plus long devient une pièce jointe.</translation>
    </message>
    <message>
        <source>Stay in the message</source>
        <translation>Rester dans le message</translation>
    </message>
    <message>
        <source>Attach from characters</source>
        <translation>Joindre à partir de (caractères)</translation>
    </message>
    <message>
        <source>Titles of chats</source>
        <translation>Titres des discussions</translation>
    </message>
    <message>
        <source>The model finds one when it has nothing else to do.</source>
        <translation>Le modèle en trouve un quand il n’a rien d’autre à faire.</translation>
    </message>
    <message>
        <source>By the model</source>
        <translation>Par le modèle</translation>
    </message>
    <message>
        <source>The first words</source>
        <translation>Les premiers mots</translation>
    </message>
    <message>
        <source>Look in other programs’ folders</source>
        <translation>Chercher dans les dossiers d’autres programmes</translation>
    </message>
    <message>
        <source>Models that LM Studio, Jan, Ollama and others have downloaded can be used too; they are only read.</source>
        <translation>Les modèles téléchargés par LM Studio, Jan, Ollama et d’autres sont utilisables aussi ; ils sont seulement lus.</translation>
    </message>
    <message>
        <source>Free the memory when idle</source>
        <translation>Libérer la mémoire au repos</translation>
    </message>
    <message>
        <source>A model that is not used for so long is unloaded.</source>
        <translation>Un modèle inutilisé aussi longtemps est déchargé.</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Jamais</translation>
    </message>
    <message>
        <source>After minutes</source>
        <translation>Après (minutes)</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Hors ligne</translation>
    </message>
    <message>
        <source>Make no connection to any other computer.</source>
        <translation>N’établir aucune connexion avec un autre ordinateur.</translation>
    </message>
    <message>
        <source>Speed of downloads</source>
        <translation>Vitesse des téléchargements</translation>
    </message>
    <message>
        <source>All downloads together take no more than this.</source>
        <translation>Tous les téléchargements ensemble ne prennent pas plus que cela.</translation>
    </message>
    <message>
        <source>As fast as it goes</source>
        <translation>Aussi vite que possible</translation>
    </message>
    <message>
        <source>MB per second</source>
        <translation>Mo par seconde</translation>
    </message>
    <message>
        <source>Connections for each file</source>
        <translation>Connexions par fichier</translation>
    </message>
    <message>
        <source>More can be faster, where the other side allows it.</source>
        <translation>Plus peut être plus rapide, si l’autre côté le permet.</translation>
    </message>
    <message>
        <source>Icon among the system’s</source>
        <translation>Icône parmi celles du système</translation>
    </message>
    <message>
        <source>Parley stays there when its last window is closed.</source>
        <translation>Parley y reste quand sa dernière fenêtre est fermée.</translation>
    </message>
    <message>
        <source>Keys for a quick question</source>
        <translation>Touches pour une question rapide</translation>
    </message>
    <message>
        <source>They open a small window over any program; empty is none.</source>
        <translation>Elles ouvrent une petite fenêtre par-dessus tout programme ; vide, aucune.</translation>
    </message>
</context>
<context>
    <name>ProgressDialog</name>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
</context>
<context>
    <name>PromptPart</name>
    <message>
        <source>System prompt</source>
        <translation>Prompt système</translation>
    </message>
    <message>
        <source>None: the model answers as it was trained.</source>
        <translation>Aucun : le modèle répond comme il a été entraîné.</translation>
    </message>
    <message>
        <source>What the model is told before the first message, in every answer.</source>
        <translation>Ce qui est dit au modèle avant le premier message, à chaque réponse.</translation>
    </message>
    <message>
        <source>Use for new chats</source>
        <translation>Utiliser pour les nouvelles discussions</translation>
    </message>
    <message>
        <source>Begin every new chat with this system prompt</source>
        <translation>Commencer chaque nouvelle discussion avec ce prompt système</translation>
    </message>
    <message>
        <source>Use the publisher’s</source>
        <translation>Utiliser celui de l’éditeur</translation>
    </message>
    <message>
        <source>Take the system prompt that its publisher ships with the model</source>
        <translation>Prendre le prompt système fourni par l’éditeur du modèle</translation>
    </message>
</context>
<context>
    <name>PromptsDialog</name>
    <message>
        <source>Prompt library</source>
        <translation>Bibliothèque de prompts</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Rechercher</translation>
    </message>
    <message>
        <source>Search the prompts</source>
        <translation>Rechercher dans les prompts</translation>
    </message>
    <message>
        <source>Prompts</source>
        <translation>Prompts</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Aucun</translation>
    </message>
    <message>
        <source>Typed behind a slash, it calls the prompt up</source>
        <translation>Tapée après une barre oblique, elle appelle le prompt</translation>
    </message>
    <message>
        <source>What was pasted is too long for a prompt.</source>
        <translation>Ce qui a été collé est trop long pour un prompt.</translation>
    </message>
    <message>
        <source>{{name}} asks for a value, {{name:value}} begins with one, {{name:one|two}} offers a choice. {{date}}, {{clipboard}} and {{selection}} are filled in.</source>
        <translation>{{nom}} demande une valeur, {{nom:valeur}} en propose une, {{nom:un|deux}} offre un choix. {{date}}, {{clipboard}} et {{selection}} sont remplis.</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Nouveau</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importer…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exporter…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Supprimer</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>Utiliser</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Commande</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Texte</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Aperçu</translation>
    </message>
    <message>
        <source>“{name}” was deleted.</source>
        <translation>« {name} » a été supprimé.</translation>
    </message>
    <message>
        <source>“{name}” is there again.</source>
        <translation>« {name} » est de retour.</translation>
    </message>
    <message>
        <source>The file cannot be read: {why}.</source>
        <translation>Le fichier est illisible : {why}.</translation>
    </message>
    <message>
        <source>Prompts imported: {count}.</source>
        <translation>Prompts importés : {count}.</translation>
    </message>
    <message>
        <source>Already there: {count}.</source>
        <translation>Déjà là : {count}.</translation>
    </message>
    <message>
        <source>Renamed: {names}.</source>
        <translation>Renommés : {names}.</translation>
    </message>
    <message>
        <source>Without their command, which is taken: {names}.</source>
        <translation>Sans leur commande, déjà prise : {names}.</translation>
    </message>
    <message>
        <source>The file cannot be written: {why}.</source>
        <translation>Le fichier ne peut pas être écrit : {why}.</translation>
    </message>
    <message>
        <source>Exported to {path}.</source>
        <translation>Exportés vers {path}.</translation>
    </message>
    <message>
        <source>Import prompts</source>
        <translation>Importer des prompts</translation>
    </message>
    <message>
        <source>Export prompts</source>
        <translation>Exporter des prompts</translation>
    </message>
    <message>
        <source>Prompts (*.json)</source>
        <translation>Prompts (*.json)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Tous les fichiers (*)</translation>
    </message>
</context>
<context>
    <name>QuickAsk</name>
    <message>
        <source>Quick ask – Parley</source>
        <translation>Question rapide – Parley</translation>
    </message>
    <message>
        <source>Ask something</source>
        <translation>Demander quelque chose</translation>
    </message>
    <message>
        <source>Paste what is selected</source>
        <translation>Coller la sélection</translation>
    </message>
    <message>
        <source>Put in the text that is selected in another program ({keys})</source>
        <translation>Mettre le texte sélectionné dans un autre programme ({keys})</translation>
    </message>
    <message>
        <source>Paste what was copied</source>
        <translation>Coller ce qui est copié</translation>
    </message>
    <message>
        <source>This system does not tell what is selected in another program: copy it there first ({keys})</source>
        <translation>Ce système ne dit pas ce qui est sélectionné ailleurs : copiez-le d’abord ({keys})</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Nouveau</translation>
    </message>
    <message>
        <source>Ask something else ({keys})</source>
        <translation>Demander autre chose ({keys})</translation>
    </message>
    <message>
        <source>Open in window</source>
        <translation>Ouvrir en fenêtre</translation>
    </message>
    <message>
        <source>Go on with this conversation in a window of its own ({keys})</source>
        <translation>Continuer cette conversation dans sa propre fenêtre ({keys})</translation>
    </message>
    <message>
        <source>There is no text to paste.</source>
        <translation>Il n’y a pas de texte à coller.</translation>
    </message>
</context>
<context>
    <name>Reporting</name>
    <message>
        <source>Writing</source>
        <translation>Écriture</translation>
    </message>
    <message>
        <source>{model} on {devices}</source>
        <translation>{model} sur {devices}</translation>
    </message>
    <message>
        <source>{model} on the processor</source>
        <translation>{model} sur le processeur</translation>
    </message>
</context>
<context>
    <name>ResultsModel</name>
    <message>
        <source>System prompt: {passage}</source>
        <translation>Prompt système : {passage}</translation>
    </message>
    <message>
        <source>d MMM</source>
        <translation>d MMM</translation>
    </message>
    <message>
        <source>{title}, {day}: {passage}</source>
        <translation>{title}, {day} : {passage}</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>Nouvelle discussion</translation>
    </message>
</context>
<context>
    <name>ResultsView</name>
    <message>
        <source>Search results</source>
        <translation>Résultats de la recherche</translation>
    </message>
</context>
<context>
    <name>Rows</name>
    <message>
        <source>chosen for this conversation</source>
        <translation>choisi pour cette conversation</translation>
    </message>
</context>
<context>
    <name>Sampling</name>
    <message>
        <source>“{line}” is not a token’s number = a value.</source>
        <translation>« {line} » n’est pas « numéro de token = valeur ».</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Température</translation>
    </message>
    <message>
        <source>Low keeps to the likeliest words, high takes surprising ones.</source>
        <translation>Basse, elle s’en tient aux mots probables ; haute, elle en prend de surprenants.</translation>
    </message>
    <message>
        <source>More options</source>
        <translation>Plus d’options</translation>
    </message>
    <message numerus="yes">
        <source>More options, %n changed</source>
        <translation>
            <numerusform>Plus d’options, %n modifiée</numerusform>
            <numerusform>Plus d’options, %n modifiées</numerusform>
        </translation>
    </message>
    <message>
        <source>Top P</source>
        <translation>Top P</translation>
    </message>
    <message>
        <source>Draws from the likeliest words that together reach this share.</source>
        <translation>Tire parmi les mots les plus probables qui atteignent ensemble cette part.</translation>
    </message>
    <message>
        <source>Top K</source>
        <translation>Top K</translation>
    </message>
    <message>
        <source>Draws from this many of the likeliest words; 0 draws from all.</source>
        <translation>Tire parmi ce nombre de mots les plus probables ; 0, parmi tous.</translation>
    </message>
    <message>
        <source>Min P</source>
        <translation>Min P</translation>
    </message>
    <message>
        <source>Leaves out words that are less likely than this share of the likeliest one.</source>
        <translation>Écarte les mots moins probables que cette part du plus probable.</translation>
    </message>
    <message>
        <source>Typical P</source>
        <translation>Typical P</translation>
    </message>
    <message>
        <source>Below 1, prefers words that are about as likely as one expects.</source>
        <translation>En dessous de 1, préfère les mots à peu près aussi probables qu’attendu.</translation>
    </message>
    <message>
        <source>Repeat penalty</source>
        <translation>Pénalité de répétition</translation>
    </message>
    <message>
        <source>Above 1, makes words less likely that were just written.</source>
        <translation>Au-dessus de 1, rend moins probables les mots qui viennent d’être écrits.</translation>
    </message>
    <message>
        <source>Repeat window</source>
        <translation>Fenêtre de répétition</translation>
    </message>
    <message>
        <source>How many of the last tokens the three penalties look at.</source>
        <translation>Combien des derniers tokens les trois pénalités regardent.</translation>
    </message>
    <message>
        <source>Presence penalty</source>
        <translation>Pénalité de présence</translation>
    </message>
    <message>
        <source>Above 0, prefers words that were not written yet: new subjects.</source>
        <translation>Au-dessus de 0, préfère les mots pas encore écrits : de nouveaux sujets.</translation>
    </message>
    <message>
        <source>Frequency penalty</source>
        <translation>Pénalité de fréquence</translation>
    </message>
    <message>
        <source>Above 0, makes a word less likely each time it is written.</source>
        <translation>Au-dessus de 0, rend un mot moins probable chaque fois qu’il est écrit.</translation>
    </message>
    <message>
        <source>Mirostat</source>
        <translation>Mirostat</translation>
    </message>
    <message>
        <source>Keeps how surprising the text is at one level, in place of Top K, Top P and Min P.</source>
        <translation>Maintient la surprise du texte à un niveau, à la place de Top K, Top P et Min P.</translation>
    </message>
    <message>
        <source>Mirostat target</source>
        <translation>Cible de Mirostat</translation>
    </message>
    <message>
        <source>How surprising the text should be; low is more to the point.</source>
        <translation>À quel point le texte doit surprendre ; bas, il va droit au but.</translation>
    </message>
    <message>
        <source>Mirostat rate</source>
        <translation>Taux de Mirostat</translation>
    </message>
    <message>
        <source>How quickly Mirostat corrects itself.</source>
        <translation>À quelle vitesse Mirostat se corrige.</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Graine</translation>
    </message>
    <message>
        <source>A fixed seed gives the same answer to the same prompt again.</source>
        <translation>Une graine fixe redonne la même réponse au même prompt.</translation>
    </message>
    <message>
        <source>Stop at</source>
        <translation>S’arrêter à</translation>
    </message>
    <message>
        <source>The answer ends before one of these texts, one a line.</source>
        <translation>La réponse finit avant l’un de ces textes, un par ligne.</translation>
    </message>
    <message>
        <source>JSON schema</source>
        <translation>Schéma JSON</translation>
    </message>
    <message>
        <source>The answer is JSON of this form and nothing else.</source>
        <translation>La réponse est du JSON de cette forme et rien d’autre.</translation>
    </message>
    <message>
        <source>Grammar</source>
        <translation>Grammaire</translation>
    </message>
    <message>
        <source>The answer follows these rules (GBNF) and nothing else.</source>
        <translation>La réponse suit ces règles (GBNF) et rien d’autre.</translation>
    </message>
    <message>
        <source>Token bias</source>
        <translation>Biais de tokens</translation>
    </message>
    <message>
        <source>Makes tokens likelier or less likely: number = value, one a line; -1000 forbids one.</source>
        <translation>Rend des tokens plus ou moins probables : numéro = valeur, un par ligne ; -1000 l’interdit.</translation>
    </message>
    <message>
        <source>Longest answer</source>
        <translation>Réponse la plus longue</translation>
    </message>
    <message>
        <source>The answer ends after this many tokens at the latest.</source>
        <translation>La réponse finit au plus tard après ce nombre de tokens.</translation>
    </message>
</context>
<context>
    <name>SamplingPart</name>
    <message>
        <source>Sampling</source>
        <translation>Échantillonnage</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>Tout réinitialiser</translation>
    </message>
    <message>
        <source>Take what is recommended for every option</source>
        <translation>Prendre la valeur recommandée pour chaque option</translation>
    </message>
    <message>
        <source>Its publisher adds: {note}</source>
        <translation>L’éditeur ajoute : {note}</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Désactivé</translation>
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
        <translation>Tirée à chaque fois</translation>
    </message>
    <message>
        <source>Fixed</source>
        <translation>Fixe</translation>
    </message>
    <message>
        <source>As long as the context</source>
        <translation>Aussi long que le contexte</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Tokens</translation>
    </message>
    <message>
        <source>Its publisher recommends {value}.</source>
        <translation>L’éditeur recommande {value}.</translation>
    </message>
    <message>
        <source>The model’s file asks for {value}.</source>
        <translation>Le fichier du modèle demande {value}.</translation>
    </message>
    <message>
        <source>Usual: {value}.</source>
        <translation>Habituel : {value}.</translation>
    </message>
    <message>
        <source>none</source>
        <translation>aucun</translation>
    </message>
    <message>
        <source>off</source>
        <translation>désactivé</translation>
    </message>
</context>
<context>
    <name>SearchEverywhere</name>
    <message>
        <source>Nothing was found.</source>
        <translation>Rien n’a été trouvé.</translation>
    </message>
    <message numerus="yes">
        <source>%n result(s)</source>
        <translation>
            <numerusform>%n résultat</numerusform>
            <numerusform>%n résultats</numerusform>
        </translation>
    </message>
    <message>
        <source>Older messages are still being made searchable.</source>
        <translation>Les messages plus anciens sont en cours d’indexation.</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Search</source>
        <translation>Rechercher</translation>
    </message>
    <message>
        <source>Search all chats</source>
        <translation>Rechercher dans toutes les discussions</translation>
    </message>
    <message>
        <source>End the search</source>
        <translation>Terminer la recherche</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Réglages</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Pages</translation>
    </message>
    <message>
        <source>This desktop has no place for such icons, so Parley ends as usual.</source>
        <translation>Ce bureau n’a pas de place pour de telles icônes, Parley se termine donc comme d’habitude.</translation>
    </message>
    <message>
        <source>New chats</source>
        <translation>Discussions</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modèle</translation>
    </message>
    <message>
        <source>Answers where a chat has none of its own.</source>
        <translation>Répond là où une discussion n’en a pas à elle.</translation>
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
        <translation>Réglages de la &amp;conversation</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>&amp;Réglages…</translation>
    </message>
    <message>
        <source>Presets</source>
        <translation>Préréglages</translation>
    </message>
    <message>
        <source>Save what is set as a preset…</source>
        <translation>Enregistrer les réglages comme préréglage…</translation>
    </message>
    <message>
        <source>Import presets…</source>
        <translation>Importer des préréglages…</translation>
    </message>
    <message>
        <source>Export all presets…</source>
        <translation>Exporter tous les préréglages…</translation>
    </message>
    <message>
        <source>Load the model now</source>
        <translation>Charger le modèle maintenant</translation>
    </message>
</context>
<context>
    <name>SettingsPanel</name>
    <message>
        <source>Settings of the conversation</source>
        <translation>Réglages de la conversation</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>Conversation</translation>
    </message>
    <message>
        <source>Close the panel</source>
        <translation>Fermer le panneau</translation>
    </message>
    <message>
        <source>Not loaded yet: it loads with the next message.</source>
        <translation>Pas encore chargé : il le sera avec le prochain message.</translation>
    </message>
    <message>
        <source>Loads again with the next message.</source>
        <translation>Sera rechargé avec le prochain message.</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Chargement…</translation>
    </message>
</context>
<context>
    <name>ShelfCommands</name>
    <message>
        <source>&amp;Rename</source>
        <translation>&amp;Renommer</translation>
    </message>
    <message>
        <source>&amp;Pin</source>
        <translation>É&amp;pingler</translation>
    </message>
    <message>
        <source>Move to &amp;folder…</source>
        <translation>Déplacer vers un &amp;dossier…</translation>
    </message>
    <message>
        <source>New f&amp;older…</source>
        <translation>Nouveau d&amp;ossier…</translation>
    </message>
    <message>
        <source>Arc&amp;hive</source>
        <translation>Arc&amp;hiver</translation>
    </message>
    <message>
        <source>D&amp;uplicate</source>
        <translation>D&amp;upliquer</translation>
    </message>
    <message>
        <source>Go to the &amp;list of chats</source>
        <translation>Aller à la &amp;liste des discussions</translation>
    </message>
    <message>
        <source>List of chats</source>
        <translation>Liste des discussions</translation>
    </message>
    <message>
        <source>Show the chat above, or below</source>
        <translation>Voir la discussion au-dessus ou au-dessous</translation>
    </message>
    <message>
        <source>Write in the chat, or open a folder</source>
        <translation>Écrire dans la discussion, ou ouvrir un dossier</translation>
    </message>
    <message>
        <source>Close a folder, or open it</source>
        <translation>Fermer un dossier, ou l’ouvrir</translation>
    </message>
    <message>
        <source>Take several chats</source>
        <translation>Prendre plusieurs discussions</translation>
    </message>
    <message>
        <source>Delete the chats, or the folder</source>
        <translation>Supprimer les discussions, ou le dossier</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>&amp;Supprimer</translation>
    </message>
    <message>
        <source>&amp;Undo the deletion</source>
        <translation>&amp;Annuler la suppression</translation>
    </message>
</context>
<context>
    <name>Shelving</name>
    <message>
        <source>Archived “{title}”.</source>
        <translation>« {title} » archivée.</translation>
    </message>
    <message numerus="yes">
        <source>%n conversation(s) archived.</source>
        <translation>
            <numerusform>%n conversation archivée.</numerusform>
            <numerusform>%n conversations archivées.</numerusform>
        </translation>
    </message>
    <message>
        <source>New folder</source>
        <translation>Nouveau dossier</translation>
    </message>
    <message>
        <source>{title} (copy)</source>
        <translation>{title} (copie)</translation>
    </message>
    <message>
        <source>Deleted “{title}”.</source>
        <translation>« {title} » supprimée.</translation>
    </message>
    <message numerus="yes">
        <source>%n conversation(s) deleted.</source>
        <translation>
            <numerusform>%n conversation supprimée.</numerusform>
            <numerusform>%n conversations supprimées.</numerusform>
        </translation>
    </message>
    <message>
        <source>Deleted the folder “{name}”.</source>
        <translation>Dossier « {name} » supprimé.</translation>
    </message>
    <message>
        <source>No folder</source>
        <translation>Aucun dossier</translation>
    </message>
    <message>
        <source>New folder…</source>
        <translation>Nouveau dossier…</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>Nouvelle discussion</translation>
    </message>
    <message>
        <source>Open in another window</source>
        <translation>Ouvrir dans une autre fenêtre</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Renommer</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>Désépingler</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>Épingler</translation>
    </message>
    <message>
        <source>Move to folder</source>
        <translation>Déplacer vers un dossier</translation>
    </message>
    <message>
        <source>Take out of the archive</source>
        <translation>Sortir des archives</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>Archiver</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Dupliquer</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exporter…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Supprimer</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>Monter</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>Descendre</translation>
    </message>
    <message>
        <source>Delete folder</source>
        <translation>Supprimer le dossier</translation>
    </message>
</context>
<context>
    <name>ShortcutsWindow</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Raccourcis clavier</translation>
    </message>
    <message>
        <source>Find a shortcut</source>
        <translation>Trouver un raccourci</translation>
    </message>
    <message>
        <source>No shortcut is called “{query}”.</source>
        <translation>Aucun raccourci ne s’appelle « {query} ».</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>Conversations</source>
        <translation>Conversations</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>Nouvelle discussion</translation>
    </message>
    <message>
        <source>Begin a new chat</source>
        <translation>Commencer une nouvelle discussion</translation>
    </message>
    <message>
        <source>Your conversations will be here.</source>
        <translation>Vos conversations apparaîtront ici.</translation>
    </message>
</context>
<context>
    <name>SidebarDelegate</name>
    <message>
        <source>New name</source>
        <translation>Nouveau nom</translation>
    </message>
    <message>
        <source>Enter keeps it, Escape leaves the name as it was.</source>
        <translation>Entrée le garde, Échap laisse le nom comme avant.</translation>
    </message>
</context>
<context>
    <name>SidebarModel</name>
    <message>
        <source>New chat</source>
        <translation>Nouvelle discussion</translation>
    </message>
    <message>
        <source>{month} {year}</source>
        <translation>{month} {year}</translation>
    </message>
    <message>
        <source>Pinned</source>
        <translation>Épinglées</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Aujourd’hui</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Hier</translation>
    </message>
    <message>
        <source>Last week</source>
        <translation>La semaine dernière</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>Archives</translation>
    </message>
    <message>
        <source>closed, with a new answer</source>
        <translation>fermé, avec une nouvelle réponse</translation>
    </message>
    <message>
        <source>open</source>
        <translation>ouvert</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>fermé</translation>
    </message>
    <message numerus="yes">
        <source>{name}, {state}, %n conversation(s)</source>
        <translation>
            <numerusform>{name}, {state}, %n conversation</numerusform>
            <numerusform>{name}, {state}, %n conversations</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Folder {name}, {state}, %n conversation(s)</source>
        <translation>
            <numerusform>Dossier {name}, {state}, %n conversation</numerusform>
            <numerusform>Dossier {name}, {state}, %n conversations</numerusform>
        </translation>
    </message>
    <message>
        <source>{title}, an answer is being written</source>
        <translation>{title}, une réponse est en cours</translation>
    </message>
    <message>
        <source>{title}, with a new answer</source>
        <translation>{title}, avec une nouvelle réponse</translation>
    </message>
    <message>
        <source>{title}, pinned</source>
        <translation>{title}, épinglée</translation>
    </message>
    <message>
        <source>{title}, in the folder {folder}</source>
        <translation>{title}, dans le dossier {folder}</translation>
    </message>
</context>
<context>
    <name>SidebarView</name>
    <message>
        <source>List of conversations</source>
        <translation>Liste des conversations</translation>
    </message>
</context>
<context>
    <name>SlashList</name>
    <message>
        <source>Commands</source>
        <translation>Commandes</translation>
    </message>
    <message>
        <source>{name}: {title}</source>
        <translation>{name} : {title}</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Status</source>
        <translation>État</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modèle</translation>
    </message>
    <message>
        <source>State</source>
        <translation>État</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Vitesse</translation>
    </message>
    <message>
        <source>Context used</source>
        <translation>Contexte utilisé</translation>
    </message>
    <message>
        <source>Downloads: {text}</source>
        <translation>Téléchargements : {text}</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Mémoire</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Réseau</translation>
    </message>
    <message>
        <source>Show the downloads</source>
        <translation>Afficher les téléchargements</translation>
    </message>
    <message>
        <source>{used} of {total}</source>
        <translation>{used} sur {total}</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>hors ligne</translation>
    </message>
</context>
<context>
    <name>Stepper</name>
    <message>
        <source>Previous version</source>
        <translation>Version précédente</translation>
    </message>
    <message>
        <source>Next version</source>
        <translation>Version suivante</translation>
    </message>
    <message>
        <source>Version {number} of {count}</source>
        <translation>Version {number} sur {count}</translation>
    </message>
</context>
<context>
    <name>Thought</name>
    <message>
        <source>Hide what the model thought</source>
        <translation>Masquer ce que le modèle a pensé</translation>
    </message>
    <message>
        <source>Show what the model thought</source>
        <translation>Voir ce que le modèle a pensé</translation>
    </message>
    <message>
        <source>What the model thought</source>
        <translation>Ce que le modèle a pensé</translation>
    </message>
</context>
<context>
    <name>Thumbnail</name>
    <message>
        <source>A picture. Enter opens it.</source>
        <translation>Une image. Entrée l’ouvre.</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Search…  {keys}</source>
        <translation>Rechercher…  {keys}</translation>
    </message>
</context>
<context>
    <name>Transcript</name>
    <message>
        <source>Transcript</source>
        <translation>Transcription</translation>
    </message>
    <message>
        <source>Latest</source>
        <translation>Récents</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s).</source>
        <translation>
            <numerusform>%n message.</numerusform>
            <numerusform>%n messages.</numerusform>
        </translation>
    </message>
    <message>
        <source>Go to the newest message</source>
        <translation>Aller au message le plus récent</translation>
    </message>
    <message>
        <source>{up} goes to the message above, {down} to the one below.</source>
        <translation>{up} mène au message précédent, {down} au suivant.</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>New chat</source>
        <translation>Nouvelle discussion</translation>
    </message>
    <message>
        <source>Quick ask</source>
        <translation>Question rapide</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Hors ligne</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Quitter</translation>
    </message>
</context>
<context>
    <name>UndoBar</name>
    <message>
        <source>Undo</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Have it back</source>
        <translation>Récupérer</translation>
    </message>
    <message>
        <source>Close this line</source>
        <translation>Fermer cette ligne</translation>
    </message>
    <message>
        <source>Close this line; undo stays in the menu</source>
        <translation>Fermer cette ligne ; l’annulation reste dans le menu</translation>
    </message>
    <message>
        <source>1 message deleted.</source>
        <translation>1 message supprimé.</translation>
    </message>
    <message>
        <source>{count} messages deleted.</source>
        <translation>{count} messages supprimés.</translation>
    </message>
</context>
<context>
    <name>UsageBar</name>
    <message>
        <source>Disk of the models, {size}</source>
        <translation>Disque des modèles, {size}</translation>
    </message>
    <message>
        <source>Everything else</source>
        <translation>Tout le reste</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>Libre</translation>
    </message>
    <message>
        <source>Models of other programs</source>
        <translation>Modèles d’autres programmes</translation>
    </message>
    <message>
        <source>Your models</source>
        <translation>Vos modèles</translation>
    </message>
</context>
<context>
    <name>WindowCommands</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Fichier</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Édition</translation>
    </message>
    <message>
        <source>&amp;Chat</source>
        <translation>&amp;Discussion</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>A&amp;ffichage</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Thème</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Aide</translation>
    </message>
    <message>
        <source>&amp;New chat</source>
        <translation>&amp;Nouvelle discussion</translation>
    </message>
    <message>
        <source>New &amp;window</source>
        <translation>Nouvelle fe&amp;nêtre</translation>
    </message>
    <message>
        <source>&amp;Quick ask</source>
        <translation>&amp;Question rapide</translation>
    </message>
    <message>
        <source>Ask something in a small window over all others</source>
        <translation>Demander quelque chose dans une petite fenêtre par-dessus les autres</translation>
    </message>
    <message>
        <source>Open this chat in another window</source>
        <translation>Ouvrir cette discussion dans une autre fenêtre</translation>
    </message>
    <message>
        <source>&amp;Close window</source>
        <translation>&amp;Fermer la fenêtre</translation>
    </message>
    <message>
        <source>&amp;Open model file…</source>
        <translation>&amp;Ouvrir un fichier de modèle…</translation>
    </message>
    <message>
        <source>Use the &amp;starter model</source>
        <translation>Utiliser le &amp;modèle de départ</translation>
    </message>
    <message>
        <source>O&amp;ffline</source>
        <translation>&amp;Hors ligne</translation>
    </message>
    <message>
        <source>Make no connection to any other computer</source>
        <translation>N’établir aucune connexion avec un autre ordinateur</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Quitter</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>&amp;Arrêter</translation>
    </message>
    <message>
        <source>&amp;Answer again</source>
        <translation>&amp;Répondre de nouveau</translation>
    </message>
    <message>
        <source>Con&amp;tinue the answer</source>
        <translation>Con&amp;tinuer la réponse</translation>
    </message>
    <message>
        <source>&amp;Edit message</source>
        <translation>&amp;Modifier le message</translation>
    </message>
    <message>
        <source>&amp;Copy answer</source>
        <translation>&amp;Copier la réponse</translation>
    </message>
    <message>
        <source>Pre&amp;vious version</source>
        <translation>Version précé&amp;dente</translation>
    </message>
    <message>
        <source>Ne&amp;xt version</source>
        <translation>&amp;Version suivante</translation>
    </message>
    <message>
        <source>Delete message and what &amp;follows</source>
        <translation>Supprimer le message et la &amp;suite</translation>
    </message>
    <message>
        <source>&amp;Next chat</source>
        <translation>Discussion &amp;suivante</translation>
    </message>
    <message>
        <source>&amp;Previous chat</source>
        <translation>Discussion &amp;précédente</translation>
    </message>
    <message>
        <source>&amp;Search everything…</source>
        <translation>&amp;Rechercher partout…</translation>
    </message>
    <message>
        <source>Find commands, chats and models by a few letters</source>
        <translation>Trouver commandes, discussions et modèles en quelques lettres</translation>
    </message>
    <message>
        <source>Go to the &amp;message box</source>
        <translation>Aller au champ de &amp;message</translation>
    </message>
    <message>
        <source>Show or hide the conversations</source>
        <translation>Afficher ou masquer les conversations</translation>
    </message>
    <message>
        <source>Message &amp;above</source>
        <translation>Message au-&amp;dessus</translation>
    </message>
    <message>
        <source>Message &amp;below</source>
        <translation>Message au-des&amp;sous</translation>
    </message>
    <message>
        <source>&amp;Larger text</source>
        <translation>Texte plus &amp;grand</translation>
    </message>
    <message>
        <source>&amp;Smaller text</source>
        <translation>Texte plus &amp;petit</translation>
    </message>
    <message>
        <source>&amp;Usual size</source>
        <translation>Taille &amp;habituelle</translation>
    </message>
    <message>
        <source>Ask something else</source>
        <translation>Demander autre chose</translation>
    </message>
    <message>
        <source>Com&amp;pact</source>
        <translation>Com&amp;pacte</translation>
    </message>
    <message>
        <source>Copy as &amp;Markdown</source>
        <translation>Copier en &amp;Markdown</translation>
    </message>
    <message>
        <source>Delete it and what follows</source>
        <translation>Le supprimer, ainsi que la suite</translation>
    </message>
    <message>
        <source>Details &amp;of the answer…</source>
        <translation>Détai&amp;ls de la réponse…</translation>
    </message>
    <message>
        <source>Edit the message that has the focus</source>
        <translation>Modifier le message qui a le focus</translation>
    </message>
    <message>
        <source>Go on in a window</source>
        <translation>Continuer dans une fenêtre</translation>
    </message>
    <message>
        <source>Go to the ne&amp;west message</source>
        <translation>Aller au message le plus &amp;récent</translation>
    </message>
    <message>
        <source>Go to the oldest message, or the newest</source>
        <translation>Aller au message le plus ancien ou le plus récent</translation>
    </message>
    <message>
        <source>Go to where the next &amp;prompt begins</source>
        <translation>Aller au début du &amp;prochain prompt</translation>
    </message>
    <message>
        <source>Hide it</source>
        <translation>Masquer</translation>
    </message>
    <message>
        <source>Leave less room between things</source>
        <translation>Laisser moins d’espace entre les éléments</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Messages</translation>
    </message>
    <message>
        <source>Open it in any program, or hide it</source>
        <translation>L’ouvrir dans tout programme, ou la masquer</translation>
    </message>
    <message>
        <source>Paste what is selected elsewhere</source>
        <translation>Coller ce qui est sélectionné ailleurs</translation>
    </message>
    <message>
        <source>Quick ask</source>
        <translation>Question rapide</translation>
    </message>
    <message>
        <source>Scroll by a page</source>
        <translation>Défiler d’une page</translation>
    </message>
    <message>
        <source>Show its previous version, or the next</source>
        <translation>Voir sa version précédente ou suivante</translation>
    </message>
    <message>
        <source>Show the &amp;conversations</source>
        <translation>Afficher les &amp;conversations</translation>
    </message>
    <message>
        <source>Show what an answer was made with: model, seed, prompt, options</source>
        <translation>Montrer ce qui a produit une réponse : modèle, graine, prompt, options</translation>
    </message>
    <message>
        <source>Show what the next message will leave out</source>
        <translation>Montrer ce que le prochain message omettra</translation>
    </message>
    <message>
        <source>System &amp;fonts</source>
        <translation>Polices du s&amp;ystème</translation>
    </message>
    <message>
        <source>Write with the fonts of the system instead of Parley&apos;s own</source>
        <translation>Écrire avec les polices du système au lieu de celles de Parley</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>Comme le s&amp;ystème</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Clair</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Sombre</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>&amp;Raccourcis clavier</translation>
    </message>
    <message>
        <source>Show the engine&apos;s &amp;log</source>
        <translation>Voir le &amp;journal du moteur</translation>
    </message>
    <message>
        <source>&amp;About Parley</source>
        <translation>À &amp;propos de Parley</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>Écriture</translation>
    </message>
    <message>
        <source>Send the message</source>
        <translation>Envoyer le message</translation>
    </message>
    <message>
        <source>Begin a new line</source>
        <translation>Aller à la ligne</translation>
    </message>
</context>
<context>
    <name>WindowDownloads</name>
    <message>
        <source>&amp;Downloads</source>
        <translation>&amp;Téléchargements</translation>
    </message>
    <message>
        <source>Chat now</source>
        <translation>Discuter maintenant</translation>
    </message>
    <message>
        <source>Show downloads</source>
        <translation>Afficher les téléchargements</translation>
    </message>
    <message>
        <source>Show what is being downloaded</source>
        <translation>Afficher ce qui est en cours de téléchargement</translation>
    </message>
    <message>
        <source>“{name}” answers from now on.</source>
        <translation>« {name} » répond désormais.</translation>
    </message>
    <message>
        <source>“{name}” is not on this computer any more.</source>
        <translation>« {name} » n’est plus sur cet ordinateur.</translation>
    </message>
    <message>
        <source>“{name}” is on this computer now.</source>
        <translation>« {name} » est maintenant sur cet ordinateur.</translation>
    </message>
</context>
<context>
    <name>WindowExchange</name>
    <message>
        <source>E&amp;xport chats…</source>
        <translation>E&amp;xporter des discussions…</translation>
    </message>
    <message>
        <source>&amp;Import chats…</source>
        <translation>&amp;Importer des discussions…</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>Nouvelle discussion</translation>
    </message>
    <message>
        <source>Export chats</source>
        <translation>Exporter des discussions</translation>
    </message>
    <message>
        <source>Markdown (*.md)</source>
        <translation>Markdown (*.md)</translation>
    </message>
    <message>
        <source>Parley chats</source>
        <translation>Discussions Parley</translation>
    </message>
    <message>
        <source>Web page (*.html)</source>
        <translation>Page web (*.html)</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>Export here</source>
        <translation>Exporter ici</translation>
    </message>
    <message>
        <source>Exporting chats</source>
        <translation>Export des discussions</translation>
    </message>
    <message numerus="yes">
        <source>%n chat(s) exported to {place}.</source>
        <translation>
            <numerusform>%n discussion exportée vers {place}.</numerusform>
            <numerusform>%n discussions exportées vers {place}.</numerusform>
        </translation>
    </message>
    <message>
        <source>Import chats</source>
        <translation>Importer des discussions</translation>
    </message>
    <message>
        <source>Chats of Parley, ChatGPT and Open WebUI (*.json *.zip)</source>
        <translation>Discussions de Parley, ChatGPT et Open WebUI (*.json *.zip)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Tous les fichiers (*)</translation>
    </message>
    <message>
        <source>Importing chats</source>
        <translation>Import des discussions</translation>
    </message>
    <message>
        <source>Chats are being exported or imported.</source>
        <translation>Des discussions sont en cours d’export ou d’import.</translation>
    </message>
</context>
<context>
    <name>WindowModels</name>
    <message>
        <source>&amp;Models…</source>
        <translation>&amp;Modèles…</translation>
    </message>
    <message>
        <source>Find models, and see those that are here</source>
        <translation>Trouver des modèles, et voir ceux qui sont ici</translation>
    </message>
</context>
<context>
    <name>WindowSearch</name>
    <message>
        <source>Search all &amp;chats…</source>
        <translation>Rechercher dans toutes les &amp;discussions…</translation>
    </message>
    <message>
        <source>&amp;Find in this chat…</source>
        <translation>&amp;Rechercher dans cette discussion…</translation>
    </message>
    <message>
        <source>Find &amp;next</source>
        <translation>Occurrence &amp;suivante</translation>
    </message>
    <message>
        <source>Find &amp;previous</source>
        <translation>Occurrence &amp;précédente</translation>
    </message>
</context>
<context>
    <name>Windows</name>
    <message>
        <source>“{name}” is on this computer now. Press here to chat with it.</source>
        <translation>« {name} » est maintenant sur cet ordinateur. Appuyez ici pour discuter avec lui.</translation>
    </message>
</context>
<context>
    <name>Writing</name>
    <message>
        <source>Not attached, because another conversation was opened: {names}.</source>
        <translation>Non joint, car une autre conversation a été ouverte : {names}.</translation>
    </message>
    <message>
        <source>A message takes {most} attachments; the others were left out.</source>
        <translation>Un message accepte {most} pièces jointes ; les autres ont été laissées de côté.</translation>
    </message>
    <message>
        <source>Attach files</source>
        <translation>Joindre des fichiers</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Put into the message</source>
        <translation>Mettre dans le message</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Retirer</translation>
    </message>
    <message>
        <source>picture</source>
        <translation>image</translation>
    </message>
</context>
<context>
    <name>Written</name>
    <message>
        <source>What was pasted is too long to be written here.</source>
        <translation>Le texte collé est trop long pour ce champ.</translation>
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
        <translation>{count} caractères</translation>
    </message>
    <message>
        <source>1 word</source>
        <translation>1 mot</translation>
    </message>
    <message>
        <source>Choose another place, or make that one writable.</source>
        <translation>Choisissez un autre emplacement, ou rendez celui-ci accessible en écriture.</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>Copier l’image</translation>
    </message>
    <message>
        <source>Open picture</source>
        <translation>Ouvrir l’image</translation>
    </message>
    <message>
        <source>Save picture as</source>
        <translation>Enregistrer l’image sous</translation>
    </message>
    <message>
        <source>Save picture as…</source>
        <translation>Enregistrer l’image sous…</translation>
    </message>
    <message>
        <source>The picture is still here.</source>
        <translation>L’image est toujours ici.</translation>
    </message>
    <message>
        <source>{count} words</source>
        <translation>{count} mots</translation>
    </message>
    <message>
        <source>{name}, {length}</source>
        <translation>{name}, {length}</translation>
    </message>
    <message>
        <source>{path} could not be written.</source>
        <translation>{path} n’a pas pu être écrit.</translation>
    </message>
    <message>
        <source>{width} × {height} pixels, {size}</source>
        <translation>{width} × {height} pixels, {size}</translation>
    </message>
    <message>
        <source>{length}. The first {count} characters are shown; all of it is sent.</source>
        <translation>{length}. Les {count} premiers caractères sont affichés ; tout est envoyé.</translation>
    </message>
</context>
<context>
    <name>core</name>
    <message>
        <source>; it looks like {1}.</source>
        <translation>; il s’agirait plutôt de ceci : {1}.</translation>
    </message>
    <message>
        <source>A folder needs a name.</source>
        <translation>Un dossier doit avoir un nom.</translation>
    </message>
    <message>
        <source>A grammar and a JSON schema exclude each other. Empty one of the two.</source>
        <translation>Une grammaire et un schéma JSON s’excluent. Videz l’un des deux.</translation>
    </message>
    <message>
        <source>A graphics card</source>
        <translation>Une carte graphique</translation>
    </message>
    <message>
        <source>A preset needs a name.</source>
        <translation>Un préréglage doit avoir un nom.</translation>
    </message>
    <message>
        <source>A prompt needs a name.</source>
        <translation>Un prompt doit avoir un nom.</translation>
    </message>
    <message>
        <source>A small English model by Hugging Face with the Llama architecture: 135 million weights, 98 MB, 8,192 tokens of context. Quick on any computer; often wrong about facts.</source>
        <translation>Un petit modèle anglais de Hugging Face à l’architecture Llama : 135 millions de poids, 98 Mo, 8 192 tokens de contexte. Rapide sur tout ordinateur ; se trompe souvent sur les faits.</translation>
    </message>
    <message>
        <source>An unexpected error</source>
        <translation>Une erreur inattendue</translation>
    </message>
    <message>
        <source>Another program keeps the file with your conversations, {1}, busy.</source>
        <translation>Un autre programme occupe le fichier de vos conversations, {1}.</translation>
    </message>
    <message>
        <source>Answer it again.</source>
        <translation>Faites répondre de nouveau.</translation>
    </message>
    <message>
        <source>Ask for more, or have it answered again.</source>
        <translation>Demandez une suite, ou faites répondre de nouveau.</translation>
    </message>
    <message>
        <source>Attach a file with text in it.</source>
        <translation>Joignez un fichier qui contient du texte.</translation>
    </message>
    <message>
        <source>Attach the files that you mean, one by one or together.</source>
        <translation>Joignez les fichiers voulus, un par un ou ensemble.</translation>
    </message>
    <message>
        <source>Attach the part of it that matters.</source>
        <translation>Joignez la partie qui compte.</translation>
    </message>
    <message>
        <source>Begin the conversation with a message of your own, or choose another model.</source>
        <translation>Commencez la conversation par un message à vous, ou choisissez un autre modèle.</translation>
    </message>
    <message>
        <source>Change it and save again.</source>
        <translation>Modifiez-le et enregistrez de nouveau.</translation>
    </message>
    <message>
        <source>Check its permissions and that its disk is connected.</source>
        <translation>Vérifiez ses droits d’accès et que son disque est connecté.</translation>
    </message>
    <message>
        <source>Check its rules; one must be named root.</source>
        <translation>Vérifiez ses règles ; l’une doit s’appeler root.</translation>
    </message>
    <message>
        <source>Check that the disk is there and that the file and its folder may be written.</source>
        <translation>Vérifiez que le disque est là et que le fichier et son dossier sont modifiables.</translation>
    </message>
    <message>
        <source>Check that the file is whole and may be read, and import it again.</source>
        <translation>Vérifiez que le fichier est entier et lisible, et importez-le de nouveau.</translation>
    </message>
    <message>
        <source>Check the path, or choose another model.</source>
        <translation>Vérifiez le chemin, ou choisissez un autre modèle.</translation>
    </message>
    <message>
        <source>Check the path; the adapter must be a GGUF file.</source>
        <translation>Vérifiez le chemin ; l’adaptateur doit être un fichier GGUF.</translation>
    </message>
    <message>
        <source>Check the permissions there, or import it without --move.</source>
        <translation>Vérifiez les droits d’accès à cet endroit, ou importez-le sans --move.</translation>
    </message>
    <message>
        <source>Choose a JSON file from “Export” in the prompt library.</source>
        <translation>Choisissez un fichier JSON issu d’« Exporter » dans la bibliothèque de prompts.</translation>
    </message>
    <message>
        <source>Choose a file that was exported from Parley.</source>
        <translation>Choisissez un fichier exporté depuis Parley.</translation>
    </message>
    <message>
        <source>Choose a folder that holds .gguf files.</source>
        <translation>Choisissez un dossier qui contient des fichiers .gguf.</translation>
    </message>
    <message>
        <source>Choose a model file whose name ends in .gguf, or download it again.</source>
        <translation>Choisissez un fichier de modèle dont le nom finit par .gguf, ou téléchargez-le de nouveau.</translation>
    </message>
    <message>
        <source>Choose a model file whose name ends in .gguf.</source>
        <translation>Choisissez un fichier de modèle dont le nom finit par .gguf.</translation>
    </message>
    <message>
        <source>Choose a model, then send again.</source>
        <translation>Choisissez un modèle, puis envoyez de nouveau.</translation>
    </message>
    <message>
        <source>Choose a value from {1} to {2}.</source>
        <translation>Choisissez une valeur de {1} à {2}.</translation>
    </message>
    <message>
        <source>Choose a whole number from 0 to {1}.</source>
        <translation>Choisissez un nombre entier de 0 à {1}.</translation>
    </message>
    <message>
        <source>Choose another command, or none.</source>
        <translation>Choisissez une autre commande, ou aucune.</translation>
    </message>
    <message>
        <source>Choose another file of this model, or give a template of your own.</source>
        <translation>Choisissez un autre fichier de ce modèle, ou donnez votre propre gabarit.</translation>
    </message>
    <message>
        <source>Choose another file of this model.</source>
        <translation>Choisissez un autre fichier de ce modèle.</translation>
    </message>
    <message>
        <source>Choose another folder.</source>
        <translation>Choisissez un autre dossier.</translation>
    </message>
    <message>
        <source>Choose another model, or update Parley when its engine supports this one.</source>
        <translation>Choisissez un autre modèle, ou mettez Parley à jour quand son moteur prendra celui-ci en charge.</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>Choisissez un autre nom.</translation>
    </message>
    <message>
        <source>Choose another one, or begin a new one.</source>
        <translation>Choisissez-en une autre, ou commencez-en une nouvelle.</translation>
    </message>
    <message>
        <source>Choose another one.</source>
        <translation>Choisissez-en un autre.</translation>
    </message>
    <message>
        <source>Choose another place, or make that one writable.</source>
        <translation>Choisissez un autre endroit, ou rendez celui-ci modifiable.</translation>
    </message>
    <message>
        <source>Choose another value.</source>
        <translation>Choisissez une autre valeur.</translation>
    </message>
    <message>
        <source>Choose from: {1}.</source>
        <translation>Choisissez parmi : {1}.</translation>
    </message>
    <message>
        <source>Choose it where it is now.</source>
        <translation>Choisissez-le là où il se trouve maintenant.</translation>
    </message>
    <message>
        <source>Choose one that is there ({1}) or give the path of a .gguf file.</source>
        <translation>Choisissez-en un qui est là ({1}), ou donnez le chemin d’un fichier .gguf.</translation>
    </message>
    <message>
        <source>Choose the .gguf file in it.</source>
        <translation>Choisissez le fichier .gguf qui s’y trouve.</translation>
    </message>
    <message>
        <source>Choose the first part instead: {1}.</source>
        <translation>Choisissez plutôt la première partie : {1}.</translation>
    </message>
    <message>
        <source>Choose the folder that the models are in.</source>
        <translation>Choisissez le dossier où se trouvent les modèles.</translation>
    </message>
    <message>
        <source>Choose the model&apos;s instruct or chat version, or give a template of your own.</source>
        <translation>Choisissez la version « instruct » ou « chat » du modèle, ou donnez votre propre gabarit.</translation>
    </message>
    <message>
        <source>Choose the model&apos;s own file.</source>
        <translation>Choisissez le fichier du modèle lui-même.</translation>
    </message>
    <message>
        <source>Close Parley and start it again; if it stays so, install it again.</source>
        <translation>Fermez Parley et relancez-le ; si cela persiste, réinstallez-le.</translation>
    </message>
    <message>
        <source>Close other programs and try again; if it stays so, install Parley again.</source>
        <translation>Fermez d’autres programmes et réessayez ; si cela persiste, réinstallez Parley.</translation>
    </message>
    <message>
        <source>Close other programs, choose a smaller context, or a smaller model.</source>
        <translation>Fermez d’autres programmes, choisissez un contexte plus petit ou un modèle plus petit.</translation>
    </message>
    <message>
        <source>Close other programs, or load a smaller model or context; then send again: the engine is started anew.</source>
        <translation>Fermez d’autres programmes, ou chargez un modèle ou un contexte plus petit ; puis envoyez de nouveau : le moteur redémarre.</translation>
    </message>
    <message>
        <source>Close the other program and try again.</source>
        <translation>Fermez l’autre programme et réessayez.</translation>
    </message>
    <message>
        <source>Continued by {1}.</source>
        <translation>Continuée par {1}.</translation>
    </message>
    <message>
        <source>Conversation {1}</source>
        <translation>Conversation {1}</translation>
    </message>
    <message>
        <source>Copy the text out of it and paste it here.</source>
        <translation>Copiez-en le texte et collez-le ici.</translation>
    </message>
    <message>
        <source>Correct or remove them in the settings file, then start Parley again.</source>
        <translation>Corrigez-les ou retirez-les du fichier de réglages, puis relancez Parley.</translation>
    </message>
    <message>
        <source>Correct the schema.</source>
        <translation>Corrigez le schéma.</translation>
    </message>
    <message>
        <source>Download it again, or choose another file.</source>
        <translation>Téléchargez-le de nouveau, ou choisissez un autre fichier.</translation>
    </message>
    <message>
        <source>Download it again; the download was probably cut off.</source>
        <translation>Téléchargez-le de nouveau ; le téléchargement a sans doute été interrompu.</translation>
    </message>
    <message>
        <source>Download the missing part into the same folder.</source>
        <translation>Téléchargez la partie manquante dans le même dossier.</translation>
    </message>
    <message>
        <source>Everything else is still there.</source>
        <translation>Tout le reste est encore là.</translation>
    </message>
    <message>
        <source>Everything is as it was.</source>
        <translation>Tout est comme avant.</translation>
    </message>
    <message>
        <source>Fetch it again with {1}, or choose another model.</source>
        <translation>Récupérez-le de nouveau avec {1}, ou choisissez un autre modèle.</translation>
    </message>
    <message>
        <source>Free some space, for example by removing a model you no longer use, and try again.</source>
        <translation>Libérez de l’espace, par exemple en retirant un modèle inutilisé, et réessayez.</translation>
    </message>
    <message>
        <source>Free some space, or import it without --move to use it where it is.</source>
        <translation>Libérez de l’espace, ou importez-le sans --move pour l’utiliser là où il est.</translation>
    </message>
    <message>
        <source>Get a newer conversion of this model.</source>
        <translation>Procurez-vous une conversion plus récente de ce modèle.</translation>
    </message>
    <message>
        <source>Get it again from where it came, or choose another model.</source>
        <translation>Reprenez-le là d’où il vient, ou choisissez un autre modèle.</translation>
    </message>
    <message>
        <source>Get the ordinary (little-endian) file of this model.</source>
        <translation>Procurez-vous le fichier ordinaire (petit-boutiste) de ce modèle.</translation>
    </message>
    <message>
        <source>Give -1000 to forbid a token.</source>
        <translation>Donnez -1000 pour interdire un token.</translation>
    </message>
    <message>
        <source>Give a schema like {…}.</source>
        <translation>Donnez un schéma comme {…}.</translation>
    </message>
    <message>
        <source>Give it as year-month-day, for example 2026-01-31.</source>
        <translation>Donnez-la sous la forme année-mois-jour, par exemple 2026-01-31.</translation>
    </message>
    <message>
        <source>Give only one of them.</source>
        <translation>N’en donnez qu’un.</translation>
    </message>
    <message>
        <source>Give shares from 0, not all of them 0.</source>
        <translation>Donnez des parts à partir de 0, mais pas toutes nulles.</translation>
    </message>
    <message>
        <source>Give the parts their names back: name-00001-of-{1}.gguf, and so on.</source>
        <translation>Rendez leurs noms aux parties : name-00001-of-{1}.gguf, et ainsi de suite.</translation>
    </message>
    <message>
        <source>Give the path of a .gguf file, or put one into {1}.</source>
        <translation>Donnez le chemin d’un fichier .gguf, ou placez-en un dans {1}.</translation>
    </message>
    <message>
        <source>Give the server as host:port, as in 127.0.0.1:50052.</source>
        <translation>Donnez le serveur sous la forme hôte:port, par exemple 127.0.0.1:50052.</translation>
    </message>
    <message>
        <source>Have it answered again instead.</source>
        <translation>Faites plutôt répondre de nouveau.</translation>
    </message>
    <message>
        <source>Have the disk checked before anything else is stored on it.</source>
        <translation>Faites vérifier le disque avant d’y enregistrer autre chose.</translation>
    </message>
    <message>
        <source>Install Parley again, or choose another model file.</source>
        <translation>Réinstallez Parley, ou choisissez un autre fichier de modèle.</translation>
    </message>
    <message>
        <source>Install Parley again.</source>
        <translation>Réinstallez Parley.</translation>
    </message>
    <message>
        <source>It can be used where it is: import it without --move.</source>
        <translation>Il peut servir là où il est : importez-le sans --move.</translation>
    </message>
    <message>
        <source>It has no messages.</source>
        <translation>Elle n’a pas de messages.</translation>
    </message>
    <message>
        <source>It has no name.</source>
        <translation>Elle n’a pas de nom.</translation>
    </message>
    <message>
        <source>It has no rule called root, with which every grammar begins.</source>
        <translation>Il lui manque la règle root, par laquelle commence toute grammaire.</translation>
    </message>
    <message>
        <source>It has the same content as “{1}” ({2}).</source>
        <translation>Son contenu est le même que celui de « {1} » ({2}).</translation>
    </message>
    <message>
        <source>It is damaged or cut off from there on.</source>
        <translation>À partir de là, il est abîmé ou tronqué.</translation>
    </message>
    <message>
        <source>It is nested too deeply.</source>
        <translation>Elle est trop imbriquée.</translation>
    </message>
    <message>
        <source>It is no conversation that Parley can read.</source>
        <translation>Ce n’est pas une conversation que Parley sache lire.</translation>
    </message>
    <message>
        <source>It is no conversation.</source>
        <translation>Ce n’est pas une conversation.</translation>
    </message>
    <message>
        <source>It is not as the format asks: {1}.</source>
        <translation>Elle n’est pas conforme au format : {1}.</translation>
    </message>
    <message>
        <source>It is where it was.</source>
        <translation>Il est là où il était.</translation>
    </message>
    <message>
        <source>It was copied; {1} could not be deleted.</source>
        <translation>Il a été copié ; {1} n’a pas pu être supprimé.</translation>
    </message>
    <message>
        <source>It was left as it is, and nothing was deleted.</source>
        <translation>Il est resté tel quel, et rien n’a été supprimé.</translation>
    </message>
    <message>
        <source>It was left as it is.</source>
        <translation>Il est resté tel quel.</translation>
    </message>
    <message>
        <source>It was only read.</source>
        <translation>Il n’a été que lu.</translation>
    </message>
    <message>
        <source>It was stopped.</source>
        <translation>Arrêté.</translation>
    </message>
    <message>
        <source>Its last words: {1}</source>
        <translation>Ses derniers mots : {1}</translation>
    </message>
    <message>
        <source>Its messages do not hang together.</source>
        <translation>Ses messages ne se suivent pas.</translation>
    </message>
    <message>
        <source>Its path is not valid text, so the engine cannot open it.</source>
        <translation>Son chemin n’est pas un texte valide, donc le moteur ne peut pas l’ouvrir.</translation>
    </message>
    <message>
        <source>Its tokens are 0 to {1}.</source>
        <translation>Ses tokens vont de 0 à {1}.</translation>
    </message>
    <message>
        <source>Its vision part is in the same file, as only Ollama&apos;s own engine reads it.</source>
        <translation>Sa partie visuelle est dans le même fichier, que seul le moteur d’Ollama sait lire.</translation>
    </message>
    <message>
        <source>Leave CPU out: it computes the layers that no other device gets.</source>
        <translation>Omettez CPU : il calcule les couches qu’aucun autre périphérique ne reçoit.</translation>
    </message>
    <message>
        <source>Leave out the oldest messages, load the model with a larger context, or start a new chat.</source>
        <translation>Omettez les messages les plus anciens, chargez le modèle avec un contexte plus grand, ou commencez une nouvelle discussion.</translation>
    </message>
    <message>
        <source>Leave out the oldest messages, or begin a new conversation.</source>
        <translation>Omettez les messages les plus anciens, ou commencez une nouvelle conversation.</translation>
    </message>
    <message>
        <source>Leave that out and check the answer, or use types, properties, items, enum, const, pattern, and the lengths of strings and lists.</source>
        <translation>Omettez cela et vérifiez la réponse, ou utilisez types, properties, items, enum, const, pattern et les longueurs de chaînes et de listes.</translation>
    </message>
    <message>
        <source>Leave the server out, or build the engine with GGML_RPC=ON.</source>
        <translation>Omettez le serveur, ou compilez le moteur avec GGML_RPC=ON.</translation>
    </message>
    <message>
        <source>Let the download end, and choose the file that it leaves.</source>
        <translation>Laissez le téléchargement finir, et choisissez le fichier obtenu.</translation>
    </message>
    <message>
        <source>Line {1} cannot be read from “{2}” on.</source>
        <translation>La ligne {1} est illisible à partir de « {2} ».</translation>
    </message>
    <message>
        <source>Line {1} closes a bracket that is not open.</source>
        <translation>La ligne {1} ferme une parenthèse qui n’est pas ouverte.</translation>
    </message>
    <message>
        <source>Line {1} uses {2}, which has no rule.</source>
        <translation>La ligne {1} utilise {2}, qui n’a pas de règle.</translation>
    </message>
    <message>
        <source>Make it readable, or copy its text and paste it.</source>
        <translation>Rendez-le lisible, ou copiez son texte et collez-le.</translation>
    </message>
    <message>
        <source>Make it writable, or set PARLEY_HOME to a folder that is.</source>
        <translation>Rendez-le modifiable, ou donnez à PARLEY_HOME un dossier qui l’est.</translation>
    </message>
    <message>
        <source>Make that folder writable and start Parley again.</source>
        <translation>Rendez ce dossier modifiable et relancez Parley.</translation>
    </message>
    <message>
        <source>Make that folder writable and try again.</source>
        <translation>Rendez ce dossier modifiable et réessayez.</translation>
    </message>
    <message>
        <source>Make that folder writable, or set PARLEY_HOME to a folder that is, and start again.</source>
        <translation>Rendez ce dossier modifiable, ou donnez à PARLEY_HOME un dossier qui l’est, et relancez.</translation>
    </message>
    <message>
        <source>Make the file readable, or choose another one.</source>
        <translation>Rendez le fichier lisible, ou choisissez-en un autre.</translation>
    </message>
    <message>
        <source>Make the file readable, or move it away to start with the defaults.</source>
        <translation>Rendez le fichier lisible, ou déplacez-le pour repartir des réglages par défaut.</translation>
    </message>
    <message>
        <source>Name each device once.</source>
        <translation>Nommez chaque périphérique une seule fois.</translation>
    </message>
    <message>
        <source>Name the devices, and give a share for each.</source>
        <translation>Nommez les périphériques, et donnez une part à chacun.</translation>
    </message>
    <message>
        <source>Name tokens by their number.</source>
        <translation>Désignez les tokens par leur numéro.</translation>
    </message>
    <message>
        <source>No copy was found in {1}: put a backup of your own in its place,</source>
        <translation>Aucune copie dans {1} : mettez une sauvegarde à vous à sa place</translation>
    </message>
    <message>
        <source>No model is loaded.</source>
        <translation>Aucun modèle n’est chargé.</translation>
    </message>
    <message>
        <source>No part of the model was given.</source>
        <translation>Aucune partie du modèle n’a été donnée.</translation>
    </message>
    <message>
        <source>Nor were {1} more.</source>
        <translation>{1} autres non plus.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Rien n’a été modifié.</translation>
    </message>
    <message>
        <source>Nothing was dropped.</source>
        <translation>Rien n’a été omis.</translation>
    </message>
    <message>
        <source>Nothing was overwritten.</source>
        <translation>Rien n’a été écrasé.</translation>
    </message>
    <message>
        <source>Nothing was sent.</source>
        <translation>Rien n’a été envoyé.</translation>
    </message>
    <message>
        <source>One part of the model was given twice.</source>
        <translation>Une partie du modèle a été donnée deux fois.</translation>
    </message>
    <message>
        <source>Open Parley again and continue.</source>
        <translation>Rouvrez Parley et continuez.</translation>
    </message>
    <message>
        <source>Open WebUI</source>
        <translation>Open WebUI</translation>
    </message>
    <message>
        <source>Other messages follow this answer, so it cannot be continued.</source>
        <translation>D’autres messages suivent cette réponse, elle ne peut donc pas être continuée.</translation>
    </message>
    <message>
        <source>Parley cannot write to its folder {1} ({2}).</source>
        <translation>Parley ne peut pas écrire dans son dossier {1} ({2}).</translation>
    </message>
    <message>
        <source>Parley cannot {1} while it is offline.</source>
        <translation>Parley ne peut pas {1} hors ligne.</translation>
    </message>
    <message>
        <source>Parley did not connect to {1}, because it is offline.</source>
        <translation>Parley ne s’est pas connecté à {1}, car il est hors ligne.</translation>
    </message>
    <message>
        <source>Parley reads its own JSON files, and the exports of ChatGPT and Open WebUI.</source>
        <translation>Parley lit ses propres fichiers JSON, et les exports de ChatGPT et d’Open WebUI.</translation>
    </message>
    <message>
        <source>Parley was closed before the answer was complete.</source>
        <translation>Parley a été fermé avant la fin de la réponse.</translation>
    </message>
    <message>
        <source>Put a copy from {1} in its place (the newest is {2}),</source>
        <translation>Mettez une copie de {1} à sa place (la plus récente est {2})</translation>
    </message>
    <message>
        <source>Remove it; it would end every answer.</source>
        <translation>Retirez-le ; il mettrait fin à chaque réponse.</translation>
    </message>
    <message>
        <source>Rename one of the two, or import it without --move.</source>
        <translation>Renommez l’un des deux, ou importez-le sans --move.</translation>
    </message>
    <message>
        <source>Rename the file or its folder, and import it again.</source>
        <translation>Renommez le fichier ou son dossier, et importez-le de nouveau.</translation>
    </message>
    <message>
        <source>Run scripts/run.py again, which builds it for this computer.</source>
        <translation>Exécutez de nouveau scripts/run.py, qui la compile pour cet ordinateur.</translation>
    </message>
    <message>
        <source>Save it under a name again.</source>
        <translation>Enregistrez-le de nouveau sous un nom.</translation>
    </message>
    <message>
        <source>Save what is set under another name.</source>
        <translation>Enregistrez les réglages sous un autre nom.</translation>
    </message>
    <message>
        <source>Say which, for example {1}:{2}.</source>
        <translation>Précisez lequel, par exemple {1}:{2}.</translation>
    </message>
    <message>
        <source>Send a message instead.</source>
        <translation>Envoyez plutôt un message.</translation>
    </message>
    <message>
        <source>Send a message; the model is loaded for it.</source>
        <translation>Envoyez un message ; le modèle sera chargé pour cela.</translation>
    </message>
    <message>
        <source>Send a new message instead of continuing.</source>
        <translation>Envoyez un nouveau message au lieu de continuer.</translation>
    </message>
    <message>
        <source>Send again: the engine is started anew. The log says what it did last.</source>
        <translation>Envoyez de nouveau : le moteur redémarre. Le journal dit ce qu’il a fait en dernier.</translation>
    </message>
    <message>
        <source>Send again: the model is loaded anew.</source>
        <translation>Envoyez de nouveau : le modèle est rechargé.</translation>
    </message>
    <message>
        <source>Send the next message as usual.</source>
        <translation>Envoyez le prochain message comme d’habitude.</translation>
    </message>
    <message>
        <source>Set flash attention to auto or on, or take f16 for the V cache.</source>
        <translation>Mettez flash attention sur auto ou on, ou prenez f16 pour le cache V.</translation>
    </message>
    <message>
        <source>Shorten the message, or load the model with a larger context.</source>
        <translation>Raccourcissez le message, ou chargez le modèle avec un contexte plus grand.</translation>
    </message>
    <message>
        <source>Small, quick and offline. Expect simple answers.</source>
        <translation>Petit, rapide et hors ligne. Attendez-vous à des réponses simples.</translation>
    </message>
    <message>
        <source>Something went wrong inside Parley ({1}). What was saved before is still there. The details are in {2}; please report them.</source>
        <translation>Un problème est survenu dans Parley ({1}). Ce qui était enregistré est encore là. Les détails sont dans {2} ; merci de les signaler.</translation>
    </message>
    <message>
        <source>Start it again.</source>
        <translation>Relancez.</translation>
    </message>
    <message>
        <source>Start the device again, or load the model without it, on the processor.</source>
        <translation>Redémarrez le périphérique, ou chargez le modèle sans lui, sur le processeur.</translation>
    </message>
    <message>
        <source>, more with a smaller KV cache</source>
        <translation>, davantage avec un cache KV plus petit</translation>
    </message>
    <message>
        <source>, slower than most people read</source>
        <translation>, plus lent que la lecture de la plupart</translation>
    </message>
    <message>
        <source>A model file of up to about {1} would fit.</source>
        <translation>Un fichier de modèle jusqu’à environ {1} tiendrait.</translation>
    </message>
    <message>
        <source>About {1} tokens per second{2}, {3}.</source>
        <translation>Environ {1} tokens par seconde{2}, {3}.</translation>
    </message>
    <message>
        <source>Accept them at {1}, make an access token at {2}, and give it to Parley with “{3}”.</source>
        <translation>Acceptez-les sur {1}, créez un jeton d’accès sur {2}, et donnez-le à Parley avec « {3} ».</translation>
    </message>
    <message>
        <source>Acceptance needed</source>
        <translation>Acceptation nécessaire</translation>
    </message>
    <message>
        <source>Allow it to at {1}, or sign in with another (“{2}”).</source>
        <translation>Autorisez-le sur {1}, ou connectez-vous avec un autre (« {2} »).</translation>
    </message>
    <message>
        <source>Another version of “{1}” is on this computer already.</source>
        <translation>Une autre version de « {1} » est déjà sur cet ordinateur.</translation>
    </message>
    <message>
        <source>Ask for access at {1}; some owners take days to answer.</source>
        <translation>Demandez l’accès sur {1} ; certains propriétaires mettent des jours à répondre.</translation>
    </message>
    <message>
        <source>Ask on the machine that has it, to have them verified.</source>
        <translation>Demandez sur la machine qui l’a, pour les faire vérifier.</translation>
    </message>
    <message>
        <source>Attach another copy of it, or save it as PNG first.</source>
        <translation>Joignez-en une autre copie, ou enregistrez-la d’abord en PNG.</translation>
    </message>
    <message>
        <source>Both models fit at once ({1} together), so they stay loaded and answer without waiting for each other to load.</source>
        <translation>Les deux modèles tiennent ensemble ({1} en tout) ; ils restent donc chargés et répondent sans s’attendre.</translation>
    </message>
    <message>
        <source>Both with {1} of context</source>
        <translation>Les deux avec {1} de contexte</translation>
    </message>
    <message>
        <source>Check how it is written.</source>
        <translation>Vérifiez comment il s’écrit.</translation>
    </message>
    <message>
        <source>Check how it is written; a private one needs an access token of your account (“{1}”).</source>
        <translation>Vérifiez comment il s’écrit ; un dépôt privé demande un jeton d’accès de votre compte (« {1} »).</translation>
    </message>
    <message>
        <source>Check that its disk is there, and its permissions.</source>
        <translation>Vérifiez que son disque est là, et ses droits d’accès.</translation>
    </message>
    <message>
        <source>Check that your access token may read it, or choose another repository.</source>
        <translation>Vérifiez que votre jeton d’accès peut le lire, ou choisissez un autre dépôt.</translation>
    </message>
    <message>
        <source>Check the connection to the internet, and try again.</source>
        <translation>Vérifiez la connexion à Internet, puis réessayez.</translation>
    </message>
    <message>
        <source>Check the folder and its disk, then resume the download.</source>
        <translation>Vérifiez le dossier et son disque, puis reprenez le téléchargement.</translation>
    </message>
    <message>
        <source>Check the permissions of its folder, and try again.</source>
        <translation>Vérifiez les droits d’accès de son dossier, puis réessayez.</translation>
    </message>
    <message>
        <source>Check the proxy that HTTPS_PROXY, HTTP_PROXY or ALL_PROXY names, or that of the system&apos;s settings, and try again.</source>
        <translation>Vérifiez le proxy que nomment HTTPS_PROXY, HTTP_PROXY ou ALL_PROXY, ou celui des réglages du système, puis réessayez.</translation>
    </message>
    <message>
        <source>Choose a GGUF file of a language model.</source>
        <translation>Choisissez un fichier GGUF d’un modèle de langage.</translation>
    </message>
    <message>
        <source>Choose a model for conversations, or the first of a model&apos;s parts.</source>
        <translation>Choisissez un modèle pour conversations, ou la première partie d’un modèle.</translation>
    </message>
    <message>
        <source>Choose another file or repository.</source>
        <translation>Choisissez un autre fichier ou un autre dépôt.</translation>
    </message>
    <message>
        <source>Choose another quantisation of the model, or update Parley.</source>
        <translation>Choisissez une autre quantification du modèle, ou mettez Parley à jour.</translation>
    </message>
    <message>
        <source>Choose another repository.</source>
        <translation>Choisissez un autre dépôt.</translation>
    </message>
    <message>
        <source>Choose another repository; others may hold the same model.</source>
        <translation>Choisissez un autre dépôt ; d’autres ont peut-être le même modèle.</translation>
    </message>
    <message>
        <source>Choose one of {1}.</source>
        <translation>Choisissez parmi {1}.</translation>
    </message>
    <message>
        <source>Close other programs, or choose a much smaller model.</source>
        <translation>Fermez d’autres programmes, ou choisissez un modèle bien plus petit.</translation>
    </message>
    <message>
        <source>Close what uses the model, a window of Parley for example, and try again.</source>
        <translation>Fermez ce qui utilise le modèle, une fenêtre de Parley par exemple, puis réessayez.</translation>
    </message>
    <message>
        <source>Commercial use</source>
        <translation>Usage commercial</translation>
    </message>
    <message>
        <source>Context: {1}, the longest that {2}.</source>
        <translation>Contexte : {1}, le plus long qui {2}.</translation>
    </message>
    <message>
        <source>Context: {1}; up to {2} would fit{3}.</source>
        <translation>Contexte : {1} ; jusqu’à {2} tiendraient{3}.</translation>
    </message>
    <message>
        <source>Copy it, change it in another program, and attach it to a new message.</source>
        <translation>Copiez-le, modifiez-le dans un autre programme et joignez-le à un nouveau message.</translation>
    </message>
    <message>
        <source>Copy the whole token from {1}.</source>
        <translation>Copiez le jeton entier depuis {1}.</translation>
    </message>
    <message>
        <source>Damaged: {1}. {2}</source>
        <translation>Endommagé : {1}. {2}</translation>
    </message>
    <message>
        <source>Deleted were {1}; the rest is as it was.</source>
        <translation>Ont été supprimés {1} ; le reste est inchangé.</translation>
    </message>
    <message>
        <source>Fetch it again with {1}.</source>
        <translation>Récupérez-le à nouveau avec {1}.</translation>
    </message>
    <message>
        <source>First: {1}. Second: {2}. Both with {3} of context.</source>
        <translation>Premier : {1}. Second : {2}. Les deux avec {3} de contexte.</translation>
    </message>
    <message>
        <source>First: {1}. Second: {2}. {3}.</source>
        <translation>Premier : {1}. Second : {2}. {3}.</translation>
    </message>
    <message>
        <source>Formulas cannot be shown.</source>
        <translation>Les formules ne peuvent pas être affichées.</translation>
    </message>
    <message>
        <source>Free some space, then resume it.</source>
        <translation>Libérez de la place, puis reprenez-le.</translation>
    </message>
    <message>
        <source>Free {1}, then download it again.</source>
        <translation>Libérez {1}, puis téléchargez-le à nouveau.</translation>
    </message>
    <message>
        <source>Free {1}, then resume it.</source>
        <translation>Libérez {1}, puis reprenez-le.</translation>
    </message>
    <message>
        <source>Free {1}, then resume the download.</source>
        <translation>Libérez {1}, puis reprenez le téléchargement.</translation>
    </message>
    <message>
        <source>Free {1}, then try again.</source>
        <translation>Libérez {1}, puis réessayez.</translation>
    </message>
    <message>
        <source>Get it again from where it came.</source>
        <translation>Récupérez-le à nouveau là d’où il vient.</translation>
    </message>
    <message>
        <source>Give one with fewer levels.</source>
        <translation>Donnez-en un avec moins de niveaux.</translation>
    </message>
    <message>
        <source>If it is a part of a model, put all its other parts beside it.</source>
        <translation>Si c’est une partie d’un modèle, placez toutes les autres à côté.</translation>
    </message>
    <message>
        <source>If this network wants you to sign in first, open a web page in a browser and do so; otherwise try again later.</source>
        <translation>Si ce réseau veut d’abord une connexion, ouvrez une page web dans un navigateur et connectez-vous ; sinon, réessayez plus tard.</translation>
    </message>
    <message>
        <source>It cannot be used. {1}</source>
        <translation>Il ne peut pas être utilisé. {1}</translation>
    </message>
    <message>
        <source>It does not fit on {1} whole, so the experts of {2} layers stay in main memory: {3} are on the card, {4} in main memory.</source>
        <translation>Il ne tient pas en entier sur {1}, les experts de {2} couches restent donc en mémoire principale : {3} sur la carte, {4} en mémoire principale.</translation>
    </message>
    <message>
        <source>It does not fit on {1} whole, so the experts of {2} layers stay in main memory: {3} are on the cards, {4} in main memory.</source>
        <translation>Il ne tient pas en entier sur {1}, les experts de {2} couches restent donc en mémoire principale : {3} sur les cartes, {4} en mémoire principale.</translation>
    </message>
    <message>
        <source>It goes on by itself when offline mode is turned off in the settings.</source>
        <translation>Il reprend de lui-même quand le mode hors ligne est désactivé dans les réglages.</translation>
    </message>
    <message>
        <source>It goes on with {1}, which was begun before.</source>
        <translation>Il reprend avec {1}, déjà commencé.</translation>
    </message>
    <message>
        <source>It goes when Parley is uninstalled.</source>
        <translation>Il part quand Parley est désinstallé.</translation>
    </message>
    <message>
        <source>It is as it was.</source>
        <translation>Elle est comme avant.</translation>
    </message>
    <message>
        <source>It is no longer where it was kept</source>
        <translation>Il n’est plus là où il était conservé</translation>
    </message>
    <message>
        <source>It is not in the library yet. {1}</source>
        <translation>Il n’est pas encore dans la bibliothèque. {1}</translation>
    </message>
    <message>
        <source>It may be a mirror that only passes files on: unset HF_ENDPOINT to ask Hugging Face itself.</source>
        <translation>C’est peut-être un miroir qui ne fait que transmettre des fichiers : retirez HF_ENDPOINT pour interroger Hugging Face même.</translation>
    </message>
    <message>
        <source>It runs on the processor: it takes {1} of the {2} of main memory that are free for it.{3}{4}</source>
        <translation>Il tourne sur le processeur : il prend {1} des {2} de mémoire principale libres pour lui.{3}{4}</translation>
    </message>
    <message>
        <source>It stays as it is.</source>
        <translation>Il reste tel quel.</translation>
    </message>
    <message>
        <source>It takes too long.</source>
        <translation>Cela prend trop de temps.</translation>
    </message>
    <message>
        <source>It was changed on the hub since it was downloaded; this replaces it.</source>
        <translation>Il a changé sur le hub depuis son téléchargement ; ceci le remplace.</translation>
    </message>
    <message>
        <source>It was not sent anywhere, and not kept.</source>
        <translation>Il n’a été ni envoyé ni conservé.</translation>
    </message>
    <message>
        <source>It was not sent.</source>
        <translation>Il n’a pas été envoyé.</translation>
    </message>
    <message>
        <source>It will not run on this computer. {1}</source>
        <translation>Il ne fonctionnera pas sur cet ordinateur. {1}</translation>
    </message>
    <message>
        <source>Its answers</source>
        <translation>Ses réponses</translation>
    </message>
    <message>
        <source>Layers with a sliding window keep no more than it, to save memory; after a change early in a conversation, it is read anew.</source>
        <translation>Les couches à fenêtre glissante ne gardent que celle-ci, pour économiser la mémoire ; après un changement précoce, la conversation est relue.</translation>
    </message>
    <message>
        <source>Leave the revision out, or name a branch, tag or commit that exists.</source>
        <translation>Omettez la révision, ou nommez une branche, une étiquette ou un commit qui existe.</translation>
    </message>
    <message>
        <source>Let SSL_CERT_FILE name a file of certificates in PEM format, or unset it, and start Parley again.</source>
        <translation>Faites désigner à SSL_CERT_FILE un fichier de certificats au format PEM, ou retirez-la, puis relancez Parley.</translation>
    </message>
    <message>
        <source>Limit by revenue</source>
        <translation>Limite de chiffre d’affaires</translation>
    </message>
    <message>
        <source>Limit by users</source>
        <translation>Limite d’utilisateurs</translation>
    </message>
    <message>
        <source>List the repository&apos;s files again, and choose one of them.</source>
        <translation>Listez à nouveau les fichiers du dépôt, et choisissez-en un.</translation>
    </message>
    <message>
        <source>List the repository&apos;s files again; if it stays so, choose another file.</source>
        <translation>Listez à nouveau les fichiers du dépôt ; si cela persiste, choisissez un autre fichier.</translation>
    </message>
    <message>
        <source>Look at the queue again.</source>
        <translation>Regardez à nouveau la file.</translation>
    </message>
    <message>
        <source>Look at the repository that it was made from.</source>
        <translation>Regardez le dépôt dont il est issu.</translation>
    </message>
    <message>
        <source>Look at what there is now (“{1}”), and cancel this download.</source>
        <translation>Regardez ce qu’il y a maintenant (« {1} »), et annulez ce téléchargement.</translation>
    </message>
    <message>
        <source>Look at {1} later; some owners take days to answer.</source>
        <translation>Regardez {1} plus tard ; certains propriétaires mettent des jours à répondre.</translation>
    </message>
    <message>
        <source>Look for a repository of the same model whose name ends in GGUF.</source>
        <translation>Cherchez un dépôt du même modèle dont le nom se termine par GGUF.</translation>
    </message>
    <message>
        <source>Make a new one at {1} and sign in with it (“{2}”), or do without one (“{3}”). Where HF_TOKEN is set, that is the one.</source>
        <translation>Créez-en un nouveau sur {1} et connectez-vous avec (« {2} »), ou passez-vous-en (« {3} »). Si HF_TOKEN est défini, c’est celui-là.</translation>
    </message>
    <message>
        <source>Make an access token at {1}, and give it to Parley with “{2}”.</source>
        <translation>Créez un jeton d’accès sur {1}, et donnez-le à Parley avec « {2} ».</translation>
    </message>
    <message>
        <source>Make it smaller in another program, and attach that.</source>
        <translation>Réduisez-la dans un autre programme, et joignez le résultat.</translation>
    </message>
    <message>
        <source>Make that folder writable, or keep the token in the keychain.</source>
        <translation>Rendez ce dossier accessible en écriture, ou conservez le jeton dans le trousseau.</translation>
    </message>
    <message>
        <source>Make that folder writable, or set PARLEY_HOME to one that is.</source>
        <translation>Rendez ce dossier modifiable, ou donnez à PARLEY_HOME un dossier qui l’est.</translation>
    </message>
    <message>
        <source>Name one to get it all the same: {1}.</source>
        <translation>Nommez-en une pour l’avoir quand même : {1}.</translation>
    </message>
    <message>
        <source>Name the file in place of the quantisation.</source>
        <translation>Nommez le fichier au lieu de la quantification.</translation>
    </message>
    <message>
        <source>Name the first part of the model, with all others beside it.</source>
        <translation>Nommez la première partie du modèle, toutes les autres à côté.</translation>
    </message>
    <message>
        <source>No build of “{1}” suits this computer.</source>
        <translation>Aucune version de « {1} » ne convient à cet ordinateur.</translation>
    </message>
    <message>
        <source>None of the builds fits, not even the smallest, {1}.</source>
        <translation>Aucune version ne tient, pas même la plus petite, {1}.</translation>
    </message>
    <message>
        <source>Not read to the end: {1}. Check the disk and the permissions.</source>
        <translation>Pas lu jusqu’au bout : {1}. Vérifiez le disque et les droits d’accès.</translation>
    </message>
    <message>
        <source>Not there: {1}. {2}</source>
        <translation>Absent : {1}. {2}</translation>
    </message>
    <message>
        <source>Not what it was when it was verified first: {1}. If you replaced it yourself, import it again.</source>
        <translation>Ce n’est plus ce que c’était à la première vérification : {1}. Si vous l’avez remplacé vous-même, importez-le à nouveau.</translation>
    </message>
    <message>
        <source>Nothing is lost.</source>
        <translation>Rien n’est perdu.</translation>
    </message>
    <message>
        <source>Nothing on this computer changed.</source>
        <translation>Rien n’a changé sur cet ordinateur.</translation>
    </message>
    <message>
        <source>Nothing was deleted.</source>
        <translation>Rien n’a été supprimé.</translation>
    </message>
    <message>
        <source>Nothing was downloaded.</source>
        <translation>Rien n’a été téléchargé.</translation>
    </message>
    <message>
        <source>Of the other parts, {1} of {2} layers fit.</source>
        <translation>Des autres parties, {1} couches sur {2} tiennent.</translation>
    </message>
    <message>
        <source>Only {1} of the {2} parts of “{3}” are in “{4}”: {5} are missing.</source>
        <translation>Seules {1} des {2} parties de « {3} » sont dans « {4} » : {5} manquent.</translation>
    </message>
    <message>
        <source>Only {1} of the {2} parts of “{3}” are in “{4}”: {5} is missing.</source>
        <translation>Seules {1} des {2} parties de « {3} » sont dans « {4} » : {5} manque.</translation>
    </message>
    <message>
        <source>Others could read {1}; now only you can.</source>
        <translation>D’autres pouvaient lire {1} ; maintenant, vous seul le pouvez.</translation>
    </message>
    <message>
        <source>Parley did not connect to the hub, because HF_HUB_OFFLINE is set.</source>
        <translation>Parley ne s’est pas connecté au hub, car HF_HUB_OFFLINE est défini.</translation>
    </message>
    <message>
        <source>Parley is ending.</source>
        <translation>Parley se termine.</translation>
    </message>
    <message>
        <source>Parts of this build are missing, so it is not chosen.</source>
        <translation>Des parties de cette version manquent, elle n’est donc pas choisie.</translation>
    </message>
    <message>
        <source>Passing it on</source>
        <translation>Redistribution</translation>
    </message>
    <message>
        <source>Paste the token again.</source>
        <translation>Collez à nouveau le jeton.</translation>
    </message>
    <message>
        <source>Prompts are read in smaller steps to save memory, which takes longer.</source>
        <translation>Les prompts sont lus par plus petites étapes pour économiser la mémoire, ce qui prend plus de temps.</translation>
    </message>
    <message>
        <source>Regions left out</source>
        <translation>Régions exclues</translation>
    </message>
    <message>
        <source>Remove that link, or choose another file.</source>
        <translation>Retirez ce lien, ou choisissez un autre fichier.</translation>
    </message>
    <message>
        <source>Remove that model first, then resume the download.</source>
        <translation>Retirez d’abord ce modèle, puis reprenez le téléchargement.</translation>
    </message>
    <message>
        <source>Rename or move that file, or choose another one here.</source>
        <translation>Renommez ou déplacez ce fichier, ou choisissez-en un autre ici.</translation>
    </message>
    <message>
        <source>Rename or move {1}, or choose another file.</source>
        <translation>Renommez ou déplacez {1}, ou choisissez un autre fichier.</translation>
    </message>
    <message>
        <source>Reset them.</source>
        <translation>Réinitialisez-les.</translation>
    </message>
    <message>
        <source>Resume it; if it happens again, report it together with Parley&apos;s log.</source>
        <translation>Reprenez-le ; si cela se reproduit, signalez-le avec le journal de Parley.</translation>
    </message>
    <message>
        <source>Save it as PNG or JPEG, and attach that.</source>
        <translation>Enregistrez-la en PNG ou en JPEG, et joignez le résultat.</translation>
    </message>
    <message>
        <source>Set HF_ENDPOINT to an address such as https://huggingface.co, or unset it.</source>
        <translation>Donnez à HF_ENDPOINT une adresse telle que https://huggingface.co, ou retirez-la.</translation>
    </message>
    <message>
        <source>Set PARLEY_HOME to a folder with a shorter path, or choose another file.</source>
        <translation>Donnez à PARLEY_HOME un dossier au chemin plus court, ou choisissez un autre fichier.</translation>
    </message>
    <message>
        <source>Sign in with another access token (“{1}”), or without one (“{2}”).</source>
        <translation>Connectez-vous avec un autre jeton d’accès (« {1} »), ou sans (« {2} »).</translation>
    </message>
    <message>
        <source>Something went wrong inside Parley ({1}).</source>
        <translation>Un problème est survenu dans Parley ({1}).</translation>
    </message>
    <message>
        <source>Start it again, then go on.</source>
        <translation>Relancez-le, puis continuez.</translation>
    </message>
    <message>
        <source>Take a server on this computer; the engine reaches nothing beyond it.</source>
        <translation>Prenez un serveur sur cet ordinateur ; le moteur n’atteint rien au-delà.</translation>
    </message>
    <message>
        <source>Take another build, for example Q4_K_M.</source>
        <translation>Prenez une autre version, par exemple Q4_K_M.</translation>
    </message>
    <message>
        <source>Take another build, or another repository of the same model.</source>
        <translation>Prenez une autre version, ou un autre dépôt du même modèle.</translation>
    </message>
    <message>
        <source>Take another name, or overwrite that one.</source>
        <translation>Prenez un autre nom, ou écrasez celui-ci.</translation>
    </message>
    <message>
        <source>Take another repository of the same model.</source>
        <translation>Prenez un autre dépôt du même modèle.</translation>
    </message>
    <message>
        <source>Take every part of one build, each once.</source>
        <translation>Prenez toutes les parties d’une même version, une fois chacune.</translation>
    </message>
    <message>
        <source>Take f16 for the KV cache, or set flash attention to auto.</source>
        <translation>Prenez f16 pour le cache KV, ou mettez flash attention sur auto.</translation>
    </message>
    <message>
        <source>That download goes on.</source>
        <translation>Ce téléchargement continue.</translation>
    </message>
    <message>
        <source>The LoRA file {1} cannot be used with this model{2}</source>
        <translation>Le fichier LoRA {1} n’est pas utilisable avec ce modèle{2}</translation>
    </message>
    <message>
        <source>The access token has characters in it that no token has.</source>
        <translation>Le jeton d’accès contient des caractères qu’aucun jeton n’a.</translation>
    </message>
    <message>
        <source>The address of the hub is not a web address.</source>
        <translation>L’adresse du hub n’est pas une adresse web.</translation>
    </message>
    <message>
        <source>The beginning of “{1}” is not there as far as its weights.</source>
        <translation>Le début de « {1} » ne va pas jusqu’à ses poids.</translation>
    </message>
    <message>
        <source>The best build that fits, {1}, is {2}{3}. A smaller model answers better.</source>
        <translation>La meilleure version qui tient, {1}, est {2}{3}. Un modèle plus petit répond mieux.</translation>
    </message>
    <message>
        <source>The bracket opened in line {1} is not closed.</source>
        <translation>La parenthèse ouverte à la ligne {1} n’est pas fermée.</translation>
    </message>
    <message>
        <source>The calculated figures still hold.</source>
        <translation>Les chiffres calculés restent valables.</translation>
    </message>
    <message>
        <source>The connection to {1} broke off several times.</source>
        <translation>La connexion à {1} s’est interrompue plusieurs fois.</translation>
    </message>
    <message>
        <source>The conversation has {1} tokens, more than the context of {2} can hold with room for an answer.</source>
        <translation>La conversation compte {1} tokens, plus que le contexte de {2} n’en peut contenir en laissant place à une réponse.</translation>
    </message>
    <message>
        <source>The conversation is complete and stays as it is.</source>
        <translation>La conversation est complète et reste telle quelle.</translation>
    </message>
    <message>
        <source>The conversations could not be copied to {1} before a change of their format ({2}), so nothing was changed.</source>
        <translation>Les conversations n’ont pas pu être copiées dans {1} avant un changement de format ({2}) ; rien n’a donc été modifié.</translation>
    </message>
    <message>
        <source>The conversations in {1} were written by a newer Parley (format {2}; this one knows up to {3}).</source>
        <translation>Les conversations de {1} viennent d’un Parley plus récent (format {2} ; celui-ci connaît jusqu’au {3}).</translation>
    </message>
    <message>
        <source>The conversations that were in it are still there.</source>
        <translation>Les conversations qu’il contenait sont encore là.</translation>
    </message>
    <message>
        <source>The copy of “{1}” is not what was read: the disk or the memory fails.</source>
        <translation>La copie de « {1} » n’est pas ce qui a été lu : le disque ou la mémoire est défaillant.</translation>
    </message>
    <message>
        <source>The device {1}</source>
        <translation>Le périphérique {1}</translation>
    </message>
    <message>
        <source>The disk has no room for this download{1}: it takes {2} more.</source>
        <translation>Le disque n’a pas de place pour ce téléchargement {1} : il lui faut encore {2}.</translation>
    </message>
    <message>
        <source>The disk has no room for “{1}” ({2}).</source>
        <translation>Le disque n’a pas de place pour « {1} » ({2}).</translation>
    </message>
    <message>
        <source>The disk is full: there is no room to write {1}.</source>
        <translation>Le disque est plein : il n’y a plus de place pour écrire {1}.</translation>
    </message>
    <message>
        <source>The download did not start: the disk is full.</source>
        <translation>Le téléchargement n’a pas commencé : le disque est plein.</translation>
    </message>
    <message>
        <source>The download ended because of an error in Parley ({1}).</source>
        <translation>Le téléchargement s’est terminé à cause d’une erreur de Parley ({1}).</translation>
    </message>
    <message>
        <source>The download stopped: the disk is full.</source>
        <translation>Le téléchargement s’est arrêté : le disque est plein.</translation>
    </message>
    <message>
        <source>The download stopped: {1} cannot be written ({2}).</source>
        <translation>Le téléchargement s’est arrêté : {1} ne peut pas être écrit ({2}).</translation>
    </message>
    <message>
        <source>The download waits, because Parley is offline.</source>
        <translation>Le téléchargement attend, car Parley est hors ligne.</translation>
    </message>
    <message>
        <source>The engine cannot load {1} files, so it is not chosen.</source>
        <translation>Le moteur ne charge pas les fichiers {1}, elle n’est donc pas choisie.</translation>
    </message>
    <message>
        <source>The engine cannot run {1}, the quantisation of “{2}”.</source>
        <translation>Le moteur ne peut pas exécuter {1}, la quantification de « {2} ».</translation>
    </message>
    <message>
        <source>The engine could not be asked how much memory the model takes: no file for it could be written to {1}.</source>
        <translation>On n’a pas pu demander au moteur la mémoire du modèle : aucun fichier n’a pu être écrit dans {1}.</translation>
    </message>
    <message>
        <source>The engine could not be asked how much memory the model takes: the disk of {1} cannot hold a file with holes of that size ({2}).</source>
        <translation>On n’a pas pu demander au moteur la mémoire du modèle : le disque de {1} ne peut contenir un fichier à trous de cette taille ({2}).</translation>
    </message>
    <message>
        <source>The engine could not be started ({1}).</source>
        <translation>Le moteur n’a pas pu démarrer ({1}).</translation>
    </message>
    <message>
        <source>The engine could not compute the answer (code {1}).</source>
        <translation>Le moteur n’a pas pu calculer la réponse (code {1}).</translation>
    </message>
    <message>
        <source>The engine could not load {1}: {2}.</source>
        <translation>Le moteur n’a pas pu charger {1} : {2}.</translation>
    </message>
    <message>
        <source>The engine could not make a context for {1}: {2}.</source>
        <translation>Le moteur n’a pas pu créer de contexte pour {1} : {2}.</translation>
    </message>
    <message>
        <source>The engine crashed ({1}).</source>
        <translation>Le moteur a planté ({1}).</translation>
    </message>
    <message>
        <source>The engine crashed while it was asked ({1}).{2}</source>
        <translation>Le moteur a planté pendant qu’on l’interrogeait ({1}).{2}</translation>
    </message>
    <message>
        <source>The engine did not stop in time and was ended.</source>
        <translation>Le moteur ne s’est pas arrêté à temps et a été terminé.</translation>
    </message>
    <message>
        <source>The engine did not understand a command ({1}).</source>
        <translation>Le moteur n’a pas compris une commande ({1}).</translation>
    </message>
    <message>
        <source>The engine does not know the architecture {1} of {2}.</source>
        <translation>Le moteur ne connaît pas l’architecture {1} de {2}.</translation>
    </message>
    <message>
        <source>The engine ended unexpectedly (exit code {1}).</source>
        <translation>Le moteur s’est terminé de façon inattendue (code de sortie {1}).</translation>
    </message>
    <message>
        <source>The engine gave no answer within {1} seconds and was ended.</source>
        <translation>Le moteur n’a pas répondu en {1} secondes et a été terminé.</translation>
    </message>
    <message>
        <source>The engine gave no sign for a long time and was ended.</source>
        <translation>Le moteur n’a pas donné signe de vie pendant longtemps et a été terminé.</translation>
    </message>
    <message>
        <source>The engine here has no {1}, so it cannot be asked what a model takes there.</source>
        <translation>Le moteur n’a pas de {1} ici, on ne peut donc pas lui demander ce qu’un modèle y prend.</translation>
    </message>
    <message>
        <source>The engine is of another version than Parley.</source>
        <translation>Le moteur n’a pas la même version que Parley.</translation>
    </message>
    <message>
        <source>The engine library cannot be used on this computer ({1}).</source>
        <translation>La bibliothèque du moteur n’est pas utilisable sur cet ordinateur ({1}).</translation>
    </message>
    <message>
        <source>The engine met an error of its own ({1}).</source>
        <translation>Le moteur a rencontré une erreur interne ({1}).</translation>
    </message>
    <message>
        <source>The engine was ended from outside.</source>
        <translation>Le moteur a été terminé de l’extérieur.</translation>
    </message>
    <message>
        <source>The engine was killed: by the system, if memory ran out, or by another program.</source>
        <translation>Le moteur a été tué : par le système si la mémoire manquait, ou par un autre programme.</translation>
    </message>
    <message>
        <source>The engine would take {1} for it, more than is free for a model here.</source>
        <translation>Le moteur prendrait {1} pour cela, plus que ce qui est libre pour un modèle ici.</translation>
    </message>
    <message>
        <source>The file as it was is kept as {1}.</source>
        <translation>L’ancien fichier est conservé sous {1}.</translation>
    </message>
    <message>
        <source>The file holds more than {1} presets.</source>
        <translation>Le fichier contient plus de {1} préréglages.</translation>
    </message>
    <message>
        <source>The file holds no presets that Parley can read.</source>
        <translation>Le fichier ne contient aucun préréglage que Parley sache lire.</translation>
    </message>
    <message>
        <source>The file holds something other than presets.</source>
        <translation>Le fichier contient autre chose que des préréglages.</translation>
    </message>
    <message>
        <source>The file is not a GGUF model{1}</source>
        <translation>Le fichier n’est pas un modèle GGUF{1}</translation>
    </message>
    <message>
        <source>The file is the first of {1} parts, but its name does not say so.</source>
        <translation>Le fichier est la première de {1} parties, mais son nom ne le dit pas.</translation>
    </message>
    <message>
        <source>The file is where it was.</source>
        <translation>Le fichier est là où il était.</translation>
    </message>
    <message>
        <source>The file may be damaged: get it again, or choose another model.</source>
        <translation>Le fichier est peut-être abîmé : procurez-vous-le de nouveau, ou choisissez un autre modèle.</translation>
    </message>
    <message>
        <source>The file was left as it is.</source>
        <translation>Le fichier est resté tel quel.</translation>
    </message>
    <message>
        <source>The file was not changed.</source>
        <translation>Le fichier n’a pas été modifié.</translation>
    </message>
    <message>
        <source>The file was only read, not changed.</source>
        <translation>Le fichier a seulement été lu, pas modifié.</translation>
    </message>
    <message>
        <source>The file was written by a newer Parley.</source>
        <translation>Le fichier vient d’un Parley plus récent.</translation>
    </message>
    <message>
        <source>The file with your conversations, {1}, could not be opened or written ({2}).</source>
        <translation>Le fichier de vos conversations, {1}, n’a pas pu être ouvert ou écrit ({2}).</translation>
    </message>
    <message>
        <source>The file with your conversations, {1}, is damaged.</source>
        <translation>Le fichier de vos conversations, {1}, est abîmé.</translation>
    </message>
    <message>
        <source>The file {1} could not be read, so its tokens are not used.</source>
        <translation>Le fichier {1} n’a pas pu être lu, ses jetons ne sont donc pas utilisés.</translation>
    </message>
    <message>
        <source>The file {1} stays where it is.</source>
        <translation>Le fichier {1} reste où il est.</translation>
    </message>
    <message>
        <source>The file “{1}” is part {2} of {3} of a model.</source>
        <translation>Le fichier « {1} » est la partie {2} sur {3} d’un modèle.</translation>
    </message>
    <message>
        <source>The file “{1}” is {2}, which belongs to a model and is none itself.</source>
        <translation>Le fichier « {1} » est {2}, qui accompagne un modèle et n’en est pas un.</translation>
    </message>
    <message>
        <source>The files of “{1}” are only for people who accepted its terms.</source>
        <translation>Les fichiers de « {1} » sont réservés aux personnes qui en ont accepté les conditions.</translation>
    </message>
    <message>
        <source>The folder of the models, “{1}”, cannot be looked at ({2}).</source>
        <translation>Le dossier des modèles, « {1} », ne peut pas être examiné ({2}).</translation>
    </message>
    <message>
        <source>The folder {1} could not be created ({2}).</source>
        <translation>Le dossier {1} n’a pas pu être créé ({2}).</translation>
    </message>
    <message>
        <source>The fonts and icons of Parley are missing.</source>
        <translation>Les polices et les icônes de Parley manquent.</translation>
    </message>
    <message>
        <source>The graphics card is too small to help.</source>
        <translation>La carte graphique est trop petite pour aider.</translation>
    </message>
    <message>
        <source>The graphics chip would only be slower.</source>
        <translation>La puce graphique serait seulement plus lente.</translation>
    </message>
    <message>
        <source>The header of “{1}” goes on past {2} MiB, which no model&apos;s does: the file is damaged.</source>
        <translation>L’en-tête de « {1} » dépasse {2} MiB, ce qui n’arrive à aucun modèle : le fichier est endommagé.</translation>
    </message>
    <message>
        <source>The imported folder</source>
        <translation>Le dossier importé</translation>
    </message>
    <message>
        <source>The imported folder {1} is not there; its disk may be missing.</source>
        <translation>Le dossier importé {1} n’est pas là ; son disque manque peut-être.</translation>
    </message>
    <message>
        <source>The keychain of this computer is locked or does not answer</source>
        <translation>Le trousseau de cet ordinateur est verrouillé ou ne répond pas</translation>
    </message>
    <message>
        <source>The keychain of this computer is locked or does not answer ({1}), so tokens are kept only until Parley closes. Unlock it and enter the token again.</source>
        <translation>Le trousseau de cet ordinateur est verrouillé ou ne répond pas ({1}) : les jetons ne sont conservés que jusqu’à la fermeture de Parley. Déverrouillez-le et saisissez à nouveau le jeton.</translation>
    </message>
    <message>
        <source>The keychain of this computer is locked or does not answer, so your access token is still in it.</source>
        <translation>Le trousseau de cet ordinateur est verrouillé ou ne répond pas : votre jeton d’accès y est donc encore.</translation>
    </message>
    <message>
        <source>The last answer did not fail for lack of context.</source>
        <translation>La dernière réponse n’a pas échoué par manque de contexte.</translation>
    </message>
    <message>
        <source>The last message alone does not fit: the prompt has {1} tokens, and {2} fit into the context of {3}.</source>
        <translation>Le dernier message seul ne tient pas : le prompt compte {1} tokens, et {2} tiennent dans le contexte de {3}.</translation>
    </message>
    <message>
        <source>The licence in the repository could not be read. {1}</source>
        <translation>La licence du dépôt n’a pas pu être lue. {1}</translation>
    </message>
    <message>
        <source>The load options cannot be used ({1}).</source>
        <translation>Les options de chargement sont inutilisables ({1}).</translation>
    </message>
    <message>
        <source>The memory of the conversation (KV cache) is kept in {1} bits, {2}, {3}.</source>
        <translation>La mémoire de la conversation (cache KV) est gardée en {1} bits, {2}, {3}.</translation>
    </message>
    <message>
        <source>The model cannot run with these options: {1}.</source>
        <translation>Le modèle ne peut pas fonctionner avec ces options : {1}.</translation>
    </message>
    <message>
        <source>The model could not be moved to {1} ({2}).</source>
        <translation>Le modèle n’a pas pu être déplacé vers {1} ({2}).</translation>
    </message>
    <message>
        <source>The model file does not name its architecture.</source>
        <translation>Le fichier du modèle ne nomme pas son architecture.</translation>
    </message>
    <message>
        <source>The model file has GGUF version {1}, which engines no longer read.</source>
        <translation>Le fichier du modèle est en GGUF version {1}, que les moteurs ne lisent plus.</translation>
    </message>
    <message>
        <source>The model file has GGUF version {1}; this program reads versions 2 and 3.</source>
        <translation>Le fichier du modèle est en GGUF version {1} ; ce programme lit les versions 2 et 3.</translation>
    </message>
    <message>
        <source>The model file is damaged: {1}.</source>
        <translation>Le fichier du modèle est abîmé : {1}.</translation>
    </message>
    <message>
        <source>The model file is incomplete: it has {1} bytes and needs at least {2}.</source>
        <translation>Le fichier du modèle est incomplet : il a {1} octets et il en faut au moins {2}.</translation>
    </message>
    <message>
        <source>The model file was made for a big-endian machine, and this one is little-endian.</source>
        <translation>Le fichier du modèle est fait pour une machine gros-boutiste, et celle-ci est petit-boutiste.</translation>
    </message>
    <message>
        <source>The model file “{1}” cannot be read: {2}.</source>
        <translation>Le fichier de modèle « {1} » est illisible : {2}.</translation>
    </message>
    <message>
        <source>The model file “{1}” is empty.</source>
        <translation>Le fichier de modèle « {1} » est vide.</translation>
    </message>
    <message>
        <source>The model has {1} parts, and {2} missing.</source>
        <translation>Le modèle a {1} parties ; il manque : {2}.</translation>
    </message>
    <message>
        <source>The model has {1} parts, and “{2}” is missing.</source>
        <translation>Le modèle a {1} parties, et « {2} » manque.</translation>
    </message>
    <message>
        <source>The model has {1} parts, but a part {2} was given.</source>
        <translation>Le modèle a {1} parties, mais une partie {2} a été donnée.</translation>
    </message>
    <message>
        <source>The model is here already; its projector is added.</source>
        <translation>Le modèle est déjà là ; son projecteur est ajouté.</translation>
    </message>
    <message>
        <source>The model is still answering in this conversation.</source>
        <translation>Le modèle est encore en train de répondre dans cette conversation.</translation>
    </message>
    <message>
        <source>The model was trained for {1} of context; {2} were asked for, and it gets {3}.</source>
        <translation>Le modèle a été entraîné pour {1} de contexte ; {2} étaient demandés, il en reçoit {3}.</translation>
    </message>
    <message>
        <source>The model was trained for {1} tokens; the context is {2} instead of {3}.</source>
        <translation>Le modèle a été entraîné pour {1} tokens ; le contexte est de {2} au lieu de {3}.</translation>
    </message>
    <message>
        <source>The model&apos;s chat template cannot be read: {1}.</source>
        <translation>Le gabarit de discussion du modèle est illisible : {1}.</translation>
    </message>
    <message>
        <source>The model&apos;s chat template leaves out the answer that is to be continued.</source>
        <translation>Le gabarit de discussion du modèle omet la réponse à continuer.</translation>
    </message>
    <message>
        <source>The model&apos;s chat template refused this conversation: {1}</source>
        <translation>Le gabarit de discussion du modèle refuse cette conversation : {1}</translation>
    </message>
    <message>
        <source>The models folder</source>
        <translation>Le dossier des modèles</translation>
    </message>
    <message>
        <source>The models in “{1}” are cut into pieces of bytes.</source>
        <translation>Les modèles de « {1} » sont découpés en morceaux d’octets.</translation>
    </message>
    <message>
        <source>The name of a prompt may have {1} characters; this one has more.</source>
        <translation>Le nom d’un prompt peut avoir {1} caractères ; celui-ci en a davantage.</translation>
    </message>
    <message>
        <source>The next better one, {1}, does not fit on the graphics card whole.</source>
        <translation>La version supérieure, {1}, ne tient pas en entier sur la carte graphique.</translation>
    </message>
    <message>
        <source>The next better one, {1}, does not fit.</source>
        <translation>La version supérieure, {1}, ne tient pas.</translation>
    </message>
    <message>
        <source>The next better one, {1}, takes more memory for little.</source>
        <translation>La version supérieure, {1}, prend plus de mémoire pour peu de gain.</translation>
    </message>
    <message>
        <source>The next better one, {1}, would write {2} tokens per second instead of {3}.</source>
        <translation>La version supérieure, {1}, écrirait {2} tokens par seconde au lieu de {3}.</translation>
    </message>
    <message>
        <source>The oldest message was</source>
        <translation>Le message le plus ancien a été</translation>
    </message>
    <message>
        <source>The oldest messages were left out, because the conversation is longer than the model can see at once.</source>
        <translation>Les messages les plus anciens ont été laissés de côté, car la conversation est plus longue que ce que le modèle voit d’un coup.</translation>
    </message>
    <message>
        <source>The option {1} {2}.</source>
        <translation>L’option {1} {2}.</translation>
    </message>
    <message>
        <source>The owner of “{1}” has not answered your request for access yet.</source>
        <translation>Le propriétaire de « {1} » n’a pas encore répondu à votre demande d’accès.</translation>
    </message>
    <message>
        <source>The owner of “{1}” has refused your account access.</source>
        <translation>Le propriétaire de « {1} » a refusé l’accès à votre compte.</translation>
    </message>
    <message>
        <source>The parts belong to differently split models.</source>
        <translation>Les parties viennent de modèles découpés différemment.</translation>
    </message>
    <message>
        <source>The parts that are there were only read, not changed.</source>
        <translation>Les parties présentes ont seulement été lues, pas modifiées.</translation>
    </message>
    <message>
        <source>The preset “{1}” has a text that is too long.</source>
        <translation>Le préréglage « {1} » contient un texte trop long.</translation>
    </message>
    <message>
        <source>The preset “{1}” has a wrong value for {2}. {3}</source>
        <translation>Le préréglage « {1} » a une mauvaise valeur pour {2}. {3}</translation>
    </message>
    <message>
        <source>The preset “{1}” has load options that cannot be used.</source>
        <translation>Le préréglage « {1} » a des options de chargement inutilisables.</translation>
    </message>
    <message>
        <source>The projector of “{1}” is gone, so it sees no images any more.</source>
        <translation>Le projecteur de « {1} » a disparu, il ne voit donc plus les images.</translation>
    </message>
    <message>
        <source>The prompt library is as it was.</source>
        <translation>La bibliothèque de prompts est comme avant.</translation>
    </message>
    <message>
        <source>The rest of the file</source>
        <translation>Le reste du fichier</translation>
    </message>
    <message>
        <source>The setting {1} cannot be {2}. It must be {3}.</source>
        <translation>Le réglage {1} ne peut pas valoir {2}. Il faut {3}.</translation>
    </message>
    <message>
        <source>The settings are as they were.</source>
        <translation>Les réglages sont comme avant.</translation>
    </message>
    <message>
        <source>The settings could not be saved to {1} ({2}).</source>
        <translation>Les réglages n’ont pas pu être enregistrés dans {1} ({2}).</translation>
    </message>
    <message>
        <source>The settings file is damaged, so the defaults are used.</source>
        <translation>Le fichier de réglages est abîmé, les réglages par défaut sont donc utilisés.</translation>
    </message>
    <message>
        <source>The settings in this file cannot be right: {1}{2} is {3}.</source>
        <translation>Les réglages de ce fichier sont impossibles : {1}{2} vaut {3}.</translation>
    </message>
    <message>
        <source>The settings in {1} could not be read ({2}).</source>
        <translation>Les réglages de {1} n’ont pas pu être lus ({2}).</translation>
    </message>
    <message>
        <source>The settings in {1} were written by a newer Parley (version {2}; this one knows up to {3}).</source>
        <translation>Les réglages de {1} viennent d’un Parley plus récent (version {2} ; celui-ci connaît jusqu’à {3}).</translation>
    </message>
    <message>
        <source>The settings saved before are still there.</source>
        <translation>Les réglages enregistrés avant sont encore là.</translation>
    </message>
    <message>
        <source>The starter model belongs to Parley itself.</source>
        <translation>Le modèle de départ appartient à Parley même.</translation>
    </message>
    <message>
        <source>The starter model is not part of this installation.</source>
        <translation>Le modèle de départ ne fait pas partie de cette installation.</translation>
    </message>
    <message>
        <source>The storage of {1} did not give out {2} (status {3}).</source>
        <translation>Le stockage de {1} n’a pas livré {2} (état {3}).</translation>
    </message>
    <message>
        <source>The text of a prompt may have {1} characters; “{2}” has more.</source>
        <translation>Le texte d’un prompt peut avoir {1} caractères ; « {2} » en a davantage.</translation>
    </message>
    <message>
        <source>The token could not be written to {1} ({2}).</source>
        <translation>Le jeton n’a pas pu être écrit dans {1} ({2}).</translation>
    </message>
    <message>
        <source>The two do not fit at once without loss, so they run one after the other: load, run, unload, load the other, run. Each fits alone ({1} and {2}).</source>
        <translation>Les deux ne tiennent pas ensemble sans perte ; ils tournent donc l’un après l’autre : charger, répondre, décharger, charger l’autre, répondre. Chacun tient seul ({1} et {2}).</translation>
    </message>
    <message>
        <source>The whole model fits on {1}: it takes {2} of the {3} that are free for it there.</source>
        <translation>Le modèle entier tient sur {1} : il prend {2} des {3} libres pour lui.</translation>
    </message>
    <message>
        <source>The window and the engine are of different versions: restart Parley.</source>
        <translation>La fenêtre et le moteur ont des versions différentes : relancez Parley.</translation>
    </message>
    <message>
        <source>The {1} oldest messages were</source>
        <translation>Les {1} messages les plus anciens ont été</translation>
    </message>
    <message>
        <source>The {1} options in the settings cannot be used ({2}).</source>
        <translation>Les options {1} des réglages sont inutilisables ({2}).</translation>
    </message>
    <message>
        <source>Its builds are {1}.</source>
        <translation>Ses versions sont {1}.</translation>
    </message>
    <message>
        <source>There is a preset “{1}” already.</source>
        <translation>Il y a déjà un préréglage « {1} ».</translation>
    </message>
    <message>
        <source>There is a prompt called “{1}” already.</source>
        <translation>Il y a déjà un prompt nommé « {1} ».</translation>
    </message>
    <message>
        <source>There is another file at “{1}” already.</source>
        <translation>Il y a déjà un autre fichier à « {1} ».</translation>
    </message>
    <message>
        <source>There is no GGUF model in “{1}”.</source>
        <translation>Il n’y a pas de modèle GGUF dans « {1} ».</translation>
    </message>
    <message>
        <source>There is no KV cache type {1}.</source>
        <translation>Il n’y a pas de type de cache KV {1}.</translation>
    </message>
    <message>
        <source>There is no LoRA file at {1}.</source>
        <translation>Il n’y a pas de fichier LoRA à {1}.</translation>
    </message>
    <message>
        <source>There is no access token: the text is empty.</source>
        <translation>Il n’y a pas de jeton d’accès : le texte est vide.</translation>
    </message>
    <message>
        <source>There is no answer to continue.</source>
        <translation>Il n’y a pas de réponse à continuer.</translation>
    </message>
    <message>
        <source>There is no file at “{1}” any more.</source>
        <translation>Il n’y a plus de fichier à « {1} ».</translation>
    </message>
    <message>
        <source>There is no file “{1}” in “{2}”.</source>
        <translation>Il n’y a pas de fichier « {1} » dans « {2} ».</translation>
    </message>
    <message>
        <source>There is no message to answer yet.</source>
        <translation>Il n’y a pas encore de message auquel répondre.</translation>
    </message>
    <message>
        <source>There is no model called “{1}” on this computer.</source>
        <translation>Il n’y a pas de modèle nommé « {1} » sur cet ordinateur.</translation>
    </message>
    <message>
        <source>There is no model file at “{1}”.</source>
        <translation>Il n’y a pas de fichier de modèle à « {1} ».</translation>
    </message>
    <message>
        <source>There is no repository “{1}” on {2}, or it is private.</source>
        <translation>Il n’y a pas de dépôt « {1} » sur {2}, ou il est privé.</translation>
    </message>
    <message>
        <source>There is no room for “{1}”: it has {2}, and {3} can be taken where the models are.</source>
        <translation>Il n’y a pas de place pour « {1} » : il fait {2}, et {3} sont disponibles là où sont les modèles.</translation>
    </message>
    <message>
        <source>There is no setting called {1}.</source>
        <translation>Il n’y a pas de réglage nommé {1}.</translation>
    </message>
    <message>
        <source>There is nothing to answer.</source>
        <translation>Il n’y a rien à quoi répondre.</translation>
    </message>
    <message>
        <source>There is nothing to keep: the text is empty.</source>
        <translation>Il n’y a rien à conserver : le texte est vide.</translation>
    </message>
    <message>
        <source>There is nothing to send.</source>
        <translation>Il n’y a rien à envoyer.</translation>
    </message>
    <message>
        <source>Its only build is {1}.</source>
        <translation>Sa seule version est {1}.</translation>
    </message>
    <message>
        <source>Delete that and fetch it again with “{1}”.</source>
        <translation>Supprimez-le et récupérez-le à nouveau avec « {1} ».</translation>
    </message>
    <message>
        <source>Fetch it again with “{1}”.</source>
        <translation>Récupérez-le à nouveau avec « {1} ».</translation>
    </message>
    <message>
        <source>There was no place left in the model&apos;s memory for this answer.</source>
        <translation>Il ne restait plus de place dans la mémoire du modèle pour cette réponse.</translation>
    </message>
    <message>
        <source>There was not enough memory for a context of {1} tokens.</source>
        <translation>La mémoire ne suffisait pas pour un contexte de {1} tokens.</translation>
    </message>
    <message>
        <source>There was not enough memory to compute with this model.</source>
        <translation>La mémoire ne suffisait pas pour calculer avec ce modèle.</translation>
    </message>
    <message>
        <source>There was not enough memory to load {1}.</source>
        <translation>La mémoire ne suffisait pas pour charger {1}.</translation>
    </message>
    <message>
        <source>These files are not all the parts of one model.</source>
        <translation>Ces fichiers ne sont pas toutes les parties d’un même modèle.</translation>
    </message>
    <message>
        <source>They are untouched.</source>
        <translation>Elles sont intactes.</translation>
    </message>
    <message>
        <source>They were left out for reasons like these.</source>
        <translation>Elles ont été omises pour des raisons comme celles-ci.</translation>
    </message>
    <message>
        <source>This answer failed.</source>
        <translation>Cette réponse a échoué.</translation>
    </message>
    <message>
        <source>This answer is complete, so there is nothing to continue.</source>
        <translation>Cette réponse est complète, il n’y a rien à continuer.</translation>
    </message>
    <message>
        <source>This build</source>
        <translation>Cette version</translation>
    </message>
    <message>
        <source>This cannot be used ({1}).</source>
        <translation>C’est inutilisable ({1}).</translation>
    </message>
    <message>
        <source>This computer offers no keychain, so tokens are kept only until Parley closes.</source>
        <translation>Cet ordinateur n’offre pas de trousseau : les jetons ne sont conservés que jusqu’à la fermeture de Parley.</translation>
    </message>
    <message>
        <source>This conversation was deleted.</source>
        <translation>Cette conversation a été supprimée.</translation>
    </message>
    <message>
        <source>This download is no longer in the queue.</source>
        <translation>Ce téléchargement n’est plus dans la file.</translation>
    </message>
    <message>
        <source>This engine was built without the means to use an RPC server as a device.</source>
        <translation>Ce moteur a été compilé sans de quoi utiliser un serveur RPC comme périphérique.</translation>
    </message>
    <message>
        <source>This file does not describe the layers of a language model, so its memory cannot be told.</source>
        <translation>Ce fichier ne décrit pas les couches d’un modèle de langage, sa mémoire ne peut donc pas être prévue.</translation>
    </message>
    <message>
        <source>This file does not say which architecture its model has.</source>
        <translation>Ce fichier ne dit pas quelle architecture a son modèle.</translation>
    </message>
    <message>
        <source>This file of prompts was written by a newer Parley.</source>
        <translation>Ce fichier de prompts vient d’un Parley plus récent.</translation>
    </message>
    <message>
        <source>This file was written by a newer Parley.</source>
        <translation>Ce fichier vient d’un Parley plus récent.</translation>
    </message>
    <message>
        <source>This folder was deleted.</source>
        <translation>Ce dossier a été supprimé.</translation>
    </message>
    <message>
        <source>This is no access token of {1}: those begin with “hf_”.</source>
        <translation>Ce n’est pas un jeton d’accès de {1} : ceux-ci commencent par « hf_ ».</translation>
    </message>
    <message>
        <source>This is no access token: it has characters in it that no token has.</source>
        <translation>Ce n’est pas un jeton d’accès : il contient des caractères qu’aucun jeton n’a.</translation>
    </message>
    <message>
        <source>This is no access token: it has {1} characters.</source>
        <translation>Ce n’est pas un jeton d’accès : il a {1} caractères.</translation>
    </message>
    <message>
        <source>This is no chat template: {1}.</source>
        <translation>Ce n’est pas un gabarit de discussion : {1}.</translation>
    </message>
    <message>
        <source>This is no file of prompts that Parley exported.</source>
        <translation>Ce n’est pas un fichier de prompts exporté par Parley.</translation>
    </message>
    <message>
        <source>This message is too long to be changed here.</source>
        <translation>Ce message est trop long pour être modifié ici.</translation>
    </message>
    <message>
        <source>This message was deleted.</source>
        <translation>Ce message a été supprimé.</translation>
    </message>
    <message>
        <source>This model cannot be loaded with another context window.</source>
        <translation>Ce modèle ne peut pas être chargé avec une autre fenêtre de contexte.</translation>
    </message>
    <message>
        <source>This model file does not say how a conversation is written for it (it has no chat template).</source>
        <translation>Ce fichier de modèle ne dit pas comment lui écrire une conversation (il n’a pas de gabarit de discussion).</translation>
    </message>
    <message>
        <source>This model file holds no vocabulary, so text cannot be given to it.</source>
        <translation>Ce fichier de modèle ne contient pas de vocabulaire, on ne peut donc pas lui donner de texte.</translation>
    </message>
    <message>
        <source>This model takes no system prompt, so it was put before your message.</source>
        <translation>Ce modèle ne prend pas de prompt système ; il a donc été placé avant votre message.</translation>
    </message>
    <message>
        <source>This model uses a number format that this program does not know ({1}), so its memory cannot be told.</source>
        <translation>Ce modèle utilise un format de nombres que ce programme ne connaît pas ({1}), sa mémoire ne peut donc pas être prévue.</translation>
    </message>
    <message>
        <source>This model wants messages to take turns, so messages of the same author that follow each other were joined.</source>
        <translation>Ce modèle veut des messages alternés ; ceux d’un même auteur qui se suivent ont donc été réunis.</translation>
    </message>
    <message>
        <source>This model wants you to begin, so an empty message was put before its own.</source>
        <translation>Ce modèle veut que vous commenciez ; un message vide a donc été placé avant le sien.</translation>
    </message>
    <message>
        <source>This model&apos;s chat template left out a part of the conversation.</source>
        <translation>Le gabarit de discussion de ce modèle a omis une partie de la conversation.</translation>
    </message>
    <message>
        <source>This name is too long.</source>
        <translation>Ce nom est trop long.</translation>
    </message>
    <message>
        <source>This preset was deleted.</source>
        <translation>Ce préréglage a été supprimé.</translation>
    </message>
    <message>
        <source>This prompt was deleted.</source>
        <translation>Ce prompt a été supprimé.</translation>
    </message>
    <message>
        <source>To have them verified, set PARLEY_HOME to a folder on an ordinary disk.</source>
        <translation>Pour les faire vérifier, donnez à PARLEY_HOME un dossier sur un disque ordinaire.</translation>
    </message>
    <message>
        <source>Training on outputs</source>
        <translation>Entraînement sur les sorties</translation>
    </message>
    <message>
        <source>Try again in a few minutes.</source>
        <translation>Réessayez dans quelques minutes.</translation>
    </message>
    <message>
        <source>Try again later or through another network; if it stays so, choose another file.</source>
        <translation>Réessayez plus tard ou par un autre réseau ; si cela persiste, choisissez un autre fichier.</translation>
    </message>
    <message>
        <source>Try again later, or choose another file.</source>
        <translation>Réessayez plus tard, ou choisissez un autre fichier.</translation>
    </message>
    <message>
        <source>Try again when the computer is less busy.</source>
        <translation>Réessayez quand l’ordinateur sera moins occupé.</translation>
    </message>
    <message>
        <source>Try again {1}; with an access token of your account it allows more.</source>
        <translation>Réessayez {1} ; avec un jeton d’accès de votre compte, il en permet davantage.</translation>
    </message>
    <message>
        <source>Try again; if it happens again, load the model with fewer GPU layers.</source>
        <translation>Réessayez ; si cela se reproduit, chargez le modèle avec moins de couches sur le GPU.</translation>
    </message>
    <message>
        <source>Try again; if it stays so, leave out the device that was asked about.</source>
        <translation>Réessayez ; si cela persiste, omettez le périphérique en question.</translation>
    </message>
    <message>
        <source>Try again; it was probably cut off on the way.</source>
        <translation>Réessayez ; il a sans doute été tronqué en route.</translation>
    </message>
    <message>
        <source>Try again; the log has what is needed for a report.</source>
        <translation>Réessayez ; le journal contient de quoi faire un rapport.</translation>
    </message>
    <message>
        <source>Try other load options, or another model.</source>
        <translation>Essayez d’autres options de chargement, ou un autre modèle.</translation>
    </message>
    <message>
        <source>Turn offline mode off in the settings, and try again.</source>
        <translation>Désactivez le mode hors ligne dans les réglages, et réessayez.</translation>
    </message>
    <message>
        <source>Type more of the name.</source>
        <translation>Tapez une plus grande partie du nom.</translation>
    </message>
    <message>
        <source>Type one.</source>
        <translation>Saisissez-en un.</translation>
    </message>
    <message>
        <source>Undo that, or go on from another message.</source>
        <translation>Annulez cela, ou reprenez à partir d’un autre message.</translation>
    </message>
    <message>
        <source>Unlock the keychain and try again.</source>
        <translation>Déverrouillez le trousseau et réessayez.</translation>
    </message>
    <message>
        <source>Unset HF_HUB_OFFLINE and TRANSFORMERS_OFFLINE, and start Parley again.</source>
        <translation>Retirez HF_HUB_OFFLINE et TRANSFORMERS_OFFLINE, puis relancez Parley.</translation>
    </message>
    <message>
        <source>Update Parley and import it again.</source>
        <translation>Mettez Parley à jour et importez-le de nouveau.</translation>
    </message>
    <message>
        <source>Update Parley, or get another conversion of this model.</source>
        <translation>Mettez Parley à jour, ou procurez-vous une autre conversion de ce modèle.</translation>
    </message>
    <message>
        <source>Update Parley, or move the file away to start with the defaults.</source>
        <translation>Mettez Parley à jour, ou déplacez le fichier pour repartir des réglages par défaut.</translation>
    </message>
    <message>
        <source>Update Parley, or set PARLEY_HOME to another folder to use this one.</source>
        <translation>Mettez Parley à jour, ou donnez à PARLEY_HOME un autre dossier pour utiliser celui-ci.</translation>
    </message>
    <message>
        <source>Update Parley, then import it again.</source>
        <translation>Mettez Parley à jour, puis importez-le de nouveau.</translation>
    </message>
    <message>
        <source>Update Parley.</source>
        <translation>Mettez Parley à jour.</translation>
    </message>
    <message>
        <source>Use an adapter that was made for this model, in GGUF format.</source>
        <translation>Utilisez un adaptateur fait pour ce modèle, au format GGUF.</translation>
    </message>
    <message>
        <source>Use policy</source>
        <translation>Règles d’usage</translation>
    </message>
    <message>
        <source>Use types, properties, items, enum, const and pattern only.</source>
        <translation>N’utilisez que types, properties, items, enum, const et pattern.</translation>
    </message>
    <message>
        <source>Wait for it, or cancel it first.</source>
        <translation>Attendez-le, ou annulez-le d’abord.</translation>
    </message>
    <message>
        <source>Wait for it, or stop it there first.</source>
        <translation>Attendez-le, ou arrêtez-le d’abord là-bas.</translation>
    </message>
    <message>
        <source>Wait for the answer, or stop it first.</source>
        <translation>Attendez la réponse, ou arrêtez-la d’abord.</translation>
    </message>
    <message>
        <source>Wait until that program has finished, and try again.</source>
        <translation>Attendez que ce programme ait fini, et réessayez.</translation>
    </message>
    <message>
        <source>What came was removed, so that nobody uses it.</source>
        <translation>Ce qui est arrivé a été retiré, pour que personne ne l’utilise.</translation>
    </message>
    <message>
        <source>What had come is kept.</source>
        <translation>Ce qui était arrivé est conservé.</translation>
    </message>
    <message>
        <source>What is known of the models could not be read. {1}</source>
        <translation>Ce que l’on sait des modèles n’a pas pu être lu. {1}</translation>
    </message>
    <message>
        <source>What is set in the conversation is as it was.</source>
        <translation>Les réglages de la conversation sont comme avant.</translation>
    </message>
    <message>
        <source>What is there was left as it is.</source>
        <translation>Ce qui est là est resté tel quel.</translation>
    </message>
    <message>
        <source>What was downloaded is kept.</source>
        <translation>Ce qui a été téléchargé est conservé.</translation>
    </message>
    <message>
        <source>What was found could not be remembered. {1}</source>
        <translation>Ce qui a été trouvé n’a pas pu être retenu. {1}</translation>
    </message>
    <message>
        <source>What was imported before that stays; everything else is untouched.</source>
        <translation>Ce qui était déjà importé reste ; tout le reste est intact.</translation>
    </message>
    <message>
        <source>What was kept before is still there.</source>
        <translation>Ce qui était conservé auparavant est toujours là.</translation>
    </message>
    <message>
        <source>What was received is kept.</source>
        <translation>Ce qui a été reçu est conservé.</translation>
    </message>
    <message>
        <source>What was saved before is still there.</source>
        <translation>Ce qui était enregistré est encore là.</translation>
    </message>
    <message>
        <source>What was written before is kept.</source>
        <translation>Ce qui était déjà écrit est conservé.</translation>
    </message>
    <message>
        <source>What you wrote is still in the box.</source>
        <translation>Ce que vous avez écrit est encore dans le champ.</translation>
    </message>
    <message>
        <source>Whether it runs here is not known. {1}</source>
        <translation>On ne sait pas s’il fonctionne ici. {1}</translation>
    </message>
    <message>
        <source>With up to {1} of context it would fit.</source>
        <translation>Avec jusqu’à {1} de contexte, il tiendrait.</translation>
    </message>
    <message>
        <source>With {1} and {2} of context</source>
        <translation>Avec {1} et {2} de contexte</translation>
    </message>
    <message>
        <source>With {1} of context it needs up to {2}; {3} are free for a model here.</source>
        <translation>Avec {1} de contexte, il demande jusqu’à {2} ; {3} sont libres pour un modèle ici.</translation>
    </message>
    <message>
        <source>With {1} of context it needs {2}, which no division between card and main memory leaves room for.</source>
        <translation>Avec {1} de contexte, il demande {2}, ce que ne permet aucun partage entre carte et mémoire principale.</translation>
    </message>
    <message>
        <source>Write 1 to {1} characters.</source>
        <translation>Écrivez de 1 à {1} caractères.</translation>
    </message>
    <message>
        <source>Write a message first.</source>
        <translation>Écrivez d’abord un message.</translation>
    </message>
    <message>
        <source>Write a message, then send it.</source>
        <translation>Écrivez un message, puis envoyez-le.</translation>
    </message>
    <message>
        <source>Write it as owner/name, for example bartowski/Meta-Llama-3.1-8B-Instruct-GGUF.</source>
        <translation>Écrivez-le propriétaire/nom, par exemple bartowski/Meta-Llama-3.1-8B-Instruct-GGUF.</translation>
    </message>
    <message>
        <source>Write {1} instead.</source>
        <translation>Écrivez plutôt {1}.</translation>
    </message>
    <message>
        <source>You are a careful programmer. Answer with code that works, in fenced blocks that name the language, and explain only what is not obvious.</source>
        <translation>You are a careful programmer. Answer with code that works, in fenced blocks that name the language, and explain only what is not obvious.</translation>
    </message>
    <message>
        <source>You are not signed in to {1}.</source>
        <translation>Vous n’êtes pas connecté à {1}.</translation>
    </message>
    <message>
        <source>Your access token for {1} could not be read. {2}, so Parley goes on without it.</source>
        <translation>Votre jeton d’accès pour {1} n’a pas pu être lu. {2}, Parley continue donc sans lui.</translation>
    </message>
    <message>
        <source>Your access token may not read gated repositories such as “{1}”.</source>
        <translation>Votre jeton d’accès ne peut pas lire des dépôts à accès restreint tels que « {1} ».</translation>
    </message>
    <message>
        <source>Your account may not read the files of “{1}” yet.</source>
        <translation>Votre compte ne peut pas encore lire les fichiers de « {1} ».</translation>
    </message>
    <message>
        <source>Your conversation is unchanged.</source>
        <translation>Votre conversation est inchangée.</translation>
    </message>
    <message>
        <source>Your conversations and models are untouched.</source>
        <translation>Vos conversations et vos modèles sont intacts.</translation>
    </message>
    <message>
        <source>Your conversations are safe.</source>
        <translation>Vos conversations sont en sécurité.</translation>
    </message>
    <message>
        <source>Your conversations are untouched.</source>
        <translation>Vos conversations sont intactes.</translation>
    </message>
    <message>
        <source>Your message is as it was.</source>
        <translation>Votre message est comme avant.</translation>
    </message>
    <message>
        <source>Your message is kept.</source>
        <translation>Votre message est conservé.</translation>
    </message>
    <message>
        <source>Your models and the other downloads are as they were.</source>
        <translation>Vos modèles et les autres téléchargements sont comme avant.</translation>
    </message>
    <message>
        <source>Your other conversations are still there.</source>
        <translation>Vos autres conversations sont encore là.</translation>
    </message>
    <message>
        <source>Your other prompts are still there.</source>
        <translation>Vos autres prompts sont encore là.</translation>
    </message>
    <message>
        <source>Your presets are as they were.</source>
        <translation>Vos préréglages sont comme avant.</translation>
    </message>
    <message>
        <source>a balance of quality and speed</source>
        <translation>un équilibre entre qualité et vitesse</translation>
    </message>
    <message>
        <source>a damaged compression</source>
        <translation>une compression endommagée</translation>
    </message>
    <message>
        <source>a file in crumbs</source>
        <translation>un fichier en miettes</translation>
    </message>
    <message>
        <source>a file is there whose name differs only in how its letters are written</source>
        <translation>il y a là un fichier dont le nom ne diffère que par l’écriture de ses lettres</translation>
    </message>
    <message>
        <source>a folder with that name is there</source>
        <translation>il y a là un dossier de ce nom</translation>
    </message>
    <message>
        <source>a link in {1} leads out of it</source>
        <translation>un lien dans {1} mène au dehors</translation>
    </message>
    <message>
        <source>a name in it is too long</source>
        <translation>un nom y est trop long</translation>
    </message>
    <message>
        <source>a redirect to nowhere</source>
        <translation>une redirection vers nulle part</translation>
    </message>
    <message>
        <source>a redirect without encryption</source>
        <translation>une redirection sans chiffrement</translation>
    </message>
    <message>
        <source>and the {1} other in the queue</source>
        <translation>et pour l’autre ({1}) de la file</translation>
    </message>
    <message>
        <source>and the {1} others in the queue</source>
        <translation>et pour les {1} autres de la file</translation>
    </message>
    <message>
        <source>badly damaged by its small size</source>
        <translation>très abîmé par sa petite taille</translation>
    </message>
    <message>
        <source>commercial use up to a revenue of {1} million US dollars a month</source>
        <translation>usage commercial jusqu’à un chiffre d’affaires de {1} millions de dollars par mois</translation>
    </message>
    <message>
        <source>commercial use up to {1} million monthly users</source>
        <translation>usage commercial jusqu’à {1} millions d’utilisateurs par mois</translation>
    </message>
    <message>
        <source>commercial use with conditions</source>
        <translation>usage commercial sous conditions</translation>
    </message>
    <message>
        <source>commercial use: {1}</source>
        <translation>usage commercial : {1}</translation>
    </message>
    <message>
        <source>download “{1}” from “{2}”</source>
        <translation>télécharger « {1} » depuis « {2} »</translation>
    </message>
    <message>
        <source>expected for such a machine</source>
        <translation>attendu pour un tel ordinateur</translation>
    </message>
    <message>
        <source>expected from this machine&apos;s measured speed</source>
        <translation>attendu d’après la vitesse mesurée de cet ordinateur</translation>
    </message>
    <message>
        <source>fits without a smaller KV cache</source>
        <translation>tient sans cache KV plus petit</translation>
    </message>
    <message>
        <source>in a few minutes</source>
        <translation>dans quelques minutes</translation>
    </message>
    <message>
        <source>in {1} seconds</source>
        <translation>dans {1} secondes</translation>
    </message>
    <message>
        <source>is nested too deeply</source>
        <translation>est trop profondément imbriqué</translation>
    </message>
    <message>
        <source>it differs from “{1}” only in how its letters are written</source>
        <translation>il ne diffère de « {1} » que par l’écriture de ses lettres</translation>
    </message>
    <message>
        <source>it is no path inside a repository</source>
        <translation>ce n’est pas un chemin dans un dépôt</translation>
    </message>
    <message>
        <source>its certificate was not accepted</source>
        <translation>son certificat n’a pas été accepté</translation>
    </message>
    <message>
        <source>its name was not found</source>
        <translation>son nom n’a pas été trouvé</translation>
    </message>
    <message>
        <source>list the files of “{1}”</source>
        <translation>lister les fichiers de « {1} »</translation>
    </message>
    <message>
        <source>measured here</source>
        <translation>mesuré ici</translation>
    </message>
    <message>
        <source>models trained on outputs must carry its name</source>
        <translation>les modèles entraînés sur ses sorties doivent porter son nom</translation>
    </message>
    <message>
        <source>models trained on outputs to be like it are under it too</source>
        <translation>les modèles entraînés sur ses sorties pour lui ressembler y sont soumis aussi</translation>
    </message>
    <message>
        <source>more bytes than it said</source>
        <translation>plus d’octets qu’annoncé</translation>
    </message>
    <message>
        <source>no commercial use</source>
        <translation>pas d’usage commercial</translation>
    </message>
    <message>
        <source>no connection</source>
        <translation>pas de connexion</translation>
    </message>
    <message>
        <source>no secure connection</source>
        <translation>pas de connexion sûre</translation>
    </message>
    <message>
        <source>no training of other models on outputs</source>
        <translation>pas d’entraînement d’autres modèles sur ses sorties</translation>
    </message>
    <message>
        <source>not at all</source>
        <translation>pas du tout</translation>
    </message>
    <message>
        <source>of unknown quality</source>
        <translation>de qualité inconnue</translation>
    </message>
    <message>
        <source>of {1} builds</source>
        <translation>sur {1} versions</translation>
    </message>
    <message>
        <source>on the graphics card</source>
        <translation>sur la carte graphique</translation>
    </message>
    <message>
        <source>on the processor</source>
        <translation>sur le processeur</translation>
    </message>
    <message>
        <source>outputs for research only</source>
        <translation>sorties pour la recherche seulement</translation>
    </message>
    <message>
        <source>own family only</source>
        <translation>sa famille seulement</translation>
    </message>
    <message>
        <source>read the header of “{1}” in “{2}”</source>
        <translation>lire l’en-tête de « {1} » dans « {2} »</translation>
    </message>
    <message>
        <source>redirects without an end</source>
        <translation>des redirections sans fin</translation>
    </message>
    <message>
        <source>regions left out: {1}</source>
        <translation>régions exclues : {1}</translation>
    </message>
    <message>
        <source>research only</source>
        <translation>recherche seulement</translation>
    </message>
    <message>
        <source>status {1}</source>
        <translation>état {1}</translation>
    </message>
    <message>
        <source>the best answers</source>
        <translation>les meilleures réponses</translation>
    </message>
    <message>
        <source>the fastest answers</source>
        <translation>les réponses les plus rapides</translation>
    </message>
    <message>
        <source>the graphics card</source>
        <translation>la carte graphique</translation>
    </message>
    <message>
        <source>the graphics chip</source>
        <translation>la puce graphique</translation>
    </message>
    <message>
        <source>a LoRA adapter</source>
        <translation>un adaptateur LoRA</translation>
    </message>
    <message>
        <source>Fetch it with “{1}”, or choose another model.</source>
        <translation>Récupérez-le avec « {1} », ou choisissez un autre modèle.</translation>
    </message>
    <message>
        <source>Put it back, fetch it again, or forget it with “{1}”.</source>
        <translation>Remettez-le, récupérez-le de nouveau, ou oubliez-le avec « {1} ».</translation>
    </message>
    <message>
        <source>Put it back, or remove the model with “{1}”.</source>
        <translation>Remettez-le, ou retirez le modèle avec « {1} ».</translation>
    </message>
    <message>
        <source>Take it in with “{1}” first.</source>
        <translation>Ajoutez-le d’abord avec « {1} ».</translation>
    </message>
    <message>
        <source>There was nothing to compare with, so its hash was kept for the next time.</source>
        <translation>Il n’y avait rien à quoi comparer ; son empreinte a été gardée pour la prochaine fois.</translation>
    </message>
    <message>
        <source>Try again; the log says more.</source>
        <translation>Réessayez ; le journal en dit plus.</translation>
    </message>
    <message>
        <source>Your models are as they were.</source>
        <translation>Vos modèles sont tels qu’ils étaient.</translation>
    </message>
    <message>
        <source>a build without a label</source>
        <translation>une version sans étiquette</translation>
    </message>
    <message>
        <source>a list of load options by name</source>
        <translation>une liste d’options de chargement par nom</translation>
    </message>
    <message>
        <source>a list of sampling options by name</source>
        <translation>une liste d’options d’échantillonnage par nom</translation>
    </message>
    <message>
        <source>a list of texts by window</source>
        <translation>une liste de textes par fenêtre</translation>
    </message>
    <message>
        <source>a multimodal projector</source>
        <translation>un projecteur multimodal</translation>
    </message>
    <message>
        <source>a name is empty</source>
        <translation>un nom est vide</translation>
    </message>
    <message>
        <source>a number from 1 to 16</source>
        <translation>un nombre de 1 à 16</translation>
    </message>
    <message>
        <source>a number of bytes per second from 0 (no limit) to 1,000,000,000,000</source>
        <translation>un nombre d’octets par seconde de 0 (sans limite) à 1 000 000 000 000</translation>
    </message>
    <message>
        <source>a number of characters from 0 (never) to 1,000,000,000</source>
        <translation>un nombre de caractères de 0 (jamais) à 1 000 000 000</translation>
    </message>
    <message>
        <source>a number of percent from 50 to 300</source>
        <translation>un pourcentage de 50 à 300</translation>
    </message>
    <message>
        <source>a number of seconds from 0 (never) to 604,800 (a week)</source>
        <translation>un nombre de secondes de 0 (jamais) à 604 800 (une semaine)</translation>
    </message>
    <message>
        <source>a path, the name of a model, or starter</source>
        <translation>un chemin, le nom d’un modèle, ou starter</translation>
    </message>
    <message>
        <source>a safetensors file</source>
        <translation>un fichier safetensors</translation>
    </message>
    <message>
        <source>a text of at most 100,000 characters</source>
        <translation>un texte de 100 000 caractères au plus</translation>
    </message>
    <message>
        <source>an importance matrix</source>
        <translation>une matrice d’importance</translation>
    </message>
    <message>
        <source>an unknown one</source>
        <translation>inconnue</translation>
    </message>
    <message>
        <source>and json_schema exclude each other</source>
        <translation>et json_schema s’excluent</translation>
    </message>
    <message>
        <source>and more</source>
        <translation>et d’autres</translation>
    </message>
    <message>
        <source>and writes {1} tokens per second</source>
        <translation>et écrit {1} tokens par seconde</translation>
    </message>
    <message>
        <source>and {1} more</source>
        <translation>et {1} autres</translation>
    </message>
    <message>
        <source>ask, trim_oldest or stop</source>
        <translation>ask, trim_oldest ou stop</translation>
    </message>
    <message>
        <source>at least {1} bytes are needed</source>
        <translation>il faut au moins {1} octets</translation>
    </message>
    <message>
        <source>attached files</source>
        <translation>fichiers joints</translation>
    </message>
    <message>
        <source>bundled or system</source>
        <translation>bundled ou system</translation>
    </message>
    <message>
        <source>comfortable or compact</source>
        <translation>comfortable ou compact</translation>
    </message>
    <message>
        <source>enter or ctrl_enter</source>
        <translation>enter ou ctrl_enter</translation>
    </message>
    <message>
        <source>exit code {1}</source>
        <translation>code de sortie {1}</translation>
    </message>
    <message>
        <source>has {1} shares for {2} devices</source>
        <translation>a {1} parts pour {2} périphériques</translation>
    </message>
    <message>
        <source>holds a share that is none</source>
        <translation>contient une part qui n’en est pas une</translation>
    </message>
    <message>
        <source>holds an empty text</source>
        <translation>contient un texte vide</translation>
    </message>
    <message>
        <source>holds no finite number</source>
        <translation>ne contient pas un nombre fini</translation>
    </message>
    <message>
        <source>holds something that cannot be enforced ({1})</source>
        <translation>contient quelque chose d’impossible à imposer ({1})</translation>
    </message>
    <message>
        <source>is not a JSON object</source>
        <translation>n’est pas un objet JSON</translation>
    </message>
    <message>
        <source>is not valid GBNF</source>
        <translation>n’est pas du GBNF valide</translation>
    </message>
    <message>
        <source>is not valid JSON ({1})</source>
        <translation>n’est pas du JSON valide ({1})</translation>
    </message>
    <message>
        <source>is possible here</source>
        <translation>est possible ici</translation>
    </message>
    <message>
        <source>is {1}, which needs flash attention</source>
        <translation>vaut {1}, ce qui demande flash attention</translation>
    </message>
    <message>
        <source>it asks for something that templates may not do</source>
        <translation>il demande quelque chose d’interdit aux gabarits</translation>
    </message>
    <message>
        <source>it cannot be compiled ({1})</source>
        <translation>il ne peut pas être compilé ({1})</translation>
    </message>
    <message>
        <source>it claims to hold {1} settings</source>
        <translation>il prétend contenir {1} réglages</translation>
    </message>
    <message>
        <source>it claims to hold {1} tensors</source>
        <translation>il prétend contenir {1} tenseurs</translation>
    </message>
    <message>
        <source>it does not answer, or it serves another program</source>
        <translation>il ne répond pas, ou sert un autre programme</translation>
    </message>
    <message>
        <source>it does not come to an end</source>
        <translation>il ne se termine pas</translation>
    </message>
    <message>
        <source>it does not name its architecture</source>
        <translation>il ne nomme pas son architecture</translation>
    </message>
    <message>
        <source>it fills them with zeros</source>
        <translation>il les remplit de zéros</translation>
    </message>
    <message>
        <source>it gave no reason</source>
        <translation>il n’a pas donné de raison</translation>
    </message>
    <message>
        <source>it holds a value of the unknown type {1}</source>
        <translation>il contient une valeur du type inconnu {1}</translation>
    </message>
    <message>
        <source>it holds an array of the type {1}</source>
        <translation>il contient un tableau du type {1}</translation>
    </message>
    <message>
        <source>it is too long to be a chat template</source>
        <translation>il est trop long pour un gabarit de discussion</translation>
    </message>
    <message>
        <source>it offers no device</source>
        <translation>il n’offre aucun périphérique</translation>
    </message>
    <message>
        <source>it stopped answering</source>
        <translation>il ne répond plus</translation>
    </message>
    <message>
        <source>its alignment is not a power of two</source>
        <translation>son alignement n’est pas une puissance de deux</translation>
    </message>
    <message>
        <source>its header claims to reach beyond {1} bytes</source>
        <translation>son en-tête prétend dépasser {1} octets</translation>
    </message>
    <message>
        <source>its parts hold {1} tensors and should hold {2}</source>
        <translation>ses parties contiennent {1} tenseurs et devraient en contenir {2}</translation>
    </message>
    <message>
        <source>keys such as Ctrl+Alt+Space, or nothing</source>
        <translation>des touches comme Ctrl+Alt+Space, ou rien</translation>
    </message>
    <message>
        <source>names a device twice</source>
        <translation>nomme deux fois un périphérique</translation>
    </message>
    <message>
        <source>names the processor beside other devices</source>
        <translation>nomme le processeur à côté d’autres périphériques</translation>
    </message>
    <message>
        <source>names the token {1}</source>
        <translation>nomme le token {1}</translation>
    </message>
    <message>
        <source>names the token {1}, which the model does not have</source>
        <translation>nomme le token {1}, que le modèle n’a pas</translation>
    </message>
    <message>
        <source>names {1}</source>
        <translation>nomme {1}</translation>
    </message>
    <message>
        <source>names {1}, which is not on this computer</source>
        <translation>nomme {1}, qui n’est pas sur cet ordinateur</translation>
    </message>
    <message>
        <source>names {1}, which is not there</source>
        <translation>nomme {1}, qui n’est pas là</translation>
    </message>
    <message>
        <source>one of its files is</source>
        <translation>un de ses fichiers</translation>
    </message>
    <message>
        <source>part {1} is</source>
        <translation>partie {1}</translation>
    </message>
    <message>
        <source>so that the model fits</source>
        <translation>pour que le modèle tienne</translation>
    </message>
    <message>
        <source>so that this context fits</source>
        <translation>pour que ce contexte tienne</translation>
    </message>
    <message>
        <source>steps of tools</source>
        <translation>étapes d’outils</translation>
    </message>
    <message>
        <source>system, en, de or fr</source>
        <translation>system, en, de ou fr</translation>
    </message>
    <message>
        <source>system, light or dark</source>
        <translation>system, light ou dark</translation>
    </message>
    <message>
        <source>the first part</source>
        <translation>la première partie</translation>
    </message>
    <message>
        <source>the name of the tensor “{1}…” is too long</source>
        <translation>le nom du tenseur « {1}… » est trop long</translation>
    </message>
    <message>
        <source>the network</source>
        <translation>le réseau</translation>
    </message>
    <message>
        <source>the only build</source>
        <translation>la seule version</translation>
    </message>
    <message>
        <source>the parts {1} are</source>
        <translation>parties {1}</translation>
    </message>
    <message>
        <source>the process that makes formulas does not start</source>
        <translation>le processus qui compose les formules ne démarre pas</translation>
    </message>
    <message>
        <source>the proxy does not answer as a SOCKS proxy does</source>
        <translation>le proxy ne répond pas comme un proxy SOCKS</translation>
    </message>
    <message>
        <source>the proxy refuses</source>
        <translation>le proxy refuse</translation>
    </message>
    <message>
        <source>the proxy&apos;s address is not one that Parley can use</source>
        <translation>l’adresse du proxy n’est pas de celles que Parley sait utiliser</translation>
    </message>
    <message>
        <source>the rows of the tensor “{1}” are no whole blocks of {2}</source>
        <translation>les lignes du tenseur « {1} » ne sont pas des blocs entiers de {2}</translation>
    </message>
    <message>
        <source>the setting “{1}” is there twice</source>
        <translation>le réglage « {1} » figure deux fois</translation>
    </message>
    <message>
        <source>the tensor “{1}” has an impossible size</source>
        <translation>le tenseur « {1} » a une taille impossible</translation>
    </message>
    <message>
        <source>the tensor “{1}” has {2} dimensions</source>
        <translation>le tenseur « {1} » a {2} dimensions</translation>
    </message>
    <message>
        <source>the tensor “{1}” is in two of its parts</source>
        <translation>le tenseur « {1} » est dans deux de ses parties</translation>
    </message>
    <message>
        <source>the tensor “{1}” is not where it must be</source>
        <translation>le tenseur « {1} » n’est pas là où il doit être</translation>
    </message>
    <message>
        <source>the tensor “{1}” is there twice</source>
        <translation>le tenseur « {1} » figure deux fois</translation>
    </message>
    <message>
        <source>the tensor “{1}” lies between the places for tensors</source>
        <translation>le tenseur « {1} » se trouve entre les places prévues</translation>
    </message>
    <message>
        <source>the whole file, not a part</source>
        <translation>le fichier entier, pas une partie</translation>
    </message>
    <message>
        <source>the whole path would be too long here</source>
        <translation>le chemin entier serait trop long ici</translation>
    </message>
    <message>
        <source>the {1} graphics cards</source>
        <translation>les {1} cartes graphiques</translation>
    </message>
    <message>
        <source>training on outputs: {1}</source>
        <translation>entraînement sur les sorties : {1}</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true ou false</translation>
    </message>
    <message>
        <source>uses {1}, which cannot be enforced while a model writes</source>
        <translation>utilise {1}, impossible à imposer pendant que le modèle écrit</translation>
    </message>
    <message>
        <source>what answers there is no RPC server of this kind</source>
        <translation>ce qui répond là n’est pas un tel serveur RPC</translation>
    </message>
    <message>
        <source>what it was asked for</source>
        <translation>ce qui lui était demandé</translation>
    </message>
    <message>
        <source>which costs next to no quality</source>
        <translation>ce qui ne coûte presque aucune qualité</translation>
    </message>
    <message>
        <source>which costs some quality</source>
        <translation>ce qui coûte un peu de qualité</translation>
    </message>
    <message>
        <source>words or model</source>
        <translation>words ou model</translation>
    </message>
    <message>
        <source>{1} It was left where it is.</source>
        <translation>{1} Il est resté là où il est.</translation>
    </message>
    <message>
        <source>{1} This could not be remembered. {2}</source>
        <translation>{1} Cela n’a pas pu être retenu. {2}</translation>
    </message>
    <message>
        <source>{1} This was left out; your other settings are used.</source>
        <translation>{1} Cela a été omis ; vos autres réglages sont utilisés.</translation>
    </message>
    <message>
        <source>{1} are kept.</source>
        <translation>{1} sont conservés.</translation>
    </message>
    <message>
        <source>{1} are {2} (divergence {3}).</source>
        <translation>{1} sont d’un niveau {2} (divergence {3}).</translation>
    </message>
    <message>
        <source>{1} billion weights, {2}.</source>
        <translation>{1} milliards de poids, {2}.</translation>
    </message>
    <message>
        <source>{1} cannot be reached (the certificates in SSL_CERT_FILE cannot be read).</source>
        <translation>{1} est injoignable (les certificats de SSL_CERT_FILE ne peuvent pas être lus).</translation>
    </message>
    <message>
        <source>{1} cannot be reached ({2}).</source>
        <translation>{1} est injoignable ({2}).</translation>
    </message>
    <message>
        <source>{1} cannot be reached: {2}.</source>
        <translation>{1} est injoignable : {2}.</translation>
    </message>
    <message>
        <source>{1} could not be read ({2}).</source>
        <translation>{1} n’a pas pu être lu ({2}).</translation>
    </message>
    <message>
        <source>{1} could not be written ({2}).</source>
        <translation>{1} n’a pas pu être écrit ({2}).</translation>
    </message>
    <message>
        <source>{1} did not answer as a hub does ({2}).</source>
        <translation>{1} n’a pas répondu comme un hub ({2}).</translation>
    </message>
    <message>
        <source>{1} does not accept your access token: it was revoked, has expired, or is not whole.</source>
        <translation>{1} n’accepte pas votre jeton d’accès : il a été révoqué, a expiré ou n’est pas entier.</translation>
    </message>
    <message>
        <source>{1} does not let you read “{2}”.</source>
        <translation>{1} ne vous laisse pas lire « {2} ».</translation>
    </message>
    <message>
        <source>{1} does not let you {2}.</source>
        <translation>{1} ne vous permet pas cela : {2}.</translation>
    </message>
    <message>
        <source>{1} gives another content for “{2}” than it lists.</source>
        <translation>{1} donne pour « {2} » un autre contenu que celui qu’il liste.</translation>
    </message>
    <message>
        <source>{1} has another name on this disk, so deleting it frees nothing.</source>
        <translation>{1} a un autre nom sur ce disque ; le supprimer ne libère rien.</translation>
    </message>
    <message>
        <source>{1} has closed “{2}”.</source>
        <translation>{1} a fermé « {2} ».</translation>
    </message>
    <message>
        <source>{1} has trouble of its own (status {2}).</source>
        <translation>{1} a ses propres difficultés (état {2}).</translation>
    </message>
    <message>
        <source>{1} holds no conversations that Parley can read.</source>
        <translation>{1} ne contient aucune conversation que Parley sache lire.</translation>
    </message>
    <message>
        <source>{1} is a link; the file it leads to stays.</source>
        <translation>{1} est un lien ; le fichier visé reste.</translation>
    </message>
    <message>
        <source>{1} is being downloaded right now, in another version or with other files.</source>
        <translation>{1} est en cours de téléchargement, dans une autre version ou avec d’autres fichiers.</translation>
    </message>
    <message>
        <source>{1} is damaged or is no JSON.</source>
        <translation>{1} est abîmé ou n’est pas du JSON.</translation>
    </message>
    <message>
        <source>{1} is here already, and is checked.</source>
        <translation>{1} est déjà là, et est vérifié.</translation>
    </message>
    <message>
        <source>{1} is not a date.</source>
        <translation>{1} n’est pas une date.</translation>
    </message>
    <message>
        <source>{1} is {2}: nothing is published about it.</source>
        <translation>{1} est {2} : rien n’est publié à ce sujet.</translation>
    </message>
    <message>
        <source>{1} left out, because the conversation is longer than the model can see at once.</source>
        <translation>{1} laissé de côté, car la conversation est plus longue que ce que le modèle voit d’un coup.</translation>
    </message>
    <message>
        <source>{1} lets nobody {2} without an account.</source>
        <translation>{1} ne permet cela à personne sans compte : {2}.</translation>
    </message>
    <message>
        <source>{1} lists “{2}” with {3} bytes, but gives {4}.</source>
        <translation>{1} liste « {2} » avec {3} octets, mais en donne {4}.</translation>
    </message>
    <message>
        <source>{1} million weights, {2}.</source>
        <translation>{1} millions de poids, {2}.</translation>
    </message>
    <message>
        <source>{1} models{2} can be used from now on.{3}</source>
        <translation>{1} modèles{2} sont utilisables dès maintenant.{3}</translation>
    </message>
    <message>
        <source>{1} of context fit with no build here; this is with {2}.</source>
        <translation>{1} de contexte ne tiennent avec aucune version ici ; celle-ci est avec {2}.</translation>
    </message>
    <message>
        <source>{1} of its files are</source>
        <translation>{1} de ses fichiers</translation>
    </message>
    <message>
        <source>{1} of the model&apos;s {2} layers are not in this file, so its memory cannot be told.</source>
        <translation>{1} des {2} couches du modèle ne sont pas dans ce fichier, sa mémoire ne peut donc pas être prévue.</translation>
    </message>
    <message>
        <source>{1} of {2} layers fit on {3} ({4}); the rest ({5}) is computed by the processor, which is slower.</source>
        <translation>{1} couches sur {2} tiennent sur {3} ({4}) ; le reste ({5}) est calculé par le processeur, plus lent.</translation>
    </message>
    <message>
        <source>{1} offers no way to {2}.</source>
        <translation>{1} n’offre aucun moyen pour cela : {2}.</translation>
    </message>
    <message>
        <source>{1} or move the file away to start with none.</source>
        <translation>{1} ou déplacez le fichier pour repartir de zéro.</translation>
    </message>
    <message>
        <source>{1} stays, because another model needs it.</source>
        <translation>{1} reste, car un autre modèle en a besoin.</translation>
    </message>
    <message>
        <source>{1} takes no more requests from you for now.</source>
        <translation>{1} n’accepte plus de requêtes de votre part pour l’instant.</translation>
    </message>
    <message>
        <source>{1} took too long to answer.</source>
        <translation>{1} a mis trop longtemps à répondre.</translation>
    </message>
    <message>
        <source>{1} {2} could not be read ({3}), so models in it are not listed.</source>
        <translation>{1} {2} n’a pas pu être lu ({3}), les modèles qu’il contient ne sont donc pas listés.</translation>
    </message>
    <message>
        <source>{1} {2} holds too many folders; not all were looked through.</source>
        <translation>{1} {2} contient trop de dossiers ; tous n’ont pas été parcourus.</translation>
    </message>
    <message>
        <source>{1}, {2}, chosen for {3}.</source>
        <translation>{1}, {2}, choisie pour {3}.</translation>
    </message>
    <message>
        <source>“/{1}” cannot be a command: it may have letters from a to z, digits, hyphens and underscores, 32 at most.</source>
        <translation>« /{1} » ne peut pas être une commande : lettres de a à z, chiffres, traits d’union et de soulignement, 32 au plus.</translation>
    </message>
    <message>
        <source>“/{1}” means something else already.</source>
        <translation>« /{1} » a déjà un autre sens.</translation>
    </message>
    <message>
        <source>“{1}” begins as a picture, but is damaged or cut off.</source>
        <translation>« {1} » commence comme une image, mais est endommagée ou tronquée.</translation>
    </message>
    <message>
        <source>“{1}” begins or ends in a way that some systems cut off</source>
        <translation>« {1} » commence ou finit d’une façon que certains systèmes coupent</translation>
    </message>
    <message>
        <source>“{1}” belongs to another program ({2}), which would not find it any more</source>
        <translation>« {1} » appartient à un autre programme ({2}), qui ne le retrouverait plus</translation>
    </message>
    <message>
        <source>“{1}” belongs to another program ({2}).</source>
        <translation>« {1} » appartient à un autre programme ({2}).</translation>
    </message>
    <message>
        <source>“{1}” came damaged twice: its hash is not the one that {2} lists.</source>
        <translation>« {1} » est arrivé deux fois endommagé : son empreinte n’est pas celle que liste {2}.</translation>
    </message>
    <message>
        <source>“{1}” cannot be read ({2}).</source>
        <translation>« {1} » est illisible ({2}).</translation>
    </message>
    <message>
        <source>“{1}” cannot be stored: {2}.</source>
        <translation>« {1} » ne peut pas être enregistré : {2}.</translation>
    </message>
    <message>
        <source>“{1}” cannot be used. {2}</source>
        <translation>« {1} » est inutilisable. {2}</translation>
    </message>
    <message>
        <source>“{1}” changes while it is read: another program writes to it.</source>
        <translation>« {1} » change pendant la lecture : un autre programme y écrit.</translation>
    </message>
    <message>
        <source>“{1}” comes with Parley and cannot be changed.</source>
        <translation>« {1} » est fourni avec Parley et ne peut pas être modifié.</translation>
    </message>
    <message>
        <source>“{1}” could be any of {2} models: {3}.</source>
        <translation>« {1} » peut désigner {2} modèles : {3}.</translation>
    </message>
    <message>
        <source>“{1}” could not be deleted ({2}).</source>
        <translation>« {1} » n’a pas pu être supprimé ({2}).</translation>
    </message>
    <message>
        <source>“{1}” could not be read ({2}).</source>
        <translation>« {1} » n’a pas pu être lu ({2}).</translation>
    </message>
    <message>
        <source>“{1}” could not be written ({2}).</source>
        <translation>« {1} » n’a pas pu être écrit ({2}).</translation>
    </message>
    <message>
        <source>“{1}” does not hold text, so it cannot be attached.</source>
        <translation>« {1} » ne contient pas de texte et ne peut donc pas être joint.</translation>
    </message>
    <message>
        <source>“{1}” has no build called {2}.</source>
        <translation>« {1} » n’a pas de version nommée {2}.</translation>
    </message>
    <message>
        <source>“{1}” has no revision “{2}”.</source>
        <translation>« {1} » n’a pas de révision « {2} ».</translation>
    </message>
    <message>
        <source>“{1}” has no text.</source>
        <translation>« {1} » n’a pas de texte.</translation>
    </message>
    <message>
        <source>“{1}” has {2} builds called {3}: {4}.</source>
        <translation>« {1} » a {2} versions nommées {3} : {4}.</translation>
    </message>
    <message>
        <source>“{1}” has {2} × {3} pixels, more than are decoded here.</source>
        <translation>« {1} » a {2} × {3} pixels, plus que ce qui est décodé ici.</translation>
    </message>
    <message>
        <source>“{1}” has {2}, too much for a picture that goes with a message.</source>
        <translation>« {1} » fait {2}, trop pour une image jointe à un message.</translation>
    </message>
    <message>
        <source>“{1}” has {2}; a file that goes with a message may have {3}.</source>
        <translation>« {1} » fait {2} ; un fichier joint peut faire {3}.</translation>
    </message>
    <message>
        <source>“{1}” holds too many folders to be a place of models.</source>
        <translation>« {1} » contient trop de dossiers pour être un lieu de modèles.</translation>
    </message>
    <message>
        <source>“{1}” in “{2}” cannot be used. {3}</source>
        <translation>« {1} » dans « {2} » ne peut pas être utilisé. {3}</translation>
    </message>
    <message>
        <source>“{1}” is a download that has not ended, so parts of the model may be missing.</source>
        <translation>« {1} » est un téléchargement inachevé ; des parties du modèle manquent peut-être.</translation>
    </message>
    <message>
        <source>“{1}” is a folder, not a model file.</source>
        <translation>« {1} » est un dossier, pas un fichier de modèle.</translation>
    </message>
    <message>
        <source>“{1}” is a link to another file</source>
        <translation>« {1} » est un lien vers un autre fichier</translation>
    </message>
    <message>
        <source>“{1}” is a name that Windows keeps for devices</source>
        <translation>« {1} » est un nom que Windows réserve aux périphériques</translation>
    </message>
    <message>
        <source>“{1}” is a piece of a model that was cut into bytes; no engine reads it.</source>
        <translation>« {1} » est un morceau d’un modèle découpé en octets ; aucun moteur ne le lit.</translation>
    </message>
    <message>
        <source>“{1}” is an image of a kind that cannot be attached.</source>
        <translation>« {1} » est une image d’un type qui ne peut pas être joint.</translation>
    </message>
    <message>
        <source>“{1}” is being downloaded already, by another window or command of Parley.</source>
        <translation>« {1} » est déjà en cours de téléchargement, par une autre fenêtre ou commande de Parley.</translation>
    </message>
    <message>
        <source>“{1}” is damaged: its content is not what was published.</source>
        <translation>« {1} » est abîmé : son contenu n’est pas celui qui a été publié.</translation>
    </message>
    <message>
        <source>“{1}” is empty.</source>
        <translation>« {1} » est vide.</translation>
    </message>
    <message>
        <source>“{1}” is gone from the disk.</source>
        <translation>« {1} » a disparu du disque.</translation>
    </message>
    <message>
        <source>“{1}” is in use.</source>
        <translation>« {1} » est en cours d’utilisation.</translation>
    </message>
    <message>
        <source>“{1}” is no file, so it cannot be attached.</source>
        <translation>« {1} » n’est pas un fichier et ne peut donc pas être joint.</translation>
    </message>
    <message>
        <source>“{1}” is no longer at {2}.</source>
        <translation>« {1} » n’est plus à {2}.</translation>
    </message>
    <message>
        <source>“{1}” is no longer in “{2}” as it was listed: its owner removed or replaced it.</source>
        <translation>« {1} » n’est plus dans « {2} » tel qu’il était listé : son propriétaire l’a retiré ou remplacé.</translation>
    </message>
    <message>
        <source>“{1}” is no longer where it was ({2}).</source>
        <translation>« {1} » n’est plus là où il était ({2}).</translation>
    </message>
    <message>
        <source>“{1}” is not a regular file.</source>
        <translation>« {1} » n’est pas un fichier ordinaire.</translation>
    </message>
    <message>
        <source>“{1}” is not among the models that are listed.</source>
        <translation>« {1} » n’est pas parmi les modèles listés.</translation>
    </message>
    <message>
        <source>“{1}” is not complete: {2} missing ({3}).</source>
        <translation>« {1} » n’est pas complet : il manque {2} ({3}).</translation>
    </message>
    <message>
        <source>“{1}” is not the name of a repository.</source>
        <translation>« {1} » n’est pas le nom d’un dépôt.</translation>
    </message>
    <message>
        <source>“{1}” is not there any more.</source>
        <translation>« {1} » n’est plus là.</translation>
    </message>
    <message>
        <source>“{1}” is there again.</source>
        <translation>« {1} » est revenu.</translation>
    </message>
    <message>
        <source>“{1}” is {2}, and only text and pictures can be attached.</source>
        <translation>« {1} » est {2}, et seuls du texte et des images peuvent être joints.</translation>
    </message>
    <message>
        <source>“{1}” on {2} has no README.</source>
        <translation>« {1} » sur {2} n’a pas de README.</translation>
    </message>
    <message>
        <source>“{1}” reads it whole and says whether it is right.</source>
        <translation>« {1} » le lit en entier et dit s’il est bon.</translation>
    </message>
    <message>
        <source>“{1}” says which file it is and what to do.</source>
        <translation>« {1} » dit de quel fichier il s’agit et que faire.</translation>
    </message>
    <message>
        <source>“{1}” tells whether it is right.</source>
        <translation>« {1} » dit s’il est bon.</translation>
    </message>
    <message>
        <source>“{1}” was changed by another program since Parley last looked.{2}</source>
        <translation>« {1} » a été modifié par un autre programme depuis le dernier passage de Parley.{2}</translation>
    </message>
    <message>
        <source>“{1}” was changed by another program since its content was known.</source>
        <translation>« {1} » a été modifié par un autre programme depuis que son contenu est connu.</translation>
    </message>
    <message>
        <source>“{1}” was changed on the hub meanwhile, so what changed is fetched from its beginning.</source>
        <translation>« {1} » a changé entre-temps sur le hub : ce qui a changé est repris depuis le début.</translation>
    </message>
    <message>
        <source>“{1}” was not taken. {2}</source>
        <translation>« {1} » n’a pas été pris. {2}</translation>
    </message>
</context>
<context>
    <name>dialogs</name>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>Copier l’adresse</translation>
    </message>
    <message>
        <source>The link was written by a model. It opens in your browser.</source>
        <translation>Le lien a été écrit par un modèle. Il s’ouvrira dans votre navigateur.</translation>
    </message>
    <message>
        <source>Open in browser</source>
        <translation>Ouvrir dans le navigateur</translation>
    </message>
    <message>
        <source>The link was written by a model. Parley does not open addresses of this kind.</source>
        <translation>Le lien a été écrit par un modèle. Parley n’ouvre pas les adresses de ce genre.</translation>
    </message>
    <message>
        <source>Open this address?</source>
        <translation>Ouvrir cette adresse ?</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>Engine log</source>
        <translation>Journal du moteur</translation>
    </message>
    <message>
        <source>The engine has written nothing yet.</source>
        <translation>Le moteur n’a encore rien écrit.</translation>
    </message>
    <message>
        <source>About Parley</source>
        <translation>À propos de Parley</translation>
    </message>
    <message>
        <source>Talk with open-weight models on your own computer.</source>
        <translation>Discutez avec des modèles ouverts sur votre propre ordinateur.</translation>
    </message>
    <message>
        <source>not installed</source>
        <translation>non installé</translation>
    </message>
</context>
<context>
    <name>downloads</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n autre</numerusform>
            <numerusform>%n autres</numerusform>
        </translation>
    </message>
    <message>
        <source>Opens {address} in the browser.</source>
        <translation>Ouvre {address} dans le navigateur.</translation>
    </message>
    <message>
        <source>checking that it arrived unchanged</source>
        <translation>vérification de son intégrité</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>suspendu</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>arrêté</translation>
    </message>
    <message>
        <source>stopping</source>
        <translation>arrêt en cours</translation>
    </message>
    <message>
        <source>tries again in {time}</source>
        <translation>nouvel essai dans {time}</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>en attente</translation>
    </message>
    <message>
        <source>waits for its turn</source>
        <translation>attend son tour</translation>
    </message>
    <message>
        <source>waits until Parley goes online</source>
        <translation>attend que Parley passe en ligne</translation>
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
        <translation>{name} suspendu</translation>
    </message>
    <message>
        <source>{name} stopped</source>
        <translation>{name} arrêté</translation>
    </message>
    <message>
        <source>{percent} downloaded</source>
        <translation>{percent} téléchargés</translation>
    </message>
    <message>
        <source>{received} of {size}</source>
        <translation>{received} sur {size}</translation>
    </message>
    <message>
        <source>{size} · finished</source>
        <translation>{size} · terminé</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>encore {time}</translation>
    </message>
</context>
<context>
    <name>export</name>
    <message>
        <source>Assistant</source>
        <translation>Assistant</translation>
    </message>
    <message>
        <source>Attachment: {name}</source>
        <translation>Pièce jointe : {name}</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>Discussion</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Image</translation>
    </message>
    <message>
        <source>Picture: {name}</source>
        <translation>Image : {name}</translation>
    </message>
    <message>
        <source>Reasoning</source>
        <translation>Raisonnement</translation>
    </message>
    <message>
        <source>Reasoning ({number} s)</source>
        <translation>Raisonnement ({number} s)</translation>
    </message>
    <message>
        <source>System</source>
        <translation>Système</translation>
    </message>
    <message>
        <source>System prompt</source>
        <translation>Prompt système</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Vous</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>modifiée</translation>
    </message>
    <message>
        <source>first token after {number} s</source>
        <translation>premier token après {number} s</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>interrompue</translation>
    </message>
    <message>
        <source>seed {number}</source>
        <translation>graine {number}</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>arrêtée</translation>
    </message>
    <message>
        <source>the limit of tokens was reached</source>
        <translation>la limite de tokens a été atteinte</translation>
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
        <translation>{name} est un export de {source}.</translation>
    </message>
    <message>
        <source>Not taken over: {list}.</source>
        <translation>Non repris : {list}.</translation>
    </message>
    <message numerus="yes">
        <source>%n chat(s) imported</source>
        <translation>
            <numerusform>%n discussion importée</numerusform>
            <numerusform>%n discussions importées</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n chat(s) were here already and stayed as they are.</source>
        <translation>
            <numerusform>%n discussion était déjà là et reste telle quelle.</numerusform>
            <numerusform>%n discussions étaient déjà là et restent telles quelles.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left out:</source>
        <translation>
            <numerusform>%n omise :</numerusform>
            <numerusform>%n omises :</numerusform>
        </translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message numerus="yes">
        <source>Of %n of them, the file has other messages.</source>
        <translation>
            <numerusform>Pour %n d’entre elles, le fichier a d’autres messages.</numerusform>
            <numerusform>Pour %n d’entre elles, le fichier a d’autres messages.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s)</source>
        <translation>
            <numerusform>%n image</numerusform>
            <numerusform>%n images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n recording(s)</source>
        <translation>
            <numerusform>%n enregistrement</numerusform>
            <numerusform>%n enregistrements</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n attached file(s)</source>
        <translation>
            <numerusform>%n fichier joint</numerusform>
            <numerusform>%n fichiers joints</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n step(s) of tools</source>
        <translation>
            <numerusform>%n étape d’outil</numerusform>
            <numerusform>%n étapes d’outils</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>message</name>
    <message>
        <source>You</source>
        <translation>Vous</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Réponse</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Arrêtée.</translation>
    </message>
    <message>
        <source>Interrupted: Parley ended while this was being written.</source>
        <translation>Interrompue : Parley s’est terminé pendant l’écriture.</translation>
    </message>
    <message>
        <source>Ended at the most tokens allowed for one answer.</source>
        <translation>Terminée au nombre maximal de tokens permis pour une réponse.</translation>
    </message>
    <message>
        <source>Ended because the context window is full.</source>
        <translation>Terminée, car la fenêtre de contexte est pleine.</translation>
    </message>
    <message>
        <source>What is above was left out of the last prompt, and will be of the next</source>
        <translation>Ce qui précède ne figurait pas dans le dernier prompt, ni ne figurera dans le prochain</translation>
    </message>
    <message>
        <source>first token {time}</source>
        <translation>premier token {time}</translation>
    </message>
    <message>
        <source>Prompt: {tokens}, {known} of them known already</source>
        <translation>Prompt : {tokens}, dont {known} déjà connus</translation>
    </message>
    <message>
        <source>Prompt: {tokens}</source>
        <translation>Prompt : {tokens}</translation>
    </message>
    <message>
        <source>Seed {number}</source>
        <translation>Graine {number}</translation>
    </message>
    <message>
        <source>Context: {tokens}</source>
        <translation>Contexte : {tokens}</translation>
    </message>
    <message>
        <source>the model</source>
        <translation>le modèle</translation>
    </message>
    <message>
        <source>Loading {model}, {percent}</source>
        <translation>Chargement de {model}, {percent}</translation>
    </message>
    <message>
        <source>Loading {model}</source>
        <translation>Chargement de {model}</translation>
    </message>
    <message>
        <source>Reading the prompt, {percent}</source>
        <translation>Lecture du prompt, {percent}</translation>
    </message>
    <message>
        <source>Reading the prompt</source>
        <translation>Lecture du prompt</translation>
    </message>
    <message>
        <source>Message {number} of {count}</source>
        <translation>Message {number} sur {count}</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>Arrêt en cours</translation>
    </message>
    <message>
        <source>The next message fits only without what is above</source>
        <translation>Le prochain message ne tient que sans ce qui précède</translation>
    </message>
    <message>
        <source>The next message will leave out what is above</source>
        <translation>Le prochain message omettra ce qui précède</translation>
    </message>
    <message>
        <source>Thinking…</source>
        <translation>Réflexion…</translation>
    </message>
    <message>
        <source>Thinking… {time}</source>
        <translation>Réflexion… {time}</translation>
    </message>
    <message>
        <source>Thoughts</source>
        <translation>Réflexion</translation>
    </message>
    <message>
        <source>Thought for {time}</source>
        <translation>A réfléchi {time}</translation>
    </message>
    <message>
        <source>The message above was left out of the last answer’s prompt</source>
        <translation>Le message ci-dessus ne figurait pas dans le prompt de la dernière réponse</translation>
    </message>
    <message>
        <source>The {number} messages above were left out of the last answer’s prompt</source>
        <translation>Les {number} messages ci-dessus ne figuraient pas dans le prompt de la dernière réponse</translation>
    </message>
</context>
<context>
    <name>models</name>
    <message>
        <source>Acceptance needed</source>
        <translation>Acceptation requise</translation>
    </message>
    <message>
        <source>Approved by the OSI</source>
        <translation>Approuvée par l’OSI</translation>
    </message>
    <message>
        <source>As the original</source>
        <translation>Comme l’original</translation>
    </message>
    <message>
        <source>Attention heads</source>
        <translation>Têtes d’attention</translation>
    </message>
    <message>
        <source>Badly damaged</source>
        <translation>Très abîmé</translation>
    </message>
    <message>
        <source>Calls tools</source>
        <translation>Appelle des outils</translation>
    </message>
    <message>
        <source>Came with Parley</source>
        <translation>Fourni avec Parley</translation>
    </message>
    <message>
        <source>Clearly lower</source>
        <translation>Nettement moindre</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Proche</translation>
    </message>
    <message>
        <source>Commercial use</source>
        <translation>Usage commercial</translation>
    </message>
    <message>
        <source>Context window</source>
        <translation>Fenêtre de contexte</translation>
    </message>
    <message>
        <source>Downloaded</source>
        <translation>Téléchargé</translation>
    </message>
    <message>
        <source>Experts</source>
        <translation>Experts</translation>
    </message>
    <message>
        <source>Imported</source>
        <translation>Importé</translation>
    </message>
    <message>
        <source>Its weights are not published</source>
        <translation>Ses poids ne sont pas publiés</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Couches</translation>
    </message>
    <message>
        <source>Limit by revenue</source>
        <translation>Limite de chiffre d’affaires</translation>
    </message>
    <message>
        <source>Limit by users</source>
        <translation>Limite d’utilisateurs</translation>
    </message>
    <message>
        <source>Llama for this machine</source>
        <translation>Llama pour cet ordinateur</translation>
    </message>
    <message>
        <source>Mistral for this machine</source>
        <translation>Mistral pour cet ordinateur</translation>
    </message>
    <message>
        <source>Nearly the same</source>
        <translation>Presque pareil</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Jamais</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Non</translation>
    </message>
    <message>
        <source>No files for the engine are known</source>
        <translation>Aucun fichier connu pour le moteur</translation>
    </message>
    <message>
        <source>Passing it on</source>
        <translation>Redistribution</translation>
    </message>
    <message>
        <source>Published on</source>
        <translation>Publié le</translation>
    </message>
    <message>
        <source>Publisher</source>
        <translation>Éditeur</translation>
    </message>
    <message>
        <source>Put in the folder</source>
        <translation>Mis dans le dossier</translation>
    </message>
    <message>
        <source>Reasons first</source>
        <translation>Raisonne d’abord</translation>
    </message>
    <message>
        <source>Regions left out</source>
        <translation>Régions exclues</translation>
    </message>
    <message>
        <source>Small and fast here</source>
        <translation>Petit et rapide ici</translation>
    </message>
    <message>
        <source>Somewhat lower</source>
        <translation>Un peu moindre</translation>
    </message>
    <message>
        <source>Takes in</source>
        <translation>Accepte</translation>
    </message>
    <message>
        <source>The engine cannot run it</source>
        <translation>Le moteur ne peut pas l’exécuter</translation>
    </message>
    <message>
        <source>Too big</source>
        <translation>Trop grand</translation>
    </message>
    <message>
        <source>Training on outputs</source>
        <translation>Entraînement sur les sorties</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Inconnue</translation>
    </message>
    <message>
        <source>Use policy</source>
        <translation>Règles d’usage</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Poids</translation>
    </message>
    <message>
        <source>Weights for one token</source>
        <translation>Poids par token</translation>
    </message>
    <message>
        <source>Whether it runs here is not known</source>
        <translation>On ne sait pas s’il fonctionne ici</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Oui</translation>
    </message>
    <message>
        <source>about {number} tokens/s</source>
        <translation>environ {number} tokens/s</translation>
    </message>
    <message>
        <source>about {size}</source>
        <translation>environ {size}</translation>
    </message>
    <message>
        <source>changed since it was verified</source>
        <translation>modifié depuis sa vérification</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>endommagé</translation>
    </message>
    <message>
        <source>expected {number} tokens/s</source>
        <translation>{number} tokens/s attendus</translation>
    </message>
    <message>
        <source>hears {inputs}</source>
        <translation>entend : {inputs}</translation>
    </message>
    <message>
        <source>images</source>
        <translation>images</translation>
    </message>
    <message>
        <source>never verified, and nobody said what it must be</source>
        <translation>jamais vérifié, et personne n’a dit ce qu’il doit être</translation>
    </message>
    <message>
        <source>not there any more</source>
        <translation>plus là</translation>
    </message>
    <message>
        <source>not verified yet</source>
        <translation>pas encore vérifié</translation>
    </message>
    <message>
        <source>parts are missing</source>
        <translation>des parties manquent</translation>
    </message>
    <message>
        <source>sees and hears {inputs}</source>
        <translation>voit et entend : {inputs}</translation>
    </message>
    <message>
        <source>sees {inputs}</source>
        <translation>voit : {inputs}</translation>
    </message>
    <message>
        <source>sound</source>
        <translation>son</translation>
    </message>
    <message>
        <source>text</source>
        <translation>texte</translation>
    </message>
    <message>
        <source>verified</source>
        <translation>vérifié</translation>
    </message>
    <message>
        <source>{count} tokens of context</source>
        <translation>{count} tokens de contexte</translation>
    </message>
    <message>
        <source>{heads}, {kept} of them cached</source>
        <translation>{heads}, dont {kept} en cache</translation>
    </message>
    <message>
        <source>{measured} tokens/s, expected {expected}</source>
        <translation>{measured} tokens/s, {expected} attendus</translation>
    </message>
    <message>
        <source>{number} billion</source>
        <translation>{number} milliards</translation>
    </message>
    <message>
        <source>{number} million</source>
        <translation>{number} millions</translation>
    </message>
    <message>
        <source>{number} tokens/s</source>
        <translation>{number} tokens/s</translation>
    </message>
    <message>
        <source>{total} weights</source>
        <translation>{total} de poids</translation>
    </message>
    <message>
        <source>{total} weights, {active} active</source>
        <translation>{total} de poids, {active} actifs</translation>
    </message>
    <message>
        <source>{used} of {count} for a token</source>
        <translation>{used} sur {count} par token</translation>
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
        <translation>Fonctionne sur votre carte graphique</translation>
    </message>
    <message>
        <source>Runs, partly on the graphics card</source>
        <translation>Fonctionne, en partie sur la carte graphique</translation>
    </message>
    <message>
        <source>Runs on the processor</source>
        <translation>Fonctionne sur le processeur</translation>
    </message>
    <message>
        <source>Too big for this machine</source>
        <translation>Trop gros pour cet ordinateur</translation>
    </message>
    <message>
        <source>about {size}</source>
        <translation>environ {size}</translation>
    </message>
    <message>
        <source>{count} tokens of context</source>
        <translation>{count} tokens de contexte</translation>
    </message>
    <message>
        <source>from {program}</source>
        <translation>de {program}</translation>
    </message>
</context>
<context>
    <name>prompts</name>
    <message>
        <source>Put into the message</source>
        <translation>Mettre dans le message</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Summarise</source>
        <translation>Résumer</translation>
    </message>
    <message>
        <source>Summarise the text below in {{length:three sentences|one paragraph|a list of key points}}. Keep names, numbers and dates, and add nothing that is not in it.

{{text}}</source>
        <translation>Résumez le texte ci-dessous en {{longueur:trois phrases|un paragraphe|une liste de points clés}}. Gardez les noms, les nombres et les dates, et n’ajoutez rien qui n’y soit pas.

{{texte}}</translation>
    </message>
    <message>
        <source>Explain</source>
        <translation>Expliquer</translation>
    </message>
    <message>
        <source>Explain to {{reader:someone new to it|a child|an expert}}: {{what}}

Begin with the essence in one sentence, then give an example.</source>
        <translation>Expliquez à {{public:quelqu’un qui débute|un enfant|un spécialiste}} : {{sujet}}

Commencez par l’essentiel en une phrase, puis donnez un exemple.</translation>
    </message>
    <message>
        <source>Rewrite</source>
        <translation>Réécrire</translation>
    </message>
    <message>
        <source>Rewrite the text below so that it is {{style:clearer|shorter|more formal|friendlier}}. Keep its meaning and its language. Answer with the text alone.

{{text}}</source>
        <translation>Réécrivez le texte ci-dessous pour qu’il soit {{style:plus clair|plus court|plus formel|plus aimable}}. Gardez son sens et sa langue. Répondez par le texte seul.

{{texte}}</translation>
    </message>
    <message>
        <source>Translate</source>
        <translation>Traduire</translation>
    </message>
    <message>
        <source>Translate the text below into {{language:English}}. Keep its tone and its formatting. Answer with the translation alone.

{{text}}</source>
        <translation>Traduisez le texte ci-dessous en {{langue:français}}. Gardez son ton et sa mise en forme. Répondez par la traduction seule.

{{texte}}</translation>
    </message>
    <message>
        <source>Proofread</source>
        <translation>Relire</translation>
    </message>
    <message>
        <source>Correct spelling, grammar and punctuation in the text below and change nothing else. Give the corrected text first, then a list of what you changed.

{{text}}</source>
        <translation>Corrigez l’orthographe, la grammaire et la ponctuation du texte ci-dessous sans rien changer d’autre. Donnez d’abord le texte corrigé, puis la liste des changements.

{{texte}}</translation>
    </message>
    <message>
        <source>Review code</source>
        <translation>Relire du code</translation>
    </message>
    <message>
        <source>Review the code below. Name mistakes first, then risks, then what could be simpler. For each, say where it is and show how you would write it.

{{code}}</source>
        <translation>Relisez le code ci-dessous. Citez d’abord les erreurs, puis les risques, puis ce qui pourrait être plus simple. Pour chacun, dites où il se trouve et montrez comment vous l’écririez.

{{code}}</translation>
    </message>
</context>
<context>
    <name>status</name>
    <message>
        <source>{what}: {value}</source>
        <translation>{what} : {value}</translation>
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
        <translation>{number} tokens/s</translation>
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
        <translation>1 token</translation>
    </message>
    <message>
        <source>{number} tokens</source>
        <translation>{number} tokens</translation>
    </message>
    <message>
        <source>{number} GB</source>
        <translation>{number} Go</translation>
    </message>
    <message>
        <source>{number} MB</source>
        <translation>{number} Mo</translation>
    </message>
    <message>
        <source>{number} kB</source>
        <translation>{number} ko</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>terminée</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>arrêtée</translation>
    </message>
    <message>
        <source>{used} of {total} tokens</source>
        <translation>{used} tokens sur {total}</translation>
    </message>
</context>
</TS>
