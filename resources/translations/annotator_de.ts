<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en">
<context>
    <name>Annotator</name>
    <message>
        <source> % of the articles</source>
        <translation> % der Artikel</translation>
    </message>
    <message>
        <source> and {n} more</source>
        <translation> und {n} weitere</translation>
    </message>
    <message>
        <source>(as {readers})</source>
        <translation>(wie {readers})</translation>
    </message>
    <message>
        <source>+{n} more</source>
        <translation>+{n} weitere</translation>
    </message>
    <message>
        <source>,</source>
        <translation>.</translation>
    </message>
    <message>
        <source>1,000 resamples in {seconds} s</source>
        <translation>1.000 Stichproben in {seconds} s</translation>
    </message>
    <message>
        <source>95 % of 1,000 resamples of the articles lie between {low} and {high}</source>
        <translation>95 % von 1.000 Stichproben der Artikel liegen zwischen {low} und {high}</translation>
    </message>
    <message>
        <source>A dashed line is a new guideline; Tab says what it changed.</source>
        <translation>Eine gestrichelte Linie ist eine neue Richtlinie; Tab sagt, was sie geändert hat.</translation>
    </message>
    <message>
        <source>A label is not taken: it is no list of start, end and label.</source>
        <translation>Ein Label wird nicht übernommen: Es ist keine Liste aus Anfang, Ende und Label.</translation>
    </message>
    <message>
        <source>A link joins two spans of one reading.</source>
        <translation>Eine Verknüpfung verbindet zwei Markierungen einer Lesart.</translation>
    </message>
    <message>
        <source>A model or a pattern made the readings</source>
        <translation>Ein Modell oder ein Muster hat die Lesarten gemacht</translation>
    </message>
    <message>
        <source>A point is an article; ← and → walk them.</source>
        <translation>Ein Punkt ist ein Artikel; ← und → gehen von einem zum anderen.</translation>
    </message>
    <message>
        <source>A quote is opened here and never closed; its row and all that follows are not taken.</source>
        <translation>Hier beginnt ein Anführungszeichen, das nie geschlossen wird; seine Zeile und alles danach werden nicht übernommen.</translation>
    </message>
    <message>
        <source>A region at {start} is not taken: it has no label.</source>
        <translation>Ein Bereich bei {start} wird nicht übernommen: Er hat kein Label.</translation>
    </message>
    <message>
        <source>A region is not taken: its start and end must be whole numbers.</source>
        <translation>Ein Bereich wird nicht übernommen: Anfang und Ende müssen ganze Zahlen sein.</translation>
    </message>
    <message>
        <source>A region of the type {kind} is not taken.</source>
        <translation>Ein Bereich der Art {kind} wird nicht übernommen.</translation>
    </message>
    <message>
        <source>A region of the type {kind} is not taken: its place is not a place in plain text.</source>
        <translation>Ein Bereich der Art {kind} wird nicht übernommen: Er hat keinen Platz in reinem Text.</translation>
    </message>
    <message>
        <source>A relation has no type; it is left out.</source>
        <translation>Eine Verknüpfung hat keinen Typ; sie wird ausgelassen.</translation>
    </message>
    <message>
        <source>A relation is left out: nothing is there for it to lead to.</source>
        <translation>Eine Relation bleibt weg: Wohin sie führt, ist nichts.</translation>
    </message>
    <message>
        <source>A relation is not taken: an end of it is no span that was taken.</source>
        <translation>Eine Relation wird nicht übernommen: Ein Ende davon ist keine übernommene Markierung.</translation>
    </message>
    <message>
        <source>A relation is not taken: its type is missing.</source>
        <translation>Eine Relation wird nicht übernommen: Ihr Typ fehlt.</translation>
    </message>
    <message>
        <source>A relation is not taken: one of its ends is no span that was taken.</source>
        <translation>Eine Relation wird nicht übernommen: Eines ihrer Enden ist keine übernommene Markierung.</translation>
    </message>
    <message>
        <source>A scheme needs at least one label, and each label a name.</source>
        <translation>Ein Schema braucht mindestens ein Label und jedes Label einen Namen.</translation>
    </message>
    <message>
        <source>A scheme needs at least one label.</source>
        <translation>Ein Schema braucht mindestens ein Label.</translation>
    </message>
    <message>
        <source>A sentence has no number or no list of tokens: {entry}.</source>
        <translation>Ein Satz hat keine Nummer oder keine Tokenliste: {entry}.</translation>
    </message>
    <message>
        <source>A span cannot end at character {end}: the article has {length}.</source>
        <translation>Eine Markierung kann nicht bei Zeichen {end} enden: Der Artikel hat {length}.</translation>
    </message>
    <message>
        <source>A span is not taken: its start and end must be whole numbers.</source>
        <translation>Eine Markierung wird nicht übernommen: Anfang und Ende müssen ganze Zahlen sein.</translation>
    </message>
    <message>
        <source>A span is stored with the text {stored}, but {start} to {end} is {covered}; it is taken by its bounds.</source>
        <translation>Eine Markierung ist mit dem Text {stored} gespeichert, aber {start} bis {end} ist {covered}; es gelten ihre Grenzen.</translation>
    </message>
    <message>
        <source>A span needs at least one fragment.</source>
        <translation>Eine Markierung braucht mindestens einen Teil.</translation>
    </message>
    <message>
        <source>A span {label} is not taken: {reason}.</source>
        <translation>Eine Markierung {label} wird nicht übernommen: {reason}.</translation>
    </message>
    <message>
        <source>A span's fragments must be sorted, disjoint and not empty: {fragments}</source>
        <translation>Die Teile einer Markierung müssen geordnet, getrennt und nicht leer sein: {fragments}</translation>
    </message>
    <message>
        <source>A structure is not taken: it has no type, or no id of its own.</source>
        <translation>Eine Struktur wird nicht übernommen: Sie hat keinen Typ oder keine eigene Kennung.</translation>
    </message>
    <message>
        <source>A structure is not taken: it is not an object.</source>
        <translation>Eine Struktur wird nicht übernommen: Sie ist kein Objekt.</translation>
    </message>
    <message>
        <source>A temporary file cannot be written: {reason}.</source>
        <translation>Eine temporäre Datei kann nicht geschrieben werden: {reason}.</translation>
    </message>
    <message>
        <source>Accept agreed spans</source>
        <translation>Einige Markierungen übernehmen</translation>
    </message>
    <message>
        <source>Accept by rule</source>
        <translation>Nach Regel übernehmen</translation>
    </message>
    <message>
        <source>Accept the readings of {annotator}</source>
        <translation>Die Lesarten von {annotator} übernehmen</translation>
    </message>
    <message>
        <source>Accept what all agree on</source>
        <translation>Übernehmen, worin alle einig sind</translation>
    </message>
    <message>
        <source>Accept what more than half have</source>
        <translation>Übernehmen, was mehr als die Hälfte hat</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>Angenommen</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Add a note…</source>
        <translation>Notiz hinzufügen …</translation>
    </message>
    <message>
        <source>Add the words to the span last in hand</source>
        <translation>Wörter zur zuletzt gewählten Markierung hinzufügen</translation>
    </message>
    <message>
        <source>Add to the {label} before</source>
        <translation>Zur {label}-Markierung davor hinzufügen</translation>
    </message>
    <message>
        <source>Add to {list}</source>
        <translation>Zu {list} hinzufügen</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Nachher</translation>
    </message>
    <message>
        <source>After: decided cases are read as decided.</source>
        <translation>Nachher: Entschiedene Fälle werden gelesen wie entschieden.</translation>
    </message>
    <message>
        <source>Agreed</source>
        <translation>Einig</translation>
    </message>
    <message>
        <source>Agreement</source>
        <translation>Übereinstimmung</translation>
    </message>
    <message>
        <source>Agreement and history</source>
        <translation>Übereinstimmung und Verlauf</translation>
    </message>
    <message>
        <source>Agreement of {n}</source>
        <translation>Übereinstimmung von {n}</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>All as they were</source>
        <translation>Alle wie vorher</translation>
    </message>
    <message>
        <source>All cases are decided. The final reading can be exported ({key}), and Feedback (⋯) shows the annotators where they differ from it.</source>
        <translation>Alle Fälle sind entschieden. Die Endfassung lässt sich exportieren ({key}), und die Rückmeldung (⋯) zeigt den Annotierenden, wo sie davon abweichen.</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>Alle Dateien</translation>
    </message>
    <message>
        <source>All labels</source>
        <translation>Alle Labels</translation>
    </message>
    <message>
        <source>All languages</source>
        <translation>Alle Sprachen</translation>
    </message>
    <message>
        <source>All readings</source>
        <translation>Alle Lesarten</translation>
    </message>
    <message>
        <source>All tables are in the clipboard as CSV.</source>
        <translation>Alle Tabellen sind als CSV in der Zwischenablage.</translation>
    </message>
    <message>
        <source>All that is marked is held; the notes say what else there is to know.</source>
        <translation>Alles Markierte lässt sich halten; die Hinweise sagen, was sonst zu wissen ist.</translation>
    </message>
    <message>
        <source>All {n}</source>
        <translation>Alle {n}</translation>
    </message>
    <message>
        <source>All, also articles nobody has read</source>
        <translation>Alle, auch Artikel, die niemand gelesen hat</translation>
    </message>
    <message>
        <source>Also unfinished readings</source>
        <translation>Auch unfertige Lesarten</translation>
    </message>
    <message>
        <source>Ambiguous text</source>
        <translation>Mehrdeutiger Text</translation>
    </message>
    <message>
        <source>Among the spans, but not among the entities: {label} {name} ({start}–{end}) has its place.</source>
        <translation>Unter den Spans, aber nicht unter den Entitäten: {label} {name} ({start}–{end}) hat den Platz.</translation>
    </message>
    <message>
        <source>An annotation is not taken: its start and end must be whole numbers.</source>
        <translation>Eine Annotation wird nicht übernommen: Anfang und Ende müssen ganze Zahlen sein.</translation>
    </message>
    <message>
        <source>An annotator can change only what they themselves marked in this article.</source>
        <translation>Jeder kann nur ändern, was er in diesem Artikel selbst markiert hat.</translation>
    </message>
    <message>
        <source>An annotator needs a name.</source>
        <translation>Wer annotiert, braucht einen Namen.</translation>
    </message>
    <message>
        <source>An article of the export.</source>
        <translation>Ein Artikel des Exports.</translation>
    </message>
    <message>
        <source>An entry is nested too deeply to be read; the rest is not read.</source>
        <translation>Ein Eintrag ist zu tief verschachtelt; der Rest wird nicht gelesen.</translation>
    </message>
    <message>
        <source>An entry is not JSON: {reason}; the rest is not read.</source>
        <translation>Ein Eintrag ist kein JSON: {reason}; der Rest wird nicht gelesen.</translation>
    </message>
    <message>
        <source>An entry is not a JSON object, as one record is.</source>
        <translation>Ein Eintrag ist kein JSON-Objekt, wie es ein Datensatz ist.</translation>
    </message>
    <message>
        <source>An unexpected error</source>
        <translation>Ein unerwarteter Fehler</translation>
    </message>
    <message>
        <source>Annotate</source>
        <translation>Annotieren</translation>
    </message>
    <message>
        <source>Annotation {number} has no quotation.</source>
        <translation>Annotation {number} hat kein Zitat.</translation>
    </message>
    <message>
        <source>Annotation {number} is not an object; it is not taken.</source>
        <translation>Annotation {number} ist kein Objekt; sie wird nicht übernommen.</translation>
    </message>
    <message>
        <source>Annotation {number}: the {role} has no whole offsets; it is not taken.</source>
        <translation>Annotation {number}: {role} hat keine ganzzahligen Stellen; es wird nicht übernommen.</translation>
    </message>
    <message>
        <source>Annotation {number}: {role} names a token that is not there; it is not taken.</source>
        <translation>Annotation {number}: {role} nennt ein Token, das nicht da ist; es wird nicht übernommen.</translation>
    </message>
    <message>
        <source>Annotator</source>
        <translation>Annotator</translation>
    </message>
    <message>
        <source>Annotator project</source>
        <translation>Annotator-Projekt</translation>
    </message>
    <message>
        <source>Annotators</source>
        <translation>Annotierende</translation>
    </message>
    <message>
        <source>Arrows move by word, Shift extends. A label's key marks the words; Tab walks the spans.</source>
        <translation>Pfeile gehen wortweise, Umschalt erweitert. Die Taste eines Labels markiert die Wörter; Tab geht von Markierung zu Markierung.</translation>
    </message>
    <message>
        <source>Article</source>
        <translation>Artikel</translation>
    </message>
    <message>
        <source>Article {n}</source>
        <translation>Artikel {n}</translation>
    </message>
    <message>
        <source>Articles</source>
        <translation>Artikel</translation>
    </message>
    <message>
        <source>Articles and readings</source>
        <translation>Artikel und Lesarten</translation>
    </message>
    <message>
        <source>Articles by date</source>
        <translation>Artikel nach Datum</translation>
    </message>
    <message>
        <source>Articles by side</source>
        <translation>Artikel nach Seite</translation>
    </message>
    <message>
        <source>Articles by side: {sides}.</source>
        <translation>Artikel je Seite: {sides}.</translation>
    </message>
    <message>
        <source>Articles chosen</source>
        <translation>Gewählte Artikel</translation>
    </message>
    <message>
        <source>Articles found</source>
        <translation>Gefundene Artikel</translation>
    </message>
    <message>
        <source>Articles in the order read</source>
        <translation>Artikel in der Reihenfolge des Lesens</translation>
    </message>
    <message>
        <source>Articles in “{language}” cut into words by the rules for “{pipeline}”: {n}.</source>
        <translation>Artikel in „{language}“, nach den Regeln für „{pipeline}“ in Wörter geteilt: {n}.</translation>
    </message>
    <message>
        <source>Articles left out, as nobody read them: {n}.</source>
        <translation>Artikel, die wegbleiben, weil niemand sie gelesen hat: {n}.</translation>
    </message>
    <message>
        <source>Articles may come to another side than in earlier exports: what a model was trained on may then evaluate it, and its scores would be too good. Models should be trained anew. The new sides are kept when this is exported; until then, nothing changes.</source>
        <translation>Artikel können auf eine andere Seite kommen als in früheren Exporten: womit ein Modell trainiert wurde, könnte es dann bewerten, und seine Werte wären zu gut. Modelle sollten neu trainiert werden. Die neuen Seiten gelten, sobald exportiert wird; bis dahin ändert sich nichts.</translation>
    </message>
    <message>
        <source>Articles that now share passages with others were moved to {side}: {n}.</source>
        <translation>Artikel, die jetzt Passagen mit anderen teilen, kamen zu {side}: {n}.</translation>
    </message>
    <message>
        <source>Articles that share passages stay together: {missed}.</source>
        <translation>Artikel mit gemeinsamen Passagen bleiben zusammen: {missed}.</translation>
    </message>
    <message>
        <source>Articles: words, label:claim…</source>
        <translation>Artikel: Wörter, label:claim…</translation>
    </message>
    <message>
        <source>As found in each file</source>
        <translation>Wie in jeder Datei gefunden</translation>
    </message>
    <message>
        <source>As imported</source>
        <translation>Wie importiert</translation>
    </message>
    <message>
        <source>As it was</source>
        <translation>Wie vorher</translation>
    </message>
    <message>
        <source>As the files say, otherwise done</source>
        <translation>Wie die Dateien sagen, sonst fertig</translation>
    </message>
    <message>
        <source>At {path} there was a project whose last changes are still in {rest}. Move that away, or choose another name.</source>
        <translation>Bei {path} war ein Projekt, dessen letzte Änderungen noch in {rest} stehen. Bitte dieses wegbewegen oder einen anderen Namen wählen.</translation>
    </message>
    <message>
        <source>Attribute</source>
        <translation>Attribut</translation>
    </message>
    <message>
        <source>Attributes</source>
        <translation>Attribute</translation>
    </message>
    <message>
        <source>Attributes of matched spans</source>
        <translation>Attribute einander entsprechender Markierungen</translation>
    </message>
    <message>
        <source>Attributes of the label</source>
        <translation>Attribute des Labels</translation>
    </message>
    <message>
        <source>Audit</source>
        <translation>Stichprobe</translation>
    </message>
    <message>
        <source>Audit a sample of what rules decided</source>
        <translation>Eine Stichprobe dessen prüfen, was Regeln entschieden haben</translation>
    </message>
    <message>
        <source>Back  Esc</source>
        <translation>Zurück  Esc</translation>
    </message>
    <message>
        <source>Back to the export</source>
        <translation>Zurück zum Export</translation>
    </message>
    <message>
        <source>Bar</source>
        <translation>Balken</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>Begun and done</source>
        <translation>Begonnene und fertige</translation>
    </message>
    <message>
        <source>Behind the figure</source>
        <translation>Hinter der Zahl</translation>
    </message>
    <message>
        <source>Boundary</source>
        <translation>Grenze</translation>
    </message>
    <message>
        <source>By rule</source>
        <translation>Durch Regel</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Cancel {key}</source>
        <translation>Abbrechen {key}</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>Fall</translation>
    </message>
    <message>
        <source>Case before</source>
        <translation>Fall davor</translation>
    </message>
    <message>
        <source>Case before, next case</source>
        <translation>Voriger Fall, nächster Fall</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>Fälle</translation>
    </message>
    <message>
        <source>Cases are still open in one article: the annotators' readings of it are written instead.</source>
        <translation>In einem Artikel sind noch Fälle offen: von ihm werden stattdessen die Lesarten der Annotierenden geschrieben.</translation>
    </message>
    <message>
        <source>Cases are still open in {n} articles: the annotators' readings of them are written instead.</source>
        <translation>In {n} Artikeln sind noch Fälle offen: von ihnen werden stattdessen die Lesarten der Annotierenden geschrieben.</translation>
    </message>
    <message>
        <source>Change annotator…</source>
        <translation>Annotator wechseln …</translation>
    </message>
    <message>
        <source>Changing the scheme</source>
        <translation>Das Schema wird geändert</translation>
    </message>
    <message>
        <source>Chars {start}–{end}</source>
        <translation>Zeichen {start}–{end}</translation>
    </message>
    <message>
        <source>Checking what the format can hold…</source>
        <translation>Prüft, was das Format fasst …</translation>
    </message>
    <message>
        <source>Checking: {done} of {total} articles</source>
        <translation>Prüft: {done} von {total} Artikeln</translation>
    </message>
    <message>
        <source>Choose a label by its name</source>
        <translation>Ein Label nach seinem Namen wählen</translation>
    </message>
    <message>
        <source>Choose at most {n} articles at once.</source>
        <translation>Bitte höchstens {n} Artikel auf einmal wählen.</translation>
    </message>
    <message>
        <source>Choose the part to take off first: {key} goes from part to part.</source>
        <translation>Bitte zuerst den Teil wählen: {key} geht von Teil zu Teil.</translation>
    </message>
    <message>
        <source>Choose two annotators or more: agreement is between them.</source>
        <translation>Mindestens zwei Annotierende wählen: Übereinstimmung besteht zwischen ihnen.</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen …</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close project</source>
        <translation>Projekt schließen</translation>
    </message>
    <message>
        <source>Close without saving?</source>
        <translation>Schließen, ohne zu speichern?</translation>
    </message>
    <message>
        <source>CoNLL (BIO, one word a line)</source>
        <translation>CoNLL (BIO, ein Wort je Zeile)</translation>
    </message>
    <message>
        <source>Coefficient</source>
        <translation>Koeffizient</translation>
    </message>
    <message>
        <source>Cohen κ</source>
        <translation>Cohen κ</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Farbe</translation>
    </message>
    <message>
        <source>Colour in dark</source>
        <translation>Farbe in Dunkel</translation>
    </message>
    <message>
        <source>Colour in light</source>
        <translation>Farbe in Hell</translation>
    </message>
    <message>
        <source>Colours of the system</source>
        <translation>Farben des Systems</translation>
    </message>
    <message>
        <source>Colours that stay apart, also for colour-blind eyes</source>
        <translation>Farben, die sich unterscheiden lassen, auch für farbenblinde Augen</translation>
    </message>
    <message>
        <source>Command palette</source>
        <translation>Befehlspalette</translation>
    </message>
    <message>
        <source>Compare readings that are not done, too</source>
        <translation>Auch Lesarten vergleichen, die nicht fertig sind</translation>
    </message>
    <message>
        <source>Comparing the readings…</source>
        <translation>Die Lesarten werden verglichen…</translation>
    </message>
    <message>
        <source>Compute anew</source>
        <translation>Neu berechnen</translation>
    </message>
    <message>
        <source>Compute the agreement anew</source>
        <translation>Die Übereinstimmung neu berechnen</translation>
    </message>
    <message>
        <source>Computing the intervals…</source>
        <translation>Die Intervalle werden berechnet…</translation>
    </message>
    <message>
        <source>Computing αU…</source>
        <translation>αU wird berechnet…</translation>
    </message>
    <message>
        <source>Computing γ…</source>
        <translation>γ wird berechnet…</translation>
    </message>
    <message>
        <source>Computing κ and α…</source>
        <translation>κ und α werden berechnet…</translation>
    </message>
    <message>
        <source>Computing…</source>
        <translation>Wird berechnet…</translation>
    </message>
    <message>
        <source>Confusion, token by token</source>
        <translation>Verwechslungen, Token für Token</translation>
    </message>
    <message>
        <source>Copies count once</source>
        <translation>Kopien zählen einmal</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy as CSV</source>
        <translation>Als CSV kopieren</translation>
    </message>
    <message>
        <source>Copy the agreement as CSV</source>
        <translation>Die Übereinstimmung als CSV kopieren</translation>
    </message>
    <message>
        <source>Copy the text</source>
        <translation>Text kopieren</translation>
    </message>
    <message>
        <source>Counting F1…</source>
        <translation>F1 wird gezählt…</translation>
    </message>
    <message>
        <source>Dark colours</source>
        <translation>Dunkle Farben</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Decide</source>
        <translation>Entscheiden</translation>
    </message>
    <message>
        <source>Decide so  {key}</source>
        <translation>So entscheiden  {key}</translation>
    </message>
    <message>
        <source>Decide, next</source>
        <translation>Entscheiden, weiter</translation>
    </message>
    <message>
        <source>Decide, next case</source>
        <translation>Entscheiden, nächster Fall</translation>
    </message>
    <message>
        <source>Decided</source>
        <translation>Entschieden</translation>
    </message>
    <message>
        <source>Decided by hand only  {key}</source>
        <translation>Nur von Hand entschieden  {key}</translation>
    </message>
    <message>
        <source>Decisions by reason</source>
        <translation>Entscheidungen nach Grund</translation>
    </message>
    <message>
        <source>Decisions: {reason}</source>
        <translation>Entscheidungen: {reason}</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Delete and save</source>
        <translation>Löschen und speichern</translation>
    </message>
    <message>
        <source>Delete from {list}</source>
        <translation>Aus {list} löschen</translation>
    </message>
    <message>
        <source>Delete the span</source>
        <translation>Markierung löschen</translation>
    </message>
    <message>
        <source>Delete the spans</source>
        <translation>Markierungen löschen</translation>
    </message>
    <message>
        <source>Delete {key}</source>
        <translation>Löschen {key}</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Differs in</source>
        <translation>Abweichung</translation>
    </message>
    <message>
        <source>Discard the changes</source>
        <translation>Änderungen verwerfen</translation>
    </message>
    <message>
        <source>Doing again</source>
        <translation>Wird wiederholt</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Done again, in {n} article.</source>
        <translation>Wiederholt, in {n} Artikel.</translation>
    </message>
    <message>
        <source>Done again, in {n} articles.</source>
        <translation>Wiederholt, in {n} Artikeln.</translation>
    </message>
    <message>
        <source>Done again: {name}</source>
        <translation>Wiederholt: {name}</translation>
    </message>
    <message>
        <source>Done and in progress</source>
        <translation>Fertige und begonnene</translation>
    </message>
    <message>
        <source>Done readings</source>
        <translation>Fertige Lesarten</translation>
    </message>
    <message>
        <source>Done {key}</source>
        <translation>Fertig {key}</translation>
    </message>
    <message>
        <source>Done {n}</source>
        <translation>Fertig {n}</translation>
    </message>
    <message>
        <source>Done ✓ next {key}</source>
        <translation>Fertig ✓ weiter {key}</translation>
    </message>
    <message>
        <source>Done, but {n} claim has no source.</source>
        <translation>Fertig, aber {n} Aussage hat keine Quelle.</translation>
    </message>
    <message>
        <source>Done, but {n} claims have no source.</source>
        <translation>Fertig, aber {n} Aussagen haben keine Quelle.</translation>
    </message>
    <message>
        <source>Done, next article</source>
        <translation>Fertig, nächster Artikel</translation>
    </message>
    <message>
        <source>Done, next {key}</source>
        <translation>Fertig, weiter {key}</translation>
    </message>
    <message>
        <source>Done: {name}. Undo takes it back.</source>
        <translation>Getan: {name}. Rückgängig nimmt es zurück.</translation>
    </message>
    <message>
        <source>Done: {what}. {key} takes it back.</source>
        <translation>Erledigt: {what}. {key} macht es rückgängig.</translation>
    </message>
    <message>
        <source>Dots</source>
        <translation>Punkte</translation>
    </message>
    <message>
        <source>Double</source>
        <translation>Doppelt</translation>
    </message>
    <message>
        <source>Drop the edit</source>
        <translation>Bearbeitung verwerfen</translation>
    </message>
    <message>
        <source>Drop the edit that is not decided, or bring it back</source>
        <translation>Die nicht entschiedene Bearbeitung verwerfen oder zurückholen</translation>
    </message>
    <message>
        <source>Each label needs a name.</source>
        <translation>Jedes Label braucht einen Namen.</translation>
    </message>
    <message>
        <source>Each relation needs a name.</source>
        <translation>Jede Relation braucht einen Namen.</translation>
    </message>
    <message>
        <source>Each relation type needs a name.</source>
        <translation>Jeder Relationstyp braucht einen Namen.</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Edit the final reading</source>
        <translation>Die Endfassung bearbeiten</translation>
    </message>
    <message>
        <source>Edit the reasons for decisions…</source>
        <translation>Die Gründe für Entscheidungen bearbeiten…</translation>
    </message>
    <message>
        <source>Edit the scheme…</source>
        <translation>Schema bearbeiten …</translation>
    </message>
    <message>
        <source>English</source>
        <translation>Englisch</translation>
    </message>
    <message>
        <source>Enter links, Tab chooses another, Esc ends</source>
        <translation>Enter verknüpft, Tab wählt ein anderes, Esc beendet</translation>
    </message>
    <message>
        <source>Enter on a figure lists what differs from the final reading.</source>
        <translation>Eingabe auf einer Zahl listet, was von der Endfassung abweicht.</translation>
    </message>
    <message>
        <source>Enter on a figure opens its cases in Review.</source>
        <translation>Enter auf einer Zahl öffnet ihre Fälle im Abgleich.</translation>
    </message>
    <message>
        <source>Enter on a pair opens its cases, or lists what differs from the final reading.</source>
        <translation>Eingabe auf einem Paar öffnet dessen Fälle oder listet, was von der Endfassung abweicht.</translation>
    </message>
    <message>
        <source>Enter or a click on an action, then the new keys, changes its keys.</source>
        <translation>Enter oder Klick auf eine Zeile, dann die neuen Tasten: So bekommt sie andere.</translation>
    </message>
    <message>
        <source>Enter takes the link away, Tab chooses another, Esc ends</source>
        <translation>Enter löst die Verknüpfung, Tab wählt eine andere, Esc beendet</translation>
    </message>
    <message>
        <source>Entities</source>
        <translation>Entitäten</translation>
    </message>
    <message>
        <source>Everybody</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Exact F1</source>
        <translation>F1, genau</translation>
    </message>
    <message>
        <source>Exact F1 over the articles</source>
        <translation>F1, genau, über die Artikel</translation>
    </message>
    <message>
        <source>Exact F1 with the final reading, {n} article</source>
        <translation>Exaktes F1 mit der Endfassung, {n} Artikel</translation>
    </message>
    <message>
        <source>Exact F1 with the final reading, {n} articles</source>
        <translation>Exaktes F1 mit der Endfassung, {n} Artikel</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Export into a file</source>
        <translation>In eine Datei exportieren</translation>
    </message>
    <message>
        <source>Export into a folder</source>
        <translation>In einen Ordner exportieren</translation>
    </message>
    <message>
        <source>Export the list</source>
        <translation>Die Liste exportieren</translation>
    </message>
    <message>
        <source>Export the list…</source>
        <translation>Die Liste exportieren…</translation>
    </message>
    <message>
        <source>Export the scheme</source>
        <translation>Schema exportieren</translation>
    </message>
    <message>
        <source>Export the table…</source>
        <translation>Tabelle exportieren…</translation>
    </message>
    <message>
        <source>Exporting</source>
        <translation>Export läuft</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren …</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>Feedback</source>
        <translation>Rückmeldung</translation>
    </message>
    <message>
        <source>Feedback to the annotators…</source>
        <translation>Rückmeldung an die Annotierenden…</translation>
    </message>
    <message>
        <source>Feedback…</source>
        <translation>Rückmeldung…</translation>
    </message>
    <message>
        <source>Fewer options</source>
        <translation>Weniger Optionen</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Files and folders can also be dropped on this window.</source>
        <translation>Dateien und Ordner lassen sich auch auf dieses Fenster ziehen.</translation>
    </message>
    <message>
        <source>Files…</source>
        <translation>Dateien…</translation>
    </message>
    <message>
        <source>Filter by action or key…</source>
        <translation>Nach Befehl oder Taste filtern …</translation>
    </message>
    <message>
        <source>Filter by label or text…</source>
        <translation>Nach Label oder Text filtern …</translation>
    </message>
    <message>
        <source>Filter the cases</source>
        <translation>Die Fälle filtern</translation>
    </message>
    <message>
        <source>Filter the queue</source>
        <translation>Artikelliste filtern</translation>
    </message>
    <message>
        <source>Filter the shortcuts</source>
        <translation>Tastenkürzel filtern</translation>
    </message>
    <message>
        <source>Filter the spans</source>
        <translation>Markierungen filtern</translation>
    </message>
    <message>
        <source>Filter: kind, label, annotators, text…</source>
        <translation>Filter: Art, Label, Annotierende, Text…</translation>
    </message>
    <message>
        <source>Filter: words, label:claim…</source>
        <translation>Filter: Wörter, label:claim…</translation>
    </message>
    <message>
        <source>Final</source>
        <translation>Endfassung</translation>
    </message>
    <message>
        <source>Find a label by its name; Enter marks with it</source>
        <translation>Ein Label nach seinem Namen finden; Enter markiert damit</translation>
    </message>
    <message>
        <source>Find in the article</source>
        <translation>Im Artikel suchen</translation>
    </message>
    <message>
        <source>Find in the article…</source>
        <translation>Im Artikel suchen …</translation>
    </message>
    <message>
        <source>Find next</source>
        <translation>Weitersuchen</translation>
    </message>
    <message>
        <source>Find the one before</source>
        <translation>Rückwärts weitersuchen</translation>
    </message>
    <message>
        <source>First case</source>
        <translation>Erster Fall</translation>
    </message>
    <message>
        <source>First case, last case</source>
        <translation>Erster Fall, letzter Fall</translation>
    </message>
    <message>
        <source>First select a span, then the words to add to it.</source>
        <translation>Zuerst eine Markierung wählen, dann die Wörter, die dazukommen.</translation>
    </message>
    <message>
        <source>Flag this article</source>
        <translation>Artikel vormerken</translation>
    </message>
    <message>
        <source>Flag {key}</source>
        <translation>Vormerken {key}</translation>
    </message>
    <message>
        <source>Flagged {key}</source>
        <translation>Vorgemerkt {key}</translation>
    </message>
    <message>
        <source>Flagged {n}</source>
        <translation>Vorgemerkt {n}</translation>
    </message>
    <message>
        <source>Fleiss κ, labels of matched spans</source>
        <translation>Fleiss κ, Labels einander entsprechender Markierungen</translation>
    </message>
    <message>
        <source>Fleiss κ, tokens</source>
        <translation>Fleiss κ, Token</translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation>Ordner…</translation>
    </message>
    <message>
        <source>For a test</source>
        <translation>Zum Testen</translation>
    </message>
    <message>
        <source>For evaluation</source>
        <translation>Zur Auswertung</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>From {date} on: guideline {version}: {text}</source>
        <translation>Ab {date}: Richtlinie {version}: {text}</translation>
    </message>
    <message>
        <source>GNQA (quotations in German news, JSON)</source>
        <translation>GNQA (Zitate in deutschen Nachrichten, JSON)</translation>
    </message>
    <message>
        <source>German</source>
        <translation>Deutsch</translation>
    </message>
    <message>
        <source>Go there</source>
        <translation>Dorthin</translation>
    </message>
    <message>
        <source>Guideline</source>
        <translation>Richtlinie</translation>
    </message>
    <message>
        <source>Guideline gap</source>
        <translation>Lücke der Richtlinie</translation>
    </message>
    <message>
        <source>Guideline of {label}</source>
        <translation>Richtlinie zu {label}</translation>
    </message>
    <message>
        <source>Guideline · {label}</source>
        <translation>Richtlinie · {label}</translation>
    </message>
    <message>
        <source>Guideline: what this label is for</source>
        <translation>Richtlinie: wofür dieses Label da ist</translation>
    </message>
    <message>
        <source>Half of your last {n} articles took less than {time}, from one marked as done to the next; pauses of more than {pause} min are left out. {left} articles are to do or open.</source>
        <translation>Die Hälfte Ihrer letzten {n} Artikel brauchte weniger als {time}, von einem „fertig“ zum nächsten; Pausen von mehr als {pause} min zählen nicht. {left} Artikel sind zu tun oder begonnen.</translation>
    </message>
    <message>
        <source>History of this case</source>
        <translation>Verlauf dieses Falls</translation>
    </message>
    <message>
        <source>How far the figures are</source>
        <translation>Wie weit die Zahlen sind</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>Import a folder</source>
        <translation>Ordner importieren</translation>
    </message>
    <message>
        <source>Import a folder…</source>
        <translation>Ordner importieren …</translation>
    </message>
    <message>
        <source>Import a scheme</source>
        <translation>Schema importieren</translation>
    </message>
    <message>
        <source>Import files</source>
        <translation>Dateien importieren</translation>
    </message>
    <message>
        <source>Import files or a folder from the project menu, or choose an article in the queue.</source>
        <translation>Dateien oder einen Ordner über das Projektmenü importieren oder einen Artikel in der Liste wählen.</translation>
    </message>
    <message>
        <source>Import files…</source>
        <translation>Dateien importieren …</translation>
    </message>
    <message>
        <source>Import with options</source>
        <translation>Importieren mit Optionen</translation>
    </message>
    <message>
        <source>Import with options…</source>
        <translation>Importieren mit Optionen…</translation>
    </message>
    <message>
        <source>Importing</source>
        <translation>Import läuft</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importieren …</translation>
    </message>
    <message>
        <source>In another article: “{words}”</source>
        <translation>In einem anderen Artikel: „{words}“</translation>
    </message>
    <message>
        <source>In dark</source>
        <translation>In Dunkel</translation>
    </message>
    <message>
        <source>In light</source>
        <translation>In Hell</translation>
    </message>
    <message>
        <source>In meta, {name} is neither text nor a number; it is not taken.</source>
        <translation>In „meta“ ist {name} weder Text noch Zahl; es wird nicht übernommen.</translation>
    </message>
    <message>
        <source>In the article</source>
        <translation>Im Artikel</translation>
    </message>
    <message>
        <source>In the clipboard as CSV: {n} rows.</source>
        <translation>Als CSV in der Zwischenablage: {n} Zeilen.</translation>
    </message>
    <message>
        <source>In the queue: flag those chosen</source>
        <translation>In der Liste: gewählte mit Fahne versehen</translation>
    </message>
    <message>
        <source>In the queue: skip those chosen</source>
        <translation>In der Liste: gewählte überspringen</translation>
    </message>
    <message>
        <source>In the queue: those chosen are done</source>
        <translation>In der Liste: gewählte sind fertig</translation>
    </message>
    <message>
        <source>In the queue: those chosen are to do again</source>
        <translation>In der Liste: gewählte sind wieder offen</translation>
    </message>
    <message>
        <source>In the review</source>
        <translation>Im Abgleich</translation>
    </message>
    <message>
        <source>In which order the articles are drawn</source>
        <translation>In welcher Reihenfolge die Artikel gezeichnet sind</translation>
    </message>
    <message>
        <source>Ins adds, Del deletes, Alt+↑ and Alt+↓ move, Esc leads back to the list, Ctrl+Tab changes the part, Ctrl+S saves.</source>
        <translation>Einfg fügt hinzu, Entf löscht, Alt+↑ und Alt+↓ verschieben, Esc führt zur Liste zurück, Strg+Tab wechselt den Teil, Strg+S speichert.</translation>
    </message>
    <message>
        <source>Ins adds, Del deletes, Alt+↑ and Alt+↓ move, F2 renames</source>
        <translation>Einfg fügt hinzu, Entf löscht, Alt+↑ und Alt+↓ verschieben, F2 benennt um</translation>
    </message>
    <message>
        <source>Ins adds, Del deletes, Alt+↑ and Alt+↓ move, F2 renames, Ctrl+S saves.</source>
        <translation>Einfg fügt hinzu, Entf löscht, Alt+↑ und Alt+↓ verschieben, F2 benennt um, Strg+S speichert.</translation>
    </message>
    <message>
        <source>Into the file</source>
        <translation>In die Datei</translation>
    </message>
    <message>
        <source>Into the folder</source>
        <translation>In den Ordner</translation>
    </message>
    <message>
        <source>Its article is no longer in the project.</source>
        <translation>Der Artikel dazu ist nicht mehr im Projekt.</translation>
    </message>
    <message>
        <source>JSONL (everything, in Prodigy's shape)</source>
        <translation>JSONL (alles, in der Form von Prodigy)</translation>
    </message>
    <message>
        <source>Keep label</source>
        <translation>Label behalten</translation>
    </message>
    <message>
        <source>Keep the outer</source>
        <translation>Äußere behalten</translation>
    </message>
    <message>
        <source>Keep the sides</source>
        <translation>Seiten behalten</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Taste</translation>
    </message>
    <message>
        <source>Key of the attribute</source>
        <translation>Taste des Attributs</translation>
    </message>
    <message>
        <source>Key of the label</source>
        <translation>Taste des Labels</translation>
    </message>
    <message>
        <source>Keys of labels and attributes belong to the scheme: change them in its editor.</source>
        <translation>Tasten von Labels und Attributen gehören zum Schema: bitte in dessen Editor ändern.</translation>
    </message>
    <message>
        <source>Krippendorff α, characters</source>
        <translation>Krippendorff α, Zeichen</translation>
    </message>
    <message>
        <source>Krippendorff α, labels of matched spans</source>
        <translation>Krippendorff α, Labels einander entsprechender Markierungen</translation>
    </message>
    <message>
        <source>Krippendorff α, tokens</source>
        <translation>Krippendorff α, Token</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>Label Studio (JSON)</source>
        <translation>Label Studio (JSON)</translation>
    </message>
    <message>
        <source>Label by name…</source>
        <translation>Label nach Namen …</translation>
    </message>
    <message>
        <source>Label {label}, key {key}</source>
        <translation>Label {label}, Taste {key}</translation>
    </message>
    <message>
        <source>Label {label}: each attribute needs a name.</source>
        <translation>Label {label}: Jedes Attribut braucht einen Namen.</translation>
    </message>
    <message>
        <source>Label {label}: style must be one of {styles}.</source>
        <translation>Label {label}: „style“ muss eines von {styles} sein.</translation>
    </message>
    <message>
        <source>Label {label}: “{colour}” is no colour like #0072b2.</source>
        <translation>Label {label}: „{colour}“ ist keine Farbe wie #0072b2.</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>Labels and attributes</source>
        <translation>Labels und Attribute</translation>
    </message>
    <message>
        <source>Labels from which it may go</source>
        <translation>Labels, von denen sie ausgehen darf</translation>
    </message>
    <message>
        <source>Labels to which it may go</source>
        <translation>Labels, zu denen sie führen darf</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>Größere Schrift</translation>
    </message>
    <message>
        <source>Last case</source>
        <translation>Letzter Fall</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Später</translation>
    </message>
    <message>
        <source>Layers of grammar and layout are passed over: {names}.</source>
        <translation>Schichten der Grammatik und Gestaltung werden übergangen: {names}.</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Ausgelassen</translation>
    </message>
    <message>
        <source>Left out: it holds only white space.</source>
        <translation>Bleibt weg: enthält nur Leerraum.</translation>
    </message>
    <message>
        <source>Left out: it starts or ends with white space.</source>
        <translation>Bleibt weg: beginnt oder endet mit Leerraum.</translation>
    </message>
    <message>
        <source>Left out: the scheme has no label {label}.</source>
        <translation>Bleibt weg: Das Schema hat kein Label {label}.</translation>
    </message>
    <message>
        <source>Left out: {n} article only one has finished.</source>
        <translation>Ausgelassen: {n} Artikel, den nur eine Person fertig hat.</translation>
    </message>
    <message>
        <source>Left out: {n} articles only one has finished.</source>
        <translation>Ausgelassen: {n} Artikel, die nur eine Person fertig hat.</translation>
    </message>
    <message>
        <source>Left out: {part} cuts a word. The whole words are {words} ({start}–{end}).</source>
        <translation>Bleibt weg: {part} zerschneidet ein Wort. Die ganzen Wörter sind {words} ({start}–{end}).</translation>
    </message>
    <message>
        <source>Let go of the span; back to the article</source>
        <translation>Markierung loslassen; zurück zum Artikel</translation>
    </message>
    <message>
        <source>Light colours</source>
        <translation>Helle Farben</translation>
    </message>
    <message>
        <source>Line {line}: nothing is known of the text before this sentence.</source>
        <translation>Zeile {line}: Vom Text vor diesem Satz ist nichts bekannt.</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Verknüpfung</translation>
    </message>
    <message>
        <source>Link F1, ends exact</source>
        <translation>F1 der Verknüpfungen, Enden genau</translation>
    </message>
    <message>
        <source>Link F1, ends overlapping</source>
        <translation>F1 der Verknüpfungen, Enden überlappend</translation>
    </message>
    <message>
        <source>Link the span</source>
        <translation>Markierung verknüpfen</translation>
    </message>
    <message>
        <source>Link {key}</source>
        <translation>Verknüpfen {key}</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>Verknüpfungen</translation>
    </message>
    <message>
        <source>Links left out, as a span of theirs is: {listed}.</source>
        <translation>Weggelassene Verknüpfungen, weil eine ihrer Markierungen fehlt: {listed}.</translation>
    </message>
    <message>
        <source>Links “{kind}” left out, as a span of theirs is: {n}.</source>
        <translation>Verknüpfungen „{kind}“, die wegbleiben, weil eine ihrer Markierungen wegbleibt: {n}.</translation>
    </message>
    <message>
        <source>List of all spans</source>
        <translation>Liste aller Markierungen</translation>
    </message>
    <message>
        <source>Looking at what the fixes would do…</source>
        <translation>Es wird ermittelt, was die Korrekturen täten…</translation>
    </message>
    <message>
        <source>Looking what goes</source>
        <translation>Sieht nach, was verschwindet</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Sucht …</translation>
    </message>
    <message>
        <source>Making the articles ready for searching: {done} of {total}…</source>
        <translation>Artikel werden für die Suche vorbereitet: {done} von {total} …</translation>
    </message>
    <message>
        <source>Mark also as {label}</source>
        <translation>Auch als {label} markieren</translation>
    </message>
    <message>
        <source>Mark as to do again</source>
        <translation>Wieder auf „zu tun“ setzen</translation>
    </message>
    <message>
        <source>Mark as {label}</source>
        <translation>Als {label} markieren</translation>
    </message>
    <message>
        <source>Markdown (*.md);;Table (*.csv)</source>
        <translation>Markdown (*.md);;Tabelle (*.csv)</translation>
    </message>
    <message>
        <source>Mean of all pairs</source>
        <translation>Mittel aller Paare</translation>
    </message>
    <message>
        <source>Means a guideline gap  {key}</source>
        <translation>Bedeutet eine Lücke der Richtlinie  {key}</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Meldung</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Fehlend</translation>
    </message>
    <message>
        <source>More about the list of cases…</source>
        <translation>Mehr zur Liste der Fälle…</translation>
    </message>
    <message>
        <source>More about the review</source>
        <translation>Mehr zum Abgleich</translation>
    </message>
    <message>
        <source>More options</source>
        <translation>Weitere Optionen</translation>
    </message>
    <message>
        <source>Move by a page</source>
        <translation>Seitenweise gehen</translation>
    </message>
    <message>
        <source>Move by character; with Shift extend</source>
        <translation>Zeichenweise gehen; mit Umschalt erweitern</translation>
    </message>
    <message>
        <source>Move by word; with Shift extend</source>
        <translation>Wortweise gehen; mit Umschalt erweitern</translation>
    </message>
    <message>
        <source>Move down in {list}</source>
        <translation>In {list} nach unten</translation>
    </message>
    <message>
        <source>Move its end one character back</source>
        <translation>Ende um ein Zeichen zurück</translation>
    </message>
    <message>
        <source>Move its end one character on</source>
        <translation>Ende um ein Zeichen weiter</translation>
    </message>
    <message>
        <source>Move its end one word back</source>
        <translation>Ende um ein Wort zurück</translation>
    </message>
    <message>
        <source>Move its end one word on</source>
        <translation>Ende um ein Wort weiter</translation>
    </message>
    <message>
        <source>Move its start one character back</source>
        <translation>Anfang um ein Zeichen zurück</translation>
    </message>
    <message>
        <source>Move its start one character on</source>
        <translation>Anfang um ein Zeichen weiter</translation>
    </message>
    <message>
        <source>Move its start one word back</source>
        <translation>Anfang um ein Wort zurück</translation>
    </message>
    <message>
        <source>Move its start one word on</source>
        <translation>Anfang um ein Wort weiter</translation>
    </message>
    <message>
        <source>Move up in {list}</source>
        <translation>In {list} nach oben</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Name of the attribute</source>
        <translation>Name des Attributs</translation>
    </message>
    <message>
        <source>Name of the label, as it is stored and exported</source>
        <translation>Name des Labels, wie es gespeichert und exportiert wird</translation>
    </message>
    <message>
        <source>Name of the relation type, as it is stored and exported</source>
        <translation>Name des Relationstyps, wie er gespeichert und exportiert wird</translation>
    </message>
    <message>
        <source>Name of the scheme</source>
        <translation>Name des Schemas</translation>
    </message>
    <message>
        <source>Name one project, or files and folders of articles, not both.</source>
        <translation>Bitte ein Projekt nennen oder Dateien und Ordner mit Artikeln, nicht beides.</translation>
    </message>
    <message>
        <source>Names shown</source>
        <translation>Namen sichtbar</translation>
    </message>
    <message>
        <source>New articles</source>
        <translation>Neue Artikel</translation>
    </message>
    <message>
        <source>New project</source>
        <translation>Neues Projekt</translation>
    </message>
    <message>
        <source>New project…</source>
        <translation>Neues Projekt …</translation>
    </message>
    <message>
        <source>New reason</source>
        <translation>Neuer Grund</translation>
    </message>
    <message>
        <source>Next article</source>
        <translation>Nächster Artikel</translation>
    </message>
    <message>
        <source>Next case</source>
        <translation>Nächster Fall</translation>
    </message>
    <message>
        <source>Next pane</source>
        <translation>Nächster Bereich</translation>
    </message>
    <message>
        <source>Next part of the span</source>
        <translation>Nächster Teil der Markierung</translation>
    </message>
    <message>
        <source>Next place like this</source>
        <translation>Nächste gleiche Stelle</translation>
    </message>
    <message>
        <source>Next reason</source>
        <translation>Nächster Grund</translation>
    </message>
    <message>
        <source>Next span, span before</source>
        <translation>Nächste Markierung, vorige Markierung</translation>
    </message>
    <message>
        <source>Next value of {attribute}</source>
        <translation>Nächster Wert von {attribute}</translation>
    </message>
    <message>
        <source>No article has been finished by two annotators. An article is finished when it is marked as done; ⋯ shows unfinished readings, too.</source>
        <translation>Kein Artikel ist von zwei Annotierenden fertig. Fertig ist ein Artikel, der so gekennzeichnet ist; ⋯ zeigt auch unfertige Lesarten.</translation>
    </message>
    <message>
        <source>No article has been finished by two annotators. Give the same articles to several, or choose other annotators or states above.</source>
        <translation>Kein Artikel ist von zwei Annotierenden fertig. Geben Sie dieselben Artikel mehreren, oder wählen Sie oben andere Annotierende oder Zustände.</translation>
    </message>
    <message>
        <source>No article has that. A * at the end of a word finds all that begins so: nord*.</source>
        <translation>Kein Artikel hat das. Ein * am Ende eines Worts findet alles, was so beginnt: nord*.</translation>
    </message>
    <message>
        <source>No article has that. Leave something out, or close the panel with Esc.</source>
        <translation>Kein Artikel hat das. Etwas weglassen oder die Suche mit Esc schließen.</translation>
    </message>
    <message>
        <source>No article is chosen. Shift+arrows and Ctrl+Space choose several.</source>
        <translation>Kein Artikel ist gewählt. Umschalt+Pfeile und Strg+Leertaste wählen mehrere.</translation>
    </message>
    <message>
        <source>No article is open</source>
        <translation>Kein Artikel ist offen</translation>
    </message>
    <message>
        <source>No article matches. Choose another filter, or clear the search.</source>
        <translation>Kein Artikel passt. Anderen Filter wählen oder die Suche leeren.</translation>
    </message>
    <message>
        <source>No article was found in the page.</source>
        <translation>Auf der Seite wurde kein Artikel gefunden.</translation>
    </message>
    <message>
        <source>No articles yet. Import files or a folder from the project menu.</source>
        <translation>Noch keine Artikel. Dateien oder einen Ordner über das Projektmenü importieren.</translation>
    </message>
    <message>
        <source>No column is called “text”: the one with most words, {name}, is taken for it.</source>
        <translation>Keine Spalte heißt „text“: Genommen wird die mit den meisten Wörtern, {name}.</translation>
    </message>
    <message>
        <source>No column of the table holds text; name one “text”.</source>
        <translation>Keine Spalte der Tabelle enthält Text; bitte eine „text“ nennen.</translation>
    </message>
    <message>
        <source>No decision was given this reason.</source>
        <translation>Keine Entscheidung hat diesen Grund.</translation>
    </message>
    <message>
        <source>No file is chosen yet.</source>
        <translation>Es ist noch keine Datei gewählt.</translation>
    </message>
    <message>
        <source>No fix changes anything in what is selected.</source>
        <translation>Keine Korrektur ändert etwas am Ausgewählten.</translation>
    </message>
    <message>
        <source>No format</source>
        <translation>Kein Format</translation>
    </message>
    <message>
        <source>No interval: it takes two articles or more.</source>
        <translation>Kein Intervall: Es braucht mindestens zwei Artikel.</translation>
    </message>
    <message>
        <source>No interval: of most resamples of the articles the figure is undefined.</source>
        <translation>Kein Intervall: für die meisten Stichproben der Artikel ist der Wert nicht bestimmt.</translation>
    </message>
    <message>
        <source>No label has this in its name.</source>
        <translation>Kein Label hat das im Namen.</translation>
    </message>
    <message>
        <source>No other article has “{words}”: back in this one.</source>
        <translation>Kein anderer Artikel hat „{words}“: zurück in diesem.</translation>
    </message>
    <message>
        <source>No reading differs from what was decided by hand.</source>
        <translation>Keine Lesart weicht von dem ab, was von Hand entschieden wurde.</translation>
    </message>
    <message>
        <source>No reading differs from what was decided, or nothing was decided yet.</source>
        <translation>Keine Lesart weicht vom Entschiedenen ab, oder es ist noch nichts entschieden.</translation>
    </message>
    <message>
        <source>No reading is done yet. An article is done when its annotator presses {key} in it; the chip “Done readings” can take in those in progress.</source>
        <translation>Noch ist keine Lesart fertig. Fertig ist ein Artikel, in dem {key} gedrückt wurde; der Knopf „Fertige Lesarten“ kann die begonnenen hinzunehmen.</translation>
    </message>
    <message>
        <source>No row is selected. The fixes change the selected rows only; Ctrl+A selects all {n}.</source>
        <translation>Keine Zeile ist ausgewählt. Die Korrekturen ändern nur ausgewählte Zeilen; Strg+A wählt alle {n} aus.</translation>
    </message>
    <message>
        <source>No rule has decided anything yet.</source>
        <translation>Noch hat keine Regel etwas entschieden.</translation>
    </message>
    <message>
        <source>No span in hand</source>
        <translation>Keine Markierung gewählt</translation>
    </message>
    <message>
        <source>No span is selected. Tab walks the spans.</source>
        <translation>Keine Markierung ist gewählt. Tab geht von einer zur nächsten.</translation>
    </message>
    <message>
        <source>No span matches. Clear the filter, or look for another label or other words.</source>
        <translation>Keine Markierung passt. Filter leeren oder nach einem anderen Label oder anderen Wörtern suchen.</translation>
    </message>
    <message>
        <source>No text was found in the file.</source>
        <translation>In der Datei wurde kein Text gefunden.</translation>
    </message>
    <message>
        <source>No {label} is there to evaluate with.</source>
        <translation>Zum Auswerten ist kein {label} da.</translation>
    </message>
    <message>
        <source>No {label} is there to train with.</source>
        <translation>Zum Trainieren ist kein {label} da.</translation>
    </message>
    <message>
        <source>Nobody has marked anything yet. Import the readings of several annotators from the project menu, or let them mark the same articles; how far they agree stands here then.</source>
        <translation>Noch hat niemand etwas markiert. Importieren Sie über das Projektmenü die Lesarten mehrerer Annotierender, oder lassen Sie sie dieselben Artikel markieren; hier steht dann, wie weit sie übereinstimmen.</translation>
    </message>
    <message>
        <source>Nobody has marked anything yet. Import the readings of several annotators from the project menu, or let them mark the same articles; where they differ, there are cases here.</source>
        <translation>Noch hat niemand etwas markiert. Importieren Sie über das Projektmenü die Lesarten mehrerer Annotierender, oder lassen Sie sie dieselben Artikel markieren; wo sie sich unterscheiden, gibt es hier Fälle.</translation>
    </message>
    <message>
        <source>Nobody in this project is called “{name}”.</source>
        <translation>In diesem Projekt heißt niemand „{name}“.</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>None is right</source>
        <translation>Keine stimmt</translation>
    </message>
    <message>
        <source>None of the articles that the filter “{query}” finds has been finished by two annotators. Clear it to compare all.</source>
        <translation>Keinen der Artikel, die der Filter „{query}“ findet, haben zwei Annotierende fertig. Leeren Sie ihn, um alle zu vergleichen.</translation>
    </message>
    <message>
        <source>None yet. Open a folder of articles (.txt, .jsonl): a project is made of it. Or try the example.</source>
        <translation>Noch keine. Einen Ordner mit Artikeln öffnen (.txt, .jsonl): Daraus wird ein Projekt. Oder das Beispiel ausprobieren.</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>Nicht gefunden</translation>
    </message>
    <message>
        <source>Not held as it is</source>
        <translation>Nicht unverändert haltbar</translation>
    </message>
    <message>
        <source>Not measured: {reason}</source>
        <translation>Nicht gemessen: {reason}</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Note ({key})</source>
        <translation>Notiz ({key})</translation>
    </message>
    <message>
        <source>Note for the annotators</source>
        <translation>Notiz für die Annotierenden</translation>
    </message>
    <message>
        <source>Note for the annotators…</source>
        <translation>Notiz für die Annotierenden…</translation>
    </message>
    <message>
        <source>Note on this span</source>
        <translation>Notiz zu dieser Markierung</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Hinweise</translation>
    </message>
    <message>
        <source>Note…</source>
        <translation>Notiz…</translation>
    </message>
    <message>
        <source>Nothing can be written into {path}: you are not permitted to.</source>
        <translation>In {path} kann nichts geschrieben werden: Sie haben nicht das Recht dazu.</translation>
    </message>
    <message>
        <source>Nothing differs here.</source>
        <translation>Hier weicht nichts ab.</translation>
    </message>
    <message>
        <source>Nothing has been decided in this project: it has no gold reading.</source>
        <translation>In diesem Projekt ist nichts entschieden: Es hat keine Endfassung.</translation>
    </message>
    <message>
        <source>Nothing is called so.</source>
        <translation>Nichts heißt so.</translation>
    </message>
    <message>
        <source>Nothing is left to decide. Accept the agreed spans ({key}), and the final reading is whole.</source>
        <translation>Es ist nichts mehr zu entscheiden. Nehmen Sie die übereinstimmenden Markierungen an ({key}), dann ist die Endfassung vollständig.</translation>
    </message>
    <message>
        <source>Nothing is lost. Export writes it, and then reads it back.</source>
        <translation>Nichts geht verloren. „Exportieren“ schreibt es und liest es danach zurück.</translation>
    </message>
    <message>
        <source>Nothing is marked in this article yet.</source>
        <translation>In diesem Artikel ist noch nichts markiert.</translation>
    </message>
    <message>
        <source>Nothing was changed: it is no longer as it was listed.</source>
        <translation>Nichts wurde geändert: es ist nicht mehr so, wie es in der Liste stand.</translation>
    </message>
    <message>
        <source>Nothing was decided by hand yet.</source>
        <translation>Noch ist nichts von Hand entschieden.</translation>
    </message>
    <message>
        <source>Nothing was decided yet.</source>
        <translation>Noch wurde nichts entschieden.</translation>
    </message>
    <message>
        <source>Of all annotators</source>
        <translation>Von allen Annotierenden</translation>
    </message>
    <message>
        <source>Of articles that share passages, only one counts.</source>
        <translation>Von Artikeln mit gemeinsamen Passagen zählt nur einer.</translation>
    </message>
    <message>
        <source>Of each pair</source>
        <translation>Von jedem Paar</translation>
    </message>
    <message>
        <source>Of every other label from which links go out: see Units, below.</source>
        <translation>Von jedem anderen Label, von dem Verknüpfungen ausgehen: siehe Einheiten, unten.</translation>
    </message>
    <message>
        <source>Of states, this format holds only done and skipped; it has no place for flags.</source>
        <translation>Dieses Format kennt nur „fertig“ und „übersprungen“; für Vormerkungen hat es keinen Platz.</translation>
    </message>
    <message>
        <source>Of {n} articles that are decided, only the final reading is written.</source>
        <translation>Von {n} entschiedenen Artikeln wird nur die Endfassung geschrieben.</translation>
    </message>
    <message>
        <source>One of the relation's ends is no entity that was taken.</source>
        <translation>Ein Ende der Relation ist keine übernommene Entität.</translation>
    </message>
    <message>
        <source>One reading is not marked as done and is in the files; --state done leaves it out.</source>
        <translation>Eine Lesart ist nicht als fertig gekennzeichnet und steht in den Dateien; --state done lässt sie weg.</translation>
    </message>
    <message>
        <source>One reading names nobody; it is taken as one of “{name}”</source>
        <translation>Eine Lesart nennt niemanden; sie gilt als eine von „{name}“</translation>
    </message>
    <message>
        <source>One reason means a guideline gap: choose another for that first.</source>
        <translation>Ein Grund bedeutet eine Lücke der Richtlinie: zuerst einen anderen dafür wählen.</translation>
    </message>
    <message>
        <source>One skipped reading is not in the files.</source>
        <translation>Eine übersprungene Lesart ist nicht in den Dateien.</translation>
    </message>
    <message>
        <source>One thing cannot be held as it is; Enter shows it in its article.</source>
        <translation>Eines lässt sich nicht unverändert halten; Enter zeigt es im Artikel.</translation>
    </message>
    <message>
        <source>Only an annotator can be a machine.</source>
        <translation>Nur Annotierende können eine Maschine sein.</translation>
    </message>
    <message>
        <source>Only done</source>
        <translation>Nur fertige</translation>
    </message>
    <message>
        <source>Only one reason can mean a gap in the guideline.</source>
        <translation>Nur ein Grund kann eine Lücke der Richtlinie bedeuten.</translation>
    </message>
    <message>
        <source>Only version 3 of WebAnno TSV can be read.</source>
        <translation>Von WebAnno TSV ist nur Version 3 lesbar.</translation>
    </message>
    <message>
        <source>Only {name}'s own readings are changed; each article is one step to undo.</source>
        <translation>Nur die eigenen Lesarten von {name} werden geändert; jeder Artikel ist ein Schritt zum Rückgängigmachen.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>Open a folder of articles</source>
        <translation>Ordner mit Artikeln öffnen</translation>
    </message>
    <message>
        <source>Open a folder of articles…</source>
        <translation>Ordner mit Artikeln öffnen …</translation>
    </message>
    <message>
        <source>Open again: {why}.</source>
        <translation>Wieder offen: {why}.</translation>
    </message>
    <message>
        <source>Open project</source>
        <translation>Projekt öffnen</translation>
    </message>
    <message>
        <source>Open project…</source>
        <translation>Projekt öffnen …</translation>
    </message>
    <message>
        <source>Open {name}</source>
        <translation>{name} öffnen</translation>
    </message>
    <message>
        <source>Open {n}</source>
        <translation>Begonnen {n}</translation>
    </message>
    <message>
        <source>Order of readers is shuffled per case</source>
        <translation>Die Reihenfolge der Lesenden ist in jedem Fall neu gemischt</translation>
    </message>
    <message>
        <source>Order of the queue</source>
        <translation>Reihenfolge der Liste</translation>
    </message>
    <message>
        <source>Order of the queue…</source>
        <translation>Reihenfolge der Liste …</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Anderes</translation>
    </message>
    <message>
        <source>Other coefficients</source>
        <translation>Weitere Koeffizienten</translation>
    </message>
    <message>
        <source>Other coefficients, folded</source>
        <translation>Weitere Koeffizienten, eingeklappt</translation>
    </message>
    <message>
        <source>Other coefficients, unfolded</source>
        <translation>Weitere Koeffizienten, ausgeklappt</translation>
    </message>
    <message>
        <source>Others have worked on these articles since; the import cannot be undone.</source>
        <translation>Andere haben seither an diesen Artikeln gearbeitet; der Import kann nicht rückgängig gemacht werden.</translation>
    </message>
    <message>
        <source>Outlet</source>
        <translation>Medium</translation>
    </message>
    <message>
        <source>Over time · exact F1</source>
        <translation>Im Verlauf · exaktes F1</translation>
    </message>
    <message>
        <source>Overlap</source>
        <translation>Überschneidung</translation>
    </message>
    <message>
        <source>Overlap F1</source>
        <translation>F1, überlappend</translation>
    </message>
    <message>
        <source>Own reading</source>
        <translation>Eigene Lesart</translation>
    </message>
    <message>
        <source>PDF (its text layer)</source>
        <translation>PDF (dessen Textebene)</translation>
    </message>
    <message>
        <source>Pages (*.html)</source>
        <translation>Seiten (*.html)</translation>
    </message>
    <message>
        <source>Pages to read (HTML, one for each article)</source>
        <translation>Seiten zum Lesen (HTML, eine je Artikel)</translation>
    </message>
    <message>
        <source>Pair</source>
        <translation>Paar</translation>
    </message>
    <message>
        <source>Pairs · exact F1</source>
        <translation>Paare · F1, genau</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>Teile</translation>
    </message>
    <message>
        <source>Parts of a span {label} overlap; they are joined.</source>
        <translation>Teile einer Markierung {label} überlappen; sie werden verbunden.</translation>
    </message>
    <message>
        <source>Place like this before</source>
        <translation>Vorige gleiche Stelle</translation>
    </message>
    <message>
        <source>Places found</source>
        <translation>Fundstellen</translation>
    </message>
    <message>
        <source>Places in characters and in bytes disagree; those in characters are taken.</source>
        <translation>Stellen in Zeichen und in Bytes widersprechen sich; es gelten die in Zeichen.</translation>
    </message>
    <message>
        <source>Plain text</source>
        <translation>Reiner Text</translation>
    </message>
    <message>
        <source>Please wait: an import or export is still under way.</source>
        <translation>Bitte warten: Ein Import oder Export läuft noch.</translation>
    </message>
    <message>
        <source>Press keys…</source>
        <translation>Tasten drücken …</translation>
    </message>
    <message>
        <source>Press the new keys. Backspace: no key. Esc: as it is.</source>
        <translation>Die neuen Tasten drücken. Rücktaste: keine Taste. Esc: so lassen.</translation>
    </message>
    <message>
        <source>Press the number of a reading, or {keys}.</source>
        <translation>Drücken Sie die Nummer einer Lesart oder {keys}.</translation>
    </message>
    <message>
        <source>Previous article</source>
        <translation>Voriger Artikel</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>Probleme</translation>
    </message>
    <message>
        <source>Prodigy JSONL (only what Prodigy holds)</source>
        <translation>Prodigy-JSONL (nur was Prodigy fasst)</translation>
    </message>
    <message>
        <source>Prodigy does not see {count} links: their spans are not whole tokens.</source>
        <translation>Prodigy sieht {count} Verknüpfungen nicht: Ihre Markierungen sind keine ganzen Tokens.</translation>
    </message>
    <message>
        <source>Prodigy shows the parts of {count} divided spans as spans.</source>
        <translation>Prodigy zeigt die Teile von {count} geteilten Markierungen als Markierungen.</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Projekt</translation>
    </message>
    <message>
        <source>Project menu</source>
        <translation>Projektmenü</translation>
    </message>
    <message>
        <source>Projects (*.annotator)</source>
        <translation>Projekte (*.annotator)</translation>
    </message>
    <message>
        <source>Projects (*.annotator);;All files (*)</source>
        <translation>Projekte (*.annotator);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Put off</source>
        <translation>Zurückgestellt</translation>
    </message>
    <message>
        <source>Put the case off</source>
        <translation>Den Fall zurückstellen</translation>
    </message>
    <message>
        <source>Qt cannot show a window: the system library {library} is missing. On Debian and Ubuntu: sudo apt install libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxkbcommon-x11-0 libegl1.</source>
        <translation>Qt kann kein Fenster zeigen: Die Systembibliothek {library} fehlt. Unter Debian und Ubuntu: sudo apt install libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxkbcommon-x11-0 libegl1.</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Artikelliste</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Reader {letter}</source>
        <translation>Person {letter}</translation>
    </message>
    <message>
        <source>Reading of</source>
        <translation>Lesart von</translation>
    </message>
    <message>
        <source>Reading the cases…</source>
        <translation>Die Fälle werden gelesen…</translation>
    </message>
    <message>
        <source>Reading the cases… article {n} of {total}</source>
        <translation>Die Fälle werden gelesen… Artikel {n} von {total}</translation>
    </message>
    <message>
        <source>Reading the tokens of the articles…</source>
        <translation>Die Token der Artikel werden gelesen…</translation>
    </message>
    <message>
        <source>Reading what is marked…</source>
        <translation>Das Markierte wird gelesen…</translation>
    </message>
    <message>
        <source>Reading {kind} needs {package}, which cannot be loaded ({reason}); install it with: {command}</source>
        <translation>Um {kind} zu lesen, braucht es {package}, das nicht geladen werden kann ({reason}); installieren mit: {command}</translation>
    </message>
    <message>
        <source>Readings</source>
        <translation>Lesarten</translation>
    </message>
    <message>
        <source>Readings and decisions</source>
        <translation>Lesarten und Entscheidungen</translation>
    </message>
    <message>
        <source>Readings and decisions: {annotator}</source>
        <translation>Lesarten und Entscheidungen: {annotator}</translation>
    </message>
    <message>
        <source>Readings in the files: {listed}.</source>
        <translation>Lesarten in den Dateien: {listed}.</translation>
    </message>
    <message>
        <source>Readings of</source>
        <translation>Lesarten von</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Wird gelesen…</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Reason, note</source>
        <translation>Grund, Notiz</translation>
    </message>
    <message>
        <source>Reason: {reason}</source>
        <translation>Grund: {reason}</translation>
    </message>
    <message>
        <source>Reasons</source>
        <translation>Gründe</translation>
    </message>
    <message>
        <source>Reasons for decisions</source>
        <translation>Gründe für Entscheidungen</translation>
    </message>
    <message>
        <source>Reasons need names, each its own.</source>
        <translation>Gründe brauchen Namen, jeder einen eigenen.</translation>
    </message>
    <message>
        <source>Reasons…</source>
        <translation>Gründe…</translation>
    </message>
    <message>
        <source>Recent projects</source>
        <translation>Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>Redewiedergabe (speech, thought and writing, TSV)</source>
        <translation>Redewiedergabe (Rede, Gedanke und Schrift, TSV)</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Relabel the spans as {label}</source>
        <translation>Markierungen zu {label} machen</translation>
    </message>
    <message>
        <source>Relation types</source>
        <translation>Relationstypen</translation>
    </message>
    <message>
        <source>Relation {number} is not taken: {reason}.</source>
        <translation>Relation {number} wird nicht übernommen: {reason}.</translation>
    </message>
    <message>
        <source>Relation {number} is there twice; it is taken once.</source>
        <translation>Relation {number} ist doppelt da; sie wird einmal übernommen.</translation>
    </message>
    <message>
        <source>Relation {relation}: there is no label {label}.</source>
        <translation>Relation {relation}: Ein Label {label} gibt es nicht.</translation>
    </message>
    <message>
        <source>Relations have no attributes here; those of {layer} are left out: {names}.</source>
        <translation>Relationen haben hier keine Attribute; die von {layer} bleiben weg: {names}.</translation>
    </message>
    <message>
        <source>Relations have no place for a confidence and words of their own; they are left out.</source>
        <translation>Relationen haben keinen Platz für eine Konfidenz und eigene Wörter; sie bleiben weg.</translation>
    </message>
    <message>
        <source>Reopened</source>
        <translation>Wieder offen</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>Replace what is there?</source>
        <translation>Ersetzen, was da ist?</translation>
    </message>
    <message>
        <source>Report…</source>
        <translation>Bericht…</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Abgleich</translation>
    </message>
    <message>
        <source>Review: yes, now</source>
        <translation>Abgleich: derzeit ja</translation>
    </message>
    <message>
        <source>Rows of the table {table} point to nothing.</source>
        <translation>Zeilen der Tabelle {table} zeigen ins Leere.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Save a report of the agreement</source>
        <translation>Einen Bericht über die Übereinstimmung speichern</translation>
    </message>
    <message>
        <source>Save a report of the agreement…</source>
        <translation>Einen Bericht über die Übereinstimmung speichern…</translation>
    </message>
    <message>
        <source>Save, and delete what goes with it?</source>
        <translation>Speichern und löschen, was daran hängt?</translation>
    </message>
    <message>
        <source>Saved: {path}</source>
        <translation>Gespeichert: {path}</translation>
    </message>
    <message>
        <source>Say where to export to.</source>
        <translation>Sagen Sie, wohin exportiert werden soll.</translation>
    </message>
    <message>
        <source>Scheme</source>
        <translation>Schema</translation>
    </message>
    <message>
        <source>Schemes (*.toml)</source>
        <translation>Schemas (*.toml)</translation>
    </message>
    <message>
        <source>Schemes (*.toml);;All files (*)</source>
        <translation>Schemas (*.toml);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Scroll the readings</source>
        <translation>Durch die Lesarten blättern</translation>
    </message>
    <message>
        <source>Search all articles</source>
        <translation>In allen Artikeln suchen</translation>
    </message>
    <message>
        <source>Search all articles…</source>
        <translation>In allen Artikeln suchen …</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Sucht …</translation>
    </message>
    <message>
        <source>Select a span first, then press {key} to link it.</source>
        <translation>Zuerst eine Markierung wählen, dann {key} zum Verknüpfen drücken.</translation>
    </message>
    <message>
        <source>Select a span first, then press {key} to take a link of it away.</source>
        <translation>Zuerst eine Markierung wählen, dann {key}, um eine Verknüpfung zu lösen.</translation>
    </message>
    <message>
        <source>Select all {n}</source>
        <translation>Alle {n} auswählen</translation>
    </message>
    <message>
        <source>Select the whole text</source>
        <translation>Ganzen Text auswählen</translation>
    </message>
    <message>
        <source>Select words first: arrows move, Shift+arrows extend.</source>
        <translation>Zuerst Wörter auswählen: Pfeile gehen, Umschalt+Pfeile erweitern.</translation>
    </message>
    <message>
        <source>Selected · {label}</source>
        <translation>Gewählt · {label}</translation>
    </message>
    <message>
        <source>Selected · {label} · part {n} of {total}</source>
        <translation>Gewählt · {label} · Teil {n} von {total}</translation>
    </message>
    <message>
        <source>SemEval-2013</source>
        <translation>SemEval-2013</translation>
    </message>
    <message>
        <source>SemEval-2013, all pairs together</source>
        <translation>SemEval-2013, alle Paare zusammen</translation>
    </message>
    <message>
        <source>Several</source>
        <translation>Mehreres</translation>
    </message>
    <message>
        <source>Shares passages</source>
        <translation>Teilt Passagen</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Show cases: {kind}</source>
        <translation>Fälle zeigen: {kind}</translation>
    </message>
    <message>
        <source>Show names</source>
        <translation>Namen zeigen</translation>
    </message>
    <message>
        <source>Show the annotators' names, or hide them</source>
        <translation>Die Namen der Annotierenden zeigen oder verbergen</translation>
    </message>
    <message>
        <source>Show the inspector, or hide it</source>
        <translation>Den Inspektor zeigen oder verbergen</translation>
    </message>
    <message>
        <source>Show the queue, or hide it</source>
        <translation>Die Artikelliste zeigen oder verbergen</translation>
    </message>
    <message>
        <source>Side</source>
        <translation>Seite</translation>
    </message>
    <message>
        <source>Sides</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Skip this article</source>
        <translation>Artikel überspringen</translation>
    </message>
    <message>
        <source>Skip {key}</source>
        <translation>Überspringen {key}</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>Übersprungen</translation>
    </message>
    <message>
        <source>Skipped {key}</source>
        <translation>Übersprungen {key}</translation>
    </message>
    <message>
        <source>Skipped {n}</source>
        <translation>Übersprungen {n}</translation>
    </message>
    <message>
        <source>Slip</source>
        <translation>Versehen</translation>
    </message>
    <message>
        <source>Slips by kind</source>
        <translation>Versehen nach Art</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>Kleinere Schrift</translation>
    </message>
    <message>
        <source>Snap to words</source>
        <translation>Auf Wörter runden</translation>
    </message>
    <message>
        <source>Something has changed since these figures were computed.</source>
        <translation>Seit diese Zahlen berechnet wurden, hat sich etwas geändert.</translation>
    </message>
    <message>
        <source>Something in {name} is not an object; it is not taken.</source>
        <translation>Etwas in {name} ist kein Objekt; es wird nicht übernommen.</translation>
    </message>
    <message>
        <source>Something went wrong inside Annotator. Your work is safe: every step was saved when you made it. You can go on; if it happens again, close the window and open it anew. The log is at {path}.</source>
        <translation>In Annotator ist etwas schiefgegangen. Ihre Arbeit ist sicher: Jeder Schritt wurde gleich gespeichert. Sie können weitermachen; kommt es wieder vor, bitte das Fenster schließen und neu öffnen. Das Protokoll liegt bei {path}.</translation>
    </message>
    <message>
        <source>Sort by “{heading}”</source>
        <translation>Nach „{heading}“ sortieren</translation>
    </message>
    <message>
        <source>Span {number} is not taken: a part of it cannot be.</source>
        <translation>Markierung {number} wird nicht übernommen: Bei einem Teil geht es nicht.</translation>
    </message>
    <message>
        <source>Span {number} is not taken: its parts overlap.</source>
        <translation>Markierung {number} wird nicht übernommen: Ihre Teile überlappen.</translation>
    </message>
    <message>
        <source>Span {number} is not taken: {reason}.</source>
        <translation>Markierung {number} wird nicht übernommen: {reason}.</translation>
    </message>
    <message>
        <source>Span {number} is there twice; it is taken once.</source>
        <translation>Markierung {number} ist doppelt da; sie wird einmal übernommen.</translation>
    </message>
    <message>
        <source>Span {number} is there twice; its other attributes or note are not taken.</source>
        <translation>Markierung {number} ist doppelt da; die anderen Attribute oder die andere Notiz werden nicht übernommen.</translation>
    </message>
    <message>
        <source>Span {number}: its attribute {name} is no text; it is not taken.</source>
        <translation>Markierung {number}: Ihr Attribut {name} ist kein Text; es wird nicht übernommen.</translation>
    </message>
    <message>
        <source>Span {number}: its attributes are no object; they are not taken.</source>
        <translation>Markierung {number}: Ihre Attribute sind kein Objekt; sie werden nicht übernommen.</translation>
    </message>
    <message>
        <source>Span {number}: its note is no text; it is not taken.</source>
        <translation>Markierung {number}: Ihre Notiz ist kein Text; sie wird nicht übernommen.</translation>
    </message>
    <message>
        <source>Span {number}: its origin {origin} is unknown.</source>
        <translation>Markierung {number}: Ihre Herkunft {origin} ist unbekannt.</translation>
    </message>
    <message>
        <source>Spans</source>
        <translation>Markierungen</translation>
    </message>
    <message>
        <source>Spans by label and side</source>
        <translation>Markierungen nach Label und Seite</translation>
    </message>
    <message>
        <source>Spans that training does not look for, as they have more than {longest} words: {n}.</source>
        <translation>Markierungen, nach denen das Training nicht sucht, weil sie mehr als {longest} Wörter haben: {n}.</translation>
    </message>
    <message>
        <source>Spans to which deleted links belong have been deleted since. Nothing was done; those deletions are to be undone first.</source>
        <translation>Markierungen, zu denen gelöschte Verknüpfungen gehören, wurden seither gelöscht. Nichts wurde getan; bitte zuerst diese Löschungen rückgängig machen.</translation>
    </message>
    <message>
        <source>Spans, attributes or relations without a name or a place in the text are not taken.</source>
        <translation>Markierungen, Attribute oder Relationen ohne Namen oder Platz im Text werden nicht übernommen.</translation>
    </message>
    <message>
        <source>SpkAtt (speaker attribution in speeches, JSON)</source>
        <translation>SpkAtt (Sprecher in Reden, JSON)</translation>
    </message>
    <message>
        <source>Split all articles anew?</source>
        <translation>Alle Artikel neu aufteilen?</translation>
    </message>
    <message>
        <source>Split anew</source>
        <translation>Neu aufteilen</translation>
    </message>
    <message>
        <source>Split anew…</source>
        <translation>Neu aufteilen…</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Anfangen</translation>
    </message>
    <message>
        <source>Start and end of the line, of the article</source>
        <translation>Anfang und Ende der Zeile, des Artikels</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Stand</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Stopped. Nothing was added or replaced.</source>
        <translation>Angehalten. Nichts wurde hinzugefügt oder ersetzt.</translation>
    </message>
    <message>
        <source>Stopped. Nothing was changed.</source>
        <translation>Angehalten. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>Stopped. Nothing was written.</source>
        <translation>Angehalten. Nichts wurde geschrieben.</translation>
    </message>
    <message>
        <source>Stopped. {key} computes the figures.</source>
        <translation>Angehalten. {key} berechnet die Zahlen.</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Hält an …</translation>
    </message>
    <message>
        <source>Style</source>
        <translation>Darstellung</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>Tabelle (*.csv)</translation>
    </message>
    <message>
        <source>Table of all spans (CSV for spreadsheets)</source>
        <translation>Tabelle aller Markierungen (CSV für Tabellenprogramme)</translation>
    </message>
    <message>
        <source>Table of articles (CSV, TSV)</source>
        <translation>Tabelle von Artikeln (CSV, TSV)</translation>
    </message>
    <message>
        <source>Table of claims with their sources (CSV for spreadsheets)</source>
        <translation>Tabelle der Aussagen mit ihren Quellen (CSV für Tabellenprogramme)</translation>
    </message>
    <message>
        <source>Take a link away</source>
        <translation>Eine Verknüpfung lösen</translation>
    </message>
    <message>
        <source>Take a link of the span away</source>
        <translation>Eine Verknüpfung der Markierung lösen</translation>
    </message>
    <message>
        <source>Take away {key}</source>
        <translation>Lösen {key}</translation>
    </message>
    <message>
        <source>Take off this list; the file stays (Del)</source>
        <translation>Von dieser Liste nehmen; die Datei bleibt (Entf)</translation>
    </message>
    <message>
        <source>Take the eighth reading</source>
        <translation>Die achte Lesart nehmen</translation>
    </message>
    <message>
        <source>Take the fifth reading</source>
        <translation>Die fünfte Lesart nehmen</translation>
    </message>
    <message>
        <source>Take the first reading</source>
        <translation>Die erste Lesart nehmen</translation>
    </message>
    <message>
        <source>Take the fourth reading</source>
        <translation>Die vierte Lesart nehmen</translation>
    </message>
    <message>
        <source>Take the link to {text} away</source>
        <translation>Verknüpfung mit {text} lösen</translation>
    </message>
    <message>
        <source>Take the ninth reading</source>
        <translation>Die neunte Lesart nehmen</translation>
    </message>
    <message>
        <source>Take the overlap</source>
        <translation>Die Überschneidung nehmen</translation>
    </message>
    <message>
        <source>Take the part in hand off the span</source>
        <translation>Gewählten Teil von der Markierung wegnehmen</translation>
    </message>
    <message>
        <source>Take the part {text} off</source>
        <translation>Teil {text} wegnehmen</translation>
    </message>
    <message>
        <source>Take the second reading</source>
        <translation>Die zweite Lesart nehmen</translation>
    </message>
    <message>
        <source>Take the seventh reading</source>
        <translation>Die siebte Lesart nehmen</translation>
    </message>
    <message>
        <source>Take the sixth reading</source>
        <translation>Die sechste Lesart nehmen</translation>
    </message>
    <message>
        <source>Take the span under the caret, then the one around it</source>
        <translation>Markierung an der Schreibmarke wählen, dann die umgebende</translation>
    </message>
    <message>
        <source>Take the third reading</source>
        <translation>Die dritte Lesart nehmen</translation>
    </message>
    <message>
        <source>Take the union</source>
        <translation>Die Vereinigung nehmen</translation>
    </message>
    <message>
        <source>Take {name} off this list</source>
        <translation>{name} von dieser Liste nehmen</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Texts to train with: {n}. spaCy takes them, but its “debug data” asks for {least}.</source>
        <translation>Texte zum Trainieren: {n}. spaCy nimmt sie, aber sein „debug data“ verlangt {least}.</translation>
    </message>
    <message>
        <source>That did not work</source>
        <translation>Das ging nicht</translation>
    </message>
    <message>
        <source>That is the end of the queue.</source>
        <translation>Das ist das Ende der Liste.</translation>
    </message>
    <message>
        <source>That was the last article to do.</source>
        <translation>Das war der letzte Artikel, der zu tun war.</translation>
    </message>
    <message>
        <source>The annotators agree on everything: there is nothing to decide.</source>
        <translation>Die Annotierenden stimmen in allem überein: es ist nichts zu entscheiden.</translation>
    </message>
    <message>
        <source>The answer {answer} is unknown.</source>
        <translation>Die Antwort {answer} ist unbekannt.</translation>
    </message>
    <message>
        <source>The archive cannot be read: {reason}.</source>
        <translation>Das Archiv kann nicht gelesen werden: {reason}.</translation>
    </message>
    <message>
        <source>The archive has more than {limit} files.</source>
        <translation>Das Archiv hat mehr als {limit} Dateien.</translation>
    </message>
    <message>
        <source>The archive is too large, or has too many files.</source>
        <translation>Das Archiv ist zu groß oder hat zu viele Dateien.</translation>
    </message>
    <message>
        <source>The article has more than {n} words; it is not read.</source>
        <translation>Der Artikel hat mehr als {n} Wörter; er wird nicht gelesen.</translation>
    </message>
    <message>
        <source>The articles are made ready for searching, {done} of {total}. This is done once; you can work on.</source>
        <translation>Die Artikel werden für die Suche vorbereitet, {done} von {total}. Das geschieht einmal; Sie können weiterarbeiten.</translation>
    </message>
    <message>
        <source>The attribute {name} is no text; it is not taken.</source>
        <translation>Das Attribut {name} ist kein Text; es wird nicht übernommen.</translation>
    </message>
    <message>
        <source>The case was decided since, or a decision of it undone; the edit that was left cannot go on.</source>
        <translation>Der Fall wurde seitdem entschieden, oder eine Entscheidung darüber zurückgenommen; die liegen gebliebene Bearbeitung kann nicht weitergehen.</translation>
    </message>
    <message>
        <source>The disk is full: {path} was not changed. Make room and try again.</source>
        <translation>Der Datenträger ist voll: {path} wurde nicht geändert. Bitte Platz schaffen und noch einmal versuchen.</translation>
    </message>
    <message>
        <source>The display {display} cannot be reached. Run Annotator in a desktop session, or use its commands without a window: annotator --help.</source>
        <translation>Der Bildschirm {display} ist nicht erreichbar. Annotator bitte in einer Desktopsitzung starten oder seine Befehle ohne Fenster benutzen: annotator --help.</translation>
    </message>
    <message>
        <source>The document has no text: its pages are pictures. Have them recognised (OCR) first.</source>
        <translation>Das Dokument hat keinen Text: Seine Seiten sind Bilder. Bitte zuerst eine Texterkennung (OCR) laufen lassen.</translation>
    </message>
    <message>
        <source>The document has {n} pages, and {limit} are the most.</source>
        <translation>Das Dokument hat {n} Seiten, höchstens {limit} gehen.</translation>
    </message>
    <message>
        <source>The document is locked with a password; save it without one.</source>
        <translation>Das Dokument ist mit einem Passwort gesperrt; bitte ohne speichern.</translation>
    </message>
    <message>
        <source>The document is too large: it unpacks to {size} MB in {n} parts.</source>
        <translation>Das Dokument ist zu groß: entpackt {size} MB in {n} Teilen.</translation>
    </message>
    <message>
        <source>The document is without its text; export it from labelbuddy together with the text.</source>
        <translation>Dem Dokument fehlt der Text; bitte aus labelbuddy mit Text exportieren.</translation>
    </message>
    <message>
        <source>The document takes too long to read: given up on page {page} of {count}.</source>
        <translation>Das Lesen des Dokuments dauert zu lange: aufgegeben auf Seite {page} von {count}.</translation>
    </message>
    <message>
        <source>The feature {name} is no text; it is not taken.</source>
        <translation>Das Merkmal {name} ist kein Text; es wird nicht übernommen.</translation>
    </message>
    <message>
        <source>The file cannot be read: {reason}.</source>
        <translation>Die Datei kann nicht gelesen werden: {reason}.</translation>
    </message>
    <message>
        <source>The file counts in characters, where UIMA counts in UTF-16 units; taken so.</source>
        <translation>Die Datei zählt in Zeichen, wo UIMA in UTF-16-Einheiten zählt; so übernommen.</translation>
    </message>
    <message>
        <source>The file counts in {unit}; its offsets are converted.</source>
        <translation>Die Datei zählt in {unit}; ihre Stellen werden umgerechnet.</translation>
    </message>
    <message>
        <source>The file declares a document type (DOCTYPE); such files are not read.</source>
        <translation>Die Datei deklariert einen Dokumenttyp (DOCTYPE); solche Dateien werden nicht gelesen.</translation>
    </message>
    <message>
        <source>The file does not say whose reading this is; name them with --annotator.</source>
        <translation>Die Datei sagt nicht, wessen Lesart das ist; bitte mit --annotator nennen.</translation>
    </message>
    <message>
        <source>The file has emoji or other characters above U+FFFF, and does not say whether its offsets count characters or UTF-16 units; they are taken as characters.</source>
        <translation>Die Datei hat Emojis oder andere Zeichen über U+FFFF und sagt nicht, ob sie Zeichen oder UTF-16-Einheiten zählt; es werden Zeichen angenommen.</translation>
    </message>
    <message>
        <source>The file has more than {limit} elements.</source>
        <translation>Die Datei hat mehr als {limit} Elemente.</translation>
    </message>
    <message>
        <source>The file has no column {names}.</source>
        <translation>Die Datei hat keine Spalte {names}.</translation>
    </message>
    <message>
        <source>The file has no list under {name}.</source>
        <translation>Die Datei hat keine Liste unter {name}.</translation>
    </message>
    <message>
        <source>The file has no text under {name}.</source>
        <translation>Die Datei hat keinen Text unter {name}.</translation>
    </message>
    <message>
        <source>The file has no text.</source>
        <translation>Die Datei hat keinen Text.</translation>
    </message>
    <message>
        <source>The file has no words.</source>
        <translation>Die Datei hat keine Wörter.</translation>
    </message>
    <message>
        <source>The file has words and no text: it is put together with single spaces, each sentence on a line of its own.</source>
        <translation>Die Datei hat Wörter und keinen Text: Er wird mit einfachen Leerzeichen zusammengesetzt, jeder Satz auf einer eigenen Zeile.</translation>
    </message>
    <message>
        <source>The file holds nothing but white space.</source>
        <translation>Die Datei enthält nur Leerraum.</translation>
    </message>
    <message>
        <source>The file holds the readings of several annotators; only the decisions between them are taken as those of {annotator}.</source>
        <translation>Die Datei enthält die Lesarten mehrerer Annotierender; nur die Entscheidungen zwischen ihnen werden als die von {annotator} übernommen.</translation>
    </message>
    <message>
        <source>The file is UTF-16; please save it as UTF-8.</source>
        <translation>Die Datei ist UTF-16; bitte als UTF-8 speichern.</translation>
    </message>
    <message>
        <source>The file is UTF-8, but it is damaged at byte {offset}.</source>
        <translation>Die Datei ist UTF-8, aber bei Byte {offset} beschädigt.</translation>
    </message>
    <message>
        <source>The file is damaged, or unpacks to more than {limit} MB.</source>
        <translation>Die Datei ist beschädigt oder hat entpackt mehr als {limit} MB.</translation>
    </message>
    <message>
        <source>The file is damaged: its columns are not equally long.</source>
        <translation>Die Datei ist beschädigt: Ihre Spalten sind nicht gleich lang.</translation>
    </message>
    <message>
        <source>The file is damaged: the JSON in it breaks off or is wrong, and no format is found.</source>
        <translation>Die Datei ist beschädigt: Das JSON darin bricht ab oder ist falsch, und kein Format wird gefunden.</translation>
    </message>
    <message>
        <source>The file is damaged: {reason}.</source>
        <translation>Die Datei ist beschädigt: {reason}.</translation>
    </message>
    <message>
        <source>The file is empty.</source>
        <translation>Die Datei ist leer.</translation>
    </message>
    <message>
        <source>The file is neither UTF-8 nor in a Western European encoding; please save it as UTF-8.</source>
        <translation>Die Datei ist weder UTF-8 noch westeuropäisch kodiert; bitte als UTF-8 speichern.</translation>
    </message>
    <message>
        <source>The file is neither UTF-8 nor {encoding} (byte {offset}); please save it as UTF-8.</source>
        <translation>Die Datei ist weder UTF-8 noch {encoding} (Byte {offset}); bitte als UTF-8 speichern.</translation>
    </message>
    <message>
        <source>The file is nested too deeply to be read.</source>
        <translation>Die Datei ist zu tief verschachtelt.</translation>
    </message>
    <message>
        <source>The file is no sound spaCy file: {reason}.</source>
        <translation>Die Datei ist keine heile spaCy-Datei: {reason}.</translation>
    </message>
    <message>
        <source>The file is not UTF-8 (byte {n}).</source>
        <translation>Die Datei ist nicht UTF-8 (Byte {n}).</translation>
    </message>
    <message>
        <source>The file is not text: it is full of control characters, as programs' own files are.</source>
        <translation>Die Datei ist kein Text: Sie ist voller Steuerzeichen wie die eigenen Dateien von Programmen.</translation>
    </message>
    <message>
        <source>The file is too large for one article: {size} MB, and {limit} MB is the most.</source>
        <translation>Die Datei ist zu groß für einen Artikel: {size} MB, höchstens {limit} MB gehen.</translation>
    </message>
    <message>
        <source>The file is too large: {size} MB, and {limit} MB is the most.</source>
        <translation>Die Datei ist zu groß: {size} MB, höchstens {limit} MB gehen.</translation>
    </message>
    <message>
        <source>The file is {encoding}, but it is damaged at byte {offset} ({reason}).</source>
        <translation>Die Datei ist {encoding}, aber bei Byte {offset} beschädigt ({reason}).</translation>
    </message>
    <message>
        <source>The file is {kind}, not plain text.</source>
        <translation>Die Datei ist kein reiner Text, sondern: {kind}.</translation>
    </message>
    <message>
        <source>The file lacks words of the doc; it is not taken.</source>
        <translation>Der Datei fehlen Wörter des Dokuments; es wird nicht übernommen.</translation>
    </message>
    <message>
        <source>The final reading follows from the decisions made here; this one is not taken. It can come in under another name, with --annotator.</source>
        <translation>Die Endfassung folgt aus den Entscheidungen, die hier getroffen werden; diese wird nicht übernommen. Unter einem anderen Namen kann sie herein, mit --annotator.</translation>
    </message>
    <message>
        <source>The final reading has other spans here now; the edit cannot be taken over.</source>
        <translation>Die Endfassung hat hier jetzt andere Markierungen; die Bearbeitung lässt sich nicht übernehmen.</translation>
    </message>
    <message>
        <source>The final reading is mixed in here: the table of pairs opens each pair.</source>
        <translation>Hier ist die Endfassung eingerechnet: Die Tabelle der Paare öffnet jedes Paar.</translation>
    </message>
    <message>
        <source>The final reading is not finished in any of these articles. The chip “Done readings” can take in what is in progress: it is compared as far as it is decided then.</source>
        <translation>In keinem dieser Artikel ist die Endfassung fertig. Über „Fertige Lesarten“ lässt sich auch einbeziehen, was begonnen ist: sie wird dann verglichen, so weit sie entschieden ist.</translation>
    </message>
    <message>
        <source>The final reading of one article in the files is not finished: cases are still open.</source>
        <translation>Die Endfassung eines Artikels in den Dateien ist nicht fertig: Fälle sind noch offen.</translation>
    </message>
    <message>
        <source>The final reading of this project is not taken: it follows from the decisions made there.</source>
        <translation>Die Endfassung dieses Projekts wird nicht übernommen: Sie folgt aus den Entscheidungen, die dort getroffen wurden.</translation>
    </message>
    <message>
        <source>The final reading was changed since; the edit that was left cannot go on.</source>
        <translation>Die Endfassung wurde seitdem geändert; die liegen gelassene Bearbeitung kann nicht weitergehen.</translation>
    </message>
    <message>
        <source>The final reading, otherwise everybody</source>
        <translation>Die Endfassung, sonst alle</translation>
    </message>
    <message>
        <source>The final reading: mark it as in Annotate.</source>
        <translation>Die Endfassung: markieren wie beim Annotieren.</translation>
    </message>
    <message>
        <source>The final readings of {n} articles in the files are not finished: cases are still open.</source>
        <translation>Die Endfassungen von {n} Artikeln in den Dateien sind nicht fertig: Fälle sind noch offen.</translation>
    </message>
    <message>
        <source>The first {n} are shown; the list that is exported has all.</source>
        <translation>Gezeigt werden die ersten {n}; die exportierte Liste hat alle.</translation>
    </message>
    <message>
        <source>The first “{words}” in this article.</source>
        <translation>Das erste „{words}“ in diesem Artikel.</translation>
    </message>
    <message>
        <source>The folder {path} cannot be made: {reason}.</source>
        <translation>Der Ordner {path} kann nicht angelegt werden: {reason}.</translation>
    </message>
    <message>
        <source>The format holds everything that was chosen.</source>
        <translation>Das Format fasst alles, was gewählt ist.</translation>
    </message>
    <message>
        <source>The format {kind} is only read; choose {known}.</source>
        <translation>Das Format {kind} wird nur gelesen; zur Wahl stehen {known}.</translation>
    </message>
    <message>
        <source>The format {kind} writes a folder, which stdout cannot take; name a folder.</source>
        <translation>Das Format {kind} schreibt einen Ordner, den die Standardausgabe nicht aufnehmen kann; nennen Sie einen Ordner.</translation>
    </message>
    <message>
        <source>The format {kind} writes one file; {path} must be a file and end in {endings}.</source>
        <translation>Das Format {kind} schreibt eine Datei; {path} muss eine Datei sein und auf {endings} enden.</translation>
    </message>
    <message>
        <source>The interval is not computed yet.</source>
        <translation>Das Intervall ist noch nicht berechnet.</translation>
    </message>
    <message>
        <source>The key {key} is that of the label {label}.</source>
        <translation>Die Taste {key} ist die des Labels {label}.</translation>
    </message>
    <message>
        <source>The key {key} is that of {attribute} of {label}.</source>
        <translation>Die Taste {key} ist die von {attribute} bei {label}.</translation>
    </message>
    <message>
        <source>The key {key} of {name} is taken: {action}.</source>
        <translation>Die Taste {key} von {name} ist vergeben: {action}.</translation>
    </message>
    <message>
        <source>The label {label} is the whole article's; it is not taken.</source>
        <translation>Das Label {label} gilt dem ganzen Artikel; es wird nicht übernommen.</translation>
    </message>
    <message>
        <source>The labels are not a list; none is taken.</source>
        <translation>Die Labels sind keine Liste; keines wird übernommen.</translation>
    </message>
    <message>
        <source>The labels {one} and {other} have the same title, {title}.</source>
        <translation>Die Labels {one} und {other} haben denselben Titel, {title}.</translation>
    </message>
    <message>
        <source>The last project is no longer at {path}.</source>
        <translation>Das letzte Projekt ist nicht mehr bei {path}.</translation>
    </message>
    <message>
        <source>The last “{words}” in this article.</source>
        <translation>Das letzte „{words}“ in diesem Artikel.</translation>
    </message>
    <message>
        <source>The line has more than {limit} MB; it is not read.</source>
        <translation>Die Zeile hat mehr als {limit} MB; sie wird nicht gelesen.</translation>
    </message>
    <message>
        <source>The line has {n} columns instead of {count}; it is not taken.</source>
        <translation>Die Zeile hat {n} Spalten statt {count}; sie wird nicht übernommen.</translation>
    </message>
    <message>
        <source>The line is nested too deeply to be read.</source>
        <translation>Die Zeile ist zu tief verschachtelt.</translation>
    </message>
    <message>
        <source>The line is no row of a WebAnno TSV file; it is left out.</source>
        <translation>Die Zeile ist keine einer WebAnno-TSV-Datei; sie bleibt weg.</translation>
    </message>
    <message>
        <source>The line is not JSON: {reason} at character {column}.</source>
        <translation>Die Zeile ist kein JSON: {reason} bei Zeichen {column}.</translation>
    </message>
    <message>
        <source>The line is not JSON: {reason}.</source>
        <translation>Die Zeile ist kein JSON: {reason}.</translation>
    </message>
    <message>
        <source>The line is not UTF-8 (byte {offset}); it is not read.</source>
        <translation>Die Zeile ist nicht UTF-8 (Byte {offset}); sie wird nicht gelesen.</translation>
    </message>
    <message>
        <source>The line is not a JSON object, as one record is.</source>
        <translation>Die Zeile ist kein JSON-Objekt, wie es ein Datensatz ist.</translation>
    </message>
    <message>
        <source>The line is not brat's: “{line}”; it is left out.</source>
        <translation>Die Zeile ist nicht im brat-Format: „{line}“; sie bleibt weg.</translation>
    </message>
    <message>
        <source>The line is the mean of {n} articles, a point is one.</source>
        <translation>Die Linie ist das Mittel von {n} Artikeln, ein Punkt ist einer.</translation>
    </message>
    <message>
        <source>The line lacks a type, a document or bounds; not taken.</source>
        <translation>Der Zeile fehlen Typ, Dokument oder Grenzen; nicht übernommen.</translation>
    </message>
    <message>
        <source>The list is not whole: a comma or its end is missing; the rest is not read.</source>
        <translation>Die Liste ist nicht ganz: Ein Komma oder ihr Ende fehlt; der Rest wird nicht gelesen.</translation>
    </message>
    <message>
        <source>The note says so already.</source>
        <translation>So lautet die Notiz schon.</translation>
    </message>
    <message>
        <source>The page is too large: {n} tags, and {limit} is the most.</source>
        <translation>Die Seite ist zu groß: {n} Tags, höchstens {limit} gehen.</translation>
    </message>
    <message>
        <source>The project cannot be written to: the next export may put articles on other sides.</source>
        <translation>Das Projekt kann nicht beschrieben werden: Der nächste Export kann Artikel anders aufteilen.</translation>
    </message>
    <message>
        <source>The project has no articles.</source>
        <translation>Das Projekt hat keine Artikel.</translation>
    </message>
    <message>
        <source>The project holds a span that is none: {reason}</source>
        <translation>Das Projekt enthält eine Markierung, die keine ist: {reason}</translation>
    </message>
    <message>
        <source>The reading in hand has nothing here to keep: press the number of another, then ask for the union or the overlap again.</source>
        <translation>Die gewählte Lesart hat hier nichts, was zu behalten wäre: Drücken Sie die Ziffer einer anderen und dann noch einmal Vereinigung oder Überschneidung.</translation>
    </message>
    <message>
        <source>The readings changed just now: look at them again.</source>
        <translation>Die Lesarten haben sich eben geändert: bitte noch einmal ansehen.</translation>
    </message>
    <message>
        <source>The readings changed since this case was opened. Nothing was done; look at it again and repeat the step.</source>
        <translation>Die Lesarten haben sich geändert, seit dieser Fall geöffnet wurde. Nichts wurde getan; sehen Sie ihn noch einmal an und wiederholen Sie den Schritt.</translation>
    </message>
    <message>
        <source>The readings changed since this edit was made: look at them before you decide.</source>
        <translation>Die Lesarten haben sich seit dieser Bearbeitung geändert: Sehen Sie sie an, bevor Sie entscheiden.</translation>
    </message>
    <message>
        <source>The readings differ in label or attributes: press the number of the one to keep, then ask for the union or the overlap again.</source>
        <translation>Die Lesarten unterscheiden sich in Label oder Attributen: drücken Sie die Nummer derjenigen, die gelten soll, und verlangen Sie Vereinigung oder Überschneidung dann noch einmal.</translation>
    </message>
    <message>
        <source>The readings have nothing in common.</source>
        <translation>Die Lesarten haben nichts gemeinsam.</translation>
    </message>
    <message>
        <source>The readings of “{annotator}” are in the folder {folder}: systems do not take the name as it is.</source>
        <translation>Die Lesarten von „{annotator}“ sind im Ordner {folder}: so wie er ist, nehmen Systeme den Namen nicht.</translation>
    </message>
    <message>
        <source>The record has no text; it is not taken.</source>
        <translation>Der Datensatz hat keinen Text; er wird nicht übernommen.</translation>
    </message>
    <message>
        <source>The record was rejected by its annotator; its spans are not taken.</source>
        <translation>Der Datensatz wurde vom Annotator verworfen; seine Markierungen werden nicht übernommen.</translation>
    </message>
    <message>
        <source>The record's text holds half a character (a lone surrogate); the record is not taken.</source>
        <translation>Der Text des Datensatzes enthält ein halbes Zeichen (einzelnes Surrogat); er wird nicht übernommen.</translation>
    </message>
    <message>
        <source>The record's text is empty; the record is not taken.</source>
        <translation>Der Text des Datensatzes ist leer; er wird nicht übernommen.</translation>
    </message>
    <message>
        <source>The relation type {name} needs a label on each side.</source>
        <translation>Der Relationstyp {name} braucht auf jeder Seite ein Label.</translation>
    </message>
    <message>
        <source>The relation types {one} and {other} have the same title, {title}.</source>
        <translation>Die Verknüpfungstypen {one} und {other} haben denselben Titel, {title}.</translation>
    </message>
    <message>
        <source>The relation {type} is left out: an end of it is not there.</source>
        <translation>Die Relation {type} bleibt weg: Ein Ende davon ist nicht da.</translation>
    </message>
    <message>
        <source>The relation {type} is not taken: an end of it is no span that was taken.</source>
        <translation>Die Relation {type} wird nicht übernommen: Ein Ende davon ist keine übernommene Markierung.</translation>
    </message>
    <message>
        <source>The relations are not a list; none is taken.</source>
        <translation>Die Relationen sind keine Liste; keine wird übernommen.</translation>
    </message>
    <message>
        <source>The row chosen, in full</source>
        <translation>Die gewählte Zeile, ganz</translation>
    </message>
    <message>
        <source>The row has no text; it is not taken.</source>
        <translation>Die Zeile hat keinen Text; sie wird nicht übernommen.</translation>
    </message>
    <message>
        <source>The row has {n} columns instead of {count}; it is not taken.</source>
        <translation>Die Zeile hat {n} Spalten statt {count}; sie wird nicht übernommen.</translation>
    </message>
    <message>
        <source>The row has {n} columns, and {m} are declared; they are left out.</source>
        <translation>Die Zeile hat {n} Spalten, deklariert sind {m}; sie bleiben weg.</translation>
    </message>
    <message>
        <source>The same annotator.</source>
        <translation>Dieselbe Person.</translation>
    </message>
    <message>
        <source>The same span is in this reading twice; it is in the file once.</source>
        <translation>Dieselbe Markierung ist in dieser Lesart doppelt; in der Datei steht sie einmal.</translation>
    </message>
    <message>
        <source>The scheme allows no link to this span.</source>
        <translation>Das Schema erlaubt keine Verknüpfung mit dieser Markierung.</translation>
    </message>
    <message>
        <source>The scheme allows no {kind} from {head} to {child}.</source>
        <translation>Das Schema erlaubt kein {kind} von {head} zu {child}.</translation>
    </message>
    <message>
        <source>The scheme cannot be read: {reason}</source>
        <translation>Das Schema kann nicht gelesen werden: {reason}</translation>
    </message>
    <message>
        <source>The scheme does not allow “{name}” here since it was changed. Undo that change of the scheme first.</source>
        <translation>Das Schema erlaubt „{name}“ hier seit seiner Änderung nicht mehr. Bitte zuerst jene Änderung rückgängig machen.</translation>
    </message>
    <message>
        <source>The scheme has no claims: no label {label} and no relation {relation}.</source>
        <translation>Das Schema hat keine Aussagen: kein Label {label} und keine Relation {relation}.</translation>
    </message>
    <message>
        <source>The scheme has no label “{label}”; it has {known}.</source>
        <translation>Das Schema hat kein Label „{label}“; es hat {known}.</translation>
    </message>
    <message>
        <source>The scheme has two of one {what}: {names}.</source>
        <translation>Das Schema hat etwas doppelt ({what}): {names}.</translation>
    </message>
    <message>
        <source>The scheme is saved.</source>
        <translation>Das Schema ist gespeichert.</translation>
    </message>
    <message>
        <source>The scheme lacks “{field}”.</source>
        <translation>Dem Schema fehlt „{field}“.</translation>
    </message>
    <message>
        <source>The scheme was changed again in the meantime. Nothing was done; undo that change first, or make this one anew.</source>
        <translation>Das Schema wurde inzwischen wieder geändert. Nichts wurde getan; bitte zuerst jene Änderung rückgängig machen oder diese neu vornehmen.</translation>
    </message>
    <message>
        <source>The scheme was changed again since, by somebody else. That change is to be undone first.</source>
        <translation>Das Schema wurde seither von jemand anderem wieder geändert. Jene Änderung ist zuerst rückgängig zu machen.</translation>
    </message>
    <message>
        <source>The scheme was changed elsewhere in the meantime. Nothing was saved; open it anew and repeat the change.</source>
        <translation>Das Schema wurde inzwischen anderswo geändert. Nichts wurde gespeichert; bitte neu öffnen und die Änderung wiederholen.</translation>
    </message>
    <message>
        <source>The scheme was changed here and is not saved yet.</source>
        <translation>Das Schema wurde hier geändert und ist noch nicht gespeichert.</translation>
    </message>
    <message>
        <source>The scheme was changed in the meantime, elsewhere. Nothing was done; look at it again and repeat the step.</source>
        <translation>Das Schema wurde inzwischen anderswo geändert. Nichts wurde getan; bitte ansehen und den Schritt wiederholen.</translation>
    </message>
    <message>
        <source>The scheme was changed just now: leave the edit, and go on with it from its case.</source>
        <translation>Das Schema wurde gerade geändert: Verlassen Sie die Bearbeitung und setzen Sie sie von ihrem Fall aus fort.</translation>
    </message>
    <message>
        <source>The screen itself understands these keys; they cannot be changed.</source>
        <translation>Diese Tasten versteht die Ansicht selbst; sie lassen sich nicht ändern.</translation>
    </message>
    <message>
        <source>The search knows no field {field}; it knows {known}. In quotes it is looked for as words.</source>
        <translation>Die Suche kennt kein Feld {field}; sie kennt {known}. In Anführungszeichen wird nach Wörtern gesucht.</translation>
    </message>
    <message>
        <source>The selected row is in the reading of {names}: nobody else changes it.</source>
        <translation>Die ausgewählte Zeile ist in der Lesart von {names}: niemand sonst ändert sie.</translation>
    </message>
    <message>
        <source>The share for evaluation must lie between 0 and 1, not {share}.</source>
        <translation>Der Anteil für die Auswertung muss zwischen 0 und 1 liegen, nicht {share}.</translation>
    </message>
    <message>
        <source>The shares for evaluation and test leave nothing to train with.</source>
        <translation>Die Anteile für Bewertung und Test lassen nichts zum Trainieren übrig.</translation>
    </message>
    <message>
        <source>The shares for evaluation and test must leave some to train with, not {share}.</source>
        <translation>Die Anteile für Auswertung und Test müssen etwas zum Trainieren lassen, nicht {share}.</translation>
    </message>
    <message>
        <source>The sides change when this is exported, not before.</source>
        <translation>Die Seiten ändern sich, wenn exportiert wird, nicht vorher.</translation>
    </message>
    <message>
        <source>The span cannot go further.</source>
        <translation>Weiter kann die Markierung nicht.</translation>
    </message>
    <message>
        <source>The span has these bounds already.</source>
        <translation>Die Markierung hat diese Grenzen schon.</translation>
    </message>
    <message>
        <source>The span in hand has no attribute under {key}.</source>
        <translation>Die gewählte Markierung hat kein Attribut unter {key}.</translation>
    </message>
    <message>
        <source>The span of this note is gone. The note is in the clipboard.</source>
        <translation>Die Markierung zu dieser Notiz ist weg. Die Notiz liegt in der Zwischenablage.</translation>
    </message>
    <message>
        <source>The spans are not a list; none is taken.</source>
        <translation>Die Markierungen sind keine Liste; keine wird übernommen.</translation>
    </message>
    <message>
        <source>The split left {side} empty: the smallest group was moved there.</source>
        <translation>Die Aufteilung ließ {side} leer: Die kleinste Gruppe kam dorthin.</translation>
    </message>
    <message>
        <source>The state {state} is unknown.</source>
        <translation>Der Stand {state} ist unbekannt.</translation>
    </message>
    <message>
        <source>The step before was not done here; take it back in the window of the articles.</source>
        <translation>Der Schritt davor geschah nicht hier; machen Sie ihn im Fenster der Artikel rückgängig.</translation>
    </message>
    <message>
        <source>The stronger the ground, the larger the share of the row.</source>
        <translation>Je kräftiger der Grund, desto größer der Anteil an der Zeile.</translation>
    </message>
    <message>
        <source>The table has no rows.</source>
        <translation>Die Tabelle hat keine Zeilen.</translation>
    </message>
    <message>
        <source>The table is not read beyond line {line}: it is not {encoding}.</source>
        <translation>Die Tabelle wird ab Zeile {line} nicht weiter gelesen: Sie ist nicht {encoding}.</translation>
    </message>
    <message>
        <source>The table is not read beyond line {line}: {reason}.</source>
        <translation>Die Tabelle wird ab Zeile {line} nicht weiter gelesen: {reason}.</translation>
    </message>
    <message>
        <source>The task has no text; it is not taken.</source>
        <translation>Die Aufgabe hat keinen Text; sie wird nicht übernommen.</translation>
    </message>
    <message>
        <source>The task holds the address {text}, not its text; it is not taken.</source>
        <translation>Die Aufgabe enthält die Adresse {text}, nicht den Text; sie wird nicht übernommen.</translation>
    </message>
    <message>
        <source>The text at {offsets} is not “{stated}”, as the line says; the span is left out.</source>
        <translation>Der Text bei {offsets} ist nicht „{stated}“, wie die Zeile sagt; die Markierung bleibt weg.</translation>
    </message>
    <message>
        <source>The text at {start}-{end} is not “{token}”; what the row says is left out.</source>
        <translation>Der Text bei {start}-{end} ist nicht „{token}“; was die Zeile sagt, bleibt weg.</translation>
    </message>
    <message>
        <source>The text beside it, {name}, cannot be had: {reason}</source>
        <translation>Der Text daneben, {name}, ist nicht zu haben: {reason}</translation>
    </message>
    <message>
        <source>The text beside it, {name}, is empty.</source>
        <translation>Der Text daneben, {name}, ist leer.</translation>
    </message>
    <message>
        <source>The text is too large for one article; it is not taken.</source>
        <translation>Der Text ist zu groß für einen Artikel; er wird nicht übernommen.</translation>
    </message>
    <message>
        <source>The text of article {id} is missing in the project; open a backup.</source>
        <translation>Der Text von Artikel {id} fehlt im Projekt; bitte eine Sicherung öffnen.</translation>
    </message>
    <message>
        <source>The type system declares no types.</source>
        <translation>Das Typsystem deklariert keine Typen.</translation>
    </message>
    <message>
        <source>The type system is not taken: {reason}</source>
        <translation>Das Typsystem wird nicht übernommen: {reason}</translation>
    </message>
    <message>
        <source>The word “{word}” has no tag.</source>
        <translation>Das Wort „{word}“ hat kein Tag.</translation>
    </message>
    <message>
        <source>There already</source>
        <translation>Schon da</translation>
    </message>
    <message>
        <source>There are no cases behind this.</source>
        <translation>Dahinter stehen keine Fälle.</translation>
    </message>
    <message>
        <source>There are no figures yet.</source>
        <translation>Noch gibt es keine Zahlen.</translation>
    </message>
    <message>
        <source>There are no relations to train with.</source>
        <translation>Es gibt keine Verknüpfungen, mit denen trainiert werden könnte.</translation>
    </message>
    <message>
        <source>There are no spans yet. Select words and press a label's key.</source>
        <translation>Es gibt noch keine Markierungen. Wörter auswählen und die Taste eines Labels drücken.</translation>
    </message>
    <message>
        <source>There are too few articles to train with: each side needs one at least, and {side} has none.</source>
        <translation>Zum Trainieren sind es zu wenige Artikel: Jede Seite braucht mindestens einen, und {side} hat keinen.</translation>
    </message>
    <message>
        <source>There are two labels with the name {name}.</source>
        <translation>Es gibt zwei Labels mit dem Namen {name}.</translation>
    </message>
    <message>
        <source>There are two relation types with the name {name}.</source>
        <translation>Es gibt zwei Relationstypen mit dem Namen {name}.</translation>
    </message>
    <message>
        <source>There is a file at {path} already.</source>
        <translation>Bei {path} ist schon eine Datei.</translation>
    </message>
    <message>
        <source>There is an earlier export at {path}. It is replaced by the new one.</source>
        <translation>Bei {path} ist ein früherer Export. Der neue ersetzt ihn.</translation>
    </message>
    <message>
        <source>There is no annotator {names} in this project; there are: {known}.</source>
        <translation>In diesem Projekt gibt es niemanden namens {names}; es gibt: {known}.</translation>
    </message>
    <message>
        <source>There is no component {name}; choose {known}.</source>
        <translation>Eine Komponente {name} gibt es nicht; zur Wahl stehen {known}.</translation>
    </message>
    <message>
        <source>There is no display to show a window on. Run Annotator in a desktop session, or use its commands without a window: annotator --help.</source>
        <translation>Es gibt keinen Bildschirm für ein Fenster. Annotator bitte in einer Desktopsitzung starten oder seine Befehle ohne Fenster benutzen: annotator --help.</translation>
    </message>
    <message>
        <source>There is no edit of this case to drop.</source>
        <translation>Zu diesem Fall gibt es keine Bearbeitung, die zu verwerfen wäre.</translation>
    </message>
    <message>
        <source>There is no file or folder {path}.</source>
        <translation>Eine Datei oder einen Ordner {path} gibt es nicht.</translation>
    </message>
    <message>
        <source>There is no fix for what is selected; Enter shows it in its article.</source>
        <translation>Für das Ausgewählte gibt es keine Korrektur; Enter zeigt es im Artikel.</translation>
    </message>
    <message>
        <source>There is no flag on these articles.</source>
        <translation>Diese Artikel sind nicht vorgemerkt.</translation>
    </message>
    <message>
        <source>There is no flag on this article.</source>
        <translation>Dieser Artikel ist nicht vorgemerkt.</translation>
    </message>
    <message>
        <source>There is no folder {path} to make the project in.</source>
        <translation>Den Ordner {path}, in dem das Projekt entstehen soll, gibt es nicht.</translation>
    </message>
    <message>
        <source>There is no folder {path}.</source>
        <translation>Den Ordner {path} gibt es nicht.</translation>
    </message>
    <message>
        <source>There is no format {kind}; choose {known}.</source>
        <translation>Ein Format {kind} gibt es nicht; zur Wahl stehen {known}.</translation>
    </message>
    <message>
        <source>There is no label {names} in this project; there are: {known}.</source>
        <translation>In diesem Projekt gibt es kein Label {names}; es gibt: {known}.</translation>
    </message>
    <message>
        <source>There is no label {names}.</source>
        <translation>Ein Label {names} gibt es nicht.</translation>
    </message>
    <message>
        <source>There is no other span here that {label} may be linked with.</source>
        <translation>Hier ist keine andere Markierung, mit der {label} verknüpft werden darf.</translation>
    </message>
    <message>
        <source>There is no other “{words}” in the articles of the queue.</source>
        <translation>In den Artikeln der Liste gibt es kein anderes „{words}“.</translation>
    </message>
    <message>
        <source>There is no project at {path}.</source>
        <translation>Bei {path} ist kein Projekt.</translation>
    </message>
    <message>
        <source>There is no room left where {path} is.</source>
        <translation>Wo {path} ist, ist kein Platz mehr.</translation>
    </message>
    <message>
        <source>There is no span in the files: nothing can be learnt from them.</source>
        <translation>In den Dateien ist keine Markierung: Daraus lässt sich nichts lernen.</translation>
    </message>
    <message>
        <source>There is no span to delete.</source>
        <translation>Es ist keine Markierung zu löschen.</translation>
    </message>
    <message>
        <source>There is no span under the caret.</source>
        <translation>An der Schreibmarke ist keine Markierung.</translation>
    </message>
    <message>
        <source>There is no such case. {key} leads back to the open ones.</source>
        <translation>Einen solchen Fall gibt es nicht. {key} führt zu den offenen zurück.</translation>
    </message>
    <message>
        <source>There is no such reading in this case.</source>
        <translation>Eine solche Lesart gibt es in diesem Fall nicht.</translation>
    </message>
    <message>
        <source>There is no {label} before these words to add them to.</source>
        <translation>Vor diesen Wörtern ist kein {label}, zu dem sie kommen könnten.</translation>
    </message>
    <message>
        <source>There is nothing to accept by this rule.</source>
        <translation>Nach dieser Regel gibt es nichts zu übernehmen.</translation>
    </message>
    <message>
        <source>There is nothing to do again.</source>
        <translation>Es gibt nichts zu wiederholen.</translation>
    </message>
    <message>
        <source>There is nothing to fix in this way.</source>
        <translation>So ist hier nichts zu beheben.</translation>
    </message>
    <message>
        <source>There is nothing to import in {paths}: no file of a format that Annotator reads.</source>
        <translation>In {paths} gibt es nichts zu importieren: keine Datei in einem Format, das Annotator liest.</translation>
    </message>
    <message>
        <source>There is nothing to redo.</source>
        <translation>Es gibt nichts zu wiederholen.</translation>
    </message>
    <message>
        <source>There is nothing to say of what is selected.</source>
        <translation>Über das Ausgewählte gibt es nichts zu sagen.</translation>
    </message>
    <message>
        <source>There is nothing to undo.</source>
        <translation>Es gibt nichts rückgängig zu machen.</translation>
    </message>
    <message>
        <source>There is nothing to write: no article fits what was chosen.</source>
        <translation>Es gibt nichts zu schreiben: Kein Artikel passt zur Auswahl.</translation>
    </message>
    <message>
        <source>There is nothing to write: no article has a reading that spaCy can take.</source>
        <translation>Es gibt nichts zu schreiben: Kein Artikel hat eine Lesart, die spaCy nehmen kann.</translation>
    </message>
    <message>
        <source>There is nothing to write: no article has a reading.</source>
        <translation>Es gibt nichts zu schreiben: Kein Artikel hat eine Lesart.</translation>
    </message>
    <message>
        <source>There is nothing to write: no article has a span of the label {label}, which this table is made of.</source>
        <translation>Es gibt nichts zu schreiben: Kein Artikel hat eine Markierung mit dem Label {label}, und aus diesen besteht die Tabelle.</translation>
    </message>
    <message>
        <source>There is one annotator only. Import the readings of others from the project menu, or let somebody else mark the same articles; how far they agree stands here then.</source>
        <translation>Es gibt nur eine Person. Importieren Sie die Lesarten anderer aus dem Projektmenü, oder lassen Sie jemand anderen dieselben Artikel markieren; wie weit sie einig sind, steht dann hier.</translation>
    </message>
    <message>
        <source>There is one annotator only. Import the readings of others from the project menu, or let somebody else mark the same articles; where they differ, there are cases here.</source>
        <translation>Es gibt nur eine Person. Importieren Sie die Lesarten anderer aus dem Projektmenü, oder lassen Sie jemand anderen dieselben Artikel markieren; wo sie voneinander abweichen, stehen hier Fälle.</translation>
    </message>
    <message>
        <source>There is only one article: it trains, and {file} is empty, so that nothing can be scored.</source>
        <translation>Es gibt nur einen Artikel: Er trainiert, und {file} ist leer, sodass nichts bewertet werden kann.</translation>
    </message>
    <message>
        <source>These articles are flagged already.</source>
        <translation>Diese Artikel sind schon vorgemerkt.</translation>
    </message>
    <message>
        <source>These articles are marked {state} already.</source>
        <translation>Diese Artikel stehen schon auf „{state}“.</translation>
    </message>
    <message>
        <source>These articles are too many for one spaCy file: choose fewer.</source>
        <translation>Diese Artikel sind zu viele für eine spaCy-Datei: bitte weniger wählen.</translation>
    </message>
    <message>
        <source>These two are linked already.</source>
        <translation>Diese beiden sind schon verknüpft.</translation>
    </message>
    <message>
        <source>This article is flagged already.</source>
        <translation>Dieser Artikel ist schon vorgemerkt.</translation>
    </message>
    <message>
        <source>This article is marked {state} already.</source>
        <translation>Dieser Artikel steht schon auf „{state}“.</translation>
    </message>
    <message>
        <source>This article is no longer in the project.</source>
        <translation>Dieser Artikel ist nicht mehr im Projekt.</translation>
    </message>
    <message>
        <source>This format has no place for states (done, to do …) and flags.</source>
        <translation>Dieses Format hat keinen Platz für den Stand (fertig, zu tun …) und Vormerkungen.</translation>
    </message>
    <message>
        <source>This format has no place for title, outlet, date, language and address.</source>
        <translation>Dieses Format hat keinen Platz für Titel, Medium, Datum, Sprache und Adresse.</translation>
    </message>
    <message>
        <source>This format has words and no text: what white space stands between them is not written.</source>
        <translation>Dieses Format hat Wörter und keinen Text: Welcher Leerraum dazwischen steht, wird nicht geschrieben.</translation>
    </message>
    <message>
        <source>This holds half a character, which cannot be saved. Type it anew.</source>
        <translation>Das enthält ein halbes Zeichen, das sich nicht speichern lässt. Bitte neu tippen.</translation>
    </message>
    <message>
        <source>This is JSON, but not that of a CAS.</source>
        <translation>Das ist JSON, aber nicht das eines CAS.</translation>
    </message>
    <message>
        <source>This is XML, but not XMI.</source>
        <translation>Das ist XML, aber kein XMI.</translation>
    </message>
    <message>
        <source>This is a folder or a device, not a file.</source>
        <translation>Das ist ein Ordner oder ein Gerät, keine Datei.</translation>
    </message>
    <message>
        <source>This is a link that leads out of the folder; it is not followed.</source>
        <translation>Das ist ein Verweis, der aus dem Ordner hinausführt; ihm wird nicht gefolgt.</translation>
    </message>
    <message>
        <source>This is a table made of a project, not of articles; import JSONL.</source>
        <translation>Das ist eine aus einem Projekt gemachte Tabelle, nicht eine von Artikeln; bitte JSONL importieren.</translation>
    </message>
    <message>
        <source>This is marked as {label} already.</source>
        <translation>Das ist schon als {label} markiert.</translation>
    </message>
    <message>
        <source>This is no format that Annotator reads; --format text takes what stands in it as an article.</source>
        <translation>Das ist kein Format, das Annotator liest; --format text nimmt, was darin steht, als Artikel.</translation>
    </message>
    <message>
        <source>This is not JSON: {reason} in line {line}.</source>
        <translation>Das ist kein JSON: {reason} in Zeile {line}.</translation>
    </message>
    <message>
        <source>This is not JSON: {reason}.</source>
        <translation>Das ist kein JSON: {reason}.</translation>
    </message>
    <message>
        <source>This is not XML: {reason} in line {line}.</source>
        <translation>Das ist kein XML: {reason} in Zeile {line}.</translation>
    </message>
    <message>
        <source>This is not XML: {reason}.</source>
        <translation>Das ist kein XML: {reason}.</translation>
    </message>
    <message>
        <source>This is not a file of spaCy docs.</source>
        <translation>Das ist keine Datei mit spaCy-Dokumenten.</translation>
    </message>
    <message>
        <source>This is the case after it.</source>
        <translation>Dies ist der Fall danach.</translation>
    </message>
    <message>
        <source>This is the first case.</source>
        <translation>Das ist der erste Fall.</translation>
    </message>
    <message>
        <source>This is the last case.</source>
        <translation>Das ist der letzte Fall.</translation>
    </message>
    <message>
        <source>This link is gone already.</source>
        <translation>Diese Verknüpfung ist schon weg.</translation>
    </message>
    <message>
        <source>This reading has nothing here whose label and attributes could be kept.</source>
        <translation>Diese Lesart hat hier nichts, dessen Label und Attribute gelten könnten.</translation>
    </message>
    <message>
        <source>This reading has several labels or attributes here: keep another, or edit freely.</source>
        <translation>Diese Lesart hat hier mehrere Labels oder Attribute: nehmen Sie eine andere, oder bearbeiten Sie frei.</translation>
    </message>
    <message>
        <source>This span has no links. {key} links it.</source>
        <translation>Diese Markierung hat keine Verknüpfungen. {key} verknüpft sie.</translation>
    </message>
    <message>
        <source>This span has one part only. {key} adds the selected words to the span last in hand.</source>
        <translation>Diese Markierung hat nur einen Teil. {key} fügt die ausgewählten Wörter zur zuletzt gewählten Markierung hinzu.</translation>
    </message>
    <message>
        <source>This span has one part only. {key} deletes the span.</source>
        <translation>Diese Markierung hat nur einen Teil. {key} löscht die Markierung.</translation>
    </message>
    <message>
        <source>This was changed in the meantime, elsewhere. Nothing was done; look at it again and repeat the step.</source>
        <translation>Das wurde inzwischen anderswo geändert. Nichts wurde getan; bitte ansehen und den Schritt wiederholen.</translation>
    </message>
    <message>
        <source>Tint</source>
        <translation>Tönung</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Title of the label, as it is shown</source>
        <translation>Titel des Labels, wie es gezeigt wird</translation>
    </message>
    <message>
        <source>Title of the relation type, as it is shown</source>
        <translation>Titel des Relationstyps, wie er gezeigt wird</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Zu</translation>
    </message>
    <message>
        <source>To decide</source>
        <translation>Zu entscheiden</translation>
    </message>
    <message>
        <source>To do</source>
        <translation>Zu tun</translation>
    </message>
    <message>
        <source>To do {key}</source>
        <translation>Zu tun {key}</translation>
    </message>
    <message>
        <source>To do {n}</source>
        <translation>Zu tun {n}</translation>
    </message>
    <message>
        <source>To train in the folder: python -m spacy project run all. Or: annotator train with the project.</source>
        <translation>Zum Trainieren im Ordner: python -m spacy project run all. Oder: annotator train mit dem Projekt.</translation>
    </message>
    <message>
        <source>Token F1</source>
        <translation>F1, Token</translation>
    </message>
    <message>
        <source>Too much</source>
        <translation>Zu viel</translation>
    </message>
    <message>
        <source>Trim white space</source>
        <translation>Leerraum abschneiden</translation>
    </message>
    <message>
        <source>Try the example</source>
        <translation>Beispiel ausprobieren</translation>
    </message>
    <message>
        <source>UIMA CAS JSON (INCEpTION)</source>
        <translation>UIMA CAS JSON (INCEpTION)</translation>
    </message>
    <message>
        <source>UIMA XMI (INCEpTION, WebAnno)</source>
        <translation>UIMA XMI (INCEpTION, WebAnno)</translation>
    </message>
    <message>
        <source>UIMA files are written by dkpro-cassis, which is not installed here; install it with: pip install "annotator[uima]"</source>
        <translation>UIMA-Dateien schreibt dkpro-cassis, das hier nicht installiert ist; installieren mit: pip install "annotator[uima]"</translation>
    </message>
    <message>
        <source>Undefined</source>
        <translation>Nicht bestimmt</translation>
    </message>
    <message>
        <source>Undefined: {reason}</source>
        <translation>Nicht bestimmt: {reason}</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Undo: {name}</source>
        <translation>Rückgängig: {name}</translation>
    </message>
    <message>
        <source>Undoing</source>
        <translation>Wird rückgängig gemacht</translation>
    </message>
    <message>
        <source>Undone, in {n} article.</source>
        <translation>Rückgängig gemacht, in {n} Artikel.</translation>
    </message>
    <message>
        <source>Undone, in {n} articles.</source>
        <translation>Rückgängig gemacht, in {n} Artikeln.</translation>
    </message>
    <message>
        <source>Undone: {name}</source>
        <translation>Rückgängig gemacht: {name}</translation>
    </message>
    <message>
        <source>Union</source>
        <translation>Vereinigung</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Einheit</translation>
    </message>
    <message>
        <source>Units: a span with all its links</source>
        <translation>Einheiten: eine Markierung mit allen Verknüpfungen</translation>
    </message>
    <message>
        <source>Usual text size</source>
        <translation>Übliche Schriftgröße</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>Werte</translation>
    </message>
    <message>
        <source>Values of the attribute</source>
        <translation>Werte des Attributs</translation>
    </message>
    <message>
        <source>Version {number} is not taken: {annotator} has another one.</source>
        <translation>Fassung {number} wird nicht übernommen: {annotator} hat eine andere.</translation>
    </message>
    <message>
        <source>Version {number}: {reason}</source>
        <translation>Fassung {number}: {reason}</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>View menu</source>
        <translation>Ansichtsmenü</translation>
    </message>
    <message>
        <source>Was final</source>
        <translation>War Endfassung</translation>
    </message>
    <message>
        <source>Web page (HTML, the article's text)</source>
        <translation>Webseite (HTML, der Text des Artikels)</translation>
    </message>
    <message>
        <source>WebAnno TSV 3.3 (INCEpTION)</source>
        <translation>WebAnno TSV 3.3 (INCEpTION)</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>What becomes of it</source>
        <translation>Was daraus wird</translation>
    </message>
    <message>
        <source>What can be done</source>
        <translation>Was sich tun lässt</translation>
    </message>
    <message>
        <source>What do you want to do?</source>
        <translation>Was möchten Sie tun?</translation>
    </message>
    <message>
        <source>What is to be mended</source>
        <translation>Was zu beheben ist</translation>
    </message>
    <message>
        <source>What stands at character {start} has no label; it is left out.</source>
        <translation>Was bei Zeichen {start} steht, hat kein Label; es wird ausgelassen.</translation>
    </message>
    <message>
        <source>What the format cannot hold</source>
        <translation>Was das Format nicht fasst</translation>
    </message>
    <message>
        <source>What this change brought into the scheme has been used since. Nothing was done; delete those spans and links first.</source>
        <translation>Was diese Änderung ins Schema brachte, wird inzwischen benutzt. Nichts wurde getan; bitte zuerst jene Markierungen und Verknüpfungen löschen.</translation>
    </message>
    <message>
        <source>What to mark with this label, and what not…</source>
        <translation>Was mit diesem Label zu markieren ist und was nicht …</translation>
    </message>
    <message>
        <source>What to press</source>
        <translation>Was zu drücken ist</translation>
    </message>
    <message>
        <source>Which</source>
        <translation>Welche</translation>
    </message>
    <message>
        <source>Which articles are compared</source>
        <translation>Welche Artikel verglichen werden</translation>
    </message>
    <message>
        <source>Who claims what, on whose word.</source>
        <translation>Wer sagt was, und auf wessen Wort.</translation>
    </message>
    <message>
        <source>Who is working</source>
        <translation>Wer arbeitet</translation>
    </message>
    <message>
        <source>Who is working?</source>
        <translation>Wer arbeitet?</translation>
    </message>
    <message>
        <source>Who reads in this project</source>
        <translation>Wer in diesem Projekt liest</translation>
    </message>
    <message>
        <source>Whose exact F1 is drawn</source>
        <translation>Wessen genaues F1 gezeichnet wird</translation>
    </message>
    <message>
        <source>With what was deleted here go {what}, of {annotators} in {articles}. Undo brings all of it back.</source>
        <translation>Mit dem hier Gelöschten verschwinden {what}, von {annotators} in {articles}. Rückgängig bringt alles zurück.</translation>
    </message>
    <message>
        <source>Without token numbers, as they do not begin and end with tokens, are {count} spans.</source>
        <translation>Ohne Nummern der Token, weil sie nicht mit Token beginnen und enden, sind {count} Markierungen.</translation>
    </message>
    <message>
        <source>Word F1</source>
        <translation>F1, Wörter</translation>
    </message>
    <message>
        <source>Word document</source>
        <translation>Word-Dokument</translation>
    </message>
    <message>
        <source>Words of title, outlet, file name or text, and state:done, label:claim, annotator:Lena, outlet:…, date:2024-10..2024-12, flag:yes. All must hold. Enter compares these articles alone.</source>
        <translation>Wörter aus Titel, Medium, Dateiname oder Text, und state:done, label:claim, annotator:Lena, outlet:…, date:2024-10..2024-12, flag:yes. Alles muss gelten. Enter vergleicht nur diese Artikel.</translation>
    </message>
    <message>
        <source>Words of title, outlet, file name or text, and state:todo, label:claim, annotator:Lena, outlet:…, date:2024-10..2024-12, flag:yes. All must hold.</source>
        <translation>Wörter aus Titel, Medium, Dateiname oder Text, und state:todo, label:claim, annotator:Lena, outlet:…, date:2024-10..2024-12, flag:yes. Alles muss zutreffen.</translation>
    </message>
    <message>
        <source>Words, “phrases”, nord* — and label:claim, annotator:Lena, state:todo, flag:yes, outlet:…, date:2024-10 or date:2024-10..2024-12. All must hold. ↓ goes to the hits, Enter opens one.</source>
        <translation>Wörter, „Wortfolgen“, nord* — und label:claim, annotator:Lena, state:todo, flag:yes, outlet:…, date:2024-10 oder date:2024-10..2024-12. Alles muss zutreffen. ↓ führt zu den Treffern, Enter öffnet einen.</translation>
    </message>
    <message>
        <source>Write a note</source>
        <translation>Notiz schreiben</translation>
    </message>
    <message>
        <source>Write a note on the decision</source>
        <translation>Eine Notiz zur Entscheidung schreiben</translation>
    </message>
    <message>
        <source>Write flag:yes or flag:no, not “{value}”.</source>
        <translation>Bitte flag:yes oder flag:no schreiben, nicht „{value}“.</translation>
    </message>
    <message>
        <source>Written and read back: {documents}, {spans}, {relations}.</source>
        <translation>Geschrieben und zurückgelesen: {documents}, {spans}, {relations}.</translation>
    </message>
    <message>
        <source>Written; reading it back…</source>
        <translation>Geschrieben; wird zurückgelesen …</translation>
    </message>
    <message>
        <source>You work as {name}.</source>
        <translation>Sie arbeiten als {name}.</translation>
    </message>
    <message>
        <source>Your edit of {time} is not decided, and cannot go on: the case was decided since, or a decision of it undone.</source>
        <translation>Ihre Bearbeitung von {time} ist nicht entschieden und kann nicht weitergehen: Der Fall wurde seitdem entschieden, oder eine Entscheidung darüber zurückgenommen.</translation>
    </message>
    <message>
        <source>Your edit of {time} is not decided, and cannot go on: the final reading was changed since.</source>
        <translation>Ihre Bearbeitung von {time} ist nicht entschieden und kann nicht weitergehen: Die Endfassung wurde seitdem geändert.</translation>
    </message>
    <message>
        <source>Your edit of {time} is not decided, and the readings changed since: {key} goes on with it, {drop} drops it, and so does any decision.</source>
        <translation>Ihre Bearbeitung von {time} ist nicht entschieden, und die Lesarten haben sich seitdem geändert: {key} setzt sie fort, {drop} verwirft sie, ebenso jede Entscheidung.</translation>
    </message>
    <message>
        <source>Your edit of {time} is not decided: {key} goes on with it, {drop} drops it, and so does any decision.</source>
        <translation>Ihre Bearbeitung von {time} ist nicht entschieden: {key} setzt sie fort, {drop} verwirft sie, ebenso jede Entscheidung.</translation>
    </message>
    <message>
        <source>Your edit was dropped; {drop} brings it back.</source>
        <translation>Ihre Bearbeitung wurde verworfen; {drop} holt sie zurück.</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>Ihr Name</translation>
    </message>
    <message>
        <source>Your readings are kept under your name, apart from everybody else's. Choose a name or type a new one.</source>
        <translation>Ihre Lesarten stehen unter Ihrem Namen, getrennt von denen aller anderen. Einen Namen wählen oder einen neuen tippen.</translation>
    </message>
    <message>
        <source>a model or pattern</source>
        <translation>ein Modell oder Muster</translation>
    </message>
    <message>
        <source>about {n} min left</source>
        <translation>noch etwa {n} min</translation>
    </message>
    <message>
        <source>about {n} s left</source>
        <translation>noch etwa {n} s</translation>
    </message>
    <message>
        <source>about {time} left</source>
        <translation>noch etwa {time}</translation>
    </message>
    <message>
        <source>accept {count} readings by rule ({rule})</source>
        <translation>{count} Lesarten nach Regel übernehmen ({rule})</translation>
    </message>
    <message>
        <source>add the label {label} to the scheme</source>
        <translation>Label {label} zum Schema hinzufügen</translation>
    </message>
    <message>
        <source>add the relation type {kind} to the scheme</source>
        <translation>den Verknüpfungstyp {kind} zum Schema hinzufügen</translation>
    </message>
    <message>
        <source>add words to {label}</source>
        <translation>Wörter zu {label} hinzufügen</translation>
    </message>
    <message>
        <source>add {count} labels to the scheme</source>
        <translation>{count} Labels zum Schema hinzufügen</translation>
    </message>
    <message>
        <source>agreement</source>
        <translation>Übereinstimmung</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>all agree</source>
        <translation>alle einig</translation>
    </message>
    <message>
        <source>an end of it is left out</source>
        <translation>ein Ende davon bleibt weg</translation>
    </message>
    <message>
        <source>and {n} more · {key} chooses</source>
        <translation>und {n} weitere · {key} wählt</translation>
    </message>
    <message>
        <source>as the files say</source>
        <translation>wie die Dateien sagen</translation>
    </message>
    <message>
        <source>as what: {kinds}</source>
        <translation>als was: {kinds}</translation>
    </message>
    <message>
        <source>attribute</source>
        <translation>Attribut</translation>
    </message>
    <message>
        <source>because: {reason}</source>
        <translation>weil: {reason}</translation>
    </message>
    <message>
        <source>begins or ends with a line break; left out</source>
        <translation>beginnt oder endet mit einem Zeilenumbruch; bleibt weg</translation>
    </message>
    <message>
        <source>begins or ends with white space; left out</source>
        <translation>beginnt oder endet mit Leerraum; bleibt weg</translation>
    </message>
    <message>
        <source>being computed</source>
        <translation>wird berechnet</translation>
    </message>
    <message>
        <source>blue</source>
        <translation>Blau</translation>
    </message>
    <message>
        <source>blue violet</source>
        <translation>Blauviolett</translation>
    </message>
    <message>
        <source>brat standoff (.ann with .txt)</source>
        <translation>brat (.ann mit .txt)</translation>
    </message>
    <message>
        <source>brown</source>
        <translation>Braun</translation>
    </message>
    <message>
        <source>by rule ({rule})</source>
        <translation>nach Regel ({rule})</translation>
    </message>
    <message>
        <source>cases</source>
        <translation>Fälle</translation>
    </message>
    <message>
        <source>change the label {label}</source>
        <translation>das Label {label} ändern</translation>
    </message>
    <message>
        <source>change the order of the labels</source>
        <translation>die Reihenfolge der Labels ändern</translation>
    </message>
    <message>
        <source>change the reasons</source>
        <translation>die Gründe ändern</translation>
    </message>
    <message>
        <source>change the relation type {kind}</source>
        <translation>den Verknüpfungstyp {kind} ändern</translation>
    </message>
    <message>
        <source>change the scheme</source>
        <translation>Schema ändern</translation>
    </message>
    <message>
        <source>changes the ends of {n} span</source>
        <translation>ändert die Enden von {n} Markierung</translation>
    </message>
    <message>
        <source>changes the ends of {n} spans</source>
        <translation>ändert die Enden von {n} Markierungen</translation>
    </message>
    <message>
        <source>character</source>
        <translation>Zeichen</translation>
    </message>
    <message>
        <source>chars {start}–{end}</source>
        <translation>Zeichen {start}–{end}</translation>
    </message>
    <message>
        <source>correct</source>
        <translation>richtig</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <translation>d. MMM yyyy</translation>
    </message>
    <message>
        <source>dark red</source>
        <translation>Dunkelrot</translation>
    </message>
    <message>
        <source>decide the links of {label}</source>
        <translation>die Verknüpfungen von {label} entscheiden</translation>
    </message>
    <message>
        <source>decide {label}</source>
        <translation>{label} entscheiden</translation>
    </message>
    <message>
        <source>decided</source>
        <translation>entschieden</translation>
    </message>
    <message>
        <source>decided by a free edit</source>
        <translation>freie Bearbeitung</translation>
    </message>
    <message>
        <source>decided by hand only</source>
        <translation>nur von Hand entschieden</translation>
    </message>
    <message>
        <source>deep teal</source>
        <translation>Tiefes Petrol</translation>
    </message>
    <message>
        <source>delete an overlapping span</source>
        <translation>eine überlappende Markierung löschen</translation>
    </message>
    <message>
        <source>delete the label {label} from the scheme</source>
        <translation>Label {label} aus dem Schema löschen</translation>
    </message>
    <message>
        <source>delete the relation type {kind} from the scheme</source>
        <translation>den Verknüpfungstyp {kind} aus dem Schema löschen</translation>
    </message>
    <message>
        <source>delete {count} labels from the scheme</source>
        <translation>{count} Labels aus dem Schema löschen</translation>
    </message>
    <message>
        <source>delete {count} spans</source>
        <translation>{count} Markierungen löschen</translation>
    </message>
    <message>
        <source>delete {label}</source>
        <translation>{label} löschen</translation>
    </message>
    <message>
        <source>delete {n} overlapping spans</source>
        <translation>{n} überlappende Markierungen löschen</translation>
    </message>
    <message>
        <source>deletes {spans}</source>
        <translation>löscht {spans}</translation>
    </message>
    <message>
        <source>deletes {spans} and {links}</source>
        <translation>löscht {spans} und {links}</translation>
    </message>
    <message>
        <source>doccano (JSONL, archives of it)</source>
        <translation>doccano (JSONL, Archive davon)</translation>
    </message>
    <message>
        <source>does not lie on token boundaries; left out</source>
        <translation>liegt nicht auf Tokengrenzen; bleibt weg</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>bearbeitet</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>leer</translation>
    </message>
    <message>
        <source>evaluation</source>
        <translation>Bewertung</translation>
    </message>
    <message>
        <source>exact</source>
        <translation>genau</translation>
    </message>
    <message>
        <source>exact F1</source>
        <translation>F1, genau</translation>
    </message>
    <message>
        <source>exact F1 {value}</source>
        <translation>F1, genau, {value}</translation>
    </message>
    <message>
        <source>first {n} of more</source>
        <translation>die ersten {n} von mehr</translation>
    </message>
    <message>
        <source>flag</source>
        <translation>vormerken</translation>
    </message>
    <message>
        <source>flag {count} articles</source>
        <translation>{count} Artikel vormerken</translation>
    </message>
    <message>
        <source>green</source>
        <translation>Grün</translation>
    </message>
    <message>
        <source>group {n}</source>
        <translation>Gruppe {n}</translation>
    </message>
    <message>
        <source>guideline {version}</source>
        <translation>Richtlinie {version}</translation>
    </message>
    <message>
        <source>has no claim; left out</source>
        <translation>hat keine Aussage; weggelassen</translation>
    </message>
    <message>
        <source>has no place in this format</source>
        <translation>hat keinen Platz in diesem Format</translation>
    </message>
    <message>
        <source>import</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>import of 1 article</source>
        <translation>Import von 1 Artikel</translation>
    </message>
    <message>
        <source>import of 1 article, 1 reading</source>
        <translation>Import von 1 Artikel, 1 Lesart</translation>
    </message>
    <message>
        <source>import of 1 article, {readings} readings</source>
        <translation>Import von 1 Artikel, {readings} Lesarten</translation>
    </message>
    <message>
        <source>import of {documents} articles</source>
        <translation>Import von {documents} Artikeln</translation>
    </message>
    <message>
        <source>import of {documents} articles, 1 reading</source>
        <translation>Import von {documents} Artikeln, 1 Lesart</translation>
    </message>
    <message>
        <source>import of {documents} articles, {readings} readings</source>
        <translation>Import von {documents} Artikeln, {readings} Lesarten</translation>
    </message>
    <message>
        <source>in progress</source>
        <translation>begonnen</translation>
    </message>
    <message>
        <source>incorrect</source>
        <translation>falsch</translation>
    </message>
    <message>
        <source>indigo</source>
        <translation>Indigo</translation>
    </message>
    <message>
        <source>is linked to no claim; left out, csv-spans has it</source>
        <translation>ist mit keiner Aussage verknüpft; weggelassen, csv-spans hat sie</translation>
    </message>
    <message>
        <source>it does not say which of several spans it means</source>
        <translation>sie sagt nicht, welche von mehreren Markierungen sie meint</translation>
    </message>
    <message>
        <source>it does not say whose it is</source>
        <translation>sie sagt nicht, von wem sie ist</translation>
    </message>
    <message>
        <source>it has another text</source>
        <translation>sie hat einen anderen Text</translation>
    </message>
    <message>
        <source>it has no place in the text</source>
        <translation>sie hat keinen Platz im Text</translation>
    </message>
    <message>
        <source>it holds no text ({start} to {end})</source>
        <translation>sie enthält keinen Text ({start} bis {end})</translation>
    </message>
    <message>
        <source>it is not an object</source>
        <translation>sie ist kein Objekt</translation>
    </message>
    <message>
        <source>it lies outside the text ({start} to {end})</source>
        <translation>sie liegt außerhalb des Texts ({start} bis {end})</translation>
    </message>
    <message>
        <source>it takes longer than ten seconds: see Agreement</source>
        <translation>es dauert länger als zehn Sekunden: siehe Übereinstimmung</translation>
    </message>
    <message>
        <source>it takes two annotators who have finished the same article; import the reading of another, or let another mark it too</source>
        <translation>es braucht zwei Annotierende, die denselben Artikel fertig haben; importieren Sie die Lesart einer weiteren Person, oder lassen Sie sie ihn auch markieren</translation>
    </message>
    <message>
        <source>items</source>
        <translation>Einheiten</translation>
    </message>
    <message>
        <source>its label is missing or is not text</source>
        <translation>ihr Label fehlt oder ist kein Text</translation>
    </message>
    <message>
        <source>its note has no place in this format</source>
        <translation>die Notiz hat keinen Platz in diesem Format</translation>
    </message>
    <message>
        <source>its parts before and after a line break are written as one</source>
        <translation>die Teile vor und nach einem Zeilenumbruch werden als einer geschrieben</translation>
    </message>
    <message>
        <source>its start and end must be whole numbers</source>
        <translation>Anfang und Ende müssen ganze Zahlen sein</translation>
    </message>
    <message>
        <source>its {n} parts are written as spans of their own</source>
        <translation>die {n} Teile werden als eigene Markierungen geschrieben</translation>
    </message>
    <message>
        <source>label {label}</source>
        <translation>als {label} markieren</translation>
    </message>
    <message>
        <source>label {label} gone</source>
        <translation>Label {label} entfällt</translation>
    </message>
    <message>
        <source>label κ</source>
        <translation>κ der Labels</translation>
    </message>
    <message>
        <source>label π</source>
        <translation>π der Labels</translation>
    </message>
    <message>
        <source>label, label …: the first wins where entities overlap; as in the scheme if empty</source>
        <translation>Label, Label …: das erste gilt, wo Entitäten sich überschneiden; leer: wie im Schema</translation>
    </message>
    <message>
        <source>labelbuddy (JSON, JSONL)</source>
        <translation>labelbuddy (JSON, JSONL)</translation>
    </message>
    <message>
        <source>last read on {date}</source>
        <translation>zuletzt gelesen am {date}</translation>
    </message>
    <message>
        <source>leads to no claim; left out, csv-spans has it</source>
        <translation>führt zu keiner Aussage; weggelassen, csv-spans hat sie</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>weggelassen</translation>
    </message>
    <message>
        <source>link</source>
        <translation>Verknüpfung</translation>
    </message>
    <message>
        <source>link {head} to {child}</source>
        <translation>{head} mit {child} verknüpfen</translation>
    </message>
    <message>
        <source>link {link} gone</source>
        <translation>Verknüpfung {link} entfällt</translation>
    </message>
    <message>
        <source>machine</source>
        <translation>Maschine</translation>
    </message>
    <message>
        <source>magenta</source>
        <translation>Magenta</translation>
    </message>
    <message>
        <source>majority</source>
        <translation>Mehrheit</translation>
    </message>
    <message>
        <source>mark an annotator as a machine</source>
        <translation>Annotierende als Maschine kennzeichnen</translation>
    </message>
    <message>
        <source>mark an annotator as a person</source>
        <translation>Annotierende als Person kennzeichnen</translation>
    </message>
    <message>
        <source>mark as {state}</source>
        <translation>auf „{state}“ setzen</translation>
    </message>
    <message>
        <source>mark {count} articles as {state}</source>
        <translation>{count} Artikel auf „{state}“ setzen</translation>
    </message>
    <message>
        <source>mauve</source>
        <translation>Malve</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>fehlend</translation>
    </message>
    <message>
        <source>move the bounds of {label}</source>
        <translation>Grenzen von {label} verschieben</translation>
    </message>
    <message>
        <source>new label {label}</source>
        <translation>neues Label {label}</translation>
    </message>
    <message>
        <source>new link {link}</source>
        <translation>neue Verknüpfung {link}</translation>
    </message>
    <message>
        <source>no article is found by {queries}</source>
        <translation>kein Artikel wird durch {queries} gefunden</translation>
    </message>
    <message>
        <source>no colour like #0072b2</source>
        <translation>keine Farbe wie #0072b2</translation>
    </message>
    <message>
        <source>no disagreement is possible: the units leave no room for another place</source>
        <translation>keine Abweichung ist möglich: die Einheiten lassen keinen Raum für einen anderen Ort</translation>
    </message>
    <message>
        <source>no item that every annotator has judged; Krippendorff's α does not ask for that</source>
        <translation>keine Einheit, die alle beurteilt haben; Krippendorffs α verlangt das nicht</translation>
    </message>
    <message>
        <source>no item that two annotators have judged</source>
        <translation>nichts, was zwei Annotierende beurteilt haben</translation>
    </message>
    <message>
        <source>no key</source>
        <translation>keine Taste</translation>
    </message>
    <message>
        <source>no link: {kind}</source>
        <translation>keine Verknüpfung: {kind}</translation>
    </message>
    <message>
        <source>no longer there</source>
        <translation>nicht mehr da</translation>
    </message>
    <message>
        <source>no source</source>
        <translation>keine Quelle</translation>
    </message>
    <message>
        <source>no source yet · {key}</source>
        <translation>noch keine Quelle · {key}</translation>
    </message>
    <message>
        <source>no span that both have marked has a value of it</source>
        <translation>keine Markierung, die beide haben, hat dafür einen Wert</translation>
    </message>
    <message>
        <source>no {attribute}</source>
        <translation>kein {attribute}</translation>
    </message>
    <message>
        <source>no {labels} here; has {others}</source>
        <translation>kein {labels} hier; hat {others}</translation>
    </message>
    <message>
        <source>nobody has linked anything</source>
        <translation>niemand hat etwas verknüpft</translation>
    </message>
    <message>
        <source>nobody has marked anything to agree on</source>
        <translation>niemand hat etwas markiert, worin man übereinstimmen könnte</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>none is right</source>
        <translation>keine stimmt</translation>
    </message>
    <message>
        <source>not computed</source>
        <translation>nicht berechnet</translation>
    </message>
    <message>
        <source>not in the scheme</source>
        <translation>nicht im Schema</translation>
    </message>
    <message>
        <source>not on word boundaries</source>
        <translation>nicht auf Wortgrenzen</translation>
    </message>
    <message>
        <source>not possible now</source>
        <translation>jetzt nicht möglich</translation>
    </message>
    <message>
        <source>note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>note on {label}</source>
        <translation>Notiz zu {label}</translation>
    </message>
    <message>
        <source>note: {note}</source>
        <translation>Notiz: {note}</translation>
    </message>
    <message>
        <source>nothing is decided yet</source>
        <translation>noch ist nichts entschieden</translation>
    </message>
    <message>
        <source>nothing is marked</source>
        <translation>nichts ist markiert</translation>
    </message>
    <message>
        <source>nothing is marked here</source>
        <translation>hier ist nichts markiert</translation>
    </message>
    <message>
        <source>nothing is marked in it: in this format it looks like an article that nobody has read</source>
        <translation>nichts ist darin markiert: in diesem Format sieht er aus wie ein Artikel, den niemand gelesen hat</translation>
    </message>
    <message>
        <source>nothing is marked in it: it has no row</source>
        <translation>nichts ist darin markiert: er hat keine Zeile</translation>
    </message>
    <message>
        <source>of links there is no coefficient, as nobody judges all that could be linked</source>
        <translation>für Verknüpfungen gibt es keinen Koeffizienten, da niemand alles beurteilt, was verknüpft sein könnte</translation>
    </message>
    <message>
        <source>of more than {n} articles it takes long: see Agreement</source>
        <translation>bei mehr als {n} Artikeln dauert es lange: siehe Übereinstimmung</translation>
    </message>
    <message>
        <source>of the whole reading</source>
        <translation>der ganzen Lesart</translation>
    </message>
    <message>
        <source>olive brown</source>
        <translation>Olivbraun</translation>
    </message>
    <message>
        <source>one annotator</source>
        <translation>eine Person</translation>
    </message>
    <message>
        <source>one of its ends is no span that was taken</source>
        <translation>eines ihrer Enden ist keine übernommene Markierung</translation>
    </message>
    <message>
        <source>only one category was ever used</source>
        <translation>nur eine Kategorie wurde je verwendet</translation>
    </message>
    <message>
        <source>orange</source>
        <translation>Orange</translation>
    </message>
    <message>
        <source>overlap F1</source>
        <translation>F1, überlappend</translation>
    </message>
    <message>
        <source>overlaps</source>
        <translation>Überlappung</translation>
    </message>
    <message>
        <source>overlaps {label} “{text}”; left out</source>
        <translation>überlappt {label} „{text}“; bleibt weg</translation>
    </message>
    <message>
        <source>partial</source>
        <translation>teilweise</translation>
    </message>
    <message>
        <source>plum</source>
        <translation>Pflaume</translation>
    </message>
    <message>
        <source>project</source>
        <translation>Projekt</translation>
    </message>
    <message>
        <source>put off</source>
        <translation>zurückgestellt</translation>
    </message>
    <message>
        <source>put off {label}</source>
        <translation>{label} zurückstellen</translation>
    </message>
    <message>
        <source>re3d (entities and relations, JSON lines)</source>
        <translation>re3d (Entitäten und Relationen, JSON-Zeilen)</translation>
    </message>
    <message>
        <source>reading {n}</source>
        <translation>Lesart {n}</translation>
    </message>
    <message>
        <source>readings of several cases belong together now</source>
        <translation>Lesarten mehrerer Fälle gehören jetzt zusammen</translation>
    </message>
    <message>
        <source>relabel {count} spans as {label}</source>
        <translation>{count} Markierungen zu {label} machen</translation>
    </message>
    <message>
        <source>relabel {count} spans as {label} (their links: −{links})</source>
        <translation>{count} Markierungen zu {label} machen (ihre Verknüpfungen: −{links})</translation>
    </message>
    <message>
        <source>relabel {old} as {label}</source>
        <translation>{old} zu {label} machen</translation>
    </message>
    <message>
        <source>relabel {old} as {label} (its links: −{count})</source>
        <translation>{old} zu {label} machen (Verknüpfungen: −{count})</translation>
    </message>
    <message>
        <source>rename the label {old} to {new}</source>
        <translation>Label {old} in {new} umbenennen</translation>
    </message>
    <message>
        <source>rename the relation type {old} to {new}</source>
        <translation>den Verknüpfungstyp {old} in {new} umbenennen</translation>
    </message>
    <message>
        <source>reopened</source>
        <translation>wieder offen</translation>
    </message>
    <message>
        <source>rose</source>
        <translation>Rosa</translation>
    </message>
    <message>
        <source>says</source>
        <translation>sagt</translation>
    </message>
    <message>
        <source>scheme</source>
        <translation>schema</translation>
    </message>
    <message>
        <source>set {name} to {value}</source>
        <translation>{name} auf {value} setzen</translation>
    </message>
    <message>
        <source>several parts</source>
        <translation>mehrere Teile</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>übersprungen</translation>
    </message>
    <message>
        <source>slate</source>
        <translation>Schiefer</translation>
    </message>
    <message>
        <source>snap a span to words</source>
        <translation>eine Markierung an Wörter anpassen</translation>
    </message>
    <message>
        <source>snap {n} spans to words</source>
        <translation>{n} Markierungen auf Wörter ausrichten</translation>
    </message>
    <message>
        <source>spaCy could not train: {words}</source>
        <translation>spaCy konnte nicht trainieren: {words}</translation>
    </message>
    <message>
        <source>spaCy project (corpus, configurations, commands)</source>
        <translation>spaCy-Projekt (Korpus, Konfigurationen, Befehle)</translation>
    </message>
    <message>
        <source>spaCy training data (a folder with .spacy files and a config)</source>
        <translation>spaCy-Trainingsdaten (ein Ordner mit .spacy-Dateien und einer Konfiguration)</translation>
    </message>
    <message>
        <source>span {number} has the same id, but another label</source>
        <translation>Markierung {number} hat dieselbe Kennung, aber ein anderes Label</translation>
    </message>
    <message>
        <source>spurious</source>
        <translation>überzählig</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>strict</source>
        <translation>streng</translation>
    </message>
    <message>
        <source>suggested: most readers</source>
        <translation>Vorschlag: die meisten</translation>
    </message>
    <message>
        <source>take the flag off</source>
        <translation>Vormerkung aufheben</translation>
    </message>
    <message>
        <source>take the flag off {count} articles</source>
        <translation>Vormerkung von {count} Artikeln aufheben</translation>
    </message>
    <message>
        <source>take words off {label}</source>
        <translation>Wörter von {label} wegnehmen</translation>
    </message>
    <message>
        <source>test</source>
        <translation>Test</translation>
    </message>
    <message>
        <source>the final reading of these articles is not finished; --all-states compares it as far as it is</source>
        <translation>die Endfassung dieser Artikel ist nicht fertig; --all-states vergleicht sie, so weit sie ist</translation>
    </message>
    <message>
        <source>the final reading was changed</source>
        <translation>die Endfassung wurde geändert</translation>
    </message>
    <message>
        <source>the links of {annotator} are others now</source>
        <translation>die Verknüpfungen von {annotator} sind jetzt andere</translation>
    </message>
    <message>
        <source>the overlap</source>
        <translation>die Überschneidung</translation>
    </message>
    <message>
        <source>the reading of {annotator}</source>
        <translation>die Lesart von {annotator}</translation>
    </message>
    <message>
        <source>the same words have this label; written once</source>
        <translation>dieselben Wörter haben dieses Label; einmal geschrieben</translation>
    </message>
    <message>
        <source>the union</source>
        <translation>die Vereinigung</translation>
    </message>
    <message>
        <source>these two have no article in common in which anything is marked</source>
        <translation>diese beiden haben keinen Artikel gemeinsam, in dem etwas markiert ist</translation>
    </message>
    <message>
        <source>this format cannot write its label; left out</source>
        <translation>dieses Format kann das Label nicht schreiben; bleibt weg</translation>
    </message>
    <message>
        <source>this format cannot write its note: its line breaks, tabs or spaces</source>
        <translation>dieses Format kann die Notiz nicht schreiben: ihre Zeilenumbrüche, Tabulatoren oder Leerzeichen</translation>
    </message>
    <message>
        <source>this format cannot write its type; left out</source>
        <translation>dieses Format kann den Typ nicht schreiben; bleibt weg</translation>
    </message>
    <message>
        <source>this format cannot write {name}: “{value}”</source>
        <translation>dieses Format kann {name} nicht schreiben: „{value}“</translation>
    </message>
    <message>
        <source>to do</source>
        <translation>zu tun</translation>
    </message>
    <message>
        <source>token F1</source>
        <translation>F1, Token</translation>
    </message>
    <message>
        <source>token κ</source>
        <translation>κ der Token</translation>
    </message>
    <message>
        <source>token π</source>
        <translation>π der Token</translation>
    </message>
    <message>
        <source>training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>trim a span</source>
        <translation>eine Markierung kürzen</translation>
    </message>
    <message>
        <source>trim {n} spans</source>
        <translation>{n} Markierungen beschneiden</translation>
    </message>
    <message>
        <source>trusted: {annotator}</source>
        <translation>Vertrauen in {annotator}</translation>
    </message>
    <message>
        <source>type</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>units</source>
        <translation>Einheiten</translation>
    </message>
    <message>
        <source>unlink {kind}</source>
        <translation>Verknüpfung {kind} lösen</translation>
    </message>
    <message>
        <source>value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>values</source>
        <translation>Werte</translation>
    </message>
    <message>
        <source>violet</source>
        <translation>Violett</translation>
    </message>
    <message>
        <source>what all have</source>
        <translation>was alle haben</translation>
    </message>
    <message>
        <source>white space at its edge</source>
        <translation>Leerraum am Rand</translation>
    </message>
    <message>
        <source>wine</source>
        <translation>Weinrot</translation>
    </message>
    <message>
        <source>words, label:claim, state:done, outlet:…, date:2024-10</source>
        <translation>Wörter, label:claim, state:done, outlet:…, date:2024-10</translation>
    </message>
    <message>
        <source>{annotator} (final reading)</source>
        <translation>{annotator} (Endfassung)</translation>
    </message>
    <message>
        <source>{annotator} (machine)</source>
        <translation>{annotator} (Maschine)</translation>
    </message>
    <message>
        <source>{annotator} alone was chosen, and it takes two annotators to agree; name a second one</source>
        <translation>nur {annotator} wurde gewählt, und übereinstimmen können erst zwei; nennen Sie eine zweite Person</translation>
    </message>
    <message>
        <source>{annotator} has another reading of this article already; this one was not taken. Imported under another name (--annotator) it is kept beside it.</source>
        <translation>{annotator} hat schon eine andere Lesart dieses Artikels; diese wurde nicht übernommen. Unter anderem Namen importiert (--annotator), steht sie daneben.</translation>
    </message>
    <message>
        <source>{annotator} has changed an attribute</source>
        <translation>{annotator} hat ein Attribut geändert</translation>
    </message>
    <message>
        <source>{annotator} has changed this</source>
        <translation>{annotator} hat dies geändert</translation>
    </message>
    <message>
        <source>{annotator} has changed {old} to {new}</source>
        <translation>{annotator} hat {old} in {new} geändert</translation>
    </message>
    <message>
        <source>{annotator} has deleted this</source>
        <translation>{annotator} hat dies gelöscht</translation>
    </message>
    <message>
        <source>{annotator} has marked this since</source>
        <translation>{annotator} hat dies seither markiert</translation>
    </message>
    <message>
        <source>{annotator} has moved the bounds</source>
        <translation>{annotator} hat die Grenzen verschoben</translation>
    </message>
    <message>
        <source>{annotator} has read this since</source>
        <translation>{annotator} hat dies seither gelesen</translation>
    </message>
    <message>
        <source>{annotator} in {n} of them</source>
        <translation>{annotator} in {n} davon</translation>
    </message>
    <message>
        <source>{annotator} is a machine</source>
        <translation>{annotator} ist eine Maschine</translation>
    </message>
    <message>
        <source>{colour}, used by {labels}</source>
        <translation>{colour}, benutzt von {labels}</translation>
    </message>
    <message>
        <source>{count} articles have no token bounds yet.</source>
        <translation>{count} Artikel haben noch keine Tokengrenzen.</translation>
    </message>
    <message>
        <source>{done} of {total} articles</source>
        <translation>{done} von {total} Artikeln</translation>
    </message>
    <message>
        <source>{done} of {total} cases decided</source>
        <translation>{done} von {total} Fällen entschieden</translation>
    </message>
    <message>
        <source>{done} of {total} done</source>
        <translation>{done} von {total} fertig</translation>
    </message>
    <message>
        <source>{figure}, {when}: {value}</source>
        <translation>{figure}, {when}: {value}</translation>
    </message>
    <message>
        <source>{figure}: {annotators} and the final reading differ in {places}.</source>
        <translation>{figure}: {annotators} und die Endfassung weichen an {places} voneinander ab.</translation>
    </message>
    <message>
        <source>{file} of an earlier export is taken away.</source>
        <translation>{file} aus einem früheren Export wird entfernt.</translation>
    </message>
    <message>
        <source>{file} was written wrongly and cannot be read back: {reason}. Nothing was replaced.</source>
        <translation>{file} wurde falsch geschrieben und kann nicht zurückgelesen werden: {reason}. Nichts wurde ersetzt.</translation>
    </message>
    <message>
        <source>{file} was written wrongly: {parts} of “{title}” differ. Nothing was replaced.</source>
        <translation>{file} wurde falsch geschrieben: {parts} von „{title}“ weichen ab. Nichts wurde ersetzt.</translation>
    </message>
    <message>
        <source>{head} → {child} as “{kind}”: {text}</source>
        <translation>{head} → {child} als „{kind}“: {text}</translation>
    </message>
    <message>
        <source>{h} h</source>
        <translation>{h} h</translation>
    </message>
    <message>
        <source>{h} h {m} min</source>
        <translation>{h} h {m} min</translation>
    </message>
    <message>
        <source>{key} has all figures.</source>
        <translation>{key} hat alle Werte.</translation>
    </message>
    <message>
        <source>{key} is taken: {action}.</source>
        <translation>{key} ist vergeben: {action}.</translation>
    </message>
    <message>
        <source>{key} is taken: {action}. Press another key.</source>
        <translation>{key} ist vergeben: {action}. Bitte eine andere Taste drücken.</translation>
    </message>
    <message>
        <source>{key} is taken: {action}. Press other keys.</source>
        <translation>{key} ist vergeben: {action}. Bitte andere Tasten drücken.</translation>
    </message>
    <message>
        <source>{key} shortcuts</source>
        <translation>{key} Tastenkürzel</translation>
    </message>
    <message>
        <source>{kind}: the selected words are {label} in the reading of {name}, not in yours.</source>
        <translation>{kind}: die ausgewählten Wörter sind {label} in der Lesart von {name}, nicht in Ihrer.</translation>
    </message>
    <message>
        <source>{kind}: {label} “{text}”</source>
        <translation>{kind}: {label} „{text}“</translation>
    </message>
    <message>
        <source>{label} as a unit</source>
        <translation>{label} als Einheit</translation>
    </message>
    <message>
        <source>{label} at character {start} covers nothing; it is left out.</source>
        <translation>{label} bei Zeichen {start} deckt nichts ab; es bleibt weg.</translation>
    </message>
    <message>
        <source>{label} at character {start} lies outside the text; it is left out.</source>
        <translation>{label} bei Zeichen {start} liegt außerhalb des Texts; es bleibt weg.</translation>
    </message>
    <message>
        <source>{label} has two attributes with the name {name}.</source>
        <translation>{label} hat zwei Attribute mit dem Namen {name}.</translation>
    </message>
    <message>
        <source>{label} over “{words}”</source>
        <translation>{label} über „{words}“</translation>
    </message>
    <message>
        <source>{label} stands twice on the same words; taken as one.</source>
        <translation>{label} steht doppelt auf denselben Wörtern; als eines übernommen.</translation>
    </message>
    <message>
        <source>{label} {text} is there twice; it is taken once.</source>
        <translation>{label} {text} ist doppelt da; es wird einmal übernommen.</translation>
    </message>
    <message>
        <source>{label} {text} is there twice; its other attributes or note are not taken.</source>
        <translation>{label} {text} ist doppelt da; die anderen Attribute oder die andere Notiz werden nicht übernommen.</translation>
    </message>
    <message>
        <source>{label}: a value of {name} is empty.</source>
        <translation>{label}: Ein Wert von {name} ist leer.</translation>
    </message>
    <message>
        <source>{label}: guideline shortened</source>
        <translation>{label}: Richtlinie gekürzt</translation>
    </message>
    <message>
        <source>{label}: other attributes</source>
        <translation>{label}: andere Attribute</translation>
    </message>
    <message>
        <source>{label}: the attribute {name} has no values.</source>
        <translation>{label}: Das Attribut {name} hat keine Werte.</translation>
    </message>
    <message>
        <source>{label}: {text}</source>
        <translation>{label}: {text}</translation>
    </message>
    <message>
        <source>{link} (still to settle)</source>
        <translation>{link} (noch zu klären)</translation>
    </message>
    <message>
        <source>{m} min</source>
        <translation>{m} min</translation>
    </message>
    <message>
        <source>{m} min {s} s</source>
        <translation>{m} min {s} s</translation>
    </message>
    <message>
        <source>{name} has a value already; this one is left out.</source>
        <translation>{name} hat schon einen Wert; dieser bleibt weg.</translation>
    </message>
    <message>
        <source>{name} has the value {value} twice.</source>
        <translation>{name} hat den Wert {value} doppelt.</translation>
    </message>
    <message>
        <source>{name} in the archive is damaged: {reason}.</source>
        <translation>{name} im Archiv ist beschädigt: {reason}.</translation>
    </message>
    <message>
        <source>{name} in the archive is encrypted.</source>
        <translation>{name} im Archiv ist verschlüsselt.</translation>
    </message>
    <message>
        <source>{name} in the archive is too large: {limit} MB is the most.</source>
        <translation>{name} im Archiv ist zu groß: höchstens {limit} MB gehen.</translation>
    </message>
    <message>
        <source>{name} is neither true nor false; it is not taken.</source>
        <translation>{name} ist weder wahr noch falsch; es wird nicht übernommen.</translation>
    </message>
    <message>
        <source>{name} is no text; it is not taken.</source>
        <translation>{name} ist kein Text; es wird nicht übernommen.</translation>
    </message>
    <message>
        <source>{name} is not a list; it is not taken.</source>
        <translation>{name} ist keine Liste; es wird nicht übernommen.</translation>
    </message>
    <message>
        <source>{name} is not an object; it is not taken.</source>
        <translation>{name} ist kein Objekt; es wird nicht übernommen.</translation>
    </message>
    <message>
        <source>{name} is on {target}, which is left out; it is left out too.</source>
        <translation>{name} gehört zu {target}, das ausgelassen ist, und wird ebenfalls ausgelassen.</translation>
    </message>
    <message>
        <source>{name} is on {target}, which is no span or event here; it is left out.</source>
        <translation>{name} steht an {target}, das hier weder Markierung noch Ereignis ist; es bleibt weg.</translation>
    </message>
    <message>
        <source>{name} is said of the whole article, or of no span; it is not taken.</source>
        <translation>{name} gilt dem ganzen Artikel oder keiner Markierung; es wird nicht übernommen.</translation>
    </message>
    <message>
        <source>{name} is {value} already.</source>
        <translation>{name} ist schon {value}.</translation>
    </message>
    <message>
        <source>{name} names no passage that is there; it is not linked.</source>
        <translation>{name} nennt keine Stelle, die da ist; es wird nicht verknüpft.</translation>
    </message>
    <message>
        <source>{name}: each attribute needs a name.</source>
        <translation>{name}: Jedes Attribut braucht einen Namen.</translation>
    </message>
    <message>
        <source>{name}: in the project already</source>
        <translation>{name}: schon im Projekt</translation>
    </message>
    <message>
        <source>{name}: passed over, no format that Annotator reads</source>
        <translation>{name}: übergangen, kein Format, das Annotator liest</translation>
    </message>
    <message>
        <source>{name}: read as {encoding}</source>
        <translation>{name}: gelesen als {encoding}</translation>
    </message>
    <message>
        <source>{name}: {value} has no place in this format</source>
        <translation>{name}: {value} hat keinen Platz in diesem Format</translation>
    </message>
    <message>
        <source>{name}: “{colour}” is no colour like #0072b2.</source>
        <translation>{name}: „{colour}“ ist keine Farbe wie #0072b2.</translation>
    </message>
    <message>
        <source>{n} agreed span accepted</source>
        <translation>{n} einhellige Markierung angenommen</translation>
    </message>
    <message>
        <source>{n} agreed span is not accepted yet</source>
        <translation>{n} einige Markierung ist noch nicht übernommen</translation>
    </message>
    <message>
        <source>{n} agreed spans accepted</source>
        <translation>{n} einhellige Markierungen angenommen</translation>
    </message>
    <message>
        <source>{n} agreed spans are not accepted yet</source>
        <translation>{n} einige Markierungen sind noch nicht übernommen</translation>
    </message>
    <message>
        <source>{n} annotations are not objects; they are not taken.</source>
        <translation>{n} Annotationen sind keine Objekte; sie werden nicht übernommen.</translation>
    </message>
    <message>
        <source>{n} annotator</source>
        <translation>{n} Annotator</translation>
    </message>
    <message>
        <source>{n} annotators</source>
        <translation>{n} Annotierende</translation>
    </message>
    <message>
        <source>{n} article</source>
        <translation>{n} Artikel</translation>
    </message>
    <message>
        <source>{n} article changes.</source>
        <translation>{n} Artikel ändert sich.</translation>
    </message>
    <message>
        <source>{n} article chosen</source>
        <translation>{n} Artikel gewählt</translation>
    </message>
    <message>
        <source>{n} article has one reader.</source>
        <translation>{n} Artikel hat nur eine Person gelesen.</translation>
    </message>
    <message>
        <source>{n} article keeps the side of an earlier export</source>
        <translation>{n} Artikel behält die Seite eines früheren Exports</translation>
    </message>
    <message>
        <source>{n} article read by several</source>
        <translation>{n} Artikel von mehreren gelesen</translation>
    </message>
    <message>
        <source>{n} article read by two or more</source>
        <translation>{n} Artikel von zwei oder mehr gelesen</translation>
    </message>
    <message>
        <source>{n} article was on another side in an earlier export.</source>
        <translation>{n} Artikel war in einem früheren Export auf einer anderen Seite.</translation>
    </message>
    <message>
        <source>{n} articles</source>
        <translation>{n} Artikel</translation>
    </message>
    <message>
        <source>{n} articles change.</source>
        <translation>{n} Artikel ändern sich.</translation>
    </message>
    <message>
        <source>{n} articles chosen</source>
        <translation>{n} Artikel gewählt</translation>
    </message>
    <message>
        <source>{n} articles have one reader each.</source>
        <translation>{n} Artikel hat je nur eine Person gelesen.</translation>
    </message>
    <message>
        <source>{n} articles keep the side of an earlier export</source>
        <translation>{n} Artikel behalten die Seite eines früheren Exports</translation>
    </message>
    <message>
        <source>{n} articles read by several</source>
        <translation>{n} Artikel von mehreren gelesen</translation>
    </message>
    <message>
        <source>{n} articles read by two or more</source>
        <translation>{n} Artikel von zwei oder mehr gelesen</translation>
    </message>
    <message>
        <source>{n} articles share passages with others; each of their {groups} groups is on one side.</source>
        <translation>{n} Artikel teilen Passagen mit anderen; jede ihrer {groups} Gruppen liegt auf einer Seite.</translation>
    </message>
    <message>
        <source>{n} articles were on another side in an earlier export.</source>
        <translation>{n} Artikel waren in einem früheren Export auf einer anderen Seite.</translation>
    </message>
    <message>
        <source>{n} articles without a reading are not written: this format has no place for them.</source>
        <translation>{n} Artikel ohne Lesart werden nicht geschrieben: Dieses Format hat keinen Platz für sie.</translation>
    </message>
    <message>
        <source>{n} articles without a reading are written; in this format they look like readings in which nothing is marked.</source>
        <translation>{n} Artikel ohne Lesart werden geschrieben; in diesem Format sehen sie aus wie Lesarten, in denen nichts markiert ist.</translation>
    </message>
    <message>
        <source>{n} attribute value</source>
        <translation>{n} Attributwert</translation>
    </message>
    <message>
        <source>{n} attribute values</source>
        <translation>{n} Attributwerte</translation>
    </message>
    <message>
        <source>{n} case decided by a rule is left out.</source>
        <translation>{n} durch eine Regel entschiedener Fall ist ausgelassen.</translation>
    </message>
    <message>
        <source>{n} cases decided by rules are left out.</source>
        <translation>{n} durch Regeln entschiedene Fälle sind ausgelassen.</translation>
    </message>
    <message>
        <source>{n} character</source>
        <translation>{n} Zeichen</translation>
    </message>
    <message>
        <source>{n} characters</source>
        <translation>{n} Zeichen</translation>
    </message>
    <message>
        <source>{n} chosen</source>
        <translation>{n} gewählt</translation>
    </message>
    <message>
        <source>{n} document</source>
        <translation>{n} Dokument</translation>
    </message>
    <message>
        <source>{n} documents</source>
        <translation>{n} Dokumente</translation>
    </message>
    <message>
        <source>{n} file</source>
        <translation>{n} Datei</translation>
    </message>
    <message>
        <source>{n} file passed over</source>
        <translation>{n} Datei übergangen</translation>
    </message>
    <message>
        <source>{n} files</source>
        <translation>{n} Dateien</translation>
    </message>
    <message>
        <source>{n} files passed over</source>
        <translation>{n} Dateien übergangen</translation>
    </message>
    <message>
        <source>{n} guideline gap</source>
        <translation>{n} Lücke der Richtlinie</translation>
    </message>
    <message>
        <source>{n} guideline gaps</source>
        <translation>{n} Lücken der Richtlinie</translation>
    </message>
    <message>
        <source>{n} labels have no example to evaluate with: {listed}.</source>
        <translation>{n} Labels haben kein Beispiel zum Bewerten: {listed}.</translation>
    </message>
    <message>
        <source>{n} labels have no example to train with: {listed}.</source>
        <translation>{n} Labels haben kein Beispiel zum Trainieren: {listed}.</translation>
    </message>
    <message>
        <source>{n} left out: copies</source>
        <translation>{n} ausgelassen: Kopien</translation>
    </message>
    <message>
        <source>{n} left out: copy</source>
        <translation>{n} ausgelassen: Kopie</translation>
    </message>
    <message>
        <source>{n} left out: one reader only</source>
        <translation>{n} ausgelassen: nur von einer Person gelesen</translation>
    </message>
    <message>
        <source>{n} lines are of documents that are not here.</source>
        <translation>{n} Zeilen gehören zu Dokumenten, die nicht hier sind.</translation>
    </message>
    <message>
        <source>{n} link</source>
        <translation>{n} Verknüpfung</translation>
    </message>
    <message>
        <source>{n} links</source>
        <translation>{n} Verknüpfungen</translation>
    </message>
    <message>
        <source>{n} loss is listed below.</source>
        <translation>{n} Verlust ist unten aufgelistet.</translation>
    </message>
    <message>
        <source>{n} losses are listed below.</source>
        <translation>{n} Verluste sind unten aufgelistet.</translation>
    </message>
    <message>
        <source>{n} more in this article</source>
        <translation>{n} weitere in diesem Artikel</translation>
    </message>
    <message>
        <source>{n} new article</source>
        <translation>{n} neuer Artikel</translation>
    </message>
    <message>
        <source>{n} new articles</source>
        <translation>{n} neue Artikel</translation>
    </message>
    <message>
        <source>{n} of them by rule</source>
        <translation>{n} davon durch Regel</translation>
    </message>
    <message>
        <source>{n} of {count} pages have no text; they may be pictures.</source>
        <translation>{n} von {count} Seiten haben keinen Text; vielleicht sind es Bilder.</translation>
    </message>
    <message>
        <source>{n} of {total}</source>
        <translation>{n} von {total}</translation>
    </message>
    <message>
        <source>{n} place</source>
        <translation>{n} Stelle</translation>
    </message>
    <message>
        <source>{n} places</source>
        <translation>{n} Stellen</translation>
    </message>
    <message>
        <source>{n} problem</source>
        <translation>{n} Problem</translation>
    </message>
    <message>
        <source>{n} problems</source>
        <translation>{n} Probleme</translation>
    </message>
    <message>
        <source>{n} put off</source>
        <translation>{n} zurückgestellt</translation>
    </message>
    <message>
        <source>{n} reading</source>
        <translation>{n} Lesart</translation>
    </message>
    <message>
        <source>{n} reading accepted. Undo takes it back.</source>
        <translation>{n} Lesart übernommen. Rückgängig nimmt es zurück.</translation>
    </message>
    <message>
        <source>{n} readings</source>
        <translation>{n} Lesarten</translation>
    </message>
    <message>
        <source>{n} readings accepted. Undo takes them back.</source>
        <translation>{n} Lesarten übernommen. Rückgängig nimmt es zurück.</translation>
    </message>
    <message>
        <source>{n} readings are not marked as done and are in the files; --state done leaves them out.</source>
        <translation>{n} Lesarten sind nicht als fertig markiert und stehen in den Dateien; --state done lässt sie weg.</translation>
    </message>
    <message>
        <source>{n} readings name nobody; they are taken as those of “{name}”</source>
        <translation>{n} Lesarten nennen niemanden; sie gelten als die von „{name}“</translation>
    </message>
    <message>
        <source>{n} row decided by a rule is left out.</source>
        <translation>{n} durch eine Regel entschiedene Zeile ist ausgelassen.</translation>
    </message>
    <message>
        <source>{n} rows decided by rules are left out.</source>
        <translation>{n} durch Regeln entschiedene Zeilen sind ausgelassen.</translation>
    </message>
    <message>
        <source>{n} selected rows are in readings of {names}: nobody else changes them.</source>
        <translation>{n} ausgewählte Zeilen sind in Lesarten von {names}: niemand sonst ändert sie.</translation>
    </message>
    <message>
        <source>{n} settled</source>
        <translation>{n} geklärt</translation>
    </message>
    <message>
        <source>{n} skipped readings are not in the files.</source>
        <translation>{n} übersprungene Lesarten stehen nicht in den Dateien.</translation>
    </message>
    <message>
        <source>{n} span</source>
        <translation>{n} Markierung</translation>
    </message>
    <message>
        <source>{n} span was left as it is: that is marked already.</source>
        <translation>{n} Markierung blieb, wie sie ist: Das ist schon markiert.</translation>
    </message>
    <message>
        <source>{n} spans</source>
        <translation>{n} Markierungen</translation>
    </message>
    <message>
        <source>{n} spans are not taken: they lie outside the text.</source>
        <translation>{n} Markierungen werden nicht übernommen: Sie liegen außerhalb des Texts.</translation>
    </message>
    <message>
        <source>{n} spans were left as they are: that is marked already.</source>
        <translation>{n} Markierungen blieben, wie sie sind: Das ist schon markiert.</translation>
    </message>
    <message>
        <source>{n} things cannot be held as they are; Enter shows one in its article.</source>
        <translation>{n} lassen sich nicht unverändert halten; Enter zeigt eines im Artikel.</translation>
    </message>
    <message>
        <source>{n} was there already</source>
        <translation>{n} war schon da</translation>
    </message>
    <message>
        <source>{n} were there already</source>
        <translation>{n} waren schon da</translation>
    </message>
    <message>
        <source>{old} is now {new}</source>
        <translation>{old} ist jetzt {new}</translation>
    </message>
    <message>
        <source>{open} open, {reopened} reopened, {later} put off</source>
        <translation>{open} offen, {reopened} wieder offen, {later} zurückgestellt</translation>
    </message>
    <message>
        <source>{path} cannot be made or written to: {reason}. Nothing was changed; a project can be made elsewhere with: annotator import PROJECT FOLDER.</source>
        <translation>{path} kann nicht angelegt oder beschrieben werden: {reason}. Nichts wurde geändert; anderswo entsteht ein Projekt mit: annotator import PROJEKT ORDNER.</translation>
    </message>
    <message>
        <source>{path} cannot be read: {reason}.</source>
        <translation>{path} kann nicht gelesen werden: {reason}.</translation>
    </message>
    <message>
        <source>{path} cannot be written to ({reason}). Nothing was changed.</source>
        <translation>{path} kann nicht beschrieben werden ({reason}). Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>{path} cannot be written to. Ask for permission, or copy it to a folder of your own and open the copy.</source>
        <translation>{path} kann nicht beschrieben werden. Bitte um Erlaubnis fragen oder in einen eigenen Ordner kopieren und die Kopie öffnen.</translation>
    </message>
    <message>
        <source>{path} cannot be written: it is not an ordinary file.</source>
        <translation>{path} kann nicht geschrieben werden: Es ist keine gewöhnliche Datei.</translation>
    </message>
    <message>
        <source>{path} cannot be written: {reason}.</source>
        <translation>{path} kann nicht geschrieben werden: {reason}.</translation>
    </message>
    <message>
        <source>{path} has no scheme.</source>
        <translation>{path} hat kein Schema.</translation>
    </message>
    <message>
        <source>{path} is a file; name a folder.</source>
        <translation>{path} ist eine Datei; nennen Sie einen Ordner.</translation>
    </message>
    <message>
        <source>{path} is a folder; name a file.</source>
        <translation>{path} ist ein Ordner; nennen Sie eine Datei.</translation>
    </message>
    <message>
        <source>{path} is called as a file is, and the format {kind} writes a folder; name a folder.</source>
        <translation>{path} heißt wie eine Datei, und das Format {kind} schreibt einen Ordner; nennen Sie einen Ordner.</translation>
    </message>
    <message>
        <source>{path} is damaged ({reason}). Nothing was changed; keep the file and open a backup.</source>
        <translation>{path} ist beschädigt ({reason}). Nichts wurde geändert; bitte die Datei behalten und eine Sicherung öffnen.</translation>
    </message>
    <message>
        <source>{path} is damaged: its end is missing. Nothing was changed; keep the file and open a backup.</source>
        <translation>{path} ist beschädigt: Das Ende fehlt. Nichts wurde geändert; bitte die Datei behalten und eine Sicherung öffnen.</translation>
    </message>
    <message>
        <source>{path} is in use by another program. Nothing was changed; try again.</source>
        <translation>{path} wird von einem anderen Programm benutzt. Nichts wurde geändert; bitte noch einmal versuchen.</translation>
    </message>
    <message>
        <source>{path} is no longer there. Delete takes it off the list.</source>
        <translation>{path} ist nicht mehr da. Entf nimmt es von der Liste.</translation>
    </message>
    <message>
        <source>{path} is no scheme file: {reason}</source>
        <translation>{path} ist keine Schemadatei: {reason}</translation>
    </message>
    <message>
        <source>{path} is not an Annotator project, or its beginning is damaged. Nothing was changed; open a backup of it, or another file.</source>
        <translation>{path} ist kein Annotator-Projekt, oder der Anfang ist beschädigt. Nichts wurde geändert; bitte eine Sicherung davon oder eine andere Datei öffnen.</translation>
    </message>
    <message>
        <source>{path} is of an earlier export and cannot be taken away: {reason}.</source>
        <translation>{path} ist aus einem früheren Export und kann nicht entfernt werden: {reason}.</translation>
    </message>
    <message>
        <source>{path} is the project itself; name another.</source>
        <translation>{path} ist das Projekt selbst; bitte ein anderes nennen.</translation>
    </message>
    <message>
        <source>{path} is there already and not empty; name a new folder.</source>
        <translation>{path} ist schon da und nicht leer; bitte einen neuen Ordner nennen.</translation>
    </message>
    <message>
        <source>{path} is there already: name another file, or write over it with --replace.</source>
        <translation>{path} gibt es schon: eine andere Datei nennen oder mit --replace überschreiben.</translation>
    </message>
    <message>
        <source>{path} lacks a part of a project ({reason}).</source>
        <translation>{path} fehlt ein Teil eines Projekts ({reason}).</translation>
    </message>
    <message>
        <source>{path} names a project. Export to another file or folder.</source>
        <translation>{path} ist der Name eines Projekts. Bitte in eine andere Datei oder einen anderen Ordner exportieren.</translation>
    </message>
    <message>
        <source>{path} was changed since the last export, or is not of one; name another folder, or take it away first (--replace writes over it).</source>
        <translation>{path} wurde seit dem letzten Export geändert oder stammt aus keinem; nennen Sie einen anderen Ordner, oder nehmen Sie die Datei vorher weg (--replace überschreibt sie).</translation>
    </message>
    <message>
        <source>{path} was not written, because it cannot be read back: {reason}</source>
        <translation>{path} wurde nicht geschrieben, weil es sich nicht zurücklesen lässt: {reason}</translation>
    </message>
    <message>
        <source>{path} was not written: line {line} reads otherwise than it should.</source>
        <translation>{path} wurde nicht geschrieben: Zeile {line} liest sich anders, als sie soll.</translation>
    </message>
    <message>
        <source>{path} was not written: {count} lines are missing.</source>
        <translation>{path} wurde nicht geschrieben: {count} Zeilen fehlen.</translation>
    </message>
    <message>
        <source>{path} was not written: {count} readings read otherwise than they should.</source>
        <translation>{path} wurde nicht geschrieben: {count} Lesarten lesen sich anders, als sie sollen.</translation>
    </message>
    <message>
        <source>{path} was written by a newer version of Annotator (file version {found}, this one reads up to {known}). Nothing was changed; update Annotator to open it.</source>
        <translation>{path} stammt von einer neueren Version von Annotator (Dateiversion {found}, diese liest bis {known}). Nichts wurde geändert; zum Öffnen bitte Annotator aktualisieren.</translation>
    </message>
    <message>
        <source>{ratio} : 1, reads well</source>
        <translation>{ratio} : 1, gut lesbar</translation>
    </message>
    <message>
        <source>{ratio} : 1, too faint to read; {least} is needed</source>
        <translation>{ratio} : 1, zu blass zum Lesen; nötig ist {least}</translation>
    </message>
    <message>
        <source>{side} is empty: the articles share passages or were on other sides before.</source>
        <translation>{side} ist leer: Die Artikel teilen Passagen oder lagen vorher auf anderen Seiten.</translation>
    </message>
    <message>
        <source>{side} is {there} % instead of {share} %</source>
        <translation>{side} hat {there} % statt {share} %</translation>
    </message>
    <message>
        <source>{s} s</source>
        <translation>{s} s</translation>
    </message>
    <message>
        <source>{title} is not written: its text has characters that this format cannot write.</source>
        <translation>{title} wird nicht geschrieben: Der Text hat Zeichen, die dieses Format nicht schreiben kann.</translation>
    </message>
    <message>
        <source>{total} found</source>
        <translation>{total} gefunden</translation>
    </message>
    <message>
        <source>{trigger} is the trigger of several events; here all their roles hang on it together.</source>
        <translation>{trigger} löst mehrere Ereignisse aus; hier hängen alle ihre Rollen gemeinsam daran.</translation>
    </message>
    <message>
        <source>{type} from {head} to {child} is left out: an end of it is not in the file.</source>
        <translation>{type} von {head} zu {child} bleibt weg: Ein Ende davon steht nicht in der Datei.</translation>
    </message>
    <message>
        <source>{type} has no place: its {name} is no number.</source>
        <translation>{type} hat keinen Platz: {name} ist keine Zahl.</translation>
    </message>
    <message>
        <source>{type} is left out: an end of it is left out.</source>
        <translation>{type} bleibt weg: Ein Ende davon bleibt weg.</translation>
    </message>
    <message>
        <source>{type} is left out: its trigger is left out.</source>
        <translation>{type} wird ausgelassen: Der Auslöser (Trigger) ist ausgelassen.</translation>
    </message>
    <message>
        <source>{type} is left out: its trigger {trigger} is not in the file.</source>
        <translation>{type} wird ausgelassen: Der Auslöser (Trigger) {trigger} steht nicht in der Datei.</translation>
    </message>
    <message>
        <source>{type} is not taken: its id is no number, or not its own.</source>
        <translation>{type} wird nicht übernommen: Die Kennung ist keine Zahl oder nicht die eigene.</translation>
    </message>
    <message>
        <source>αU</source>
        <translation>αU</translation>
    </message>
    <message>
        <source>αU (1995, 2004)</source>
        <translation>αU (1995, 2004)</translation>
    </message>
    <message>
        <source>γ</source>
        <translation>γ</translation>
    </message>
    <message>
        <source>γ · α 3, β 1</source>
        <translation>γ · α 3, β 1</translation>
    </message>
    <message>
        <source>“Keep label” says for each label what it deletes.</source>
        <translation>„Label behalten“ sagt für jedes Label, was es löscht.</translation>
    </message>
    <message>
        <source>“{cell}” is no link of a chain.</source>
        <translation>„{cell}“ ist kein Glied einer Kette.</translation>
    </message>
    <message>
        <source>“{cell}” refers to nothing; the relation is left out.</source>
        <translation>„{cell}“ zeigt auf nichts; die Relation bleibt weg.</translation>
    </message>
    <message>
        <source>“{name}” has no reading here yet.</source>
        <translation>„{name}“ hat hier noch keine Lesart.</translation>
    </message>
    <message>
        <source>“{name}” stands for something else in the scheme since. Undo that change of the scheme first.</source>
        <translation>„{name}“ steht im Schema seither für etwas anderes. Bitte zuerst jene Änderung des Schemas rückgängig machen.</translation>
    </message>
    <message>
        <source>“{name}” stands on annotations already, though the scheme did not know it, and the two could not be told apart. Choose another name.</source>
        <translation>„{name}“ steht schon an Annotationen, obwohl das Schema es nicht kannte; beides ließe sich nicht unterscheiden. Bitte einen anderen Namen wählen.</translation>
    </message>
    <message>
        <source>“{name}” was taken out of the scheme since, so this cannot be undone or done again. Undo that change of the scheme first.</source>
        <translation>„{name}“ wurde seither aus dem Schema genommen; deshalb geht das weder vor noch zurück. Bitte zuerst jene Änderung des Schemas rückgängig machen.</translation>
    </message>
    <message>
        <source>“{tag}” is no tag; it is left out.</source>
        <translation>„{tag}“ ist kein Tag; es bleibt weg.</translation>
    </message>
    <message>
        <source>“{text}” has no letter or digit: the search knows only words.</source>
        <translation>„{text}“ hat keinen Buchstaben und keine Ziffer: Die Suche kennt nur Wörter.</translation>
    </message>
    <message>
        <source>“{title}” and its spans ({n}) are left out: half a character in it cannot be stored.</source>
        <translation>„{title}“ und seine Markierungen ({n}) bleiben weg: Ein halbes Zeichen darin lässt sich nicht speichern.</translation>
    </message>
    <message>
        <source>“{title}” and its spans ({n}) are left out: spaCy takes at most {most} characters.</source>
        <translation>„{title}“ und seine Markierungen ({n}) bleiben weg: spaCy nimmt höchstens {most} Zeichen.</translation>
    </message>
    <message>
        <source>“{value}” is no date. Write date:2024-10, date:2024-10-31 or date:2024-10..2024-12.</source>
        <translation>„{value}“ ist kein Datum. Bitte date:2024-10, date:2024-10-31 oder date:2024-10..2024-12 schreiben.</translation>
    </message>
    <message>
        <source>“{value}” is no state. Write state:todo, open, done or skipped.</source>
        <translation>„{value}“ ist kein Stand. Bitte state:todo, open, done oder skipped schreiben.</translation>
    </message>
    <message>
        <source>“{words}” is not among the cases any more.</source>
        <translation>„{words}“ ist nicht mehr unter den Fällen.</translation>
    </message>
    <message>
        <source>“{words}” was decided by a rule just now.</source>
        <translation>„{words}“ wurde eben durch eine Regel entschieden.</translation>
    </message>
    <message>
        <source>“{words}” was decided by {lead} just now.</source>
        <translation>„{words}“ wurde eben von {lead} entschieden.</translation>
    </message>
    <message>
        <source>“{words}”: {n} or more in this article.</source>
        <translation>„{words}“: {n} oder mehr in diesem Artikel.</translation>
    </message>
    <message>
        <source>◆ “{name}”: decisions with this reason are listed under the guideline of their labels.</source>
        <translation>◆ „{name}“: Entscheidungen mit diesem Grund stehen unter der Richtlinie ihrer Labels.</translation>
    </message>
    <message>
        <source>● Not saved</source>
        <translation>● Nicht gespeichert</translation>
    </message>
    <message>
        <source>● Saved</source>
        <translation>● Gespeichert</translation>
    </message>
</context>
</TS>
