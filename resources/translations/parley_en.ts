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
</TS>
