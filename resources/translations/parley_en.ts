<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
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
