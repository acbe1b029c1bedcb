<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>ContextMeter</name>
    <message numerus="yes">
        <source>With the next message, the %n oldest message(s) will be left out.</source>
        <translation>
            <numerusform>With the next message, the oldest message will be left out.</numerusform>
            <numerusform>With the next message, the %n oldest messages will be left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The next message will not fit: you will be asked whether the %n oldest message(s) shall be left out.</source>
        <translation>
            <numerusform>The next message will not fit: you will be asked whether the oldest message shall be left out.</numerusform>
            <numerusform>The next message will not fit: you will be asked whether the %n oldest messages shall be left out.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message numerus="yes">
        <source>The %n selected chat(s)</source>
        <translation>
            <numerusform>The selected chat</numerusform>
            <numerusform>The %n selected chats</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All chats, also archived ones (%n)</source>
        <translation>
            <numerusform>All chats, also archived ones (%n)</numerusform>
            <numerusform>All chats, also archived ones (%n)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message numerus="yes">
        <source>%n model(s)</source>
        <translation>
            <numerusform>%n model</numerusform>
            <numerusform>%n models</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LibraryPage</name>
    <message numerus="yes">
        <source>%n file(s) are deleted for ever.</source>
        <translation>
            <numerusform>%n file is deleted for ever.</numerusform>
            <numerusform>%n files are deleted for ever.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MachinePage</name>
    <message numerus="yes">
        <source>%n core(s)</source>
        <translation>
            <numerusform>%n core</numerusform>
            <numerusform>%n cores</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them for models</source>
        <translation>
            <numerusform>%n of them for models</numerusform>
            <numerusform>%n of them for models</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PresetPart</name>
    <message numerus="yes">
        <source>%n preset(s) imported.</source>
        <translation>
            <numerusform>%n preset imported.</numerusform>
            <numerusform>%n presets imported.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Sampling</name>
    <message numerus="yes">
        <source>More options, %n changed</source>
        <translation>
            <numerusform>More options, %n changed</numerusform>
            <numerusform>More options, %n changed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SearchEverywhere</name>
    <message numerus="yes">
        <source>%n result(s)</source>
        <translation>
            <numerusform>%n result</numerusform>
            <numerusform>%n results</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Shelving</name>
    <message numerus="yes">
        <source>%n conversation(s) archived.</source>
        <translation>
            <numerusform>%n conversation archived.</numerusform>
            <numerusform>%n conversations archived.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n conversation(s) deleted.</source>
        <translation>
            <numerusform>%n conversation deleted.</numerusform>
            <numerusform>%n conversations deleted.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SidebarModel</name>
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
            <numerusform>Folder {name}, {state}, %n conversation</numerusform>
            <numerusform>Folder {name}, {state}, %n conversations</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Transcript</name>
    <message numerus="yes">
        <source>%n message(s).</source>
        <translation>
            <numerusform>%n message.</numerusform>
            <numerusform>%n messages.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WindowExchange</name>
    <message numerus="yes">
        <source>%n chat(s) exported to {place}.</source>
        <translation>
            <numerusform>%n chat exported to {place}.</numerusform>
            <numerusform>%n chats exported to {place}.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>downloads</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>import</name>
    <message numerus="yes">
        <source>%n attached file(s)</source>
        <translation>
            <numerusform>%n attached file</numerusform>
            <numerusform>%n attached files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n chat(s) imported</source>
        <translation>
            <numerusform>%n chat imported</numerusform>
            <numerusform>%n chats imported</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n chat(s) were here already and stayed as they are.</source>
        <translation>
            <numerusform>%n chat was here already and stayed as it is.</numerusform>
            <numerusform>%n chats were here already and stayed as they are.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left out:</source>
        <translation>
            <numerusform>%n left out:</numerusform>
            <numerusform>%n left out:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s)</source>
        <translation>
            <numerusform>%n picture</numerusform>
            <numerusform>%n pictures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n recording(s)</source>
        <translation>
            <numerusform>%n recording</numerusform>
            <numerusform>%n recordings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n step(s) of tools</source>
        <translation>
            <numerusform>%n step of tools</numerusform>
            <numerusform>%n steps of tools</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of %n of them, the file has other messages.</source>
        <translation>
            <numerusform>Of %n of them, the file has other messages.</numerusform>
            <numerusform>Of %n of them, the file has other messages.</numerusform>
        </translation>
    </message>
</context>
</TS>
